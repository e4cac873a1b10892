import { readStamps } from "./csv/stamps.ts";
import { importMarket, numbersOf, tableBelow, textsOf, type MarketColumn } from "./namedTable.ts";
import type { ImportedFile, Oddity, Reader, ReadOptions } from "./reader.ts";
import { convertUnit } from "./units.ts";

/**
 * Electricity Maps, hourly data of a zone: UTC at the start of the hour, carbon intensity of consumption in gCO₂eq/kWh, direct (of operation) and
 * life cycle, shares in percent. The letter case and wording of the header changed over the years.
 * Format: electricitymaps.com, data portal, yearly CSV; sample of US-TEX-ERCO 2023.
 */
export const electricityMaps: Reader = {
  id: "electricity-maps",
  title: "Electricity Maps (CSV)",
  mismatch: (head) => (/^\uFEFF?"?Datetime \(UTC\)"?,"?Country"?,"?Zone name"?,"?Zone id"?,/i.test(head) ? null : "no header Datetime (UTC),Country,Zone Name,Zone Id"),
  read,
};

function read(text: string, name: string, options: ReadOptions): ImportedFile {
  const table = tableBelow(text, name, (row) => row[0]?.toLowerCase() === "datetime (utc)");
  const columns = table.header.flatMap((header, k): MarketColumn[] => {
    const unit = /carbon intensity/i.test(header) ? "g/kWh" : /percentage/i.test(header) ? "%" : null;
    return unit === null ? [] : [{ name: header, values: numbersOf(table, k, name), conversion: convertUnit(unit) }];
  });
  const estimated = table.header.findIndex((header) => /^data estimated$/i.test(header));
  const guessed = estimated < 0 ? [] : textsOf(table, estimated, name).flatMap((cell, i) => (cell.toLowerCase() === "true" ? [i] : []));
  const issues: Oddity[] = guessed.length === 0 ? [] : [{ class: "columns", count: guessed.length, first: `line ${table.lines[guessed[0]!]}`, message: `${guessed.length} rows are marked as estimated.` }];
  const { wallMs } = readStamps(textsOf(table, 0, name), name, table.lines, false);
  return importMarket({
    file: name, format: "electricity-maps", kind: "carbon", lines: table.lines, places: null, columns, wallMs, offsetMinutes: null, secondCopy: null, statedZone: "UTC",
    primary: columns.filter(({ name: header }) => /direct/i.test(header)).map(({ name: header }) => header), issues,
  }, { ...options, timeZone: undefined });
}
