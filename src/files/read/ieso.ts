import { DAY_MS } from "../../core/time/civil.ts";
import { readStamps } from "./csv/stamps.ts";
import { importMarket, numbersOf, tableBelow, textsOf } from "./namedTable.ts";
import type { ImportedFile, Reader, ReadOptions } from "./reader.ts";
import { convertUnit } from "./units.ts";

/**
 * IESO (Ontario) yearly public report, prices (HOEP, predispatch, operating reserve, CAD/MWh) or demand (MW): comment lines that begin with two
 * backslashes, then Date,Hour,… with hours 1 … 24, each the hour that ends then, in Eastern Standard Time all year (no daylight saving).
 * Format: reports-public.ieso.ca, PUB_PriceHOEPPredispOR and PUB_Demand.
 */
export const ieso: Reader = {
  id: "ieso",
  title: "IESO public report (CSV)",
  mismatch: (head) => (/^\uFEFF?\\\\/.test(head) && /^Date,Hour,/im.test(head) ? null : "no comment lines with two backslashes above Date,Hour"),
  read,
};

function read(text: string, name: string, options: ReadOptions): ImportedFile {
  const table = tableBelow(text, name, (row) => row[0] === "Date" && row[1] === "Hour");
  const demand = table.header.some((cell) => /demand/i.test(cell));
  const conversion = convertUnit(demand ? "MW" : "CAD/MWh");
  const days = readStamps(textsOf(table, 0, name), name, table.lines, false).wallMs;
  const hours = numbersOf(table, 1, name);
  const columns = table.header.flatMap((header, k) => (k < 2 || header === "" ? [] : [{ name: header, values: numbersOf(table, k, name), conversion }]));
  return importMarket({
    file: name, format: "ieso", kind: demand ? "load" : "price", lines: table.lines, places: null, columns,
    wallMs: days.map((day, i) => day + ((hours[i]! - 1) * DAY_MS) / 24), offsetMinutes: null, secondCopy: null, statedZone: "Etc/GMT+5", primary: ["HOEP", "Ontario Demand"],
  }, { ...options, timeZone: undefined });
}
