// The pipeline of measured tables: options -> prices -> starts -> (search) -> layout. `solveTables`
// takes in the problem, `resumeTables` does all that takes long, `finishTables` lays out.

import {
  APPROX,
  BY_BRANCH,
  BY_MULTIPLIERS,
  BY_PRICES,
  EDF,
  EXACT,
  MOST_SEARCHED,
  RELAX,
  SEARCH,
  UNDECIDED,
} from "./codes";
import { certifyPrices } from "./tables/certificate";
import { formChains } from "./tables/chains";
import { prove, startProof } from "./tables/exact/prove";
import { gatherOptions } from "./tables/gather";
import { clearOutcome, layOutChains, sumOutcome } from "./tables/layout";
import { relaxSingle } from "./tables/linear";
import { improvePrices, setPrices, startPrices, sweepWork } from "./tables/prices";
import { improve, improveWork, isAtOptimum, startImprove } from "./tables/search/improve";
import { polishChain } from "./tables/search/polish";
import { keepBest, SEED } from "./tables/search/standing";
import { edfTables, greedy, orderTasks, packNext, quickest, upgradeTables } from "./tables/starts";
import { stretchChain } from "./tables/stretch";
import { answer, measured, plan } from "./workspace";

/** What is being done. */
const PRICES: i32 = 0;
const STARTS: i32 = 1;
const PACKS: i32 = 2;
const POLISHES: i32 = 3;
const SEARCHES: i32 = 4;
const PROVES: i32 = 5;
const DONE: i32 = 6;

/** Work of the search of "exact" before its first proof, a task. */
const SEARCH_WORK_PER_TASK: f64 = 150000;
/** Work of the multipliers of "search", as a share of what was done by the first local optimum. */
const MULTIPLIER_SHARE: f64 = 1;
/** Up to so many tasks "search" proves, too, for so much work: it finds more. */
const MOST_SMALL: i32 = 32;
const SMALL_PROOF_WORK: f64 = 3e6;
/** Up to so many pairs the prices of one machine are those of its linear programme. */
const MOST_ALONE: i32 = 2048;

/** Takes in the first n tasks on the first m machines; method is not LEVELS. */
export function solveTables(n: i32, m: i32, method: i32): void {
  const t = measured;
  t.isTables = true;
  t.tasks = n;
  t.machines = m;
  t.method = method;
  t.stage = PRICES;
  t.effort = 0;
  t.single.work = t.weights.lists.work = t.improve.exchange.work = 0;
  t.prove.sets.effort = t.prove.columns.lists.work = t.prove.sets.nodes = 0;
  t.prove.bound = Infinity;
  t.prove.hasBranched = t.single.isUnderWay = false;
  t.improve.found = t.improve.tried = t.improve.applied = 0;
  gatherOptions(t.input, t.options, t.answer, n, m);
  startPrices(t.options, t.prices, n, m, method === APPROX || method === EDF);
  orderTasks(t.input, t.starts, n);
  t.offset = 0;
  for (let j = 0; j < n; j++) t.offset += t.input.weight[j] * t.input.base[j];
  report();
}

/**
 * Goes on until the work reaches the limit or the gap is within the tolerance; whether it is over.
 */
export function resumeTables(work: f64, tolerance: f64): bool {
  const t = measured;
  const within = tolerance / t.options.valueUnit;
  while (t.stage !== DONE && totalWork() < work) {
    t.single.limit = t.single.work + (work - totalWork());
    if (t.stage < SEARCHES) {
      prepare();
    } else if (t.stage === SEARCHES) {
      improve(t.improve);
      if (isProofDue()) beginProof();
    } else {
      proveOn(within, work);
    }
    if (t.stage >= SEARCHES && t.prove.bound - t.improve.found <= within) t.stage = DONE;
  }
  t.single.limit = Infinity; // for those that do all at once
  report();
  return t.stage === DONE;
}

