// What is simulated and how fast: buttons, sliders, and what else is chosen.

import { useId } from "preact/hooks";
import { Slider } from "../parts/slider.js";
import { PLACES, type PlaceId } from "./places.js";
import type { Demand } from "./source.js";

/** What begins anew when it changes. */
export interface Begin {
  place: PlaceId;
  seed: number;
}

interface ControlsProps {
  begin: Begin;
  demand: Demand;
  speed: number;
  isRunning: boolean;
  onBegin: (begin: Begin) => void;
  onDemand: (demand: Demand) => void;
  onSpeed: (speed: number) => void;
  onRun: (isRunning: boolean) => void;
  onStep: () => void;
}

export function Controls(props: ControlsProps) {
  const { begin, speed, isRunning, onBegin, onSpeed, onRun, onStep } = props;
  return (
    <section class="card" aria-label="Controls">
      <div class="row race-buttons">
        <button type="button" class="race-run" onClick={() => onRun(!isRunning)}>
          {isRunning ? "Pause" : "Start"}
        </button>
        <button type="button" onClick={onStep}>
          Step one decision
        </button>
        <button type="button" onClick={() => onBegin({ ...begin })}>
          Restart
        </button>
        <Choices begin={begin} onBegin={onBegin} />
      </div>
      <div class="sliders">
        <Slider
          name="Speed"
          value={speed}
          min={1}
          max={1000}
          isLog
          show={(value) => `${value.toLocaleString("en")}x`}
          onChange={onSpeed}
        />
        <DemandSliders {...props} />
      </div>
    </section>
  );
}

function Choices({ begin, onBegin }: Pick<ControlsProps, "begin" | "onBegin">) {
  const [place, seed] = [useId(), useId()];
  return (
    <>
      <span class="row">
        <label for={place}>Machines</label>
        <select
          id={place}
          value={begin.place}
          onChange={({ currentTarget }) =>
            onBegin({ ...begin, place: currentTarget.value as PlaceId })
          }
        >
          {Object.entries(PLACES).map(([id, { name }]) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </span>
      <span class="row">
        <label for={seed}>Seed</label>
        <input
          id={seed}
          class="race-seed"
          type="number"
          min={0}
          max={999999}
          step={1}
          value={begin.seed}
          onChange={({ currentTarget }) => {
            if (currentTarget.validity.valid && currentTarget.value !== "")
              onBegin({ ...begin, seed: currentTarget.valueAsNumber });
            else currentTarget.value = String(begin.seed);
          }}
        />
      </span>
    </>
  );
}

/** Of requests to come. */
function DemandSliders({ demand, onDemand }: Pick<ControlsProps, "demand" | "onDemand">) {
  const change = (part: Partial<Demand>) => onDemand({ ...demand, ...part });
  return (
    <>
      <Slider
        name="Load"
        value={demand.load}
        min={0.2}
        max={4}
        step={0.1}
        show={(value) => value.toFixed(1)}
        onChange={(load) => change({ load })}
      />
      <Slider
        name="Burstiness"
        value={demand.burstiness}
        min={0.25}
        max={4}
        step={0.25}
        show={(value) => value.toFixed(2)}
        onChange={(burstiness) => change({ burstiness })}
      />
      <Slider
        name="Jitter"
        value={demand.jitter}
        min={0}
        max={0.5}
        step={0.01}
        show={(value) => value.toFixed(2)}
        onChange={(jitter) => change({ jitter })}
      />
      <Slider
        name="Deadline"
        value={Math.round(1000 * demand.longest)}
        min={50}
        max={1000}
        step={10}
        isLog
        show={(value) => `≤ ${value} ms`}
        onChange={(value) => change({ longest: value / 1000 })}
      />
    </>
  );
}
