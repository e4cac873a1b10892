import { MINUTE_MS } from "../../core/time/civil.ts";
import { readStamps } from "./csv/stamps.ts";
import { importMarket, numbersOf, tableBelow, textsOf, type MarketColumn } from "./namedTable.ts";
import type { ImportedFile, Reader, ReadOptions } from "./reader.ts";
import { convertUnit } from "./units.ts";

/**
 * NYISO, prices (LBMP) or load by zone or generator, one name below the other, local time MM/DD/YYYY. Hourly files ("01/15/2024 00:00") are stamped at
 * the start of the hour; five-minute files ("01/15/2024 00:05:00", with seconds) at the end of the interval. The whole price alone is taken: its losses and
 * congestion stand in columns of their own. The autumn hour stands twice, in the order of time, or is told by a column Time Zone (EST, EDT).
 * Formats: NYISO market information system (mis.nyiso.com/public), P-2A day-ahead and P-24A real-time zonal LBMP, P-58B real-time load.
 */
export const nyiso: Reader = {
  id: "nyiso",
  title: "NYISO prices or load (CSV)",
  mismatch: (head) => (/^\uFEFF?"?Time Stamp"?,(?:"?Time Zone"?,)?"?Name"?,"?PTID"?,/i.test(head) ? null : "no header Time Stamp,Name,PTID"),
  read,
};

function read(text: string, name: string, options: ReadOptions): ImportedFile {
  // Files before July 2016 leave the quote of the last header cell open or shut too early.
  const table = tableBelow(text, name, (row) => row[0]?.toLowerCase() === "time stamp");
  const at = (pattern: RegExp): number => table.header.findIndex((cell) => pattern.test(cell));
  const stampTexts = textsOf(table, 0, name);
  const zoneColumn = at(/^time zone$/i);
  const zones = zoneColumn < 0 ? null : textsOf(table, zoneColumn, name);
  const stamps = readStamps(zones === null ? stampTexts : stampTexts.map((stamp, i) => `${stamp} ${zones[i]}`), name, table.lines, false);
  const price = at(/^LBMP \(\$\/MWHr\)$/i);
  const load = at(/^(integrated )?load$/i);
  const columns: MarketColumn[] = price >= 0
    ? [{ name: "LBMP", values: numbersOf(table, price, name), conversion: convertUnit("USD/MWh") }]
    : [{ name: "Load", values: numbersOf(table, load, name), conversion: convertUnit("MW") }];
  // Five-minute prices are those of the interval that ends at the stamp; loads are read as they are stamped.
  const ending = options.interval === "end" || (options.interval === undefined && price >= 0 && /:\d{2}:\d{2}$/.test(stampTexts[0]!));
  return importMarket({
    file: name, format: "nyiso", kind: price >= 0 ? "price" : "load", lines: table.lines, places: textsOf(table, at(/^name$/i), name), columns,
    wallMs: ending ? stamps.wallMs.map((ms) => ms - 5 * MINUTE_MS) : stamps.wallMs, offsetMinutes: stamps.offsetMinutes, secondCopy: null, statedZone: "America/New_York",
  }, { ...options, timeZone: undefined });
}
