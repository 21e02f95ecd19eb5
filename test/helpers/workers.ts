// Workers that are none: they answer in this thread, when a test tells them to.

import { answerCurves, answerTables } from "../../src/solver/one-shot.js";
import { solvePacked } from "../../src/solver/packed.js";
import type { Message, Order, Question } from "../../src/worker/protocol.js";
import type { Runtime } from "../../src/worker/solve-async.js";
import type { Start } from "../../src/worker/thread.js";
import { release } from "./engines.js";

/** What a worker answers to a question. */
export function answerTo({ problems, options }: Question): Message {
  const schedules =
    "sizes" in problems
      ? solvePacked(release, problems, options.method === "exact", (size, block, at) =>
          answerCurves(release, size, options, 0, block, at),
        )
      : problems.map((input) => answerTables(release, input, options, 0));
  return { schedules, milliseconds: 1 };
}

/** A worker of a test, and what it was asked. */
export interface Fake {
  questions: Question[];
  say(message: Message): void;
  fail(error: Error): void;
  /** Answers the oldest question that it has not answered. */
  answer(): void;
  isEnded: boolean;
  isHeld: boolean;
}

/** Settings whose workers are fakes; hears(fake): a question has come. */
export function fakeRuntime(
  threads: number,
  hears: (fake: Fake) => void = () => {},
): { runtime: Runtime; fakes: Fake[] } {
  const fakes: Fake[] = [];
  const start: Start = (onMessage, onFailure) => {
    let answered = 0;
    const fake: Fake = {
      questions: [],
      say: onMessage,
      fail: onFailure,
      answer: () => onMessage(answerTo(fake.questions[answered++])),
      isEnded: false,
      isHeld: false,
    };
    fakes.push(fake);
    return {
      post(order: Order) {
        if ("core" in order) return;
        fake.questions.push({ ...order });
        hears(fake);
      },
      terminate() {
        fake.isEnded = true;
      },
      hold(isBusy) {
        fake.isHeld = isBusy;
      },
    };
  };
  return { runtime: { startOf: () => start, core: "", threads: () => threads }, fakes };
}
