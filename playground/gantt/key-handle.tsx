// A moment that the arrow keys move, where the chart has its line.

import { fromMs, ms, toMs } from "../model/units.js";

interface KeyHandleProps {
  name: string;
  /** Finite. */
  seconds: number;
  /** Pixels in the chart. */
  x: number;
  y: number;
  /** Always seen, and not only while it has the focus. */
  isMain?: boolean;
  onMove: (seconds: number) => void;
}

/** Milliseconds that a key moves it by. */
const STEPS: Record<string, number> = {
  ArrowLeft: -1,
  ArrowDown: -1,
  ArrowRight: 1,
  ArrowUp: 1,
  PageDown: -10,
  PageUp: 10,
};

export function KeyHandle({ name, seconds, x, y, isMain, onMove }: KeyHandleProps) {
  const press = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const moved = Number(toMs(seconds)) + (event.shiftKey ? 10 * step : step);
    onMove(fromMs(toMs(Math.max(0, moved) / 1000)));
  };
  return (
    <div
      class={isMain ? "key-handle main" : "key-handle"}
      role="slider"
      tabIndex={0}
      aria-label={name}
      aria-valuemin={0}
      aria-valuenow={Number(toMs(seconds))}
      aria-valuetext={ms(seconds)}
      style={{ left: `${x}px`, top: `${y}px` }}
      onKeyDown={press}
    />
  );
}
