import { readStamps } from "./csv/stamps.ts";
import { importMarket, numbersOf, tableBelow, textsOf, type MarketColumn } from "./namedTable.ts";
import type { ImportedFile, Reader, ReadOptions } from "./reader.ts";
import { unitInHeader } from "./units.ts";

/** The civil clock that a bracket in the header names, as an IANA zone that keeps it. */
const CLOCKS: Readonly<Record<string, string>> = { "CET/CEST": "Europe/Brussels", UTC: "UTC", "EET/EEST": "Europe/Helsinki", "WET/WEST": "Europe/Lisbon", "CET": "Etc/GMT-1" };
const TIME_HEADER = /^(?:MTU|Time) \(([A-Z/]+)\)$/;

/**
 * ENTSO-E Transparency Platform, export of a table: each row a market time unit, "01.01.2022 00:00 - 01.01.2022 01:00", in the clock that the header
 * names. In civil time the spring hour that does not exist has an empty row and the autumn hour two; the area stands in the header alone ("BZN|FR"), so
 * that rows may be one field short. Format: transparency.entsoe.eu, user guide, "Export of data"; sample of day-ahead prices for France, 2022.
 */
export const entsoe: Reader = {
  id: "entsoe",
  title: "ENTSO-E Transparency Platform (CSV)",
  mismatch: (head) => (/^\uFEFF?(?:"?Area"?[,;\t])?"?(?:MTU|Time) \([A-Z/]+\)"?[,;\t]/.test(head) ? null : "no header MTU (CET/CEST)"),
  read,
};

function read(text: string, name: string, options: ReadOptions): ImportedFile {
  const firstLine = text.slice(0, text.indexOf("\n"));
  const delimiter = ["\t", ";", ","].find((candidate) => firstLine.includes(candidate)) ?? ",";
  const table = tableBelow(text, name, (row) => row.some((cell) => TIME_HEADER.test(cell)), delimiter);
  const timeColumn = table.header.findIndex((cell) => TIME_HEADER.test(cell));
  const clock = TIME_HEADER.exec(table.header[timeColumn]!)![1]!;
  const areaColumn = table.header.indexOf("Area");
  const columns = table.header.flatMap((header, k): MarketColumn[] => {
    const unit = unitInHeader(header);
    return unit === null || k === timeColumn ? [] : [{ name: header, values: numbersOf(table, k, name), conversion: unit.conversion }];
  });
  const stamps = readStamps(textsOf(table, timeColumn, name).map((range) => range.split(" - ")[0]!.replace(/\s*\((\w+)\)$/, " $1")), name, table.lines, true);
  const priced = columns.some(({ conversion }) => conversion?.unit === "$/kWh");
  return importMarket({
    file: name, format: "entsoe", kind: priced ? "price" : "load", lines: table.lines, places: areaColumn < 0 ? null : textsOf(table, areaColumn, name), columns,
    wallMs: stamps.wallMs, offsetMinutes: stamps.offsetMinutes, secondCopy: null, statedZone: CLOCKS[clock],
    primary: columns.filter(({ name: column }) => /^Day-ahead Price|^Actual Total Load/.test(column)).map(({ name: column }) => column),
  }, options);
}
