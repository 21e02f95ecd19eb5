// examples/dispatcher on what is packed (test/package.test.ts), and nothing else: the commands of its
// README, a load, hostile requests, callers who hang up, and the end.

import { type ChildProcess, execSync, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import manifest from "../examples/dispatcher/package.json" with { type: "json" };

const root = fileURLToPath(new URL("..", import.meta.url));
const source = join(root, "examples/dispatcher");
const folder = mkdtempSync(join(tmpdir(), "dsct-dispatcher-"));
const cwd = join(folder, "examples/dispatcher");
const readme = readFileSync(join(source, "README.md"), "utf8");
const picture = readFileSync(join(source, "picture.csv"), "utf8");
const blocks = (language: string) =>
  [...readme.matchAll(new RegExp(`^\`\`\`${language}\n([\\s\\S]*?)^\`\`\``, "gm"))].map(
    ([, lines]) => lines.trim().split("\n"),
  );
const [toStart, toTry] = blocks("sh");
const [table, answers] = blocks("text");

/** Load of the README. */
const REQUESTS = 400;
/** Of the runs under load; a busy machine interrupts some for longer than was ever seen before. */
const MOST_LATE = 0.2;

let server: ChildProcess;
let origin: string;
let printed = "";

/** A command as it stands in the README, but for the port. */
const run = (command: string) =>
  execSync(command.replace("localhost:8080", new URL(origin).host), {
    cwd,
    encoding: "utf8",
    env: {
      ...process.env,
      PATH: `${join(root, "node_modules/.bin")}${delimiter}${process.env.PATH}`,
      npm_config_offline: "true",
      npm_config_ignore_scripts: "true", // `prepare` builds, which is done
    },
  });

const post = (ms: number | string, init: RequestInit = {}) =>
  fetch(`${origin}/digit`, {
    method: "POST",
    headers: { "x-deadline-ms": String(ms) },
    body: picture,
    ...init,
  });

const rawPost = (ms: number) =>
  `POST /digit HTTP/1.1\r\nhost: localhost\r\nx-deadline-ms: ${ms}\r\n` +
  `content-length: ${picture.length}\r\n\r\n${picture}`;

/** Connections, all of them open. */
const connections = (count: number) =>
  Promise.all(
    Array.from({ length: count }, async () => {
      const { hostname, port } = new URL(origin);
      const socket = connect(Number(port), hostname);
      await once(socket, "connect");
      return socket;
    }),
  );

/** When nobody can connect any more. */
async function refused(): Promise<void> {
  for (;;) {
    try {
      for (const socket of await connections(1)) socket.destroy();
    } catch {
      return;
    }
  }
}

/** Sends requests on one connection, all at once; the metric in which each answer is to be found. */
async function pipelined(requests: string[]): Promise<string[]> {
  const [socket] = await connections(1);
  socket.write(requests.join(""));
  let received = "";
  let outcomes: string[] = [];
  for await (const chunk of socket) {
    received += chunk;
    const found = received.matchAll(
      /^HTTP\/1.1 (?:200[^{]*\{.*"outcome":"(\w+)"|429[^{]*\{"reason":"([\w-]+)")\}/gm,
    );
    outcomes = [...found].map(([, outcome, reason]) =>
      outcome ? `${outcome}_total` : `dropped_total ${reason}`,
    );
    if (outcomes.length === requests.length) break; // which closes it
  }
  return outcomes;
}

/** By its name and, if there is one, the word of its label. */
type Metrics = Record<string, number>;
const metricsOf = (page: string): Metrics =>
  Object.fromEntries(
    [...page.matchAll(/^dsct_(\w+)(?:\{\w+="([\w-]+)"\})? (\S+)$/gm)].map(
      ([, name, word, value]) => [word ? `${name} ${word}` : name, Number(value)],
    ),
  );
const metrics = async () => metricsOf(await (await fetch(`${origin}/metrics`)).text());
const sum = (counts: Metrics, name: string) =>
  Object.entries(counts).reduce((all, [key, n]) => all + (key.startsWith(`${name} `) ? n : 0), 0);

/** When something holds of the metrics. */
async function when(holds: (counts: Metrics) => boolean): Promise<Metrics> {
  for (;;) {
    const counts = await metrics();
    if (holds(counts)) return counts;
  }
}
const settled = () => when(({ waiting, running }) => waiting + running === 0);
const submitted = (count: number) => when(({ submitted_total }) => submitted_total >= count);

function conserves(counts: Metrics): void {
  const ran = counts.completed_total + counts.late_total;
  const dropped = sum(counts, "dropped_total");
  expect(counts).toMatchObject({ waiting: 0, running: 0, dispatched_total: ran });
  expect(counts.submitted_total).toBe(ran + dropped);
  expect(sum(counts, "limited_total")).toBe(ran);
}

beforeAll(async () => {
  // dist/ is there: `npm test` builds first
  cpSync(join(root, "package.json"), join(folder, "package.json"));
  cpSync(join(root, "dist"), join(folder, "dist"), { recursive: true });
  const isSource = (path: string) => !/node_modules|package-lock/.test(path.slice(source.length));
  cpSync(source, cwd, { recursive: true, filter: isSource });
  const [install, start] = toStart;
  origin = "http://localhost";
  run(install);
  expect([start, manifest.scripts.start]).toEqual(["npm start", "node server.js"]);
  // without npm between, which would get the signals
  server = spawn(process.execPath, ["server.js"], {
    cwd,
    env: { ...process.env, PORT: "0" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  for await (const chunk of server.stdout as AsyncIterable<Buffer>) {
    printed += chunk;
    const [, address] = printed.match(/listening on (\S+)\n/) ?? [];
    if (address) {
      origin = address;
      return;
    }
  }
  throw new Error("the server has not started");
});

afterAll(() => {
  server.kill("SIGKILL"); // where a test has failed before the last one
  rmSync(folder, { recursive: true });
});

describe("examples/dispatcher", () => {
  it("measures the accuracies that the README shows, and times that grow", () => {
    const rows = (lines: string[]) => lines.slice(1, -1).map((line) => line.split("\t"));
    const measured = rows(printed.trim().split("\n"));
    const but = (row: string[]) => [row[0], row[2]];
    expect(measured.map(but)).toEqual(rows(table).map(but));
    const times = measured.map(([, ms]) => Number(ms));
    expect(times).toEqual([...times].sort((a, b) => a - b));
  });

  it("does what the README says, and loses nobody under load", () => {
    expect(toTry).toHaveLength(5);
    const outputs = toTry.map(run);
    expect(outputs.slice(0, 3).join("").trim().split("\n")).toEqual(answers);
    const load = JSON.parse(outputs[3]);
    expect(load).toMatchObject({ errors: 0, timeouts: 0, resets: 0, "5xx": 0 });
    const { count: served } = load.statusCodeStats[200];
    const shed = load.statusCodeStats[429]?.count ?? 0;
    expect(served + shed).toBe(REQUESTS);

    const counts = metricsOf(outputs[4]);
    conserves(counts);
    // two of the first three were requests; the second was shed
    expect(counts).toMatchObject({
      submitted_total: REQUESTS + 2,
      dispatched_total: served + 1,
    });
    expect(counts.late_total).toBeLessThan(MOST_LATE * served);
    expect(counts.completed_total).toBeGreaterThan(REQUESTS / 3);
    const accuracy = counts.accuracy_total / counts.completed_total;
    expect(accuracy).toBeGreaterThanOrEqual(Number(table[1].split("\t")[2]) - 0.001);
    expect(accuracy).toBeLessThan(1);
  });

  it("answers 400 and what is wrong; the dispatcher does not hear of it", async () => {
    const before = await metrics();
    const bad = picture.replace("16", "17");
    const cases: [number | string, string, RegExp][] = [
      ["soon", picture, /^x-deadline-ms is "soon"; expected a number > 0, at most 10000$/],
      [-5, picture, /^x-deadline-ms is "-5"/],
      [0, picture, /^x-deadline-ms is "0"/],
      ["", picture, /^x-deadline-ms is ""/],
      [Number.NaN, picture, /^x-deadline-ms is "NaN"/],
      [Number.POSITIVE_INFINITY, picture, /^x-deadline-ms is "Infinity"/],
      [10_001, picture, /^x-deadline-ms is "10001"/],
      [100, "", /^picture has 1 numbers; expected 64$/],
      [100, `${picture},1`, /^picture has 65 numbers/],
      [100, bad, /^picture\[\d+\] is "17"; expected a number from 0 to 16$/],
      [100, picture.replace("0", "-1"), /^picture\[0\] is "-1"/],
      [100, picture.replace("0", "x"), /^picture\[0\] is "x"/],
      [100, "1".repeat(1e6), /^body is longer than 4096 characters$/],
    ];
    for (const [ms, body, message] of cases) {
      const response = await post(ms, { body });
      expect(response.status).toBe(400);
      expect((await response.json()).error).toMatch(message);
    }
    expect((await post(100, { method: "PUT" })).status).toBe(404);
    expect((await fetch(origin)).status).toBe(404);
    expect(await metrics()).toEqual(before);
  });

  it("sheds what is too much with 429 and the reason, as it counts them", async () => {
    const before = await settled();
    // in one piece, so that the last ones find as many waiting as may
    const requests = Array.from({ length: 200 }, (_, k) => rawPost(k % 10 === 0 ? 0.01 : 500));
    const outcomes = await pipelined(requests);
    const after = await settled();
    conserves(after);
    expect(after.submitted_total - before.submitted_total).toBe(requests.length);
    expect(outcomes).toHaveLength(requests.length);
    for (const key of Object.keys(after).filter((name) => /^completed|^late|^dropped/.test(name))) {
      expect(outcomes.filter((outcome) => outcome === key)).toHaveLength(after[key] - before[key]);
    }
    for (const reason of ["expired", "queue-full"]) {
      expect(outcomes).toContain(`dropped_total ${reason}`);
    }
  });

  it("cancels those who hang up", async () => {
    const before = await settled();
    const [half, ...sockets] = await connections(41);
    half.write(rawPost(5000).slice(0, -1)); // never becomes a request
    for (const socket of sockets) socket.write(rawPost(5000));
    await Promise.race(sockets.map((socket) => once(socket, "data")));
    for (const socket of [half, ...sockets]) socket.destroy();
    await submitted(before.submitted_total + sockets.length);
    const after = await settled();
    conserves(after);
    expect(after.submitted_total).toBe(before.submitted_total + sockets.length);
    expect(after["dropped_total cancelled"]).toBeGreaterThan(before["dropped_total cancelled"]);
  });

  it("at SIGTERM takes nobody more, answers all who are there and exits with 0", async () => {
    const before = await settled();
    const [silent, ...sockets] = await connections(61);
    const answers = Promise.all(sockets.map((socket) => text(socket)));
    for (const socket of sockets) socket.write(rawPost(5000));
    const { waiting } = await submitted(before.submitted_total + sockets.length);
    server.kill("SIGTERM");
    expect(waiting).toBeGreaterThan(0);
    await refused();
    silent.write(rawPost(5000));
    expect(await text(silent)).toMatch(
      /^HTTP\/1.1 503 [^{]*connection: close[^{]*\{"error":"the server stops"/,
    );
    expect(await once(server, "exit")).toEqual([0, null]);
    const lasts = (await answers).filter((answer) => answer.includes("connection: close"));
    for (const answer of await answers) expect(answer).toMatch(/^HTTP\/1.1 (200|429) /);
    expect(lasts.length).toBeGreaterThan(0);
  });
});
