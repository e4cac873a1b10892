import { HOUR_MS } from "../../core/time/civil.ts";
import { readStamps } from "./csv/stamps.ts";
import { importMarket, numbersOf, tableBelow, textsOf, type MarketColumn } from "./namedTable.ts";
import type { ImportedFile, Reader, ReadOptions } from "./reader.ts";
import { convertUnit } from "./units.ts";

/**
 * Form EIA-930, six-month balance file of the Hourly Electric Grid Monitor: authorities one below the other, local and UTC time at the END of the hour,
 * numbers with quoted thousands. Demand, net generation and interchange are read as reported and in their adjusted and imputed columns.
 * Format: EIA, Hourly Electric Grid Monitor, "Download data" (EIA930_BALANCE_YYYY_Jan_Jun.csv) and the user guide of Form EIA-930.
 */
export const eia930: Reader = {
  id: "eia-930",
  title: "EIA-930 balance file (CSV)",
  mismatch: (head) => (/^\uFEFF?"?Balancing Authority"?,(?:"?Sub-Region"?,)?"?Data Date"?,"?Hour Number"?,"?Local Time at End of Hour"?,"?UTC Time at End of Hour"?,/i.test(head) ? null : "no header Balancing Authority,Data Date,Hour Number"),
  read,
};

function read(text: string, name: string, options: ReadOptions): ImportedFile {
  const table = tableBelow(text, name, (row) => row[0]?.toLowerCase() === "balancing authority");
  const header = table.header.map((cell) => cell.toLowerCase());
  const { wallMs } = readStamps(textsOf(table, header.indexOf("utc time at end of hour"), name), name, table.lines, false);
  const columns = table.header.flatMap((cell, k): MarketColumn[] => (/\(MW\)/.test(cell) ? [{ name: cell, values: numbersOf(table, k, name), conversion: convertUnit("MW") }] : []));
  const authorities = textsOf(table, 0, name);
  const sub = header.indexOf("sub-region");
  const subs = sub < 0 ? null : textsOf(table, sub, name);
  const places = subs === null ? authorities : authorities.map((authority, i) => `${authority} ${subs[i]}`);
  return importMarket({
    file: name, format: "eia-930", kind: "load", lines: table.lines, places, columns, wallMs: wallMs.map((ms) => ms - HOUR_MS), offsetMinutes: null, secondCopy: null, statedZone: "UTC",
    primary: [...new Set(places)].map((place) => (columns.length === 1 ? place : `${place} Demand (MW)`)),
  }, { ...options, timeZone: undefined });
}
