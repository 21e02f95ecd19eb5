// A number between two limits: a slider with its value, for mouse and keyboard.

import { useId } from "preact/hooks";

interface SliderProps {
  name: string;
  value: number;
  min: number;
  max: number;
  /** Default 1. */
  step?: number;
  /** Multiplies equally instead of adding: the slider is of the logarithm. min must be > 0. */
  isLog?: boolean;
  /** What is shown, and read out; default the number. */
  show?: (value: number) => string;
  onChange: (value: number) => void;
}

/** Steps of a slider of a logarithm. */
const STEPS = 200;

export function Slider({
  name,
  value,
  min,
  max,
  step = 1,
  isLog,
  show = String,
  onChange,
}: SliderProps) {
  const id = useId();
  const place = isLog ? Math.round((STEPS * Math.log(value / min)) / Math.log(max / min)) : value;
  const valueAt = (at: number) => {
    if (!isLog) return at;
    const exact = min * (max / min) ** (at / STEPS);
    return Math.min(max, Math.max(min, Math.round(exact / step) * step));
  };
  return (
    <div class="slider">
      <label for={id}>{name}</label>
      <output for={id}>{show(value)}</output>
      <input
        id={id}
        type="range"
        min={isLog ? 0 : min}
        max={isLog ? STEPS : max}
        step={isLog ? 1 : step}
        value={place}
        aria-valuetext={show(value)}
        onInput={(event) => onChange(valueAt(Number(event.currentTarget.value)))}
      />
    </div>
  );
}
