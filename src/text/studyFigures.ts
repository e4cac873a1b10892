import { designFigure, type DesignFigure } from "../core/studies/designFigures.ts";
import { shownUnit } from "./inputValue.ts";
import { fixed, money, NONE, percent, quantityText, scaleFor, signed, SPACE } from "./numbers.ts";

/** One scale for values of a figure that stand together: on an axis, in a row. Shown = value / divisor. */
export type FigureScale = { readonly unit: string; readonly divisor: number; readonly decimals: number };

export function figureOf(id: string): DesignFigure | undefined {
  return designFigure(id);
}

export function figureLabel(id: string): string {
  return figureOf(id)?.label ?? id;
}

/** As the subject of a sentence: "Peak import", "Cost, all counted,". */
export function figureSubject(id: string): string {
  const label = figureLabel(id);
  return label.includes(",") ? `${label},` : label;
}

/**
 * Short, with its unit: "$61.2M", "8.99 MW", "97 %".
 * @param span what it is told apart from lies so far away: "$50.53M" beside "$50.66M"
 */
export function figureText(id: string, value: number | null | undefined, currency: string, span = Infinity): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return NONE;
  const unit = figureOf(id)?.unit ?? "";
  const isClose = span > 0 && span < 0.02 * Math.abs(value);
  switch (unit) {
    case "currency": return money(value, currency, isClose ? (span < 0.002 * Math.abs(value) ? 5 : 4) : 3);
    case "%": return isClose ? percent(value, 1) : percent(value);
    case "": return fixed(value, 1);
    default: return quantityText(value, unit, isClose ? 4 : 3);
  }
}

/** The same of a difference, with its sign. */
export function differenceText(id: string, value: number | null | undefined, currency: string): string {
  return signed(figureText(id, value, currency));
}

/** From one difference to another, the unit once where both have the same: "+1.62 to +6.91 t CO₂e", "−$76.0k to −$63.2k". */
export function differenceRange(id: string, low: number, high: number, currency: string): string {
  const [from, to] = [differenceText(id, low, currency), differenceText(id, high, currency)];
  const unitAt = from.search(/[\u00a0\u202f]/);
  return `${unitAt > 0 && to.endsWith(from.slice(unitAt)) ? from.slice(0, unitAt) : from} to ${to}`;
}

/** By the largest of the values that stand together, finer where they lie close to each other. @param span largest less smallest */
export function figureScale(id: string, largest: number, span: number, currency: string): FigureScale {
  const unit = figureOf(id)?.unit ?? "";
  const size = Math.abs(largest);
  if (unit === "currency") {
    const [divisor, name] = size >= 999.5e6 ? [1e9, `billion${SPACE}`] : size >= 999.5e3 ? [1e6, `million${SPACE}`] : size >= 10_000 ? [1e3, `thousand${SPACE}`] : [1, ""];
    return { unit: `${name}${shownUnit("currency", currency)}`, divisor, decimals: decimalsFor(span / divisor, size / divisor) };
  }
  const { unit: shown, divisor } = scaleFor(size, unit === "%" ? "fraction" : unit);
  return { unit: shown, divisor, decimals: decimalsFor(span / divisor, size / divisor) };
}

/** As many decimals as part the ends of a span by some tens of steps, and no more than five figures in all. */
function decimalsFor(span: number, largest: number): number {
  const most = largest > 0 ? Math.min(4, Math.max(0, 4 - Math.floor(Math.log10(largest)))) : 4;
  // Where all are the same three figures say it.
  const asFine = span > 0 ? 1 - Math.floor(Math.log10(span)) : largest > 0 ? 2 - Math.floor(Math.log10(largest)) : 0;
  return Math.min(most, Math.max(0, asFine));
}

export function scaledFigure(value: number | null | undefined, { divisor, decimals }: FigureScale): string {
  return value === null || value === undefined ? NONE : fixed(value / divisor, decimals);
}
