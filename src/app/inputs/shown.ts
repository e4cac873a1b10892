import { exact, MINUS, parseNumber, SPACE, THIN } from "../../text/numbers.ts";
import { page } from "../../text/page.ts";
import type { Scenario } from "../../core/scenario.ts";
import type { FieldNode } from "./declaration.ts";

/** A fraction is held as 0…1 and shown in per cent. */
export function shownFactor({ meta, path }: Pick<FieldNode, "meta" | "path">): number {
  return meta.unit === "%" && path.findLast((key) => typeof key === "string")?.endsWith("Fraction") === true ? 100 : 1;
}

/** Unit as a reader sees it: money in the scenario's own currency. */
export function shownUnit(unit: string | undefined, currency: string): string {
  if (unit === undefined || unit === "ratio" || unit === "code") return "";
  const symbol = ({ USD: "$", EUR: "€", GBP: "£" } as Readonly<Record<string, string>>)[currency] ?? currency;
  return unit.replace(/currency|\$/, symbol).replace("gCO2e", "g").replace("m2", "m²");
}

export function shownNumber(value: number): string {
  return exact(Number(value.toPrecision(10)));
}

/** One value of a field in words: "8,000 kW", "94.8 %", "Peak shaving", "none". */
export function shownValue(field: FieldNode, value: unknown, currency: string): string {
  const { meta } = field;
  if (value === undefined || value === null || value === "") return page.tune.none;
  const option = isPlain(value) ? meta.options?.[String(value)] : undefined;
  if (option !== undefined) return option;
  if (typeof value === "number") {
    const unit = shownUnit(meta.unit, currency);
    const number = shownNumber(value * shownFactor(field));
    return unit === "" ? number : `${number}${unit === "%" ? THIN : SPACE}${unit}`;
  }
  if (typeof value === "boolean") return value ? page.tune.yes : page.tune.no;
  if (typeof value === "string") return value.length > 60 ? `${value.slice(0, 60)}…` : value;
  if (Array.isArray(value)) return Array.isArray(value[0]) ? page.tune.tableOf(value.length, value[0].length) : page.tune.valuesOf(value.length);
  return page.tune.valuesOf(Object.keys(value).length);
}

const isPlain = (value: unknown): value is string | number | boolean => ["string", "number", "boolean"].includes(typeof value);

/** Lines of numbers as they are pasted from a sheet: by tab, semicolon or space; null where one of them is no number. */
export function parseRows(text: string): readonly (readonly number[])[] | null {
  const rows = text.split(/\r?\n/).map((line) => line.trim()).filter((line) => line !== "");
  const values = rows.map((line) => line.split(/[\t; ]+/).map((cell) => parseNumber(cell.replace(/,$/, ""))));
  return values.every((row) => row.every(Number.isFinite)) ? values : null;
}

export function rowsText(rows: readonly (readonly number[])[]): string {
  return rows.map((row) => row.map((value) => String(value).replace("-", MINUS)).join("\t")).join("\n");
}

/** A size that a slider may start from where the scenario has none: what a site of this IT load would build. */
export function siteScale(scenario: Scenario, unit: string | undefined): number | undefined {
  const itKw = (scenario as { readonly load?: { readonly itDesignKw?: number } }).load?.itDesignKw;
  if (itKw === undefined || itKw <= 0) return undefined;
  if (unit === "kW") return itKw / 4;
  return unit === "kWh" ? itKw : undefined;
}
