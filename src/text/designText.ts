import type { ParameterFacts, ParameterValue } from "../core/studies/parameters.ts";
import { shownUnit } from "./inputValue.ts";
import { figure, fixed, money, NONE, quantityText, scaleFor, SPACE } from "./numbers.ts";

/** How the inputs of a sweep's rows are named and told. */

/** One unit for all values that stand on an axis. Shown = value ÷ divisor. */
export type AxisScale = { readonly unit: string; readonly divisor: number };

/** Of an input, by its unit as declared. */
export function inputScale(unit: string, largest: number, currency: string): AxisScale {
  if (unit.startsWith("currency")) return { unit: shownUnit(unit, currency), divisor: 1 };
  const { unit: shown, divisor } = scaleFor(largest, unit);
  return { unit: shown, divisor };
}

/** Numbers of an axis with as many decimals as their steps need. */
export function axisTexts(values: readonly number[], { divisor }: AxisScale): string[] {
  const shown = values.map((value) => value / divisor);
  const decimals = [0, 1, 2, 3, 4, 5].find((count) => shown.every((value) => Math.abs(value * 10 ** count - Math.round(value * 10 ** count)) < 1e-6 * Math.max(1, Math.abs(value)) * 10 ** count)) ?? 6;
  return shown.map((value) => fixed(value, decimals));
}

/** Ends of an axis, or edges on it, with as many decimals as tell `steps` of equal parts of it apart. */
export function edgeTexts(edges: readonly number[], { divisor }: AxisScale, steps: number): string[] {
  const step = (Math.max(...edges) - Math.min(...edges)) / divisor / steps;
  const decimals = step > 0 ? Math.min(5, Math.max(0, -Math.floor(Math.log10(step)))) : 2;
  return edges.map((edge) => (step > 0 ? fixed(edge / divisor, decimals) : figure(edge / divisor)));
}

/** Groups whose inputs have names that only mean something beside them: "Battery energy". */
const groups: Readonly<Record<string, string>> = { battery: "Battery", solar: "Solar", wind: "Wind", generator: "Generator", connection: "Connection", price: "Price" };

export function parameterName({ path, title }: Pick<ParameterFacts, "path" | "title">): string {
  const group = groups[path.split(".")[0] ?? ""];
  if (group === undefined || title.toLowerCase().includes(group.toLowerCase())) return title;
  // "DC rating" stays as it is.
  return `${group} ${/^[A-Z][A-Z]/.test(title) ? title : title.charAt(0).toLowerCase() + title.slice(1)}`;
}

export function parameterText(value: ParameterValue | null, unit: string, currency: string): string {
  if (value === null) return NONE;
  if (typeof value !== "number") return typeof value === "boolean" ? (value ? "on" : "off") : value;
  if (unit === "currency") return money(value, currency);
  if (unit.startsWith("currency")) return `${figure(value)}${SPACE}${shownUnit(unit, currency)}`;
  return unit === "" ? figure(value) : quantityText(value, unit);
}

/** "solar DC rating 18.0 MW, battery energy 12.2 MWh"; what goes beyond three is counted. */
export function settingsText(parameters: readonly (Pick<ParameterFacts, "path" | "title" | "unit">)[], values: readonly (ParameterValue | null)[], currency: string): string {
  const told = parameters.slice(0, MOST_TOLD).map((parameter, k) => {
    const name = parameterName(parameter);
    return `${name.charAt(0).toLowerCase()}${name.slice(1)} ${parameterText(values[k] ?? null, parameter.unit, currency)}`;
  });
  return [...told, ...(parameters.length > MOST_TOLD ? [`${parameters.length - MOST_TOLD} more`] : [])].join(", ");
}

const MOST_TOLD = 3;
