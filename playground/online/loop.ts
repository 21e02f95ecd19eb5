// What happens in every frame while something runs, and nothing otherwise.

import { useEffect, useRef } from "preact/hooks";

/** Calls back before every frame of the screen, with the milliseconds since the last one. */
export function useFrames(isActive: boolean, onFrame: (elapsed: number) => void): void {
  const latest = useRef(onFrame);
  latest.current = onFrame;
  useEffect(() => {
    if (!isActive) return;
    let last = performance.now();
    let handle = requestAnimationFrame(function frame(now) {
      handle = requestAnimationFrame(frame);
      latest.current(Math.max(0, now - last));
      last = now;
    });
    return () => cancelAnimationFrame(handle);
  }, [isActive]);
}
