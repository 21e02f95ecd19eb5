// What the dispatcher keeps of a request, and reads of one: every field once, and what is checked is
// the copy.

import { isObject, isWithin } from "../../problem/kinds.js";
import { mixed, wrong, wrongType } from "../../problem/messages.js";
import type { Id, OnlineRequest } from "../../types/index.js";
import type { Due } from "./queue.js";

/** A request as it is kept. Fields of the other kind have their defaults. */
export interface Entry extends Due {
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

const MOST = Number.MAX_VALUE;
const POSITIVE = Number.MIN_VALUE;
const OF_TABLES = ["model", "minAccuracy", "latency"];
const OF_CURVES = ["theta", "maxWork", "gain"];

/**
 * models: the index of each by its name; undefined: requests have curves. path: where the request
 * is.
 */
export function readRequest(
  request: OnlineRequest,
  order: number,
  models: ReadonlyMap<string, number> | undefined,
  path: string,
): Entry {
  if (!isObject(request)) wrongType(path, request, "an object");
  const id = readId(request.id, `${path}.id`);
  const number = (name: string, value: unknown, least: number, most: number, expected: string) => {
    return isWithin(value, least, most) ? value : wrong(`${path}.${name}`, value, expected);
  };
  const deadline = request.deadline === null ? Infinity : request.deadline;
  const due = number("deadline", deadline, -MOST, Infinity, "number, or null for none");
  const weight = number("weight", request.weight ?? 1, POSITIVE, MOST, "number > 0");
  const base = number("base", request.base ?? 0, -MOST, MOST, "finite number");
  const common = { id, order, deadline: due, weight, base };
  const without = models ? "beside models" : "without models";
  for (const name of models ? OF_CURVES : OF_TABLES) {
    mixed(`${path}.${name}`, (request as Record<string, unknown>)[name], without);
  }
  if (!models) {
    const theta = number("theta", request.theta, POSITIVE, MOST, "number > 0");
    const maxWork = number("maxWork", request.maxWork, 0, MOST, "number >= 0");
    const gain = number("gain", request.gain ?? 1, POSITIVE, MOST, "number > 0");
    const slope = weight * gain * theta;
    if (!(slope >= POSITIVE && slope <= MOST)) {
      throw new RangeError(
        `weight * gain * theta of ${path} is ${slope}; expected a finite number > 0`,
      );
    }
    const none = { model: -1, minAccuracy: -Infinity, latency: 0 };
    return { ...common, due, theta, maxWork, gain, ...none };
  }
  const { model: name } = request;
  const model = models.get(name as string);
  if (model === undefined) {
    const expected = `a name in options.models: ${[...models.keys()].map((one) => JSON.stringify(one)).join(", ")}`;
    if (typeof name !== "string") wrongType(`${path}.model`, name, expected);
    throw new RangeError(`${path}.model is ${JSON.stringify(name)}; expected ${expected}`);
  }
  const least = request.minAccuracy;
  const minAccuracy =
    least === undefined ? -Infinity : number("minAccuracy", least, -MOST, MOST, "finite number");
  const latency = number("latency", request.latency ?? 0, 0, MOST, "number >= 0");
  const none = { theta: 0, maxWork: 0, gain: 0 };
  return { ...common, due: due - latency, model, minAccuracy, latency, ...none };
}

/** A name that survives JSON. */
export function readId(value: unknown, path: string): Id {
  if (typeof value === "string" || Number.isSafeInteger(value)) return value as Id;
  if (typeof value === "number") {
    throw new RangeError(`${path} is ${value}; expected a string or a safe integer`);
  }
  wrongType(path, value, "a string or a safe integer");
}

/** The request that `readRequest` makes this of again, as JSON can have it. */
export function requestOf(entry: Entry, models: readonly string[]): OnlineRequest {
  const { id, weight, base, model, minAccuracy, latency, theta, maxWork, gain } = entry;
  const deadline = entry.deadline === Infinity ? null : entry.deadline;
  if (model < 0) return { id, deadline, theta, maxWork, gain, weight, base };
  const limit = minAccuracy > -Infinity ? { minAccuracy } : {};
  return { id, deadline, model: models[model], latency, weight, base, ...limit };
}
