// How good both policies have been: accuracy in large digits, and what became of the requests.

import { recentAccuracy } from "./history.js";
import { count, inPercent, percent, points, REASONS, SIDES } from "./names.js";
import type { Race } from "./race.js";
import type { Side } from "./side.js";

interface FiguresProps {
  race: Race;
  scale: number;
}

/** Per request whose outcome is known. */
export function meansOf(side: Side) {
  const { completed, late, dropped } = side.counts();
  const decided = completed + late + dropped;
  return {
    accuracy: side.accuracySum / decided,
    served: completed / decided,
    whenServed: side.accuracySum / completed,
    late: late / decided,
  };
}

const WINDOWS = ["minute", "10 minutes", "100 minutes"];

export function Figures({ race, scale }: FiguresProps) {
  const [ours, simple] = [meansOf(race.ours), meansOf(race.simple)];
  const samples = race.history.scales[scale];
  const recent = SIDES.map(({ side }) => recentAccuracy(samples, side));
  const rows: [string, string, string, string][] = [
    row(`of the last ${WINDOWS[scale]}`, recent[0], recent[1]),
    row("served in time", ours.served, simple.served),
    row("accuracy if served", ours.whenServed, simple.whenServed),
    row("ran, but late", ours.late, simple.late),
  ];
  const [, one, other, gain] = row("", ours.accuracy, simple.accuracy);
  return (
    <table class="race-figures">
      <caption>
        Percent of the requests whose outcome is known. One that is late or not served has the
        accuracy 0.
      </caption>
      <thead>
        <tr>
          <td />
          {SIDES.map(({ side, name }) => (
            <th key={side} scope="col">
              {name}
            </th>
          ))}
          <th scope="col">Points</th>
        </tr>
      </thead>
      <tbody>
        <tr class="race-big">
          <th class="text" scope="row">
            mean accuracy
          </th>
          <td>{one}</td>
          <td>{other}</td>
          <td>{gain}</td>
        </tr>
        {rows.map(([name, ...cells]) => (
          <tr key={name}>
            <th class="text" scope="row">
              {name}
            </th>
            {cells.map((cell, k) => (
              <td key={k}>{cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const row = (name: string, ours: number, simple: number): [string, string, string, string] => [
  name,
  inPercent(ours),
  inPercent(simple),
  points(ours - simple),
];

/** The head of a table with a column for each policy. */
export function SidesHead({ first }: { first: string }) {
  return (
    <thead>
      <tr>
        {[first, ...SIDES.map(({ name }) => name)].map((name) => (
          <th key={name} class="text" scope="col">
            {name}
          </th>
        ))}
      </tr>
    </thead>
  );
}

/** A bar as wide as its cell is this share of all requests; it grows where more are dropped. */
const LEAST_SCALE = 0.05;

export function Drops({ race }: { race: Race }) {
  const drops = { ours: race.ours.drops(), simple: race.simple.drops() };
  const late = { ours: race.ours.counts().late, simple: race.simple.counts().late };
  const rows = [
    ...REASONS.map(({ reason, meaning }) => ({
      name: reason as string,
      meaning,
      ours: drops.ours[reason] ?? 0,
      simple: drops.simple[reason] ?? 0,
    })),
    { name: "late", meaning: "it ran, but ended after its deadline", ...late },
  ];
  const most = Math.max(...rows.map(({ ours, simple }) => Math.max(ours, simple)));
  const widest = Math.max(LEAST_SCALE * race.arrived, most, 1);
  return (
    <table class="race-drops">
      <SidesHead first="Reason" />
      <tbody>
        {rows.map(({ name, meaning, ...counts }) => (
          <tr key={name}>
            <th class="text" scope="row">
              {name}
              <span class="race-meaning">{meaning}</span>
            </th>
            {SIDES.map(({ side }) => (
              <td key={side} class="text">
                <div class="race-count">
                  <span>{count(counts[side])}</span>
                  <span class="dim">{percent(counts[side] / race.arrived)}</span>
                </div>
                <div class="race-track">
                  {counts[side] > 0 && (
                    <div
                      class={`race-bar race-bar-${side}`}
                      style={{ width: `${((100 * counts[side]) / widest).toFixed(2)}%` }}
                    />
                  )}
                </div>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What the figures say, in words. */
export function verdict(race: Race): string {
  const [ours, simple] = [meansOf(race.ours), meansOf(race.simple)];
  const gain = 100 * (ours.accuracy - simple.accuracy);
  if (!Number.isFinite(gain)) return "No request has an outcome yet.";
  const first =
    Math.abs(gain) < 0.05
      ? "So far both are equally accurate."
      : gain > 0
        ? `So far the dispatcher is ${gain.toFixed(2)} points more accurate.`
        : `So far the simple rule is ${(-gain).toFixed(2)} points more accurate.`;
  const better = [
    simple.served > ours.served && "serves more requests in time",
    simple.whenServed > ours.whenServed && "gives those that it serves more accuracy",
    simple.late < ours.late && "has fewer late runs",
  ].filter(Boolean);
  if (better.length === 0) return first;
  return `${first} The simple rule ${better.join(", and ")}.`;
}
