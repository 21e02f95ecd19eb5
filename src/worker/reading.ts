// A caller's problems and options: read, checked and copied here, so that workers get plain data
// and mistakes are told as `solve` tells them.

import { WASM_LIMITS, WASM_TABLES_LIMITS } from "../engine/wasm.js";
import { countOf, FIELDS, type Size } from "../problem/fields.js";
import { isObject } from "../problem/kinds.js";
import { wrongType } from "../problem/messages.js";
import { checkTablesOptions, readOptions } from "../problem/read-options.js";
import { copyProblem, openProblem } from "../problem/read-problem.js";
import { numbersOf, pack } from "../solver/packed.js";
import { readTables, type TablesInput } from "../tables/read-tables.js";
import type {
  AsyncOptions,
  CurvesProblem,
  InputColumns,
  Options,
  Problem,
  TablesProblem,
} from "../types/index.js";
import type { Problems } from "./protocol.js";

/** What a call asks for besides options of the solver. */
export type Terms = Pick<AsyncOptions, "signal" | "onAbort" | "onProgress">;

const ASYNC_OPTIONS = ["signal", "script", "onAbort"];
const ON_ABORT = ["reject", "best"];

/** The options of a call, each read once and checked: plain ones of the solver, and its terms. */
export function readAsyncOptions(
  given: AsyncOptions,
  names: readonly string[] = ASYNC_OPTIONS,
): { options: Options; terms: Terms; script: AsyncOptions["script"] } {
  const { signal, script, onAbort } = given ?? {};
  checkSignal(signal);
  checkScript(script);
  if (onAbort !== undefined && !ON_ABORT.includes(onAbort))
    wrongType("options.onAbort", onAbort, '"reject" or "best"');
  const { onProgress, ...options } = readOptions(given, names);
  return { options, terms: { signal, onAbort, onProgress }, script };
}

function checkSignal(signal: AsyncOptions["signal"]): void {
  if (signal === undefined) return;
  const { aborted, addEventListener } = Object(signal);
  if (typeof aborted === "boolean" && typeof addEventListener === "function") return;
  wrongType("options.signal", signal, "an AbortSignal");
}

export function checkScript(script: AsyncOptions["script"]): void {
  if (script === undefined || typeof script === "string" || isObject(script)) return;
  wrongType("options.script", script, "a string, a URL or a TrustedScriptURL");
}

/** The same without a search. */
export function startOnly(options: Options): Options {
  return { ...options, limits: { steps: 0 } };
}

/** Problems of one kind, read one after the other. */
export class Batch {
  readonly #options: Options;
  readonly #sizes: number[] = [];
  readonly #tables: TablesInput[] = [];
  #numbers = new Float64Array(0);
  #end = 0;
  /** Tasks so far. */
  tasks = 0;

  constructor(options: Options) {
    this.#options = options;
  }

  get length(): number {
    return this.#tables.length + this.#sizes.length / 2;
  }

  /** Whether a problem may stand with those that are there. models: what it has there. */
  takes(models: unknown): boolean {
    return this.length === 0 || (models !== undefined) === this.#tables.length > 0;
  }

  /** Throws as `solve` for the first mistake. path: where it is, if not by itself. */
  add(problem: Problem, models: unknown, path?: string): void {
    if (models === undefined) {
      this.#addCurves(problem as CurvesProblem, path);
      return;
    }
    checkTablesOptions(this.#options);
    const input = readTables(problem as TablesProblem, models, WASM_TABLES_LIMITS, path);
    this.#tables.push(input);
    this.tasks += input.sizes.n;
  }

  #addCurves(problem: CurvesProblem, path?: string): void {
    const open = openProblem(problem, WASM_LIMITS, path);
    const columns = takeColumns(open);
    copyProblem(open, columns);
    const end = this.#end + numbersOf(open);
    if (end > this.#numbers.length) {
      const fewer = this.#numbers;
      this.#numbers = new Float64Array(fewer.length === 0 ? end : 2 * end);
      this.#numbers.set(fewer);
    }
    pack(columns, open, this.#numbers, this.#end);
    keepColumns(columns);
    this.#end = end;
    this.#sizes.push(open.n, open.m);
    this.tasks += open.n;
  }

  /** What is posted. */
  problems(): Problems {
    if (this.#tables.length > 0) return this.#tables;
    return { sizes: Int32Array.from(this.#sizes), numbers: this.#numbers.slice(0, this.#end) };
  }
}

/** Numbers up to which columns stay for the next problem. */
const MOST_KEPT = 2 ** 14;
let kept: InputColumns | undefined;

/** Columns with room for a problem: no others have them while its getters may call this. */
function takeColumns({ n, m }: Size): InputColumns {
  const columns = kept;
  kept = undefined;
  if (columns && n <= columns.deadline.length && m <= columns.speed.length) return columns;
  const size = { n: Math.max(n, FEW), m: Math.max(m, FEW) };
  const made = FIELDS.map((field) => [field.name, new Float64Array(countOf(field, size))]);
  return Object.fromEntries(made) as InputColumns;
}

function keepColumns(columns: InputColumns): void {
  if (columns.deadline.length + columns.speed.length <= MOST_KEPT) kept = columns;
}

/** Room that columns have at least, so that problems of about one size share them. */
const FEW = 256;

/** What is handed to a worker instead of being copied: long, and our own. */
export function transferOf(problems: Problems): ArrayBuffer[] {
  return "sizes" in problems ? [problems.numbers.buffer] : [];
}
