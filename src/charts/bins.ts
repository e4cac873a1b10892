import { assert } from "../core/errors.ts";
import { civilOf, midnightMs, stepAt } from "../text/dates.ts";
import type { ClockAxis } from "../text/dates.ts";

/**
 * A window of the axis cut into what is drawn side by side: steps where they fit, else whole hours or civil days, so
 * that every bin holds as many steps as its neighbour and no pattern of day and night arises that is not in the data.
 */
export type Bins = {
  /** First step of each bin, and the end of the last. */
  readonly edges: Int32Array;
  readonly count: number;
  /** Minutes of a bin; a day is 1,440 whatever the clock does. */
  readonly minutes: number;
  readonly areSteps: boolean;
};

/** From four hours straight to the day: halves and thirds of a day side by side show night and day, not the year. */
const LADDER_MINUTES = [10, 15, 20, 30, 60, 120, 180, 240, 1440, 2880, 4320, 10_080, 20_160, 43_200, 129_600];
const DAY_MINUTES = 1440;

/** @param most bins that fit beside one another, one px each */
export function timeBins(axis: ClockAxis, from: number, to: number, most: number): Bins {
  assert(Number.isFinite(from) && Number.isFinite(to) && Number.isFinite(most), `cannot cut steps ${from} to ${to} into ${most} bins`);
  const steps = Math.max(0, to - from);
  if (steps <= most) return { edges: Int32Array.from({ length: steps + 1 }, (_, i) => from + i), count: steps, minutes: axis.stepMinutes, areSteps: true };
  const wanted = (steps * axis.stepMinutes) / Math.max(1, most);
  const minutes = LADDER_MINUTES.find((one) => one >= wanted && one % axis.stepMinutes === 0) ?? Math.ceil(wanted / DAY_MINUTES) * DAY_MINUTES;
  const edges = minutes < DAY_MINUTES ? hourEdges(axis, from, to, minutes) : dayEdges(axis, from, to, minutes / DAY_MINUTES);
  return { edges, count: edges.length - 1, minutes, areSteps: false };
}

/** Cuts counted from the midnight before the window, so that a bin of two hours is 00–02, 02–04. */
function hourEdges(axis: ClockAxis, from: number, to: number, minutes: number): Int32Array {
  const stride = minutes / axis.stepMinutes;
  const { year, month, day } = civilOf(axis, from);
  const midnight = Math.round((midnightMs(axis, year, month, day) - axis.startMs) / (axis.stepMinutes * 60_000));
  const edges = [from];
  for (let step = midnight + (Math.floor((from - midnight) / stride) + 1) * stride; step < to; step += stride) edges.push(step);
  edges.push(to);
  return Int32Array.from(edges);
}

function dayEdges(axis: ClockAxis, from: number, to: number, days: number): Int32Array {
  const edges = [from];
  const { year, month, day } = civilOf(axis, from);
  for (let count = days; ; count += days) {
    const step = stepAt(axis, midnightMs(axis, year, month, day + count));
    if (step >= to) break;
    if (step > from) edges.push(step);
  }
  edges.push(to);
  return Int32Array.from(edges);
}

/** First steps of the civil days that begin inside [from, to), every `days`-th counted from the first. */
export function dayStarts(axis: ClockAxis, from: number, to: number): number[] {
  const starts: number[] = [];
  const { year, month, day } = civilOf(axis, from);
  for (let count = 0; ; count++) {
    const ms = midnightMs(axis, year, month, day + count);
    const step = Math.ceil((ms - axis.startMs) / (axis.stepMinutes * 60_000));
    if (step >= to) return starts;
    if (step >= from) starts.push(step);
  }
}

/** First steps of the civil months that begin inside [from, to). */
export function monthStarts(axis: ClockAxis, from: number, to: number): number[] {
  const starts: number[] = [];
  const { year, month } = civilOf(axis, from);
  for (let count = 0; ; count++) {
    const step = Math.ceil((midnightMs(axis, year + Math.floor((month - 1 + count) / 12), ((month - 1 + count) % 12) + 1, 1) - axis.startMs) / (axis.stepMinutes * 60_000));
    if (step >= to) return starts;
    if (step >= from) starts.push(step);
  }
}

/** Least, mean and highest value of each bin: a mean alone hides the peak that is billed. */
export type Reduced = { readonly mean: Float64Array; readonly min: Float64Array; readonly max: Float64Array };

export function reduce(values: Float64Array, bins: Bins): Reduced {
  const { edges, count } = bins;
  if (bins.areSteps) {
    const slice = values.subarray(edges[0], edges[count]);
    return { mean: slice, min: slice, max: slice };
  }
  const mean = new Float64Array(count);
  const min = new Float64Array(count);
  const max = new Float64Array(count);
  for (let bin = 0; bin < count; bin++) {
    const end = edges[bin + 1]!;
    let sum = 0;
    let low = Number.POSITIVE_INFINITY;
    let high = Number.NEGATIVE_INFINITY;
    for (let step = edges[bin]!; step < end; step++) {
      const value = values[step]!;
      sum += value;
      if (value < low) low = value;
      if (value > high) high = value;
    }
    mean[bin] = sum / (end - edges[bin]!);
    min[bin] = low;
    max[bin] = high;
  }
  return { mean, min, max };
}

/** Left edges of the bins on the page, whole px, and the right edge of the last. */
export function binEdgesPx(bins: Bins, xOf: (step: number) => number): Float64Array {
  return Float64Array.from(bins.edges, (step) => Math.round(xOf(step)));
}