/** A part of a step before the search: of the prices, the starts, or one machine solved. */
function prepare(): void {
  const t = measured;
  if (t.stage === PRICES && t.machines === 1 && t.options.pairs <= MOST_ALONE) {
    priceAlone();
  } else if (t.stage === PRICES) {
    if (!improvePrices(t.options, t.prices, t.tasks, t.machines)) return;
    t.effort += sweepWork(t.options); // the first schedules take about as much
    t.stage = STARTS;
  } else if (t.stage === STARTS) {
    start();
  } else if (t.stage === PACKS) {
    pack();
  } else {
    polish();
  }
}

/** The prices of one machine alone: those of its linear programme. */
function priceAlone(): void {
  const t = measured;
  const s = t.single;
  s.length = t.options.pairs;
  for (let p = 0; p < s.length; p++) s.pair[p] = p;
  s.isFine = s.charged = false;
  relaxSingle(s, t.options);
  setPrices(t.options, t.prices, s.price, t.tasks);
  t.stage = STARTS;
}

/** Work so far. */
function totalWork(): f64 {
  return (
    measured.effort +
    measured.prices.work +
    improveWork(measured.improve) +
    measured.prove.sets.effort +
    measured.prove.columns.lists.work
  );
}

/** What a search under way has found, for who asks. */
function report(): void {
  const t = measured;
  plan.offset = t.offset;
  plan.scale = t.options.valueUnit;
  plan.found = t.improve.found;
  plan.effort = totalWork();
  plan.tried = t.improve.tried;
  plan.applied = t.improve.applied;
  answer.bound = t.offset + t.options.valueUnit * min(t.prices.bound, t.prove.bound);
  answer.visits = 0;
  answer.guarantee = NaN;
}

/** The first schedules, the best of them as the best so far; but for one that takes longer. */
function start(): void {
  const t = measured;
  t.stage = DONE;
  if (t.method === RELAX) return;
  t.improve.found = -1;
  if (t.method !== EDF) {
    quickest(t.options, t.chains, t.starts, t.tasks, t.machines);
    upgradeTables(t.options, t.chains, t.starts, t.tasks);
    keepBest(t.improve, t.chains, t.options, t.tasks);
  }
  if (t.method === APPROX) return;
  edfTables(t.options, t.chains, t.starts, t.tasks, t.machines);
  keepBest(t.improve, t.chains, t.options, t.tasks);
  if (t.method === EDF) return;
  greedy(t.options, t.prices.best, t.chains, t.starts, t.tasks, t.machines);
  upgradeTables(t.options, t.chains, t.starts, t.tasks);
  keepBest(t.improve, t.chains, t.options, t.tasks);
  t.stage = PACKS;
  t.machine = 0;
}

/** The one that takes longer: the next machine of it. */
function pack(): void {
  const t = measured;
  const r = t.machine++;
  packNext(t.options, t.prices.best, t.chains, t.single, r, t.tasks, t.machines);
  if (t.machine < t.machines) return;
  upgradeTables(t.options, t.chains, t.starts, t.tasks);
  keepBest(t.improve, t.chains, t.options, t.tasks);
  t.effort += sweepWork(t.options);
  takeBest();
  t.stage = POLISHES;
  t.machine = 0;
}

/** "refit": the next machine of the best start solved exactly; "search" goes on from there. */
function polish(): void {
  const t = measured;
  const n = t.tasks;
  if (t.machine < t.machines) {
    if (polishChain(t.improve, t.chains, t.options, t.machine, 0)) t.machine++;
    return;
  }
  keepBest(t.improve, t.chains, t.options, n);
  const searches = (t.method === SEARCH || t.method === EXACT) && n > 0 && n <= MOST_SEARCHED;
  t.stage = searches ? SEARCHES : DONE;
  t.proofs = 0;
  t.prove.bound = t.prices.bound;
  t.improve.seed = SEED;
  t.pause = t.method === EXACT ? totalWork() + SEARCH_WORK_PER_TASK * <f64>n : 0;
  if (searches) startImprove(t.improve, n, t.machines);
}

/**
 * Whether the search makes way for the proof: "search" for the multipliers once it is at its first
 * local optimum, "exact" when its work is done; where tables are discrete.
 */
