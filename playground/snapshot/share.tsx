// What can be taken away: files, and a link that holds the problem.

import { useState } from "preact/hooks";
import { svg } from "../../src/schedule/svg.js";
import { problemJson, tasksCsv } from "../input/export.js";
import { linkOf } from "../input/link.js";
import type { Edits } from "../model/history.js";
import type { Answer } from "../solving/runs.js";
import type { Origin } from "./source.js";

interface ShareProps {
  edits: Edits;
  origin: Origin;
  /** Undefined: not yet there. */
  answer: Answer | undefined;
}

export function Share({ edits, origin, answer }: ShareProps) {
  const [link, setLink] = useState("");
  const [said, setSaid] = useState("");
  const { problem, undo, redo } = edits;
  const share = async () => {
    try {
      const hash = await linkOf(problem, origin.settings);
      history.replaceState(null, "", hash);
      setLink(location.href);
      setSaid(await copied(location.href));
    } catch (error) {
      setLink("");
      setSaid((error as Error).message);
    }
  };
  const save = (name: string, textOf: () => string) => {
    try {
      download(name, textOf());
      setSaid(`${name} is in your downloads.`);
    } catch (error) {
      setSaid((error as Error).message); // CSV cannot hold every problem
    }
  };
  const saveSchedule = ({ schedule }: Answer) =>
    save("schedule.json", () => JSON.stringify(schedule, null, 2));
  const savePicture = (of: Answer) => save("schedule.svg", () => svg(of.problem, of.schedule));
  return (
    <section class="card" aria-label="Undo and share">
      <div class="row">
        <button type="button" disabled={!undo} onClick={undo}>
          Undo
        </button>
        <button type="button" disabled={!redo} onClick={redo}>
          Redo
        </button>
        <button type="button" onClick={() => void share()}>
          Share by link
        </button>
        <button type="button" onClick={() => save("problem.json", () => problemJson(problem))}>
          Problem (JSON)
        </button>
        <button type="button" onClick={() => save("requests.csv", () => tasksCsv(problem))}>
          Requests (CSV)
        </button>
        <button type="button" disabled={!answer} onClick={answer && (() => saveSchedule(answer))}>
          Schedule (JSON)
        </button>
        <button type="button" disabled={!answer} onClick={answer && (() => savePicture(answer))}>
          Picture (SVG)
        </button>
      </div>
      {link && (
        <label class="link">
          The link, which holds the problem and sends it nowhere
          <input
            type="text"
            readOnly
            value={link}
            onFocus={(event) => event.currentTarget.select()}
          />
        </label>
      )}
      <p class="dim" role="status">
        {said}
      </p>
    </section>
  );
}

/** What became of it: pages without a safe origin have no clipboard. */
async function copied(text: string): Promise<string> {
  try {
    await navigator.clipboard.writeText(text);
    return "Copied.";
  } catch {
    return "Copy it from the field above.";
  }
}

const TYPES: Record<string, string> = {
  json: "application/json",
  csv: "text/csv",
  svg: "image/svg+xml",
};

function download(name: string, text: string): void {
  const type = TYPES[name.split(".")[1]];
  const url = URL.createObjectURL(new Blob([text], { type }));
  const anchor = document.createElement("a");
  anchor.href = url;
  anchor.download = name;
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000); // the download has begun by then
}
