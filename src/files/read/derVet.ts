import { standardOffsetMinutes } from "../../core/time/zone.ts";
import { clockName } from "./clock.ts";
import { readStamps } from "./csv/stamps.ts";
import { importMarket, numbersOf, tableBelow, textsOf, type MarketColumn } from "./namedTable.ts";
import type { ImportedFile, Oddity, Reader, ReadOptions } from "./reader.ts";
import { unitInHeader } from "./units.ts";

const PRICE = "DA Price ($/kWh)";

/**
 * DER-VET and StorageVET time series: `Datetime (he)` (hour ending) or `(hb)`, local standard time of the site, units in the names of the columns.
 * Format: EPRI, DER-VET user guide, "Time series data file"; sample data/hourly_timeseries.csv of epri-dev/DER-VET.
 */
export const derVet: Reader = {
  id: "der-vet",
  title: "DER-VET time series (CSV)",
  mismatch: (head) => (/^\uFEFF?"?Datetime \(h[eb]\)"?,/i.test(head) ? null : "no header Datetime (he) or (hb)"),
  read,
};

function read(text: string, name: string, options: ReadOptions): ImportedFile {
  const table = tableBelow(text, name, (row) => /^datetime \(h[eb]\)$/i.test(row[0] ?? ""));
  const { wallMs } = readStamps(textsOf(table, 0, name), name, table.lines, options.dayFirst ?? false);
  const ending = (options.interval ?? (/\(he\)/i.test(table.header[0]!) ? "end" : "start")) === "end";
  const stepMs = wallMs.length > 1 ? wallMs[1]! - wallMs[0]! : 3_600_000;
  const columns = table.header.flatMap((header, k): MarketColumn[] => {
    if (k === 0 || header === "") return [];
    // "(kW/rated kW)" is a share of the rating; percent and y/n are left as they are.
    const unit = unitInHeader(header);
    return [{ name: header, values: numbersOf(table, k, name), conversion: unit?.conversion.perInterval === true ? null : unit?.conversion ?? null }];
  });
  // The tool knows no daylight saving: whatever zone is named, its standard time is meant.
  const named = options.timeZone ?? options.defaultTimeZone;
  const timeZone = named === undefined ? undefined : clockName(standardOffsetMinutes(named, wallMs[0]!, "timeZone"));
  return importMarket({
    file: name, format: "der-vet", kind: "price", lines: table.lines, places: null, columns,
    wallMs: ending ? wallMs.map((ms) => ms - stepMs) : wallMs, offsetMinutes: null, secondCopy: null, primary: [PRICE], issues: unitSlips(columns, table.lines),
  }, { ...options, timeZone: options.timeZone === undefined ? undefined : timeZone, defaultTimeZone: timeZone });
}

/** Reserve prices a thousand times the energy price in every hour: $/MW stands where the header says $/kW. */
function unitSlips(columns: readonly MarketColumn[], lines: Int32Array): Oddity[] {
  const price = columns.find(({ name }) => name === PRICE)?.values;
  const slips: Oddity[] = [];
  for (const { name, values } of columns) {
    if (price !== undefined && /price \(\$\/kW\)/i.test(name) && values.some((value) => value > 0) && values.every((value, i) => Math.abs(value - 1000 * price[i]!) <= 1e-6 * Math.abs(value))) {
      slips.push({ class: "unit", count: values.length, first: `line ${lines[0]}`, message: `${name} is a thousand times ${PRICE} in every hour: $/MW, not $/kW?`, series: name });
    }
    if (values.every((value) => value === 0)) slips.push({ class: "zeroRun", count: values.length, first: `line ${lines[0]}`, message: `${name} is 0 in every row.`, series: name });
  }
  return slips;
}
