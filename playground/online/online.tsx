// The view over time: the dispatcher and a simple rule on simulated requests.

import type { ComponentChildren } from "preact";
import { useMemo, useReducer, useRef, useState } from "preact/hooks";
import { AccuracyChart, PriceChart, QueueChart } from "./charts.js";
import { type Begin, Controls } from "./controls.js";
import { Drops, Figures, verdict } from "./figures.js";
import { scaleOf } from "./history.js";
import { useFrames } from "./loop.js";
import { Decisions, Machines } from "./machines.js";
import { clockTime, count, SIDES } from "./names.js";
import { Notes } from "./notes.js";
import { Pace } from "./pace.js";
import { PLACES } from "./places.js";
import { Race } from "./race.js";
import type { Demand } from "./source.js";

const BEGIN: Begin = { place: "phones", seed: 1 };
const DEMAND: Demand = { load: 2, burstiness: 3, jitter: 0.05, longest: 0.3 };
/** Milliseconds between two pictures. */
const REDRAW = 100;

/** It runs from the start, unless the reader wants less motion. */
const mayMove = () => !matchMedia("(prefers-reduced-motion: reduce)").matches;

/** isShown: hidden it rests. */
export function Online({ isShown }: { isShown: boolean }) {
  const [begin, setBegin] = useState(BEGIN);
  const [demand, setDemand] = useState(DEMAND);
  const [speed, setSpeed] = useState(10);
  const [isRunning, setRunning] = useState(mayMove);
  const [said, say] = useState("");
  const [drawn, redraw] = useReducer((before: number, _: undefined) => before + 1, 0);
  // a later demand does not begin anew: onDemand
  const race = useMemo(() => new Race(PLACES[begin.place], demand, begin.seed), [begin]);
  const pace = useRef(new Pace());
  const sinceDrawn = useRef(0);

  useFrames(isShown && isRunning, (elapsed) => {
    pace.current.run(race, elapsed, speed, () => performance.now());
    sinceDrawn.current += elapsed;
    if (sinceDrawn.current < REDRAW) return;
    sinceDrawn.current = 0;
    redraw(undefined);
  });

  const run = (isToRun: boolean) => {
    pace.current.forget();
    pace.current.reached = undefined;
    setRunning(isToRun);
    say(isToRun ? "Running." : `Paused at ${clockTime(race.now)}.`);
  };
  const controls = {
    ...{ begin, demand, speed, isRunning, onRun: run },
    onBegin(other: Begin) {
      setBegin(other);
      say("Begun anew.");
    },
    onDemand(other: Demand) {
      setDemand(other);
      race.change(other);
    },
    onSpeed(other: number) {
      setSpeed(other);
      pace.current.forget();
      pace.current.reached = undefined;
    },
    onStep() {
      if (isRunning) run(false);
      race.advanceToDecision();
      redraw(undefined);
    },
  };
  const scale = scaleOf(speed, race.now);
  return (
    <div class="race">
      <h2>Requests that arrive over time</h2>
      <Controls {...controls} />
      <p class="race-status">
        <span>Simulated {clockTime(race.now)}</span>
        <span>{count(race.arrived)} requests</span>
        <span>{isRunning ? speedText(pace.current.reached, speed) : "paused"}</span>
      </p>
      <p class="race-said" role="status">
        {said}
      </p>
      <Cards race={race} scale={scale} drawn={drawn} isRunning={isRunning} />
      <Notes />
    </div>
  );
}

/** Where it cannot keep up, how far it gets. */
function speedText(reached: number | undefined, speed: number): string {
  if (reached === undefined || reached > 0.95 * speed) return `${count(speed)}x`;
  return `reached ${count(Math.round(reached))}x of ${count(speed)}x`;
}

interface CardsProps {
  race: Race;
  scale: number;
  drawn: number;
  isRunning: boolean;
}

function Cards({ race, scale, drawn, isRunning }: CardsProps) {
  // in turn, so that no frame has to draw all of them
  const [even, odd] = isRunning ? [drawn >> 1, (drawn + 1) >> 1] : [drawn, drawn];
  return (
    <div class="race-columns">
      <div class="race-column">
        <Card id="now" title="Now">
          <Machines race={race} drawn={drawn} />
        </Card>
        <Card id="drops" title="Not served in time">
          <Drops race={race} />
        </Card>
      </div>
      <Card id="accuracy" title="Accuracy">
        <Figures race={race} scale={scale} />
        <p class="race-verdict">{verdict(race)}</p>
        <h3>Mean accuracy since the start, %</h3>
        <Legend />
        <AccuracyChart race={race} scale={scale} drawn={even} />
      </Card>
      <div class="race-column race-last">
        <Card id="queue" title="Queue and price">
          <h3>Requests that wait</h3>
          <Legend />
          <QueueChart race={race} scale={scale} drawn={odd} />
          <h3>Release price: what a second of a machine is worth</h3>
          <PriceChart race={race} scale={scale} drawn={odd} />
        </Card>
        <Card id="decisions" title="Last decisions of the dispatcher">
          <Decisions race={race} drawn={drawn} isRunning={isRunning} />
        </Card>
      </div>
    </div>
  );
}

function Card({ id, title, children }: { id: string; title: string; children: ComponentChildren }) {
  return (
    <section class="card" aria-labelledby={`race-${id}`}>
      <h2 id={`race-${id}`}>{title}</h2>
      {children}
    </section>
  );
}

function Legend() {
  return (
    <div class="race-legend">
      {SIDES.map(({ side, name }) => (
        <span key={side}>
          <span class={`race-key race-key-${side}`} aria-hidden="true" /> {name}
        </span>
      ))}
    </div>
  );
}
