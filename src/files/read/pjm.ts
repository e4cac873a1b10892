import { readStamps } from "./csv/stamps.ts";
import { fail } from "./faults.ts";
import { importMarket, numbersOf, tableBelow, textsOf } from "./namedTable.ts";
import type { ImportedFile, Reader, ReadOptions } from "./reader.ts";
import { convertUnit } from "./units.ts";

/** Columns that are the whole of their quantity, the best first, and their unit. */
const MEASURES: readonly (readonly [column: string, unit: string])[] = [
  ["total_lmp_da", "USD/MWh"], ["total_lmp_rt", "USD/MWh"], ["total_lmp", "USD/MWh"], ["mw", "MW"], ["instantaneous_load", "MW"], ["actual_load", "MW"],
];
const PLACES = ["pnode_name", "load_area", "area", "zone"];

/**
 * PJM Data Miner 2: each row an interval by its beginning in UTC (and Eastern prevailing time beside it), one place below the other, often newest first;
 * times as M/D/YYYY h:mm:ss AM or as ISO. The whole price alone is taken, not its congestion and losses.
 * Formats: dataminer2.pjm.com, feeds da_hrl_lmps, rt_hrl_lmps, hrl_load_metered, inst_load, with their column definitions.
 */
export const pjm: Reader = {
  id: "pjm",
  title: "PJM Data Miner 2 (CSV)",
  mismatch: (head) => (/^\uFEFF?"?datetime_beginning_utc"?,"?datetime_beginning_ept"?,/i.test(head) ? null : "no header datetime_beginning_utc,datetime_beginning_ept"),
  read,
};

function read(text: string, name: string, options: ReadOptions): ImportedFile {
  const table = tableBelow(text, name, (row) => row[0]?.toLowerCase() === "datetime_beginning_utc");
  const header = table.header.map((cell) => cell.toLowerCase());
  const measure = MEASURES.find(([column]) => header.includes(column));
  if (measure === undefined) return fail(name, 1, `columns ${header.join(", ")}`, `one of ${MEASURES.map(([column]) => column).join(", ")}`);
  const place = PLACES.map((candidate) => header.indexOf(candidate)).find((index) => index >= 0);
  const { wallMs } = readStamps(textsOf(table, 0, name), name, table.lines, false);
  return importMarket({
    file: name, format: "pjm", kind: measure[1] === "MW" ? "load" : "price", lines: table.lines, places: place === undefined ? null : textsOf(table, place, name),
    columns: [{ name: measure[0], values: numbersOf(table, header.indexOf(measure[0]), name), conversion: convertUnit(measure[1]) }],
    wallMs, offsetMinutes: null, secondCopy: null, statedZone: "UTC",
  }, { ...options, timeZone: undefined });
}
