// Time per task over n as an SVG: both axes logarithmic, a line a series.

interface Point {
  n: number;
  m: number | "sort";
  nanoseconds: number;
}

const WIDTH = 760;
const HEIGHT = 300;
const LEFT = 64;
const RIGHT = 150;
const TOP = 20;
const BOTTOM = 46;
const NAME_HEIGHT = 14;
const COLOURS: Record<string, string> = {
  1: "#0d3b7a",
  10: "#2a9d8f",
  100: "#e76f51",
  sort: "#9ca3af",
};

export function plot(points: readonly Point[]): string {
  const log = Math.log10;
  const [n0, n1] = [10, 1e6];
  const [t0, t1] = [10, 3000];
  const x = (n: number) =>
    LEFT + ((log(n) - log(n0)) / (log(n1) - log(n0))) * (WIDTH - LEFT - RIGHT);
  const y = (t: number) =>
    TOP + ((log(t1) - log(t)) / (log(t1) - log(t0))) * (HEIGHT - TOP - BOTTOM);
  const text = (atX: number, atY: number, content: string, more: string) =>
    `<text x="${atX.toFixed(1)}" y="${atY.toFixed(1)}" ${more}>${content}</text>`;
  const parts = [10, 100, 1000].map(
    (t) =>
      `<line x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${y(t).toFixed(1)}" y2="${y(t).toFixed(1)}" stroke="#e5e7eb"/>${text(LEFT - 8, y(t) + 4, `${t} ns`, 'text-anchor="end" fill="#4b5563"')}`,
  );
  for (const n of [10, 100, 1e3, 1e4, 1e5, 1e6]) {
    parts.push(
      text(
        x(n),
        HEIGHT - BOTTOM + 18,
        n.toLocaleString("en"),
        'text-anchor="middle" fill="#4b5563"',
      ),
    );
  }
  parts.push(
    text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 8, "tasks", 'text-anchor="middle" fill="#4b5563"'),
  );
  const names: { text: string; colour: string; y: number }[] = [];
  for (const series of [1, 10, 100, "sort"] as const) {
    const line = points.filter(({ m }) => m === series);
    const last = line.at(-1);
    if (!last) continue;
    const path = line
      .map(({ n, nanoseconds }) => `${x(n).toFixed(1)},${y(nanoseconds).toFixed(1)}`)
      .join(" ");
    const dash = series === "sort" ? ' stroke-dasharray="5 4"' : "";
    parts.push(
      `<polyline points="${path}" fill="none" stroke="${COLOURS[series]}" stroke-width="2"${dash}/>`,
    );
    names.push({
      text: series === "sort" ? "Float64Array sort" : `refit, m = ${series}`,
      colour: COLOURS[series],
      y: y(last.nanoseconds) + 4,
    });
  }
  // names in the order of their lines, far enough apart to be read
  names.sort((a, b) => a.y - b.y);
  for (const [k, name] of names.entries()) {
    if (k > 0) name.y = Math.max(name.y, names[k - 1].y + NAME_HEIGHT);
    parts.push(text(WIDTH - RIGHT + 10, name.y, name.text, `fill="${name.colour}"`));
  }
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" font-family="system-ui, sans-serif" font-size="12">`,
    `<title>Time per task of one call over the number of tasks</title>`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#ffffff"/>`,
    ...parts,
    "</svg>\n",
  ].join("\n");
}
