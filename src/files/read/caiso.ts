import { readStamps } from "./csv/stamps.ts";
import { fail } from "./faults.ts";
import { importMarket, numbersOf, tableBelow, textsOf } from "./namedTable.ts";
import type { ImportedFile, Reader, ReadOptions } from "./reader.ts";
import { convertUnit } from "./units.ts";

/**
 * CAISO OASIS report of prices (PRC_LMP and its like) or demand (SLD_FCST) as CSV: each row an interval in GMT, a node and one component; the
 * price stands in a column named MW, VALUE or PRC, and LMP_TYPE or XML_DATA_ITEM says which component it is. The whole price alone is taken (LMP).
 * Format: CAISO, Interface Specification for OASIS, "PRC_LMP" and "SLD_FCST".
 */
export const caiso: Reader = {
  id: "caiso",
  title: "CAISO OASIS (CSV)",
  mismatch: (head) => (/^\uFEFF?[^\n]*\bINTERVALSTARTTIME_GMT,/.test(head) ? null : "no header with INTERVALSTARTTIME_GMT"),
  read,
};

function read(text: string, name: string, options: ReadOptions): ImportedFile {
  const whole = tableBelow(text, name, (row) => row.includes("INTERVALSTARTTIME_GMT"));
  const at = (...names: readonly string[]): number => names.map((candidate) => whole.header.indexOf(candidate)).find((index) => index >= 0) ?? -1;
  const component = at("LMP_TYPE");
  const kept = whole.rows.flatMap((row, i) => (component < 0 || row[component] === "LMP" ? [i] : []));
  if (kept.length === 0) fail(name, whole.lines[0], "no row of LMP_TYPE LMP", "the whole price, not its components alone");
  const table = { header: whole.header, rows: kept.map((i) => whole.rows[i]!), lines: Int32Array.from(kept, (i) => whole.lines[i]!) };
  const value = at("MW", "VALUE", "PRC", "LMP_PRC");
  if (value < 0) fail(name, 1, "no column MW, VALUE or PRC", "a column of numbers");
  const place = at("NODE", "NODE_ID", "NODE_ID_XML", "TAC_AREA_NAME", "TAC_ZONE_NAME");
  const load = component < 0 && at("TAC_AREA_NAME", "TAC_ZONE_NAME") >= 0;
  const stamps = readStamps(textsOf(table, at("INTERVALSTARTTIME_GMT"), name), name, table.lines, false);
  return importMarket({
    file: name, format: "caiso", kind: load ? "load" : "price", lines: table.lines, places: place < 0 ? null : textsOf(table, place, name),
    columns: [{ name: load ? "load" : "LMP", values: numbersOf(table, value, name), conversion: convertUnit(load ? "MW" : "USD/MWh") }],
    wallMs: stamps.wallMs, offsetMinutes: stamps.offsetMinutes, secondCopy: null, statedZone: "UTC",
  }, { ...options, timeZone: undefined });
}
