// Whether a schedule is one: what a reader of the problem would ask of it, in plain sums. Imports
// nothing of the package.

interface Task {
  deadline: number;
  theta: number;
  maxWork: number;
  weight?: number;
  base?: number;
  gain?: number;
}

interface Rows {
  machines: { speed: number; readyAt?: number }[];
  tasks: Task[];
}

interface Answer {
  machine: ArrayLike<number>;
  start: ArrayLike<number>;
  end: ArrayLike<number>;
  work: ArrayLike<number>;
  accuracy: ArrayLike<number>;
  value: number;
  bound: number;
  gap: number;
}

/** Relative: what a time, a product and a sum of a few are rounded by. */
const ROUNDING = 4 * 2 ** -52;
/** Absolute: what two subnormal numbers are. */
const LEAST = 4 * Number.MIN_VALUE;

/** Accuracy of a task after so much work. */
export function accuracyAfter({ base = 0, gain = 1, theta }: Task, work: number): number {
  return base - gain * Math.expm1(-theta * work);
}

/** What does not hold, in words. */
export function faults({ machines, tasks }: Rows, answer: Answer): string[] {
  const found: string[] = [];
  const claim = (holds: boolean, what: string) => {
    if (!holds) found.push(what);
  };
  let value = 0;
  let size = 0;
  for (const [j, task] of tasks.entries()) {
    const [r, start, end] = [answer.machine[j], answer.start[j], answer.end[j]];
    const work = answer.work[j];
    claim(work >= 0 && work <= task.maxWork, `work ${work} of task ${j}`);
    const { readyAt = 0 } = machines[r] ?? {};
    const isIdle = work === 0 && start === 0 && end === 0;
    const inTime = start >= readyAt && end >= start && end <= task.deadline;
    claim(isIdle || inTime, `times ${start} to ${end} of ${j}`);
    claim(r >= 0 ? r < machines.length : work === 0, `machine ${r} of task ${j}`);
    const speed = machines[r]?.speed ?? 0;
    const off = Math.abs(work - speed * (end - start));
    claim(off <= ROUNDING * speed * end + (1 + speed) * LEAST, `work ${work} of ${j} by its time`);
    const { weight = 1, base = 0, gain = 1 } = task;
    const accuracy = accuracyAfter(task, work);
    const near = Math.abs(accuracy - answer.accuracy[j]) <= 1e-14 * (Math.abs(base) + gain);
    claim(near, `accuracy ${answer.accuracy[j]} of task ${j}`);
    value += weight * accuracy;
    size += weight * (Math.abs(base) + gain);
  }
  claim(Math.abs(value - answer.value) <= 1e-12 * size, `value ${answer.value}, which is ${value}`);
  claim(answer.gap >= 0 && answer.bound >= answer.value, `gap ${answer.gap}`);
  return [...found, ...overlaps(answer, tasks.length)];
}

/** Tasks that run on one machine at one time. */
function overlaps({ machine, start, end }: Answer, n: number): string[] {
  const running = Array.from({ length: n }, (_, j) => j).filter((j) => machine[j] >= 0);
  running.sort((i, j) => machine[i] - machine[j] || start[i] - start[j] || end[i] - end[j]);
  return running.flatMap((j, k) => {
    const i = running[k - 1];
    const meets = k > 0 && machine[i] === machine[j] && start[j] < end[i];
    return meets ? [`tasks ${i} and ${j} overlap`] : [];
  });
}
