import { chartSentences } from "../../../text/chartSentences.ts";
import { fixed } from "../../../text/numbers.ts";
import { shownUnit } from "../../inputs/shown.ts";

/** One scale for the amounts of a table, so that they align on the decimal: whole units, or thousands with one decimal; none where a year of columns must stand side by side, but for what would read as nothing. */
export function moneyColumn(largest: number, currency: string, isNarrow = false): { readonly unit: string; readonly text: (value: number) => string } {
  const symbol = shownUnit("currency", currency);
  if (largest >= 100_000) return { unit: chartSentences.thousand(symbol), text: (value) => fixed(value / 1000, isNarrow && largest >= 1_000_000 && Math.abs(value) >= 2000 ? 0 : 1) };
  return { unit: symbol, text: (value) => fixed(value, largest < 1000 ? 2 : 0) };
}
