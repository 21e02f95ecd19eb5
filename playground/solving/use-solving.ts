// What is solved of the problem of a view.

import { useEffect, useRef, useState } from "preact/hooks";
import type { RowProblem } from "../model/problem.js";
import { sharedPool } from "./pool.js";
import { type Solved, Solving } from "./runs.js";

export function useSolving(problem: RowProblem): [Solved, Solving] {
  const solving = useRef<Solving>();
  const [solved, setSolved] = useState<Solved>(() => {
    let first: Solved | undefined;
    solving.current = new Solving(sharedPool(), problem, (now) => {
      if (solving.current) setSolved(now);
      else first = now;
    });
    return first as Solved;
  });
  useEffect(() => {
    if (solved.problem !== problem) solving.current?.setProblem(problem);
  }, [problem]);
  useEffect(() => () => solving.current?.end(), []);
  return [solved, solving.current as Solving];
}
