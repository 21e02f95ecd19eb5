// The example problems with measured tables: what is measured is in data/, the requests are drawn.

import { randomFrom } from "../src/problem/generate.js";
import type { Models, Table, TableTask, TypedMachine } from "../src/types/index.js";

export interface Example {
  about: string;
  models: Models;
  machines: TypedMachine[];
  tasks: TableTask[];
}

interface Row {
  model: string;
  type: string;
  name: string;
  time: number;
  accuracy: number;
}

/** Images of a job, the batch at which most of the networks were measured on the GPUs. */
const BATCH = 1024;

/** Five phones, one image a request. */
export function makePhones(csv: string): Example {
  const types = ["LG G8", "Samsung Note10", "Samsung Note8", "Google Pixel2", "Google Pixel1"];
  const busy: Record<string, number> = { "Samsung Note10": 0.02, "Google Pixel2": 0.045 };
  const random = randomFrom(1);
  const limits = [0.05, 0.1, 0.2];
  const tasks = Array.from({ length: 40 }, (): TableTask => {
    const limit = from(limits, random);
    const age = 0.04 * random();
    const latency = 0.003 + 0.006 * random();
    return {
      model: "ofa",
      deadline: millisecond(limit - age),
      latency: millisecond(latency),
      ...(limit === 0.2 && { minAccuracy: 0.75 }),
    };
  });
  return {
    about:
      "Five phones and 40 requests, one image each. Seconds. They came in the last 40 ms and want an answer 50, 100 or 200 ms after they came (those of 200 ms at an accuracy of 0.75 or more), and 3 to 9 ms before that, for its way. Two phones are still busy.",
    models: modelsOf(readOfa(csv), types),
    machines: types.map((type) => (type in busy ? { type, readyAt: busy[type] } : { type })),
    tasks,
  };
}

/** Two CPUs and three GPUs, 1,024 images a job. */
export function makeServers(csv: string): Example {
  const types = [...new Set(TIMM_COLUMNS.map(({ type }) => type))];
  const onGpusAlone = ["vit", "deit3"];
  const rows = readTimm(csv).filter(
    ({ model, type }) => type.startsWith("RTX") || !onGpusAlone.includes(model),
  );
  const random = randomFrom(1);
  const models = modelsOf(rows, types);
  const names = Object.keys(models);
  const tasks = Array.from(
    { length: 100 },
    (): TableTask => ({
      model: from(names, random),
      deadline: Number((0.3 + 4.7 * random()).toFixed(2)),
      weight: from([1, 1, 1, 3], random),
    }),
  );
  return {
    about:
      "Two CPUs, three GPUs and 100 jobs of 1,024 images each, due in 0.3 to 5 s; a quarter of them count three times. Seconds. A job takes 1,024 times the time of one image: on the CPUs one by one, on the GPUs at the throughput of large batches. vit and deit3 are on the GPUs alone.",
    models,
    machines: types.map((type) => (type === "RTX 4090" ? { type, readyAt: 0.25 } : { type })),
    tasks,
  };
}

function readOfa(csv: string): Row[] {
  return csv
    .trim()
    .split("\n")
    .slice(1)
    .map((line) => {
      const [, type, name, latency, top1] = line.match(
        /^"?([^",]+)"?,([^,]*),([\d.]+),([\d.]+)$/,
      ) as string[];
      return { model: "ofa", type, name, ...point(Number(latency) / 1000, top1) };
    });
}

/** Where a column of timm.csv was measured, and how long its unit makes one image take. */
const TIMM_COLUMNS = [
  { column: "cpu_i7_12700h_ms_b1", type: "Core i7-12700H", seconds: (ms: number) => ms / 1000 },
  { column: "cpu_i9_10940x_ms_b1", type: "Core i9-10940X", seconds: (ms: number) => ms / 1000 },
  { column: "rtx3090_sps", type: "RTX 3090", seconds: (images: number) => 1 / images },
  { column: "rtx4090_sps", type: "RTX 4090", seconds: (images: number) => 1 / images },
  { column: "rtx5090_sps", type: "RTX 5090", seconds: (images: number) => 1 / images },
];

function readTimm(csv: string): Row[] {
  const [head, ...lines] = csv.trim().split("\n");
  const columns = head.split(",");
  return lines.flatMap((line) => {
    const fields = line.split(",");
    const field = (name: string) => fields[columns.indexOf(name)];
    return TIMM_COLUMNS.filter(({ column }) => field(column) !== "").map(
      ({ column, type, seconds }) => ({
        model: field("family"),
        type,
        name: `${field("model").split(".")[0]} ${field("img")}`,
        ...point(BATCH * seconds(Number(field(column))), field("top1")),
      }),
    );
  });
}

const point = (seconds: number, percent: string) => ({
  time: figures(seconds),
  accuracy: figures(Number(percent) / 100),
});

function modelsOf(rows: readonly Row[], types: readonly string[]): Models {
  const models: Record<string, Record<string, Table>> = {};
  for (const type of types) {
    const own = rows.filter((row) => row.type === type).sort((a, b) => a.time - b.time);
    for (const row of own) {
      const tables = models[row.model] ?? {};
      models[row.model] = tables;
      const { names, time, accuracy } = tables[type] ?? { names: [], time: [], accuracy: [] };
      tables[type] = {
        names: [...(names ?? []), row.name],
        time: [...(time as number[]), row.time],
        accuracy: [...(accuracy as number[]), row.accuracy],
      };
    }
  }
  return models;
}

/** Measurements as `dsct solve --csv` reads them. */
export function toCsv(models: Models): string {
  const rows = Object.entries(models).flatMap(([model, tables]) =>
    Object.entries(tables).flatMap(([type, { names, time, accuracy }]) =>
      Array.from(time, (seconds, k) =>
        [model, type, names?.[k] ?? "", seconds, accuracy[k]].join(),
      ),
    ),
  );
  return `${["model,type,variant,time,accuracy", ...rows].join("\n")}\n`;
}

/** A row a table, a machine and a request. */
export function toText({ about, models, machines, tasks }: Example): string {
  const list = (rows: unknown[]) => rows.map((row) => `    ${spaced(row)}`).join(",\n");
  const tables = Object.entries(models).map(([name, types]) => {
    const lines = Object.entries(types).map(
      ([type, table]) => `      ${JSON.stringify(type)}: ${spaced(table)}`,
    );
    return `    ${JSON.stringify(name)}: {\n${lines.join(",\n")}\n    }`;
  });
  return `{
  "about": ${JSON.stringify(about)},
  "models": {
${tables.join(",\n")}
  },
  "machines": [
${list(machines)}
  ],
  "tasks": [
${list(tasks)}
  ]
}
`;
}

/** JSON in one line, with spaces; no string in it has a quote, a colon or a comma. */
const spaced = (value: unknown) => JSON.stringify(value).replaceAll(/([:,])/g, "$1 ");

const from = <T>(list: readonly T[], random: () => number) =>
  list[Math.floor(list.length * random())];
const millisecond = (seconds: number) => Math.round(1000 * seconds) / 1000;
const figures = (value: number) => Number(value.toPrecision(6));