function isProofDue(): bool {
  const t = measured;
  if (t.options.isContinuous || !isAtOptimum(t.improve)) return false;
  return t.method === EXACT ? totalWork() >= t.pause : t.proofs === 0;
}

function beginProof(): void {
  const t = measured;
  keepBest(t.improve, t.chains, t.options, t.tasks);
  t.proofs++;
  t.provenFor = t.improve.found;
  t.pause = Infinity;
  if (t.method === SEARCH) {
    const least = t.tasks <= MOST_SMALL ? SMALL_PROOF_WORK : 0;
    t.pause = totalWork() + max(MULTIPLIER_SHARE * totalWork(), least);
  }
  t.effort += t.prove.sets.effort; // that of a proof before
  t.prove.sets.effort = 0;
  startProof(t.prove, t.options, t.prices, t.prove.bound, t.tasks, t.machines);
  t.stage = PROVES;
}

/** One step of the proof; what it leaves open is searched on. */
function proveOn(within: f64, limit: f64): void {
  const t = measured;
  const found = t.improve.found;
  const left = min(limit, t.pause) - totalWork() + t.prove.sets.effort;
  const branches = t.method === EXACT || t.tasks <= MOST_SMALL;
  const isOver = prove(t.prove, t.options, t.single, t.chains, found, within, left, branches);
  if (!isOver && (t.single.isUnderWay || totalWork() < t.pause)) return;
  if (isOver && t.prove.isBetter) takeProven();
  // a second time only for a better schedule
  if (t.method === EXACT && t.proofs > 1 && t.improve.found <= t.provenFor) {
    t.stage = DONE;
    return;
  }
  t.pause = totalWork() + SEARCH_WORK_PER_TASK * <f64>t.tasks;
  t.stage = SEARCHES;
  takeBest();
  startImprove(t.improve, t.tasks, t.machines);
}

/** The schedule that was put together from columns: every machine solved for its tasks. */
function takeProven(): void {
  const t = measured;
  formChains(t.chains, t.options, t.tasks, t.machines);
  t.single.limit = Infinity;
  for (let r = 0; r < t.machines; r++) polishChain(t.improve, t.chains, t.options, r, 0);
  keepBest(t.improve, t.chains, t.options, t.tasks);
}

/** The best schedule so far as the chains. */
function takeBest(): void {
  const t = measured;
  for (let j = 0; j < t.tasks; j++) {
    t.chains.pair[j] = t.improve.bestPair[j];
    t.chains.option[j] = t.improve.bestOption[j];
  }
  formChains(t.chains, t.options, t.tasks, t.machines);
}

/**
 * Lays out the best schedule. What the limit of work has stopped before the search is prepared to
 * its end, for a search is never worse than "refit"; what the caller has stopped starts and stops
 * there.
 */
export function finishTables(isStopped: bool): void {
  const t = measured;
  const n = t.tasks;
  if (isStopped && t.stage < PACKS) start();
  else while (!isStopped && t.stage < SEARCHES) prepare();
  if (t.method === RELAX) {
    clearOutcome(t.input, t.answer, UNDECIDED, n);
  } else {
    if (t.stage === SEARCHES) keepBest(t.improve, t.chains, t.options, n);
    takeBest();
    const time = t.improve.time;
    for (let r = 0; r < t.machines; r++) {
      stretchChain(t.input, t.options, t.chains, t.single, time, r);
    }
    layOutChains(t.input, t.options, t.chains, time, t.answer, n, t.machines);
  }
  report();
  sumOutcome(t.input, t.answer, answer, n);
  const o = t.options;
  const byPrices = certifyPrices(t.input, o, t.prices, t.certificate, t.answer, n, t.machines);
  const byProof = t.offset + t.options.valueUnit * t.prove.bound;
  t.provenBy = byProof >= byPrices ? BY_PRICES : t.prove.hasBranched ? BY_BRANCH : BY_MULTIPLIERS;
  answer.bound = max(min(byPrices, byProof), answer.value);
}
