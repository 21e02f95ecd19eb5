// What the example needs, a Redis of the test's own, and the commands of the example as processes.

import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { after, before } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../..", import.meta.url));
/** Where the commands run. */
export const example = join(root, "examples/cluster");

/** What the example needs, beside the package as it was built. */
export function install() {
  execFileSync("npm", ["install", "--ignore-scripts", "--no-audit", "--no-fund"], {
    cwd: example,
    stdio: ["ignore", "ignore", "inherit"],
  });
}

/** Debian's Redis, installed where it is missing. */
export function installRedis() {
  if (existsSync("/usr/bin/redis-server")) return;
  const apt = (...args) =>
    execFileSync("apt-get", ["-q", ...args], { stdio: ["ignore", "ignore", "inherit"] });
  apt("update");
  apt("install", "-y", "--no-install-recommends", "redis-server");
}

/** A Redis on a free port; what it was told survives `kill`. */
export class Redis {
  #folder = mkdtempSync(join(tmpdir(), "dsct-redis-"));
  #process;
  port;

  get url() {
    return `redis://127.0.0.1:${this.port}`;
  }

  async start() {
    this.port ??= await freePort();
    const settings = { port: this.port, bind: "127.0.0.1", dir: this.#folder, appendonly: "yes" };
    const flags = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, `${value}`]);
    this.#process = spawn("/usr/bin/redis-server", flags, { stdio: "ignore" });
    await answers(this.port);
    return this;
  }

  get pid() {
    return this.#process.pid;
  }

  async kill() {
    this.#process.kill("SIGKILL");
    await once(this.#process, "exit");
  }

  async end() {
    await this.kill();
    rmSync(this.#folder, { recursive: true });
  }
}

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  return port;
}

async function answers(port) {
  for (;;) {
    const socket = connect(port, "127.0.0.1");
    const isThere = await once(socket, "connect").then(
      () => true,
      () => false,
    );
    socket.destroy();
    if (isThere) return;
    await sleep(20);
  }
}

/** Of the clock in /proc, a second. */
const TICKS = 100;

const children = new Set();

/** A folder and a Redis for the tests of a file; both are gone after them, as is what they started. */
export function forTests() {
  const folder = mkdtempSync(join(tmpdir(), "dsct-cluster-"));
  const redis = new Redis();
  before(() => redis.start());
  after(async () => {
    await endAll();
    await redis.end();
    rmSync(folder, { recursive: true });
  });
  return { folder, redis };
}

/** Starts a command of the example. */
export function start(redis, name, ...args) {
  return startIn(example, redis, `${name}.js`, ...args);
}

export function startIn(cwd, redis, ...args) {
  const child = spawn(process.execPath, args, {
    cwd,
    env: { ...process.env, REDIS_URL: redis.url },
    stdio: ["ignore", "pipe", "pipe"],
  });
  children.add(child);
  return child;
}

/** Ends what a test that failed has left. */
export async function endAll() {
  for (const child of children) await stop(child, "SIGKILL");
}

/** A worker that has begun to look for jobs. */
export async function startWorker(redis, ...args) {
  return hasBegun(start(redis, "work", ...args));
}

/** What says on stderr that it has begun. */
export async function hasBegun(child) {
  child.stdout.resume();
  await once(child.stderr, "data");
  child.stderr.resume();
  return child;
}

/** Runs a command to its end. */
export async function run(redis, name, ...args) {
  return outcome(start(redis, name, ...args));
}

/** Exit code, lines of stdout, stderr. */
export async function outcome(child) {
  const [out, errors, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, "exit"),
  ]);
  return { code, lines: out.split("\n").filter(Boolean), errors };
}

export async function stop(child, signal = "SIGTERM") {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  child.kill(signal);
  const [code] = await once(child, "exit");
  return code;
}

/** Megabytes that a process holds. */
export function megabytes(child) {
  return (
    Number(execFileSync("ps", ["-o", "rss=", "-p", `${child.pid}`], { encoding: "utf8" })) / 1024
  );
}

/** Seconds of CPU time of a process, and of the processes that it has started and seen end. */
export function cpuOf(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").replace(/.*\)/, "").trim().split(" ");
  const [own, ownSystem, ended, endedSystem] = fields.slice(11, 15).map(Number);
  return (own + ownSystem + ended + endedSystem) / TICKS;
}
