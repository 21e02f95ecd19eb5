// Methods side by side, how the searches come to their answers, and whom each serves how well.

import { useState } from "preact/hooks";
import type { Method } from "../../src/types/index.js";
import { type AnySchedule, jain, servedOf } from "../model/schedule.js";
import { fixed, signed } from "../model/units.js";
import type { Run, Solved, Solving } from "../solving/runs.js";
import { Anytime } from "./anytime.js";
import { Histogram } from "./histogram.js";

interface MethodsProps {
  solved: Solved;
  solving: Solving;
  /** Whose schedule is shown. */
  chosen: Method;
  onChoose: (method: Method) => void;
}

/** What a method is, in a few words. */
const ABOUT: Record<Method, string> = {
  edf: "earliest deadline first, the largest that fits",
  levels: "the paper's three sizes",
  approx: "a rule of a few lines",
  refit: "quick",
  search: "the default",
  exact: "proves optima",
  relax: "only a bound",
};

export function Methods({ solved, solving, chosen, onChoose }: MethodsProps) {
  const [seconds, setSeconds] = useState(10);
  const runs = [...solved.runs.values()];
  const bound = Math.min(...runs.flatMap(({ schedule }) => schedule?.bound ?? []));
  const edf = solved.runs.get("edf")?.schedule;
  const exact = solved.runs.get("exact");
  return (
    <section class="card" aria-label="Methods">
      <h2>Methods side by side</h2>
      <div class="row">
        <button
          type="button"
          disabled={exact?.state === "running" || exact?.state === "stopping"}
          onClick={() => solving.runExact(seconds)}
        >
          Run exact
        </button>
        <label>
          for at most{" "}
          <select
            value={seconds}
            onChange={(event) => setSeconds(Number(event.currentTarget.value))}
          >
            {[1, 10, 60, 600].map((one) => (
              <option key={one} value={one}>
                {one} s
              </option>
            ))}
          </select>
        </label>
      </div>
      <div class="scroll">
        <table class="methods">
          <thead>
            <tr>
              <th scope="col" class="text">
                method
              </th>
              <th scope="col">value</th>
              <th scope="col">to edf</th>
              <th scope="col">gap</th>
              <th scope="col">served</th>
              <th scope="col">not</th>
              <th scope="col">Jain</th>
              <th scope="col">time</th>
              <th scope="col" class="text">
                state
              </th>
            </tr>
          </thead>
          <tbody>
            {runs.map((run) => (
              <MethodRow
                key={run.method}
                {...{ run, bound, solving }}
                edf={edf?.value}
                isChosen={run.method === chosen}
                onChoose={() => onChoose(run.method)}
              />
            ))}
          </tbody>
        </table>
      </div>
      <p class="dim">
        Gap: the best possible value is at most this much higher, by the best bound that any of
        these methods has proven. Jain: fairness of the accuracies, 1 if all are equal. Time: with
        the way to the worker and back; the first runs after loading take longer.
      </p>
      <Anytime runs={runs} edf={edf?.value} />
      <Histogram {...{ solved, chosen }} />
    </section>
  );
}

interface RowProps {
  run: Run;
  bound: number;
  edf: number | undefined;
  solving: Solving;
  isChosen: boolean;
  onChoose: () => void;
}

function MethodRow({ run, bound, edf, solving, isChosen, onChoose }: RowProps) {
  const { method, schedule, milliseconds, samples } = run;
  const isOnlyBound = method === "relax";
  const value = schedule?.value ?? samples.at(-1)?.value;
  const served = schedule && !isOnlyBound ? servedOf(schedule) : undefined;
  const digits = bound < 1000 ? 4 : 2;
  const show = (number: number | undefined, text: (value: number) => string) =>
    number === undefined ? "" : text(number);
  return (
    <tr class={isChosen ? "chosen" : undefined}>
      <th scope="row" class="text">
        <label title={ABOUT[method]}>
          <input type="radio" name="method" checked={isChosen} onChange={onChoose} /> {method}
        </label>
      </th>
      <td>{show(value, (one) => fixed(one, digits))}</td>
      <td>
        {edf === undefined || isOnlyBound ? "" : show(value, (one) => signed(one - edf, digits))}
      </td>
      <td>{isOnlyBound ? "" : show(value, (one) => fixed(Math.max(0, bound - one), digits))}</td>
      <td>{show(served, String)}</td>
      <td>{show(served, (one) => String((schedule as AnySchedule).accuracy.length - one))}</td>
      <td>{schedule ? fixed(jain(schedule.accuracy), 3) : ""}</td>
      <td>{show(milliseconds, (one) => `${fixed(one, one < 10 ? 1 : 0)} ms`)}</td>
      <td class="text state">
        <State {...{ run, solving }} />
      </td>
    </tr>
  );
}

function State({ run, solving }: { run: Run; solving: Solving }) {
  const { method, state, schedule, isStopped, error } = run;
  if (state === "running" && (method === "search" || method === "exact"))
    return (
      <button type="button" aria-label={`Stop ${method}`} onClick={() => solving.stop(method)}>
        Stop
      </button>
    );
  if (state === "done" && schedule)
    return <>{isStopped ? `${schedule.status}, stopped` : schedule.status}</>;
  if (state === "failed") return <span class="error">{error}</span>;
  return <>{state === "idle" && method === "exact" ? "not run" : state}</>;
}
