import type { Series } from "../../core/time/series.ts";
import { isoMinute } from "./clock.ts";
import type { Oddity, OddityClass } from "./reader.ts";

/** The classes that are found in the values of a series themselves. */
export type ValueClass = Extract<OddityClass, "negative" | "zeroRun" | "constantRun" | "spike" | "clipped">;

const MESSAGES: Readonly<Record<ValueClass, (count: number, series: Series, at: readonly number[]) => string>> = {
  negative: (count, { name }) => `${count} values of ${name} are below zero.`,
  zeroRun: (count, { name }) => `${count} zeros in a row or in rows where ${name} is hardly ever zero: missing readings are often written so.`,
  constantRun: (count, { name }) => `${count} values of ${name} stand still in runs of ${STILL} or more: filled gaps often look so.`,
  spike: (count, { name }) => `${count} single values of ${name} lie far above both neighbours.`,
  clipped: (count, series, at) => `${count} values of ${series.name} are exactly its maximum, ${series.values[at[0]!]}: cut off at a limit? Such a peak sets demand charges.`,
};

/**
 * Where a series has odd values, by class; positions in order. What is odd is a rule of thumb, stated here, and never changes a value:
 * - `negative`: below zero in a series of power, price, carbon or unknown unit;
 * - `zeroRun`: two or more zeros in a row in a series that is zero in less than 2 % of its intervals;
 * - `constantRun`: the same value, not zero, in four or more intervals running, where less than 2 % of neighbours are alike;
 * - `spike`: more than 2.5 times both neighbours and more than 4 times the median, in a series that does so in less than 0.5 % of its intervals;
 * - `clipped`: the maximum stands four times or more, and over three times as often as any of the ten next lower values
 *   (not for shares and percentages at 0, 1 or 100, which end there by nature).
 */
export function oddPositions(series: Series): ReadonlyMap<ValueClass, readonly number[]> {
  const found = new Map<ValueClass, readonly number[]>();
  const { values, unit } = series;
  const keep = (name: ValueClass, at: readonly number[]): void => { if (at.length > 0) found.set(name, at); };
  if (["C", "degrees"].includes(unit)) return found;
  keep("negative", positions(values, (value) => value < 0));
  keep("zeroRun", zeroRuns(values));
  keep("constantRun", stillRuns(values));
  keep("spike", spikes(values));
  keep("clipped", clipped(values, unit));
  return found;
}

export function valueOddities(series: Series): Oddity[] {
  return [...oddPositions(series)].map(([name, at]) => ({
    class: name, count: at.length, first: series.typicalYear ? `interval ${at[0]! + 1}` : isoMinute(series.startMs + at[0]! * series.stepMinutes * 60_000),
    message: MESSAGES[name](at.length, series, at), series: series.name,
  }));
}

/** Empty cells: beyond the intervals that have no row at all, which the grid counts. */
export function emptyCells(series: Series, withoutRow: number): Oddity[] {
  const at = positions(series.values, (value) => value !== value);
  if (at.length <= withoutRow) return [];
  return [{
    class: "gap", count: at.length - withoutRow, first: isoMinute(series.startMs + at[0]! * series.stepMinutes * 60_000),
    message: `${at.length - withoutRow} values of ${series.name} are missing.`, series: series.name,
  }];
}

/** Intervals of no change from which on a run is odd. */
const STILL = 4;
const RARE = 0.02;
const SELDOM = 0.005;

function positions(values: Float64Array, odd: (value: number) => boolean): number[] {
  const at: number[] = [];
  for (let i = 0; i < values.length; i++) if (odd(values[i]!)) at.push(i);
  return at;
}

function zeroRuns(values: Float64Array): number[] {
  let zeros = 0;
  for (const value of values) if (value === 0) zeros++;
  if (zeros === 0 || zeros >= RARE * values.length) return [];
  return runs(values, 2, (value) => value === 0);
}

function stillRuns(values: Float64Array): number[] {
  let still = 0;
  for (let i = 1; i < values.length; i++) if (values[i] === values[i - 1] && values[i] !== 0) still++;
  if (still === 0 || still >= RARE * values.length) return [];
  return runs(values, STILL, (value) => value !== 0);
}

/** Positions in runs of one value, at least so long, of values that count. */
function runs(values: Float64Array, least: number, counts: (value: number) => boolean): number[] {
  const at: number[] = [];
  for (let from = 0; from < values.length;) {
    let to = from + 1;
    while (to < values.length && values[to] === values[from]) to++;
    if (to - from >= least && counts(values[from]!)) for (let i = from; i < to; i++) at.push(i);
    from = to;
  }
  return at;
}

function spikes(values: Float64Array): number[] {
  const there = values.filter((value) => value === value).sort();
  const median = there[there.length >> 1] ?? 0;
  if (!(median > 0)) return [];
  const at: number[] = [];
  for (let i = 1; i < values.length - 1; i++) {
    const value = values[i]!;
    if (value > 4 * median && value > 2.5 * values[i - 1]! && value > 2.5 * values[i + 1]!) at.push(i);
  }
  return at.length < SELDOM * values.length ? at : [];
}

function clipped(values: Float64Array, unit: string): number[] {
  let most = -Infinity;
  for (const value of values) if (value > most) most = value;
  if (!(most > 0) || ((unit === "fraction" || unit === "%" || unit === "") && (most === 1 || most === 100))) return [];
  const at = positions(values, (value) => value === most);
  if (at.length < 4 || at.length > values.length / 2) return [];
  const below = [...new Set(values.filter((value) => value < most).sort().slice(-2000).reverse())].slice(0, 10);
  const counts = new Map(below.map((value) => [value, 0]));
  for (const value of values) if (counts.has(value)) counts.set(value, counts.get(value)! + 1);
  return Math.max(0, ...counts.values()) * 3 < at.length ? at : [];
}
