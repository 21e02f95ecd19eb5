// Where the problem comes from: an example, the paper's generator, or one's own.

import { useRef, useState } from "preact/hooks";
import type { GenerateOptions } from "../../src/types/index.js";
import { MOST_TEXT } from "../input/check.js";
import { generated, PRESETS } from "../input/presets.js";
import { readText } from "../input/read.js";
import type { RowProblem } from "../model/problem.js";
import { fixed } from "../model/units.js";
import { Slider } from "../parts/slider.js";

/** What a problem was made of, as long as nobody has edited it. */
export interface Origin {
  /** An example, "generator", or "own". */
  name: string;
  settings?: GenerateOptions | undefined;
}

interface SourceProps {
  problem: RowProblem;
  origin: Origin;
  onLoad: (problem: RowProblem, origin: Origin) => void;
}

export const FIRST_SETTINGS: GenerateOptions = {
  ...{ tasks: 100, machines: 5, mu: 10, rho: 0.5, seed: 1 },
  speeds: [1, 1],
};

/** The choice of where to start. */
export function StartFrom({ problem, origin, onLoad }: SourceProps) {
  const choose = (name: string) => {
    const preset = PRESETS.find(({ id }) => id === name);
    if (preset) onLoad(preset.problem, { name });
    else if (name === "generator")
      onLoad(generated(FIRST_SETTINGS), { name, settings: FIRST_SETTINGS });
    else onLoad(problem, { name });
  };
  return (
    <label>
      Schedule of{" "}
      <select value={origin.name} onChange={(event) => choose(event.currentTarget.value)}>
        {PRESETS.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
        <option value="generator">the paper's generator</option>
        <option value="own">your own problem</option>
      </select>
    </label>
  );
}

/** What it is, and how to change it as a whole. */
export function Source({ problem, origin, onLoad }: SourceProps) {
  const preset = PRESETS.find(({ id }) => id === origin.name);
  return (
    <section class="card" aria-label="Problem">
      <h2>Problem</h2>
      {preset && <p>{preset.about}</p>}
      {origin.name === "generator" && (
        <Generator
          settings={origin.settings ?? FIRST_SETTINGS}
          onChange={(settings) => onLoad(generated(settings), { name: "generator", settings })}
        />
      )}
      <Own problem={problem} onLoad={(read) => onLoad(read, { name: "own" })} />
    </section>
  );
}

interface GeneratorProps {
  settings: GenerateOptions;
  onChange: (settings: GenerateOptions) => void;
}

function Generator({ settings, onChange }: GeneratorProps) {
  const { tasks, machines, mu = 10, rho = 0.5, seed = 1, speeds = [1, 1] } = settings;
  const set = (change: Partial<GenerateOptions>) => onChange({ ...settings, ...change });
  const [low, high] = speeds;
  const one = (value: number) => fixed(value, 1);
  return (
    <div class="sliders">
      <Slider
        name="requests, n"
        value={tasks}
        min={1}
        max={5000}
        isLog
        onChange={(n) => set({ tasks: n })}
      />
      <Slider
        name="machines, m"
        value={machines}
        min={1}
        max={100}
        isLog
        onChange={(m) => set({ machines: m })}
      />
      <Slider
        name="heterogeneity, mu"
        value={mu}
        min={1}
        max={50}
        step={0.5}
        show={one}
        onChange={(value) => set({ mu: value })}
      />
      <Slider
        name="time, rho"
        value={rho}
        min={0.05}
        max={3}
        step={0.05}
        show={(value) => fixed(value, 2)}
        onChange={(value) => set({ rho: value })}
      />
      <Slider
        name="slowest speed"
        value={low}
        min={0.1}
        max={10}
        step={0.1}
        show={one}
        onChange={(value) => set({ speeds: [value, Math.max(value, high)] })}
      />
      <Slider
        name="fastest speed"
        value={high}
        min={0.1}
        max={10}
        step={0.1}
        show={one}
        onChange={(value) => set({ speeds: [Math.min(value, low), value] })}
      />
      <Slider
        name="seed"
        value={seed}
        min={0}
        max={100}
        onChange={(value) => set({ seed: value })}
      />
    </div>
  );
}

/** Text that is pasted, or a file that is dropped: JSON, or CSV of tables or requests. */
function Own({ problem, onLoad }: { problem: RowProblem; onLoad: (problem: RowProblem) => void }) {
  const [text, setText] = useState("");
  const [error, setError] = useState("");
  const [isOver, setOver] = useState(false);
  const file = useRef<HTMLInputElement>(null);
  const read = (content: string, name: string) => {
    try {
      onLoad(readText(content, name, problem));
      setError("");
    } catch (failure) {
      setError((failure as Error).message);
    }
  };
  const open = async (files: FileList | null | undefined) => {
    const [first] = files ?? [];
    if (!first) return;
    if (first.size > MOST_TEXT) {
      setError(`${first.name} has ${first.size} bytes; expected at most ${MOST_TEXT}`);
      return;
    }
    read(await first.text(), first.name);
    if (file.current) file.current.value = ""; // the same file may be chosen again
  };
  return (
    <fieldset
      aria-label="Your own problem"
      class={isOver ? "own over" : "own"}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        void open(event.dataTransfer?.files);
      }}
    >
      <label>
        Your own: paste JSON of a problem, or CSV of requests or of measured tables, or drop a file
        <textarea
          rows={4}
          spellcheck={false}
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
        />
      </label>
      <div class="row">
        <button type="button" onClick={() => read(text, "text")}>
          Use this text
        </button>
        <label>
          or a file{" "}
          <input
            ref={file}
            type="file"
            accept=".json,.csv"
            onChange={(event) => void open(event.currentTarget.files)}
          />
        </label>
      </div>
      <p class="error" role="alert">
        {error}
      </p>
    </fieldset>
  );
}
