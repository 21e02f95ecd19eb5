// What has happened so far, by outcome.

import type { DropReason, LimitedBy } from "../../types/index.js";

export interface Counts {
  submitted: number;
  dispatched: number;
  completed: number;
  late: number;
  dropped: { [Reason in DropReason]: number };
  limitedBy: { [Limit in LimitedBy]: number };
  accuracySum: number;
  valueSum: number;
}

export function noCounts(): Counts {
  return {
    submitted: 0,
    dispatched: 0,
    completed: 0,
    late: 0,
    dropped: {
      expired: 0,
      infeasible: 0,
      outbid: 0,
      "queue-full": 0,
      cancelled: 0,
      "no-machine": 0,
      "machine-lost": 0,
    },
    limitedBy: { full: 0, deadline: 0, horizon: 0, release: 0 },
    accuracySum: 0,
    valueSum: 0,
  };
}

export function copyCounts(counts: Counts): Counts {
  const { dropped, limitedBy } = counts;
  return { ...counts, dropped: { ...dropped }, limitedBy: { ...limitedBy } };
}
