// Problems one after the other, so that an edit can be undone.

import { useReducer } from "preact/hooks";
import type { RowProblem } from "./problem.js";

interface History {
  past: readonly RowProblem[];
  present: RowProblem;
  future: readonly RowProblem[];
  /** What the last change was of; a change of the same, as in a drag, takes its place. */
  gesture: string | undefined;
}

type Action =
  | { type: "change"; problem: RowProblem; gesture?: string | undefined }
  | { type: "undo" }
  | { type: "redo" };

const MOST = 100;

export function step(history: History, action: Action): History {
  const { past, present, future } = history;
  if (action.type === "change") {
    const { problem, gesture } = action;
    const isSame = gesture !== undefined && gesture === history.gesture;
    const before = isSame ? past : [...past, present].slice(-MOST);
    return { past: before, present: problem, future: [], gesture };
  }
  if (action.type === "undo") {
    if (past.length === 0) return history;
    const before = past.slice(0, -1);
    return {
      past: before,
      present: past[past.length - 1],
      future: [present, ...future],
      gesture: undefined,
    };
  }
  if (future.length === 0) return history;
  return {
    past: [...past, present],
    present: future[0],
    future: future.slice(1),
    gesture: undefined,
  };
}

export interface Edits {
  problem: RowProblem;
  /** gesture: changes one after the other of the same gesture are undone together. */
  change: (problem: RowProblem, gesture?: string) => void;
  undo: (() => void) | undefined;
  redo: (() => void) | undefined;
}

export function useHistory(first: RowProblem): Edits {
  const [history, dispatch] = useReducer(step, {
    past: [],
    present: first,
    future: [],
    gesture: undefined,
  });
  return {
    problem: history.present,
    change: (problem, gesture) => dispatch({ type: "change", problem, gesture }),
    undo: history.past.length > 0 ? () => dispatch({ type: "undo" }) : undefined,
    redo: history.future.length > 0 ? () => dispatch({ type: "redo" }) : undefined,
  };
}
