// The columns of the tables of requests and machines.

export interface Column {
  field: string;
  title: string;
  isTime?: boolean;
  empty: { text: string; value: null | undefined };
}

const time = { isTime: true };
const none = (text: string) => ({ empty: { text, value: undefined } });

export const TABLE_TASK_COLUMNS: readonly Column[] = [
  { field: "deadline", title: "deadline, ms", ...time, empty: { text: "none", value: null } },
  { field: "latency", title: "latency, ms", ...time, ...none("0") },
  { field: "weight", title: "weight", ...none("1") },
  { field: "minAccuracy", title: "least accuracy", ...none("none") },
  { field: "base", title: "base", ...none("0") },
];

export const CURVE_TASK_COLUMNS: readonly Column[] = [
  { field: "deadline", title: "deadline, ms", ...time, empty: { text: "none", value: null } },
  { field: "theta", title: "theta", ...none("needed") },
  { field: "maxWork", title: "full work", ...none("needed") },
  { field: "weight", title: "weight", ...none("1") },
  { field: "base", title: "base", ...none("0") },
  { field: "gain", title: "gain", ...none("1") },
];

export const READY: Column = { field: "readyAt", title: "busy until, ms", ...time, ...none("0") };
export const SPEED: Column = { field: "speed", title: "speed", ...none("needed") };
