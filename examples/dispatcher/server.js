// Reads digits over HTTP before a deadline, as accurately as the load allows.

import { createServer } from "node:http";
import { createDispatcher } from "dsct/online";
import { prometheus } from "./metrics.js";
import { parsePicture, SIZES } from "./model.js";
import { measure, startReader } from "./readers.js";

const PORT = Number(process.env.PORT ?? 8080);
const READERS = 2;
const MOST_WAITING = 64;
const MOST_MS = 10_000;
/** One run in 20 may be late: the machine is not ours alone, and to plan for its worst is too dear. */
const QUANTILE = 0.95;
const MOST_LONG = 4096;

/** Seconds, as the dispatcher counts them; any clock that never goes back. */
const now = () => performance.now() / 1000;

const readers = Array.from({ length: READERS }, startReader);
const { time, accuracy, overhead } = await measure(readers);

const dispatcher = createDispatcher({
  machines: readers.map((_, id) => ({ id, type: "thread" })),
  models: { digits: { thread: { time, accuracy } } },
  quantile: QUANTILE,
  overhead,
  maxQueue: MOST_WAITING,
  onEvent(event) {
    if (event.type === "dropped") answer(event.id, 429, { reason: event.reason });
  },
});

/** Requests without an answer: what they are about, and where it goes. */
const open = new Map();
const idle = new Set(readers.keys());
let requests = 0;

/** What a thread does as long as somebody waits. */
async function serve(id) {
  idle.delete(id);
  for (let run = dispatcher.next(id, now()); run; run = dispatcher.next(id, now())) {
    const size = SIZES[run.variant];
    const { digit } = await readers[id](open.get(run.id).picture, size);
    const { outcome, accuracy } = dispatcher.complete(id, now());
    answer(run.id, 200, { digit, size, accuracy, limitedBy: run.limitedBy, outcome });
  }
  idle.add(id);
}

function answer(id, status, body) {
  send(open.get(id).response, status, json(body));
  open.delete(id);
}

/** Every request has one deadline, from when its head was there, and one outcome. */
async function take(request, response) {
  const begin = now();
  const deadline = begin + deadlineOf(request.headers["x-deadline-ms"]) / 1000;
  const picture = parsePicture(await bodyOf(request));
  const id = requests++;
  open.set(id, { picture, response });
  response.on("close", () => dispatcher.cancel(id, now())); // no effect if it was answered
  dispatcher.submit({ id, model: "digits", deadline }, now());
  for (const reader of [...idle]) serve(reader);
}

function deadlineOf(header) {
  const ms = Number(header);
  if (ms > 0 && ms <= MOST_MS) return ms;
  const is = header === undefined ? "is missing" : `is ${JSON.stringify(header)}`;
  throw new RangeError(`x-deadline-ms ${is}; expected a number > 0, at most ${MOST_MS}`);
}

/** The body as text; of one that is too long no more than that is kept. */
async function bodyOf(request) {
  let text = "";
  for await (const chunk of request.setEncoding("utf8")) {
    text = (text + chunk).slice(0, MOST_LONG + 1);
  }
  if (text.length > MOST_LONG) throw new RangeError(`body is longer than ${MOST_LONG} characters`);
  return text;
}

const json = (value) => `${JSON.stringify(value)}\n`;

function send(response, status, text, type = "application/json") {
  // who is answered while the server stops is to ask another one next
  const close = server.listening ? {} : { connection: "close" };
  response.writeHead(status, { "content-type": type, ...close }).end(text);
}

async function route(request, response) {
  const what = `${request.method} ${request.url}`;
  if (what === "GET /metrics") {
    return send(response, 200, prometheus(dispatcher.metrics()), "text/plain; version=0.0.4");
  }
  if (what !== "POST /digit") return send(response, 404, json({ error: `${what} is not here` }));
  if (!server.listening) return send(response, 503, json({ error: "the server stops" }));
  try {
    await take(request, response);
  } catch (error) {
    if (error.code === "ECONNRESET") return; // gone before all of its body was there
    if (!(error instanceof RangeError)) throw error;
    send(response, 400, json({ error: error.message }));
  }
}

const server = createServer(route);
server.listen(PORT, () => {
  const rows = SIZES.map((size, k) => [size, (1000 * time[k]).toFixed(2), accuracy[k].toFixed(3)]);
  const table = [["examples", "ms", "accuracy"], ...rows].map((row) => row.join("\t")).join("\n");
  console.log(`${table}\nlistening on http://localhost:${server.address().port}`);
});

/** Takes nobody more, answers all who are there, and ends. */
function stop() {
  server.close(() => process.exit());
  setTimeout(() => server.closeAllConnections(), MOST_MS).unref();
}
process.once("SIGTERM", stop);
process.once("SIGINT", stop);
