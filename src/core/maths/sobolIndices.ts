import { normalCdf } from "./normal.ts";
import { quantile, sorted } from "./statistics.ts";
import { SOBOL_DIMENSIONS, sobolSequence } from "./sobolSequence.ts";
import { studentT975 } from "./studentT.ts";

/**
 * The design that Sobol indices are estimated from: two independent samples A and B of a scrambled Sobol sequence, and for each coordinate the
 * sample A with that coordinate taken from B. Row r holds, in this order, the point of A, that of B, and those of A with coordinate 1 … k from B.
 * Saltelli et al. (2010), Variance based sensitivity analysis of model output, Comput. Phys. Commun. 181, 259–270.
 */
export type SaltelliDesign = {
  readonly dimensions: number;
  /** Runs that a row takes. */
  readonly pointsPerRow: number;
  /** Coordinates of a point, 0 ≤ x < 1. */
  point(row: number, within: number): Float64Array;
};

/** The largest number of coordinates: A and B take twice as many dimensions. */
export const SALTELLI_DIMENSIONS = SOBOL_DIMENSIONS / 2;

/** @param next uniform draws that scramble the sequence */
export function saltelliDesign(dimensions: number, next: () => number): SaltelliDesign {
  const sequence = sobolSequence(2 * dimensions, next);
  const both = new Float64Array(2 * dimensions);
  return {
    dimensions,
    pointsPerRow: dimensions + 2,
    point(row, within) {
      sequence.at(row, both);
      if (within === 1) return both.slice(dimensions);
      const point = both.slice(0, dimensions);
      if (within >= 2) point[within - 2] = both[dimensions + within - 2]!;
      return point;
    },
  };
}

/** A share of the output's variance with the 95 % confidence interval that a bootstrap over rows gives it. */
export type Index = { readonly value: number; readonly low: number; readonly high: number };

export type SobolIndices = {
  /** What the coordinate explains alone. */
  readonly first: readonly Index[];
  /** What it has a part in, with every other. */
  readonly total: readonly Index[];
  readonly variance: number;
  /** Rows that had every output; a row that lacks one is left out. */
  readonly rows: number;
};

const RESAMPLES = 400;

/**
 * First-order indices by Saltelli et al. (2010), table 2 (b); total by Jansen (1999), ibid. (f); variance over A and B together. Outputs are
 * taken from the mean of them all first, which takes away most of the error, as SALib does.
 * @param outputs row after row, `dimensions + 2` numbers each in the order of `SaltelliDesign`
 * @param next draws of the bootstrap
 * @returns NaN where the output does not vary
 */
export function sobolIndices(outputs: ArrayLike<number>, dimensions: number, next: () => number): SobolIndices {
  const width = dimensions + 2;
  const whole: number[] = [];
  for (let row = 0; (row + 1) * width <= outputs.length; row++) {
    let finite = true;
    for (let k = 0; k < width; k++) if (!Number.isFinite(outputs[row * width + k])) finite = false;
    if (finite) whole.push(row);
  }
  const centre = meanOf(outputs, width, whole);
  const value = estimate(outputs, dimensions, whole, centre);
  const again = Array.from({ length: RESAMPLES }, () => estimate(outputs, dimensions, whole.map(() => whole[Math.floor(next() * whole.length)]!), centre));
  const tail = tailFraction(whole.length);
  const index = (order: "first" | "total") => (_: unknown, k: number): Index => {
    const rising = sorted(again.map((resampled) => resampled[order][k]!).filter(Number.isFinite));
    return { value: value[order][k]!, low: quantile(rising, tail), high: quantile(rising, 1 - tail) };
  };
  const coordinates = Array.from({ length: dimensions });
  return { first: coordinates.map(index("first")), total: coordinates.map(index("total")), variance: value.variance, rows: whole.length };
}

/**
 * What lies beyond each end of a 95 % interval among the resamples: less than 2.5 %, because a bootstrap of n values spreads √((n − 1) ÷ n) too little,
 * and as a normal where a Student t is due. Hesterberg (2015), What teachers should know about the bootstrap, Am. Stat. 69(4), 371–386, expanded percentile interval.
 */
function tailFraction(rows: number): number {
  return rows < 2 ? 0 : normalCdf(-studentT975(rows - 1) * Math.sqrt(rows / (rows - 1)));
}

function meanOf(outputs: ArrayLike<number>, width: number, rows: readonly number[]): number {
  let total = 0;
  for (const row of rows) for (let k = 0; k < width; k++) total += outputs[row * width + k]!;
  return total / (width * rows.length);
}

function estimate(outputs: ArrayLike<number>, dimensions: number, rows: readonly number[], centre: number) {
  const width = dimensions + 2;
  let [sum, squares] = [0, 0];
  const first = Array.from({ length: dimensions }, () => 0);
  const total = [...first];
  for (const row of rows) {
    const at = row * width;
    const [a, b] = [outputs[at]! - centre, outputs[at + 1]! - centre];
    sum += a + b;
    squares += a * a + b * b;
    for (let k = 0; k < dimensions; k++) {
      const mixed = outputs[at + 2 + k]! - centre;
      first[k]! += b * (mixed - a);
      total[k]! += (a - mixed) * (a - mixed);
    }
  }
  const n = rows.length;
  const variance = squares / (2 * n) - (sum / (2 * n)) * (sum / (2 * n));
  return { variance, first: first.map((x) => x / n / variance), total: total.map((x) => x / (2 * n) / variance) };
}
