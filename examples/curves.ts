// The measured curves in data/: accuracy of one device's networks over the time of one batch.

export interface Point {
  /** Seconds. */
  time: number;
  /** Between 0 and 1. */
  accuracy: number;
}

/** ofa.csv: the measured points of every device. */
export function readCurves(csv: string): Map<string, Point[]> {
  const curves = new Map<string, Point[]>();
  for (const line of csv.trim().split("\n").slice(1)) {
    const [, device, latency, top1] = line.match(
      /^"?([^",]+)"?,[^,]*,([\d.]+),([\d.]+)$/,
    ) as string[];
    const point = { time: Number(latency) / 1000, accuracy: Number(top1) / 100 };
    curves.set(device, [...(curves.get(device) ?? []), point]);
  }
  return curves;
}

/** Where a column of timm.csv was measured, and how long its unit makes one image take. */
const TIMM_DEVICES: Record<string, { device: string; seconds: (value: number) => number }> = {
  cpu_i7_12700h_ms_b1: { device: "Core i7-12700H", seconds: (value) => value / 1000 },
  cpu_i9_10940x_ms_b1: { device: "Core i9-10940X", seconds: (value) => value / 1000 },
  rtx3090_sps: { device: "RTX 3090", seconds: (value) => 1 / value },
  rtx4090_sps: { device: "RTX 4090", seconds: (value) => 1 / value },
  rtx5090_sps: { device: "RTX 5090", seconds: (value) => 1 / value },
};

/** timm.csv: the measured points of every family on every device, as "family, device". */
export function readFamilies(csv: string): Map<string, Point[]> {
  const [head, ...lines] = csv.trim().split("\n");
  const columns = head.split(",");
  const curves = new Map<string, Point[]>();
  for (const line of lines) {
    const fields = line.split(",");
    const field = (name: string) => fields[columns.indexOf(name)];
    for (const [column, { device, seconds }] of Object.entries(TIMM_DEVICES)) {
      if (field(column) === "") continue;
      const name = `${field("family")}, ${device}`;
      const point = { time: seconds(Number(field(column))), accuracy: Number(field("top1")) / 100 };
      curves.set(name, [...(curves.get(name) ?? []), point]);
    }
  }
  return curves;
}
