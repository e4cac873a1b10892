import type { ParameterValue } from "../core/studies/parameters.ts";
import { inputScale, parameterText, type AxisScale } from "../text/designText.ts";
import { figureScale, figureText } from "../text/studyFigures.ts";
import { tradeOffWords as words } from "../text/studyTradeOffs.ts";

/** One axis: an input that was set, or a figure that came out. */
export type ParallelAxis = { readonly id: string; readonly title: string; readonly unit: string; readonly kind: "input" | "figure"; /** By row; null where the row has none. */ readonly values: readonly (ParameterValue | null)[] };

/** The part of an axis that rows are kept within, as shares of it, 0…1. */
export type Brush = { readonly from: number; readonly to: number };

export type ParallelModel = {
  readonly currency: string;
  readonly axes: readonly ParallelAxis[];
  /** By the axis' id. */
  readonly brushes: Readonly<Record<string, Brush>>;
  /** Rows that are drawn stronger: the front. */
  readonly marked: readonly number[];
};

export function rowCount({ axes }: ParallelModel): number {
  return axes[0]?.values.length ?? 0;
}

export function axisScaleOf(axis: ParallelAxis, currency: string): AxisScale {
  const { low, high } = placesOf(axis);
  const largest = Math.max(Math.abs(low), Math.abs(high));
  return axis.kind === "figure" ? figureScale(axis.id, largest, high - low, currency) : inputScale(axis.unit, largest, currency);
}

type Places = { readonly low: number; readonly high: number; /** Where values are names: evenly spaced, in the order in which they were given. */ readonly names: readonly string[] | null };
const known = new WeakMap<ParallelAxis["values"], Places>();

export function placesOf({ values }: Pick<ParallelAxis, "values">): Places {
  const before = known.get(values);
  if (before !== undefined) return before;
  let [low, high] = [Infinity, -Infinity];
  const names = new Set<string>();
  for (const value of values) {
    if (typeof value === "number") [low, high] = [Math.min(low, value), Math.max(high, value)];
    else if (value !== null) names.add(String(value));
  }
  const places = { low: low > high ? 0 : low, high: low > high ? 1 : high, names: names.size > 0 ? [...names] : null };
  known.set(values, places);
  return places;
}

/** Where a value lies on its axis, 0…1; null where there is none. */
export function shareOf(axis: ParallelAxis, value: ParameterValue | null): number | null {
  const { low, high, names } = placesOf(axis);
  if (value === null) return null;
  if (names !== null) return names.length === 1 ? 0.5 : names.indexOf(String(value)) / (names.length - 1);
  return high > low ? ((value as number) - low) / (high - low) : 0.5;
}

/** The value at a place of an axis, as it is told beside a handle. */
export function shareText(axis: ParallelAxis, share: number, currency: string): string {
  const { low, high, names } = placesOf(axis);
  if (names !== null) return names[Math.round(share * (names.length - 1))] ?? "";
  const value = low + share * (high - low);
  return axis.kind === "figure" ? figureText(axis.id, value, currency, high - low) : parameterText(value, axis.unit, currency);
}

/** How far one press of an arrow moves a handle: from name to name, or a twentieth. */
export function stepOn(axis: ParallelAxis): number {
  const { names } = placesOf(axis);
  return names !== null && names.length > 1 ? 1 / (names.length - 1) : 0.05;
}

export function brushText(axis: ParallelAxis, { from, to }: Brush, currency: string): string {
  return words.fromTo(shareText(axis, from, currency), shareText(axis, to, currency));
}

/** Rows that lie within every brush, in order. */
export function keptRows(model: ParallelModel): number[] {
  const brushed = model.axes.filter(({ id }) => model.brushes[id] !== undefined);
  return Array.from({ length: rowCount(model) }, (_, row) => row).filter((row) => brushed.every((axis) => {
    const share = shareOf(axis, axis.values[row] ?? null);
    const { from, to } = model.brushes[axis.id]!;
    return share !== null && share >= from - 1e-9 && share <= to + 1e-9;
  }));
}
