import { InputError } from "../errors.ts";
import { exp, log, pow } from "../maths/functions.ts";

/** A known point of a demand path: calendar year and TWh (or any unit). */
export type Anchor = { readonly year: number; readonly value: number };

/** A path of demand over calendar years, with what made it. */
export type GrowthCurve =
  | { readonly kind: "compound"; readonly growthFraction: number; readonly anchor: Anchor }
  | { readonly kind: "logistic"; readonly saturation: number; readonly rate: number; readonly midYear: number }
  | { readonly kind: "gompertz"; readonly saturation: number; readonly rate: number; readonly midYear: number };

/** D = y1(1+g)^(t−t1) through two anchors. */
export function compoundThrough([first, last]: readonly [Anchor, Anchor]): GrowthCurve {
  checkAnchors(first, last);
  return { kind: "compound", growthFraction: pow(last.value / first.value, 1 / (last.year - first.year)) - 1, anchor: first };
}

/** D = K/(1+e^{−r(t−tm)}) with a given saturation K, through two anchors: linear in L(y) = ln(y/(K−y)). */
export function logisticThrough([first, last]: readonly [Anchor, Anchor], saturation: number): GrowthCurve {
  checkAnchors(first, last, saturation);
  const L = (value: number) => log(value / (saturation - value));
  const rate = (L(last.value) - L(first.value)) / (last.year - first.year);
  return { kind: "logistic", saturation, rate, midYear: first.year - L(first.value) / rate };
}

/** D = K·exp(−e^{−c(t−t0)}) with a given saturation K, through two anchors: linear in G(y) = ln ln(K/y). */
export function gompertzThrough([first, last]: readonly [Anchor, Anchor], saturation: number): GrowthCurve {
  checkAnchors(first, last, saturation);
  const G = (value: number) => log(log(saturation / value));
  const rate = (G(first.value) - G(last.value)) / (last.year - first.year);
  return { kind: "gompertz", saturation, rate, midYear: first.year + G(first.value) / rate };
}

export function demandAt(curve: GrowthCurve, year: number): number {
  switch (curve.kind) {
    case "compound": return curve.anchor.value * pow(1 + curve.growthFraction, year - curve.anchor.year);
    case "logistic": return curve.saturation / (1 + exp(-curve.rate * (year - curve.midYear)));
    case "gompertz": return curve.saturation * exp(-exp(-curve.rate * (year - curve.midYear)));
  }
}

/**
 * The saturation that three equally spaced points imply: K = (2y1y2y3 − y2²(y1+y3))/(y1y3 − y2²), only where y1·y3 < y2².
 * @returns null where growth is faster than exponential and no finite K exists: then it must be asked for, never fitted
 */
export function saturationOfThree(y1: number, y2: number, y3: number): number | null {
  const bend = y1 * y3 - y2 * y2;
  if (bend >= 0) return null;
  const saturation = (2 * y1 * y2 * y3 - y2 * y2 * (y1 + y3)) / bend;
  return saturation > Math.max(y1, y2, y3) ? saturation : null;
}

/** Least squares on ln y against the year: compound growth of a history. */
export function fitCompound(history: readonly Anchor[]): GrowthCurve {
  if (history.length < 2) throw new InputError([{ where: { path: "studies.growth.history" }, found: `${history.length} points`, allowed: "at least 2" }]);
  const meanYear = history.reduce((sum, { year }) => sum + year, 0) / history.length;
  const meanLog = history.reduce((sum, { value }) => sum + log(value), 0) / history.length;
  let [across, along] = [0, 0];
  for (const { year, value } of history) {
    across += (year - meanYear) * (log(value) - meanLog);
    along += (year - meanYear) * (year - meanYear);
  }
  return { kind: "compound", growthFraction: exp(across / along) - 1, anchor: { year: meanYear, value: exp(meanLog) } };
}

function checkAnchors(first: Anchor, last: Anchor, saturation = Infinity): void {
  const wrong = first.year >= last.year || first.value <= 0 || last.value <= 0 || Math.max(first.value, last.value) >= saturation;
  if (wrong) {
    throw new InputError([{
      where: { path: "studies.growth.anchors" }, found: `${first.value} in ${first.year}, ${last.value} in ${last.year}, saturation ${saturation}`,
      allowed: "two years in order, positive demand below the saturation",
    }]);
  }
}
