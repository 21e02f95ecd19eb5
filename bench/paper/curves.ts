// Fig. 1 from measured data: points, their concave hull, and how well curves of one, two and three
// parameters follow the hull.

import { readFileSync } from "node:fs";
import { type Point, readCurves, readFamilies } from "../../examples/curves.js";
import { concaveHull, type Fit, fitFree } from "./fits.js";

export interface Curve {
  /** "Once-for-all, device" or "family, device". */
  name: string;
  points: Point[];
  hull: Point[];
  /** Of one, two and three parameters. */
  fits: [Fit, Fit, Fit];
}

export function measuredCurves(): Curve[] {
  const read = (name: string) => readFileSync(`examples/data/${name}`, "utf8");
  const ofa = [...readCurves(read("ofa.csv"))].map(
    ([device, points]) => [`Once-for-all, ${device}`, points] as const,
  );
  return [...ofa, ...readFamilies(read("timm.csv"))].map(([name, points]) => {
    const hull = concaveHull(points);
    return { name, points, hull, fits: [fitFree(hull, 1), fitFree(hull, 2), fitFree(hull, 3)] };
  });
}

/** A row a curve; errors in accuracy points. */
export function fitRows(curves: readonly Curve[]) {
  return curves.map(({ name, points, hull, fits: [one, two, three] }) => ({
    curve: name,
    points: points.length,
    hull: hull.length,
    theta1: one.theta,
    rms1: one.rms,
    worst1: one.worst,
    theta2: two.theta,
    gain2: two.gain,
    rms2: two.rms,
    worst2: two.worst,
    theta3: three.theta,
    base3: three.base,
    gain3: three.gain,
    rms3: three.rms,
    worst3: three.worst,
  }));
}

/** A row a point. */
export function pointRows(curves: readonly Curve[]) {
  return curves.flatMap(({ name, points, hull }) =>
    points.map((point) => ({
      curve: name,
      seconds: point.time,
      accuracy: point.accuracy,
      onHull: hull.includes(point),
    })),
  );
}
