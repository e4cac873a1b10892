import type { ParameterValue } from "../core/studies/parameters.ts";
import { axisTexts, edgeTexts, inputScale, parameterText } from "../text/designText.ts";

/** An input of a sweep, its value by row. */
export type SweptInput = { readonly title: string; readonly unit: string; readonly values: readonly ParameterValue[] };

/** Cells of one figure over two inputs. */
export type SweepMapModel = {
  readonly currency: string;
  readonly across: SweepAxis;
  readonly up: SweepAxis;
  /** By its id. */
  readonly figure: string;
  /** Cell by cell, the lowest row of the map first: mean of the figure over its rows, NaN where it has none, and the rows. */
  readonly cells: readonly { readonly value: number; readonly rows: readonly number[] }[];
};

/** Places along one axis: values that were listed, or equal parts of a range that was drawn over. */
export type SweepAxis = { readonly title: string; readonly unit: string; readonly places: readonly { readonly text: string; readonly has: (value: ParameterValue) => boolean }[] };

/** Of more different values a range is cut into so many equal parts. */
const MOST_LISTED = 12;
const PARTS = 6;

/** @param values the figure by row, null where the row has none */
export function sweepMapModel(across: SweptInput, up: SweptInput, { id, values }: { readonly id: string; readonly values: readonly (number | null)[] }, currency: string): SweepMapModel {
  const axes = { across: axisOf(across, currency), up: axisOf(up, currency) };
  const place = ({ places }: SweepAxis, value: ParameterValue) => places.findIndex(({ has }) => has(value));
  const width = axes.across.places.length;
  const rows: number[][] = Array.from({ length: width * axes.up.places.length }, () => []);
  values.forEach((value, row) => { if (value !== null) rows[place(axes.up, up.values[row]!) * width + place(axes.across, across.values[row]!)]?.push(row); });
  return {
    currency, ...axes, figure: id,
    cells: rows.map((held) => ({ rows: held, value: held.length === 0 ? NaN : held.reduce((sum, row) => sum + values[row]!, 0) / held.length })),
  };
}

function axisOf({ title, unit, values }: SweptInput, currency: string): SweepAxis {
  const different = [...new Set(values)];
  const numbers = different.filter((value) => typeof value === "number");
  if (numbers.length < different.length || different.length <= MOST_LISTED) {
    const listed = numbers.length < different.length ? different : numbers.sort((a, b) => a - b);
    const shown = inputScale(unit, Math.max(0, ...numbers.map(Math.abs)), currency);
    const texts = numbers.length < different.length ? listed.map((value) => parameterText(value, unit, currency)) : axisTexts(numbers.map((value) => Number(value.toPrecision(5))), shown);
    return { title, unit: numbers.length < different.length ? "" : shown.unit, places: listed.map((listedValue, k) => ({ text: texts[k]!, has: (value) => value === listedValue })) };
  }
  const [low, high] = [Math.min(...numbers), Math.max(...numbers)];
  const edges = Array.from({ length: PARTS + 1 }, (_, k) => low + (k / PARTS) * (high - low));
  const scale = inputScale(unit, high, currency);
  const texts = edgeTexts(edges, scale, 10 * PARTS);
  return {
    title, unit: scale.unit,
    places: Array.from({ length: PARTS }, (_, k) => ({ text: `${texts[k]!}–${texts[k + 1]!}`, has: (value) => typeof value === "number" && value >= edges[k]! && (k === PARTS - 1 || value < edges[k + 1]!) })),
  };
}
