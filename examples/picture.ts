// Draws the picture of docs/curves.md: node scripts/run.js examples/picture.ts > docs/picture.svg

import { BLACK, BLUE, GREEN, GREY, ground, STYLE, VERMILLION } from "../bench/draw/palette.js";
import { solve } from "../src/index.js";

const COLOURS = [BLUE, VERMILLION, GREEN, BLACK];
const WHITE = "#FFFFFF";
const tasks = [
  { deadline: 0.25, theta: 9, maxWork: 0.45 },
  { deadline: 0.45, theta: 4, maxWork: 0.8 },
  { deadline: 0.8, theta: 6, maxWork: 0.6 },
  { deadline: 1, theta: 2.2, maxWork: 0.9 },
];
const schedule = solve({ machines: [{ speed: 1 }], tasks });

const text = (x: number, y: number, content: string, more = "") =>
  `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" ${more}>${content}</text>`;
const line = (x1: number, y1: number, x2: number, y2: number, more: string) =>
  `<line x1="${x1.toFixed(1)}" y1="${y1.toFixed(1)}" x2="${x2.toFixed(1)}" y2="${y2.toFixed(1)}" ${more}/>`;

/** One machine: the bars of the tasks, their deadlines above. */
function gantt(left: number, top: number, width: number): string[] {
  const x = (seconds: number) => left + seconds * width;
  const parts = [line(left, top + 64, left + width, top + 64, `stroke="${GREY}"`)];
  for (const [j, { deadline }] of tasks.entries()) {
    const from = x(schedule.start[j]);
    const wide = x(schedule.end[j]) - from;
    parts.push(
      `<rect x="${from.toFixed(1)}" y="${top + 20}" width="${wide.toFixed(1)}" height="36" fill="${COLOURS[j]}" stroke="${WHITE}"/>`,
      text(
        from + wide / 2,
        top + 43,
        `${j}`,
        `text-anchor="middle" fill="${WHITE}" font-weight="600"`,
      ),
      line(
        x(deadline),
        top + 4,
        x(deadline),
        top + 64,
        `stroke="${COLOURS[j]}" stroke-dasharray="3 2"`,
      ),
      text(
        x(deadline),
        top - 2,
        `due ${deadline}`,
        'text-anchor="middle" fill="currentColor" font-size="11"',
      ),
    );
  }
  for (const t of [0, 0.2, 0.4, 0.6, 0.8, 1])
    parts.push(
      text(x(t), top + 80, `${t}`, 'text-anchor="middle" fill="currentColor" font-size="11"'),
    );
  return [
    ...parts,
    text(
      left + width / 2,
      top + 98,
      "seconds on the machine",
      'text-anchor="middle" fill="currentColor" font-size="11"',
    ),
  ];
}

/** The accuracy curves, a dot where each task was stopped. */
function curves(left: number, top: number, width: number, height: number): string[] {
  const x = (work: number) => left + work * width;
  const y = (accuracy: number) => top + height * (1 - accuracy);
  const parts = [
    line(left, y(0), left + width, y(0), `stroke="${GREY}"`),
    line(left, y(0), left, y(1), `stroke="${GREY}"`),
  ];
  for (const [j, { theta, maxWork }] of tasks.entries()) {
    const points = Array.from({ length: 61 }, (_, k) => (maxWork * k) / 60).map(
      (work) => `${x(work).toFixed(1)},${y(1 - Math.exp(-theta * work)).toFixed(1)}`,
    );
    parts.push(
      `<polyline points="${points.join(" ")}" fill="none" stroke="${COLOURS[j]}" stroke-width="2"/>`,
      `<circle cx="${x(schedule.work[j]).toFixed(1)}" cy="${y(schedule.accuracy[j]).toFixed(1)}" r="5" fill="${COLOURS[j]}" stroke="${WHITE}"/>`,
      text(
        x(maxWork) + 5,
        y(1 - Math.exp(-theta * maxWork)) + 4,
        `${j}`,
        'fill="currentColor" font-size="11"',
      ),
    );
  }
  return [
    ...parts,
    text(left - 6, y(1) + 4, "1", 'text-anchor="end" fill="currentColor" font-size="11"'),
    text(left - 6, y(0), "0", 'text-anchor="end" fill="currentColor" font-size="11"'),
    text(left + 6, top + 2, "accuracy", 'fill="currentColor" font-size="11"'),
    text(
      left + width / 2,
      y(0) + 18,
      "work",
      'text-anchor="middle" fill="currentColor" font-size="11"',
    ),
  ];
}

const [WIDTH, HEIGHT] = [960, 170];
console.log(
  [
    `<svg xmlns="http://www.w3.org/2000/svg" class="dsct-plot" role="img" aria-labelledby="dsct-picture-title dsct-picture-desc" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" font-family="system-ui, sans-serif" font-size="13">`,
    '<title id="dsct-picture-title">Four requests on one machine</title>',
    '<desc id="dsct-picture-desc">Left: when each of four requests runs and is due. Right: accuracy over work of each, with a dot where it is stopped.</desc>',
    STYLE,
    ground(WIDTH, HEIGHT),
    ...gantt(30, 40, 520),
    ...curves(640, 14, 290, 124),
    "</svg>",
  ].join("\n"),
);
