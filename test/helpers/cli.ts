// The command line as a user runs it: another process, in a folder of its own.

import { spawnSync } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const cli = fileURLToPath(new URL("../../dist/cli.js", import.meta.url));

export interface Ran {
  status: number | null;
  stdout: string;
  stderr: string;
}

/** A new folder, and how to run dsct there; env is added to that of this process. */
export function commandLine(name: string) {
  const folder = mkdtempSync(join(tmpdir(), `dsct-${name}-`));
  const run = (
    args: string[],
    input: string | Buffer = "",
    env: Record<string, string> = {},
  ): Ran => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], {
      input,
      encoding: "utf8",
      cwd: folder,
      env: { ...process.env, ...env },
      maxBuffer: 1e8,
    });
    return { status, stdout, stderr };
  };
  return { folder, run };
}

/** The environment in which streams of a process take themselves for a terminal so wide. */
export function asTerminal(streams: ("stdout" | "stderr")[], columns = 80): Record<string, string> {
  const script = streams.map(
    (stream) => `process.${stream}.isTTY = true; process.${stream}.columns = ${columns};`,
  );
  const url = `data:text/javascript,${encodeURIComponent(script.join(""))}`;
  return { NODE_OPTIONS: `--import=${url}`, TERM: "xterm" };
}
