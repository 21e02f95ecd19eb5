// The view of one moment: the problem, its schedule as a Gantt chart, the methods side by side.

import { useEffect, useMemo, useState } from "preact/hooks";
import type { Method } from "../../src/types/index.js";
import { Gantt } from "../gantt/gantt.js";
import { heightOf } from "../gantt/layout.js";
import { readLink } from "../input/link.js";
import { PRESETS } from "../input/presets.js";
import { Methods } from "../methods/methods.js";
import { setField } from "../model/edits.js";
import { useHistory } from "../model/history.js";
import type { RowProblem } from "../model/problem.js";
import { servedOf } from "../model/schedule.js";
import { fixed } from "../model/units.js";
import type { Answer, Solved } from "../solving/runs.js";
import { useSolving } from "../solving/use-solving.js";
import { Machines } from "./machines.js";
import { Requests } from "./requests.js";
import { Share } from "./share.js";
import { type Origin, Source, StartFrom } from "./source.js";
import { Task } from "./task.js";

export function Snapshot() {
  const [first] = PRESETS;
  const edits = useHistory(first.problem);
  const { problem, change } = edits;
  const [origin, setOrigin] = useState<Origin>({ name: first.id });
  const [chosen, setChosen] = useState<number>();
  const [wished, setMethod] = useState<Method>("search");
  const [solved, solving] = useSolving(problem);
  const method = solved.runs.has(wished) ? wished : "search"; // tables have no "relax"
  const load = (loaded: RowProblem, from: Origin) => {
    change(loaded, from.settings && "settings");
    setOrigin(from);
    setChosen(undefined);
  };
  const link = useLink(load);
  const loadOther = (loaded: RowProblem, from: Origin) => {
    link.forget();
    load(loaded, from);
  };
  /** What is edited is no longer what the generator drew, nor what the link holds. */
  const edit = (edited: RowProblem, gesture?: string) => {
    link.forget();
    change(edited, gesture);
    if (origin.settings) setOrigin({ name: "own" });
  };
  const answer = answerOf(solved, method);
  const isCurrent = answer?.problem === problem;
  const hasSameRows = answer?.problem.tasks.length === problem.tasks.length;
  const wrong = solved.mistake?.path;
  // the tables stay as they are while searches report
  const shown = hasSameRows ? answer.schedule : undefined;
  const machines = useMemo(
    () => <Machines {...{ problem, wrong }} onChange={edit} />,
    [problem, wrong, origin],
  );
  const requests = useMemo(
    () => (
      <Requests
        {...{ problem, chosen, wrong }}
        schedule={shown}
        onChoose={setChosen}
        onChange={edit}
      />
    ),
    [problem, chosen, wrong, origin, shown],
  );
  return (
    <div class="snapshot">
      <section class="card wide" aria-label="Schedule" aria-busy={!isCurrent}>
        <h2>
          <StartFrom {...{ problem, origin }} onLoad={loadOther} />
        </h2>
        <Headline {...{ answer, solved, method }} linkError={link.error} />
        {answer ? (
          <Gantt
            {...answer}
            edited={problem}
            chosen={chosen}
            onChoose={setChosen}
            onDeadline={(task, seconds, gesture) =>
              edit(setField(problem, "tasks", task, "deadline", seconds), `${gesture} of ${task}`)
            }
            onBusy={(machine, seconds, gesture) =>
              edit(
                setField(problem, "machines", machine, "readyAt", seconds),
                `${gesture} of machine ${machine}`,
              )
            }
          />
        ) : (
          <div style={{ height: `${heightOf(problem)}px` }} />
        )}
      </section>
      {answer ? (
        <Task {...answer} task={chosen} onChoose={setChosen} />
      ) : (
        <section class="card task" aria-label="Chosen request" />
      )}
      <Methods {...{ solved, solving }} chosen={method} onChoose={setMethod} />
      <div class="column">
        <Source {...{ problem, origin }} onLoad={loadOther} />
        <Share {...{ edits, origin, answer }} />
        {machines}
      </div>
      {requests}
    </div>
  );
}

interface Link {
  /** What is wrong with it; empty: nothing. */
  error: string;
  /** The problem is another one now. */
  forget: () => void;
}

/** Loads the problem of the address, at first and whenever it changes. */
function useLink(load: (problem: RowProblem, origin: Origin) => void): Link {
  const [error, setError] = useState("");
  useEffect(() => {
    const read = async () => {
      try {
        const linked = await readLink(location.hash);
        setError("");
        if (!linked) return;
        const { problem, generated } = linked;
        load(problem, generated ? { name: "generator", settings: generated } : { name: "own" });
      } catch (failure) {
        setError((failure as Error).message);
      }
    };
    void read();
    const listen = () => void read();
    addEventListener("hashchange", listen);
    return () => removeEventListener("hashchange", listen);
  }, []);
  const forget = () => {
    if (location.hash) history.replaceState(null, "", location.pathname + location.search);
    setError("");
  };
  return { error, forget };
}

/** Of the method that is shown, or the quick one until that has answered. */
function answerOf({ runs, problem, quick }: Solved, method: Method): Answer | undefined {
  const schedule = runs.get(method)?.schedule;
  return schedule ? { problem, schedule } : quick;
}

interface HeadlineProps {
  answer: Answer | undefined;
  solved: Solved;
  method: Method;
  linkError: string;
}

/** One line, always there: what is wrong, or what the schedule is worth. */
function Headline({ answer, solved, method, linkError }: HeadlineProps) {
  const mistake = linkError || solved.mistake?.message;
  if (mistake)
    return (
      <p class="headline error" role="alert">
        {mistake}
      </p>
    );
  if (!answer) return <p class="headline">…</p>;
  const { schedule } = answer;
  const { length } = schedule.accuracy;
  if (schedule.method === "relax")
    return (
      <p class="headline" data-method="relax">
        A bound, not a schedule: no schedule has a value above{" "}
        <strong>{fixed(schedule.value, 4)}</strong>
      </p>
    );
  const isShown = schedule === solved.runs.get(method)?.schedule;
  const about = isShown ? method : `${schedule.method}, while ${method} runs`;
  return (
    <p class="headline" data-method={schedule.method}>
      <strong>{servedOf(schedule)}</strong> of {length} served, mean accuracy{" "}
      <strong>{fixed(schedule.meanAccuracy, 4)}</strong>, value {fixed(schedule.value, 4)}, at most{" "}
      {fixed(schedule.gap, 4)} below the optimum <span class="dim">({about})</span>
    </p>
  );
}
