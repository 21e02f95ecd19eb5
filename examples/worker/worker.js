// A Cloudflare Worker that schedules over HTTP: POST a problem, get a schedule.

import { solve } from "dsct";

/** Bytes of a body. */
const MOST_BYTES = 256 * 1024;
const MOST_TASKS = 2000;
const MOST_MACHINES = 100;
/** Work of a search: some 10 ms of CPU time. Clocks stand still in a Worker; this count does not. */
const MOST_STEPS = 2e6;
const OPTIONS = ["method", "boundMethod", "gapTolerance", "steps"];
const METHODS = ["relax", "approx", "refit", "search"];

/** What is wrong with a request: a status and a text. */
class Refusal extends Error {
  constructor(status, message, headers = {}) {
    super(message);
    this.status = status;
    this.headers = headers;
  }
}

export default {
  async fetch(request) {
    try {
      return await route(request);
    } catch (error) {
      if (error instanceof Refusal) {
        return Response.json({ error: error.message }, error);
      }
      throw error;
    }
  },
};

async function route(request) {
  const { pathname } = new URL(request.url);
  if (pathname !== "/schedule") throw new Refusal(404, `${pathname} is not here; try /schedule`);
  if (request.method !== "POST") {
    throw new Refusal(405, `method is ${request.method}; expected POST`, { allow: "POST" });
  }
  const { problem, options } = questionOf(parse(await bodyOf(request)));
  return Response.json(plain(answer(problem, options)));
}

/** The body as text, given up as soon as it is too long, whatever its headers say. */
async function bodyOf(request) {
  const tooLong = () => new Refusal(413, `body is longer than ${MOST_BYTES} bytes`);
  if (Number(request.headers.get("content-length")) > MOST_BYTES) throw tooLong();
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  for await (const chunk of request.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > MOST_BYTES) throw tooLong();
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch ({ message }) {
    throw new Refusal(400, `body is not JSON: ${message}`);
  }
}

/**
 * { models?, machines, tasks, options? } -> problem and options, within the limits of this service.
 */
function questionOf(body) {
  const { models, machines, tasks, options = {} } = Object(body);
  if (!Array.isArray(machines)) throw new Refusal(400, "machines: expected an array of objects");
  if (!Array.isArray(tasks)) throw new Refusal(400, "tasks: expected an array of objects");
  atMost("machines", machines.length, MOST_MACHINES);
  atMost("tasks", tasks.length, MOST_TASKS);
  const problem = models === undefined ? { machines, tasks } : { models, machines, tasks };
  return { problem, options: optionsOf(options) };
}

function atMost(path, length, most) {
  if (length <= most) return;
  throw new Refusal(413, `${path} has ${length} entries; expected at most ${most}`);
}

/** Those that cannot run away. */
function optionsOf(options) {
  if (typeof options !== "object" || options === null || Array.isArray(options)) {
    throw new Refusal(400, "options: expected an object");
  }
  const unknown = Object.keys(options).find((name) => !OPTIONS.includes(name));
  if (unknown !== undefined) {
    const expected = `expected no option but ${OPTIONS.join(", ")}`;
    throw new Refusal(400, `options.${unknown} is unknown; ${expected}`);
  }
  const { steps = MOST_STEPS, method = "search", ...rest } = options;
  if (!METHODS.includes(method)) {
    throw new Refusal(400, `options.method: expected one of ${METHODS.join(", ")}`);
  }
  if (!(typeof steps === "number" && steps >= 0 && steps <= MOST_STEPS)) {
    throw new Refusal(400, `options.steps: expected a number from 0 to ${MOST_STEPS}`);
  }
  return { ...rest, method, limits: { steps } };
}

/** A mistake in the input is the only thing that `solve` throws for, and it says where. */
function answer(problem, options) {
  try {
    return solve(problem, options);
  } catch (error) {
    if (error instanceof TypeError || error instanceof RangeError) {
      throw new Refusal(400, error.message);
    }
    throw error;
  }
}

/** Typed arrays as plain ones, for JSON; a schedule of tables does that itself. */
function plain(schedule) {
  if ("toJSON" in schedule) return schedule.toJSON();
  const asPlain = ([name, value]) => [name, ArrayBuffer.isView(value) ? [...value] : value];
  return Object.fromEntries(Object.entries(schedule).map(asPlain));
}
