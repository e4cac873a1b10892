import type { FieldMeta } from "../core/field.ts";
import { exact, SPACE, THIN } from "./numbers.ts";
import { page } from "./page.ts";

/** A declared input: what it says of itself and where it stands in the scenario. */
export type ShownField = { readonly meta: FieldMeta; readonly path: readonly (string | number)[] };

/** A fraction is held as 0…1 and shown in per cent. */
export function shownFactor({ meta, path }: ShownField): number {
  return meta.unit === "%" && path.findLast((key) => typeof key === "string")?.endsWith("Fraction") === true ? 100 : 1;
}

/** Unit as a reader sees it: money in the scenario's own currency, a rate as "a year". */
export function shownUnit(unit: string | undefined, currency: string): string {
  if (unit === undefined || unit === "ratio" || unit === "code" || unit === CALENDAR_YEAR) return "";
  const symbol = ({ USD: "$", EUR: "€", GBP: "£" } as Readonly<Record<string, string>>)[currency] ?? currency;
  return unit.replace(/^1\/(?=[a-z])/, "a ").replace(/^1\//, "per ").replace(/currency|\$/, symbol).replace("gCO2e", "g").replace("m2", "m²");
}

/** A unit that no reader is shown, and whose numbers are not grouped: 2040, not 2,040. */
const CALENDAR_YEAR = "year";

export function shownNumber(value: number, unit?: string): string {
  return unit === CALENDAR_YEAR ? String(value) : exact(Number(value.toPrecision(10)));
}

/** One value of a field in words: "8,000 kW", "94.8 %", "Peak shaving", "none". */
export function shownValue(field: ShownField, value: unknown, currency: string): string {
  const { meta } = field;
  if (value === undefined || value === null || value === "") return page.tune.none;
  const option = isPlain(value) ? meta.options?.[String(value)] : undefined;
  if (option !== undefined) return option;
  if (typeof value === "number") {
    const unit = shownUnit(meta.unit, currency);
    return withUnit(shownNumber(value * shownFactor(field), meta.unit), unit);
  }
  if (typeof value === "boolean") return value ? page.tune.yes : page.tune.no;
  if (typeof value === "string") return value.length > 60 ? `${value.slice(0, 60)}…` : value;
  if (Array.isArray(value)) return Array.isArray(value[0]) ? page.tune.tableOf(value.length, value[0].length) : page.tune.valuesOf(value.length);
  return page.tune.valuesOf(Object.keys(value).length);
}

/** "8,000 kW", "94.8 %", "10°", "1 day". */
export function withUnit(number: string, unit: string): string {
  if (unit === "" || unit === "°") return number + unit;
  return `${number}${unit.startsWith("%") ? THIN : SPACE}${number === "1" ? unit.replace(/^(day|year|month|cycle|set)s$/, "$1") : unit}`;
}

const isPlain = (value: unknown): value is string | number | boolean => ["string", "number", "boolean"].includes(typeof value);
