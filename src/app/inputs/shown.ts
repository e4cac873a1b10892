import { MINUS, parseNumber } from "../../text/numbers.ts";
import type { Scenario } from "../../core/scenario.ts";

export { shownFactor, shownNumber, shownUnit, shownValue } from "../../text/inputValue.ts";

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
