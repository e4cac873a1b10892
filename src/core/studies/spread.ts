import { normalQuantile } from "../maths/normal.ts";
import { mean, quantile, sorted, standardDeviation } from "../maths/statistics.ts";

/** How a figure lies over many runs. Quantiles are of type 7, as a plain sort and R or numpy give them. */
export type Spread = {
  readonly count: number;
  readonly mean: number;
  readonly standardDeviation: number;
  readonly min: number;
  readonly p10: number;
  readonly p50: number;
  readonly p90: number;
  readonly max: number;
  /** 95 % confidence of each quantile, by the order of the runs and no assumption about their shape; wide where there are few. */
  readonly p10Interval: Interval;
  readonly p50Interval: Interval;
  readonly p90Interval: Interval;
  /** Value that is exceeded with 0, 1 … 100 per cent: 101 values, falling. */
  readonly exceedance: readonly number[];
};

export type Interval = readonly [low: number, high: number];

/** Of 95 %: 0.025 on either side. */
export const Z_95 = normalQuantile(0.975);

/** Null where there is no value. */
export function spreadOf(values: ArrayLike<number>): Spread | null {
  const rising = sorted(Array.from(values).filter((value) => !Number.isNaN(value)));
  const count = rising.length;
  if (count === 0) return null;
  const interval = (fraction: number): Interval => {
    // Ranks between which a binomial count falls: Conover (1999), Practical Nonparametric Statistics, 3.2.
    const spread = Z_95 * Math.sqrt(count * fraction * (1 - fraction));
    const at = (rank: number) => rising[Math.max(0, Math.min(count - 1, Math.ceil(rank) - 1))]!;
    return [at(count * fraction - spread), at(count * fraction + spread + 1)];
  };
  return {
    count, mean: mean(rising), standardDeviation: count > 1 ? standardDeviation(rising) : 0,
    min: rising[0]!, p10: quantile(rising, 0.1), p50: quantile(rising, 0.5), p90: quantile(rising, 0.9), max: rising[count - 1]!,
    p10Interval: interval(0.1), p50Interval: interval(0.5), p90Interval: interval(0.9),
    exceedance: Array.from({ length: 101 }, (_, percent) => quantile(rising, 1 - percent / 100)),
  };
}

/** Bands along an axis, such as the months of a bill. */
export type Band = { readonly p10: readonly number[]; readonly p50: readonly number[]; readonly p90: readonly number[]; readonly mean: readonly number[] };

/** @param columns values over the runs, for each place along the axis */
export function bandOf(columns: readonly ArrayLike<number>[]): Band {
  const rising = columns.map((values) => sorted(values));
  return { p10: rising.map((values) => quantile(values, 0.1)), p50: rising.map((values) => quantile(values, 0.5)), p90: rising.map((values) => quantile(values, 0.9)), mean: rising.map(mean) };
}

/** Numbers that come one by one, eight bytes each. */
export type GrowingColumn = { push(value: number): void; values(): Float64Array };

export function growingColumn(): GrowingColumn {
  let held = new Float64Array(64);
  let length = 0;
  return {
    push(value) {
      if (length === held.length) {
        const longer = new Float64Array(2 * length);
        longer.set(held);
        held = longer;
      }
      held[length++] = value;
    },
    values: () => held.subarray(0, length),
  };
}
