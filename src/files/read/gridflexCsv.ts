import { dsvFormat } from "d3";
import type { Series } from "../../core/time/series.ts";
import { isoMinute } from "./clock.ts";
import { readStamps } from "./csv/stamps.ts";
import { collectFaults, fail } from "./faults.ts";
import { layOnGrid, placeOnGrid } from "./grid.ts";
import { checkRows } from "./limits.ts";
import { emptyCells } from "./oddities.ts";
import type { ImportedFile, Reader, ReadOptions } from "./reader.ts";

/** The end of a column's name and the unit that it states. `socKwh` and `backlogKwh` are states, not energy of an interval. */
const UNIT_ENDS: readonly (readonly [end: RegExp, unit: string])[] = [
  [/GPerKwh$/, "g/kWh"], [/PerKwh( \([A-Z]{3}\/kWh\))?$/, "$/kWh"], [/Kwh$/, "kWh"], [/Kw$/, "kW"], [/[a-z]C$/, "C"], [/Fraction$/, "fraction"],
];

/** The time series that this program writes, with commas or semicolons, with or without its lines of provenance. */
export const gridflexCsv: Reader = {
  id: "gridflex-csv",
  title: "GridFlex time series (CSV)",
  mismatch: (head) => (/^\uFEFF?(?:#[^\n]*\n)*time_utc[,;]time_local[,;]utc_offset[,;]/.test(head) ? null : "no header time_utc,time_local,utc_offset"),
  read,
};

function read(text: string, name: string, options: ReadOptions): ImportedFile {
  const comments = /^\uFEFF?((?:#[^\n]*\n)*)/.exec(text)![1]!;
  const skipped = comments.split("\n").length - 1;
  const body = text.slice(text.indexOf("time_utc"));
  const delimiter = body[8]!;
  const [header = [], ...rows] = dsvFormat(delimiter).parseRows(body);
  checkRows(rows.length, name);
  const faults = collectFaults(name);
  const lines = Int32Array.from(rows, (_, i) => i + skipped + 2);
  const decimal = (cell: string): number => (cell === "" ? Number.NaN : Number(delimiter === ";" ? cell.replace(",", ".") : cell));
  const numeric = header.map((_, k) => k).filter((k) => k >= 3 && rows.some((row) => row[k] !== "") && rows.every((row) => !Number.isNaN(decimal(row[k] ?? "")) || row[k] === ""));
  for (const [i, row] of rows.entries()) if (row.length !== header.length) faults.add(lines[i], `${row.length} fields`, `${header.length} fields a row: is the file cut off?`);
  faults.throwAny();
  const { wallMs } = readStamps(rows.map((row) => row[0]!), name, lines, undefined);
  const grid = layOnGrid(wallMs, name, lines);
  if (grid === null) return fail(name, 2, `${rows.length} rows in no regular step`, "a row a step");
  const withoutRow = grid.issues.find((issue) => issue.class === "gap")?.count ?? 0;
  const series = numeric.map((k): Series => ({
    name: header[k]!, unit: UNIT_ENDS.find(([end]) => end.test(header[k]!))?.[1] ?? "", startMs: grid.startMs, stepMinutes: grid.stepMinutes,
    values: placeOnGrid(grid, Float64Array.from(rows, (row) => decimal(row[k]!))), typicalYear: false, utcOffsetMinutes: 0,
  }));
  const currency = header.map((cell) => /\(([A-Z]{3})\/kWh\)$/.exec(cell)?.[1]).find((code) => code !== undefined);
  return {
    format: "gridflex-csv", kind: "load", rows: rows.length, stepMinutes: grid.stepMinutes, start: isoMinute(grid.startMs),
    end: isoMinute(grid.startMs + grid.length * grid.stepMinutes * 60_000), timeZone: "UTC", series,
    primary: options.column ?? (header.includes("demandKw") ? "demandKw" : undefined), currency, issues: [...grid.issues, ...series.flatMap((one) => emptyCells(one, withoutRow))],
  };
}
