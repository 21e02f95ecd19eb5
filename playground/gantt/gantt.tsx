// The Gantt chart: a click on a bar chooses a request; deadlines and busy times can be dragged, or
// moved by the arrow keys on their handles.

import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { RowProblem } from "../model/problem.js";
import { type AnySchedule, servedOf } from "../model/schedule.js";
import { ms } from "../model/units.js";
import { useWidth } from "../parts/chart.js";
import { KeyHandle } from "./key-handle.js";
import {
  dueOf,
  type Handle,
  handleAt,
  layoutOf,
  placeOf,
  secondsAt,
  TOP,
  taskAt,
} from "./layout.js";
import { paint } from "./paint.js";

interface GanttProps {
  /** The schedule, and the problem that it is of. */
  problem: RowProblem;
  schedule: AnySchedule;
  /** The problem at hand, which may already be another one. */
  edited: RowProblem;
  chosen: number | undefined;
  onChoose: (task: number) => void;
  /** gesture: tells what is moved by one drag from what another one moves. */
  onDeadline: (task: number, seconds: number, gesture: string) => void;
  onBusy: (machine: number, seconds: number, gesture: string) => void;
}

/** Machines that have a handle for the keyboard; the others have their row in the table. */
const MOST_HANDLES = 20;

export function Gantt(props: GanttProps) {
  const { problem, schedule, edited, chosen, onChoose, onDeadline, onBusy } = props;
  const frame = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const width = useWidth(frame);
  const [hovered, setHovered] = useState<number>();
  const [drag, setDrag] = useState<{ handle: Handle; horizon: number }>();
  const drags = useRef(0);
  const scheme = useScheme();
  // while something is dragged the scale stands still
  const layout = useMemo(
    () => layoutOf({ problem, schedule }, Math.max(width, 240), drag?.horizon),
    [problem, schedule, width, drag?.horizon],
  );
  const due =
    chosen === undefined || !(chosen in problem.tasks)
      ? undefined
      : dueOf(problem, schedule, chosen);
  useEffect(() => {
    if (canvas.current && width > 0) paint(canvas.current, layout, { chosen, hovered, due });
  }, [layout, chosen, hovered, due, width, scheme]);

  const move = ({ kind, ...handle }: Handle, seconds: number) => {
    const gesture = `drag ${drags.current}`;
    if ("task" in handle) onDeadline(handle.task, seconds, gesture);
    else onBusy(handle.machine, seconds, gesture);
  };
  const down = (event: PointerEvent) => {
    const handle = handleAt(layout, event.offsetX, event.offsetY, chosen);
    const task =
      handle?.kind === "deadline" ? handle.task : taskAt(layout, event.offsetX, event.offsetY);
    if (task !== undefined) onChoose(task);
    if (!handle) return;
    event.preventDefault();
    canvas.current?.setPointerCapture(event.pointerId);
    drags.current++;
    setDrag({ handle, horizon: layout.horizon });
  };
  const over = (event: PointerEvent) => {
    if (drag) {
      move(drag.handle, snapped(secondsAt(layout, event.offsetX), layout.horizon));
      return;
    }
    const handle = handleAt(layout, event.offsetX, event.offsetY, chosen);
    setHovered(
      handle?.kind === "deadline" ? handle.task : taskAt(layout, event.offsetX, event.offsetY),
    );
    if (canvas.current) canvas.current.style.cursor = handle ? "ew-resize" : "default";
  };
  const deadline = chosen === undefined ? undefined : edited.tasks[chosen]?.deadline;
  const dueRow = layout.dues.find(({ task }) => task === chosen)?.row ?? problem.machines.length;
  const count = problem.tasks.length;
  const label = `Gantt chart: ${servedOf(schedule)} of ${count} requests served on ${problem.machines.length} machines`;
  return (
    <div class="gantt" ref={frame} style={{ height: `${layout.height}px` }}>
      <canvas
        ref={canvas}
        role="img"
        aria-label={label}
        style={{ width: `${layout.width}px`, height: `${layout.height}px` }}
        onPointerDown={down}
        onPointerMove={over}
        onPointerUp={() => setDrag(undefined)}
        onPointerCancel={() => setDrag(undefined)}
        onPointerLeave={() => setHovered(undefined)}
      />
      {edited.machines
        .slice(0, MOST_HANDLES)
        .map(({ readyAt = 0 }, machine) =>
          Number.isFinite(readyAt) ? (
            <KeyHandle
              key={machine}
              name={`Machine ${machine} busy until`}
              seconds={readyAt}
              x={placeOf(layout, readyAt)}
              y={TOP + (machine + 0.5) * layout.rowHeight}
              onMove={(seconds) => onBusy(machine, seconds, "keys")}
            />
          ) : null,
        )}
      {chosen !== undefined && Number.isFinite(deadline) && (
        <KeyHandle
          name={`Deadline of request ${chosen}`}
          seconds={deadline as number}
          x={placeOf(layout, deadline as number)}
          y={dueRow * layout.rowHeight + TOP + layout.rowHeight / 2}
          isMain
          onMove={(seconds) => onDeadline(chosen, seconds, "keys")}
        />
      )}
      {drag && <output class="drag-value">{ms(momentOf(drag.handle, edited))}</output>}
    </div>
  );
}

function momentOf(handle: Handle, { machines, tasks }: RowProblem): number {
  if (handle.kind === "deadline") return tasks[handle.task]?.deadline ?? Number.POSITIVE_INFINITY;
  return machines[handle.machine]?.readyAt ?? 0;
}

/** To a multiple of a power of ten: the largest that is no more than a 500th of the chart. */
function snapped(seconds: number, horizon: number): number {
  const power = Math.floor(Math.log10(horizon / 500));
  const steps = Math.round(seconds / 10 ** power);
  return Number(`${steps}e${power}`);
}

/** Changes when the colours of the page do. */
function useScheme(): boolean {
  const query = useMemo(() => matchMedia("(prefers-color-scheme: dark)"), []);
  const [isDark, setDark] = useState(query.matches);
  useEffect(() => {
    const listen = () => setDark(query.matches);
    query.addEventListener("change", listen);
    return () => query.removeEventListener("change", listen);
  }, [query]);
  return isDark;
}
