// What the dispatcher keeps of a request, and reads of one: every field once, and what is checked
// is the copy.

import { isObject, isWithin } from "../../problem/kinds.js";
import { mixed, refuse, wrong, wrongName, wrongSlope, wrongType } from "../../problem/messages.js";
import { listNames } from "../../tables/read-models.js";
import type { Id, OnlineRequest } from "../../types/index.js";
import type { Due } from "./queue.js";

/** What one table offers a request, by its base and least accuracy. */
export interface Ladder {
  /** Pareto points that reach them: seconds, ascending, and accuracies, ascending. */
  time: number[];
  accuracy: number[];
  /** Their indices in the caller's table. */
  variant: number[];
  isContinuous: boolean;
  /** Pieces of the concave hull from not being served on: work, and accuracy gained. */
  pieceWork: number[];
  pieceGain: number[];
}

/** The ladders of requests that have a model, a base and a least accuracy in common, by type. */
export type Offer = readonly (Ladder | undefined)[];

/** A request as it is kept; numbers: as the columns of its kind. */
export interface Entry extends Due<Offer> {
  id: Id;
  deadline: number;
  weight: number;
  base: number;
  theta: number;
  maxWork: number;
  gain: number;
  /** The index of the model; -1: it has a curve. */
  model: number;
  /** -Infinity: no limit. */
  minAccuracy: number;
  latency: number;
}

/** The columns of requests with curves: theta, maxWork, weight, gain. */
export const CURVE_COLUMNS = 4;
/** Those of requests for models: weight. */
export const TABLE_COLUMNS = 1;

/** What finds the ladders of a request: the names of the models, and what they offer. */
export interface Offers {
  names: ReadonlyMap<string, number>;
  of(model: number, base: number, minAccuracy: number): Offer;
}

const MOST = Number.MAX_VALUE;
const POSITIVE = Number.MIN_VALUE;

/** offers: undefined where requests have curves. path: where the request is. */
export function readRequest(
  request: OnlineRequest,
  order: number,
  offers: Offers | undefined,
  path: string,
): Entry {
  if (!isObject(request)) wrongType(path, request, "an object");
  const id = readId(request.id, `${path}.id`);
  const deadline = request.deadline === null ? Infinity : request.deadline;
  check(deadline, -MOST, Infinity, path, "deadline", "number, or null for none");
  const { weight = 1, base = 0 } = request;
  check(weight, POSITIVE, MOST, path, "weight", "number > 0");
  check(base, -MOST, MOST, path, "base", "finite number");
  const common = { id, order, deadline, weight, base };
  return offers ? readTabled(request, common, offers, path) : readCurve(request, common, path);
}

type Common = Pick<Entry, "id" | "order" | "deadline" | "weight" | "base">;

function readCurve(request: OnlineRequest, common: Common, path: string): Entry {
  const { model, minAccuracy, latency } = request;
  if (model !== undefined) mixed(`${path}.model`, model, "without models");
  if (minAccuracy !== undefined) mixed(`${path}.minAccuracy`, minAccuracy, "without models");
  if (latency !== undefined) mixed(`${path}.latency`, latency, "without models");
  const { theta, maxWork, gain = 1 } = request;
  check(theta, POSITIVE, MOST, path, "theta", "number > 0");
  check(maxWork, 0, MOST, path, "maxWork", "number >= 0");
  check(gain, POSITIVE, MOST, path, "gain", "number > 0");
  const { deadline, weight } = common;
  const slope = weight * gain * theta;
  if (!(slope >= POSITIVE && slope <= MOST)) wrongSlope(path, slope);
  return {
    ...{ ...common, due: deadline, theta, maxWork, gain },
    ...{ model: -1, minAccuracy: -Infinity, latency: 0 },
    ...{ numbers: [theta, maxWork, weight, gain], shared: NO_OFFER },
  };
}

const NO_OFFER: Offer = [];

function readTabled(request: OnlineRequest, common: Common, offers: Offers, path: string): Entry {
  const { theta, maxWork, gain } = request;
  if (theta !== undefined) mixed(`${path}.theta`, theta, "beside models");
  if (maxWork !== undefined) mixed(`${path}.maxWork`, maxWork, "beside models");
  if (gain !== undefined) mixed(`${path}.gain`, gain, "beside models");
  const { model: name, minAccuracy = -Infinity, latency = 0 } = request;
  const model = offers.names.get(name as string);
  if (model === undefined) {
    const expected = `a name in options.models: ${listNames(offers.names.keys())}`;
    wrongName(`${path}.model`, name, expected);
  }
  if (request.minAccuracy !== undefined) {
    check(minAccuracy, -MOST, MOST, path, "minAccuracy", "finite number");
  }
  check(latency, 0, MOST, path, "latency", "number >= 0");
  const { deadline, weight, base } = common;
  return {
    ...{ ...common, due: deadline - latency, theta: 0, maxWork: 0, gain: 0 },
    ...{ model, minAccuracy, latency },
    ...{ numbers: [weight], shared: offers.of(model, base, minAccuracy) },
  };
}

function check(
  value: unknown,
  least: number,
  most: number,
  path: string,
  name: string,
  expected: string,
): asserts value is number {
  if (!isWithin(value, least, most)) wrong(`${path}.${name}`, value, expected);
}

/** A name that survives JSON. */
export function readId(value: unknown, path: string): Id {
  if (typeof value === "string" || Number.isSafeInteger(value)) return value as Id;
  const code = typeof value === "number" ? "OUT_OF_RANGE" : "WRONG_TYPE";
  refuse(code, path, value, "a string or a safe integer");
}

/** The request that `readRequest` makes this of again, as JSON can have it. */
export function requestOf(entry: Entry, models: readonly string[]): OnlineRequest {
  const { id, weight, base, model, minAccuracy, latency, theta, maxWork, gain } = entry;
  const deadline = entry.deadline === Infinity ? null : entry.deadline;
  if (model < 0) return { id, deadline, theta, maxWork, gain, weight, base };
  const limit = minAccuracy > -Infinity ? { minAccuracy } : {};
  return { id, deadline, model: models[model], latency, weight, base, ...limit };
}
