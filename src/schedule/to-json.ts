// What JSON.stringify makes of a schedule: plain arrays, which certify and svg take back, and
// reasons in words.

import { REASONS } from "../problem/words.js";
import type { Schedule, ScheduleJson, TablesSchedule, TablesScheduleJson } from "../types/index.js";

/** What schedules inherit, so that they may be copied and posted like plain data. */
export const CURVES = {
  toJSON(this: Schedule): ScheduleJson {
    const { machine, start, end, work, accuracy, price, order } = this;
    const lists = plain({ start, end, work, accuracy, price });
    return { ...this, ...plain({ machine, order }), ...lists };
  },
};

export const TABLES = {
  toJSON(this: TablesSchedule): TablesScheduleJson {
    const { machine, variant, start, end, accuracy, order, prices } = this;
    return {
      ...this,
      ...plain({ machine, variant, start, end, accuracy, order }),
      reason: Array.from(this.reason, (code) => REASONS[code]),
      prices: plain({ ...prices }),
    };
  },
};

function plain<Name extends string>(
  columns: Record<Name, ArrayLike<number>>,
): Record<Name, number[]> {
  const entries = Object.entries<ArrayLike<number>>(columns);
  return Object.fromEntries(entries.map(([name, column]) => [name, Array.from(column)])) as Record<
    Name,
    number[]
  >;
}

/** Gives a schedule that has been posted or read what it inherits. */
export function withJson<Answer extends Schedule | TablesSchedule>(
  schedule: Omit<Answer, "toJSON">,
): Answer {
  return Object.setPrototypeOf(schedule, "variant" in schedule ? TABLES : CURVES);
}
