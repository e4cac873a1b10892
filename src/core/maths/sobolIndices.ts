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
 * @param resamples of the bootstrap: the fewer, the coarser the intervals' ends
 * @returns NaN where the output does not vary
 */
export function sobolIndices(outputs: ArrayLike<number>, dimensions: number, next: () => number, resamples = RESAMPLES): SobolIndices {
  const width = dimensions + 2;
  const whole: number[] = [];
  for (let row = 0; (row + 1) * width <= outputs.length; row++) {
    let finite = true;
    for (let k = 0; k < width; k++) if (!Number.isFinite(outputs[row * width + k])) finite = false;
    if (finite) whole.push(row);
  }
  const terms = termsOf(outputs, dimensions, whole);
  const count = whole.length;
  const rows = Uint32Array.from(whole, (_, row) => row);
  const value = estimate(terms, dimensions, rows);
  const again = Array.from({ length: resamples }, () => {
    for (let n = 0; n < count; n++) rows[n] = Math.floor(next() * count);
    return estimate(terms, dimensions, rows);
  });
  const tail = tailFraction(count);
  const index = (order: "first" | "total") => (_: unknown, k: number): Index => {
    const rising = sorted(again.map((resampled) => resampled[order][k]!).filter(Number.isFinite));
    return { value: value[order][k]!, low: quantile(rising, tail), high: quantile(rising, 1 - tail) };
  };
  const coordinates = Array.from({ length: dimensions });
  return { first: coordinates.map(index("first")), total: coordinates.map(index("total")), variance: value.variance, rows: count };
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

/** What each row adds to the sums of an estimate, which a resample takes again and again: a + b, a² + b², and of each coordinate the first-order and the total term. */
function termsOf(outputs: ArrayLike<number>, dimensions: number, rows: readonly number[]): Float64Array {
  const centre = meanOf(outputs, dimensions + 2, rows);
  const width = 2 + 2 * dimensions;
  const terms = new Float64Array(rows.length * width);
  rows.forEach((row, n) => {
    const from = row * (dimensions + 2);
    const a = outputs[from]! - centre;
    const b = outputs[from + 1]! - centre;
    terms[n * width] = a + b;
    terms[n * width + 1] = a * a + b * b;
    for (let k = 0; k < dimensions; k++) {
      const mixed = outputs[from + 2 + k]! - centre;
      terms[n * width + 2 + 2 * k] = b * (mixed - a);
      terms[n * width + 3 + 2 * k] = (a - mixed) * (a - mixed);
    }
  });
  return terms;
}

function estimate(terms: Float64Array, dimensions: number, rows: Uint32Array) {
  const width = 2 + 2 * dimensions;
  const sums = new Float64Array(width);
  for (let r = 0; r < rows.length; r++) {
    const at = rows[r]! * width;
    for (let k = 0; k < width; k++) sums[k]! += terms[at + k]!;
  }
  const n = rows.length;
  const mean = sums[0]! / (2 * n);
  const variance = sums[1]! / (2 * n) - mean * mean;
  const shares = (order: 0 | 1, per: number) => Array.from({ length: dimensions }, (_, k) => sums[2 + 2 * k + order]! / per / variance);
  return { variance, first: shares(0, n), total: shares(1, 2 * n) };
}
