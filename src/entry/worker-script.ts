// What runs inside a worker of dsct/worker: it reports that it is ready, receives the core, then
// answers one question after the other. It is a classic script: the build makes one file of it,
// without imports.

import { decodeCore } from "../engine/core-text.js";
import type { Engine } from "../engine/engine.js";
import { beginning } from "../engine/limits.js";
import { compile } from "../engine/module.js";
import { wasmEngine } from "../engine/wasm.js";
import type { Size } from "../problem/fields.js";
import { answerCurves, answerTables } from "../solver/one-shot.js";
import { solvePacked } from "../solver/packed.js";
import type { Options, Progress, TablesSchedule } from "../types/index.js";
import {
  GIVE_UP,
  GO_ON,
  type Message,
  type Order,
  type Question,
  type Schedules,
} from "../worker/protocol.js";

interface Scope {
  onmessage: (event: { data: Order }) => void;
  postMessage(message: Message, transfer: ArrayBuffer[]): void;
}

const scope = globalThis as unknown as Scope;
let engine: Engine;

scope.onmessage = ({ data }) => {
  if ("core" in data) {
    engine = wasmEngine(compile(() => decodeCore(data.core)));
    return;
  }
  const begin = Date.now();
  try {
    const schedules = answer(data);
    const milliseconds = Date.now() - begin;
    scope.postMessage({ schedules, milliseconds }, buffersOf(schedules));
  } catch (error) {
    const { name, message, code, path } = error as Error & { code?: unknown; path?: unknown };
    scope.postMessage({ error: { name, message, code, path } }, []);
  }
};
scope.postMessage({ ready: true }, []);

function answer({ problems, options, reports, stop }: Question): Schedules | undefined {
  const told = () => (stop ? Atomics.load(stop, 0) : GO_ON);
  const onProgress = (progress: Progress) => {
    if (reports) scope.postMessage({ progress }, []);
    return told() === GO_ON;
  };
  /** After it was told to stop, the remaining problems get only the start of a search. */
  const settings = (): Options => {
    if (told() !== GO_ON) return { ...options, limits: { steps: 0 } };
    return reports || stop ? { ...options, onProgress } : options;
  };
  return engine.use(() => {
    if ("sizes" in problems) {
      const one = (size: Size, block: ArrayBuffer, at: number) => {
        if (told() === GIVE_UP) return undefined;
        const own = settings();
        return answerCurves(engine, size, own, beginning(own), block, at);
      };
      return solvePacked(engine, problems, options.method === "exact", one);
    }
    const schedules: TablesSchedule[] = [];
    for (const input of problems) {
      if (told() === GIVE_UP) return undefined;
      const own = settings();
      schedules.push(answerTables(engine, input, own, beginning(own)));
    }
    return schedules;
  });
}

/** All buffers that can be transferred instead of copied. */
function buffersOf(schedules: Schedules | undefined): ArrayBuffer[] {
  if (!schedules) return [];
  if ("block" in schedules) return [schedules.block, schedules.figures.buffer];
  const arrays = schedules.flatMap((one) => [...Object.values(one), ...Object.values(one.prices)]);
  const buffers = arrays.filter(ArrayBuffer.isView).map(({ buffer }) => buffer as ArrayBuffer);
  return [...new Set(buffers)];
}
