// What waits and what runs now, under both policies; and the last decisions of the dispatcher.

import type { Running } from "../../bench/online/simulation/simulate.js";
import { fixed, ms } from "../model/units.js";
import { SidesHead } from "./figures.js";
import { count, inPercent, LIMITS, percent, SIDES } from "./names.js";
import type { Place } from "./places.js";
import type { Decision, Race } from "./race.js";

interface MachinesProps {
  race: Race;
  /** Changes when the race has moved. */
  drawn: number;
}

export function Machines({ race }: MachinesProps) {
  const machines = [...race.ours.simulation.running.keys()];
  return (
    <table class="race-machines">
      <caption>
        The request that each machine runs, its accuracy in percent, and its size. The bar is the
        share of the run that is left.
      </caption>
      <SidesHead first="Machine" />
      <tbody>
        {machines.map((machine) => (
          <tr key={machine}>
            <th class="text" scope="row">
              {race.place.machineName(machine)}
            </th>
            {SIDES.map(({ side }) => (
              <td key={side} class={`text race-run-${side}`}>
                <Run
                  run={race[side].simulation.running[machine]}
                  place={race.place}
                  machine={machine}
                  now={race.now}
                />
              </td>
            ))}
          </tr>
        ))}
        <tr>
          <th class="text" scope="row">
            Waiting
          </th>
          {SIDES.map(({ side }) => (
            <td key={side} class="text race-waiting">
              {count(race[side].policy.waiting())}
            </td>
          ))}
        </tr>
      </tbody>
    </table>
  );
}

interface RunProps {
  run: Running | undefined;
  place: Place;
  machine: number;
  now: number;
}

function Run({ run, place, machine, now }: RunProps) {
  if (!run) return <div class="race-slot race-idle">idle</div>;
  const left = Math.max(0, run.end - now);
  const share = Math.min(1, left / (run.end - run.begin));
  const name = place.sizeName(machine, run.variant);
  return (
    <div class="race-slot">
      <span class="race-left" style={{ width: `${(100 * share).toFixed(1)}%` }} />
      <span class="race-what">
        <span>#{run.job.id}</span>
        <span>{inPercent(run.accuracy)}</span>
      </span>
      <span class="race-what race-how">
        {name && <span>{name}</span>}
        <span class="race-time">{fixed(1000 * left, 0)} ms left</span>
      </span>
    </div>
  );
}

interface DecisionsProps extends MachinesProps {
  isRunning: boolean;
}

/** They can be read when time stands still; the newest first. */
export function Decisions({ race, isRunning }: DecisionsProps) {
  if (isRunning) return <p class="dim race-decisions">Pause, or step, to read them.</p>;
  return (
    <ol class="race-decisions">
      {[...race.decisions].reverse().map((decision) => (
        <li key={`${decision.type} ${decision.id}`}>{sentence(decision, race.place)}</li>
      ))}
    </ol>
  );
}

function sentence(decision: Decision, place: Place): string {
  const { id, now } = decision;
  const start = `${now.toFixed(3)} s: `;
  if (decision.type === "dropped") return `${start}#${id} is dropped, ${decision.reason}`;
  const { machine, variant, accuracy, duration, limitedBy } = decision;
  const size = place.sizeName(machine as number, variant);
  const what = `#${id}${size ? ` as ${size}` : ""}, ${percent(accuracy)}`;
  const where = place.machineName(machine as number);
  return `${start}${where} runs ${what}, for ${ms(duration)}: ${LIMITS[limitedBy]}`;
}
