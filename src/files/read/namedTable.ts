import { dsvFormat } from "d3";
import type { Series } from "../../core/time/series.ts";
import { plainText } from "./cells.ts";
import { isoMinute } from "./clock.ts";
import { resolveInstants, type WallTimes } from "./csv/instants.ts";
import { readNumber } from "./csv/numbers.ts";
import { collectFaults, fail } from "./faults.ts";
import { layOnGrid, placeOnGrid } from "./grid.ts";
import { checkRows } from "./limits.ts";
import { emptyCells, valueOddities } from "./oddities.ts";
import type { FileKind, ImportedFile, Oddity, ReadOptions } from "./reader.ts";
import { converted, type UnitConversion } from "./units.ts";

/** A table whose header is known: rows below it that are not blank, with their lines. */
export type NamedTable = { readonly header: readonly string[]; readonly rows: readonly (readonly string[])[]; readonly lines: Int32Array };

/** @throws InputError where no row is the header, LimitError beyond the size limits */
export function tableBelow(text: string, file: string, isHeader: (row: readonly string[]) => boolean, delimiter = ","): NamedTable {
  const all = dsvFormat(delimiter).parseRows(text.startsWith("\uFEFF") ? text.slice(1) : text);
  const at = all.findIndex((row) => isHeader(row.map(plainText)));
  if (at < 0) return fail(file, undefined, "no header of this format", "the header that the format defines");
  const rows: (readonly string[])[] = [];
  const lines: number[] = [];
  for (let i = at + 1; i < all.length; i++) {
    const row = all[i]!;
    if (row.every((cell) => cell.trim() === "")) continue;
    rows.push(row);
    lines.push(i + 1);
  }
  checkRows(rows.length, file);
  if (rows.length === 0) return fail(file, at + 1, "a header and no rows", "rows of data");
  return { header: all[at]!.map(plainText), rows, lines: Int32Array.from(lines) };
}

/** A column as numbers, NaN for none; every other cell is a fault with its line. */
export function numbersOf({ header, rows, lines }: NamedTable, column: number, file: string): Float64Array {
  const faults = collectFaults(file);
  const values = Float64Array.from(rows, (row, i) => {
    const cell = row[column];
    const value = cell === undefined ? undefined : readNumber(cell, ".");
    if (cell === undefined) faults.add(lines[i], `${row.length} fields`, `${header.length} fields a row: is the file cut off?`);
    else if (value === undefined && cell.trim() !== "n/e") faults.add(lines[i], `"${cell}" in ${header[column]}`, "a number, or nothing");
    return value ?? Number.NaN;
  });
  faults.throwAny();
  return values;
}

/** The texts of a column; a row that ends before it is a fault with its line. */
export function textsOf({ header, rows, lines }: NamedTable, column: number, file: string): string[] {
  const faults = collectFaults(file);
  const texts = rows.map((row, i) => {
    if (row[column] === undefined) faults.add(lines[i], `${row.length} fields`, `${header.length} fields a row: is the file cut off?`);
    return plainText(row[column] ?? "");
  });
  faults.throwAny();
  return texts;
}

export type MarketColumn = { readonly name: string; readonly values: Float64Array; readonly conversion: UnitConversion | null };

export type MarketRows = WallTimes & {
  readonly file: string;
  readonly format: string;
  readonly kind: FileKind;
  readonly lines: Int32Array;
  /** Place of each row, where the file lists several one below the other; each place is a series of its own. */
  readonly places: readonly string[] | null;
  readonly columns: readonly MarketColumn[];
  /** Names of series that may be meant where nobody names one; taken where exactly one is there. */
  readonly primary?: readonly string[] | undefined;
  readonly currency?: string | undefined;
  readonly issues?: readonly Oddity[] | undefined;
};

/** With more places than these, odd values are looked for only in the series that is meant. */
const MOST_INSPECTED = 60;

/** Rows of a market's own format → series by place and column. */
export function importMarket(market: MarketRows, options: ReadOptions): ImportedFile {
  const { file, lines, places, columns } = market;
  const groups = groupRows(places, lines.length);
  const issues: Oddity[] = [...(market.issues ?? [])];
  const series: Series[] = [];
  const conversions = new Map<Series, UnitConversion | null>();
  let timeZone: string | null = null;
  let stepMinutes: number | null = null;
  for (const [place, rows] of groups) {
    const pick = (values: Float64Array): Float64Array => (rows.length === lines.length ? values : Float64Array.from(rows, (row) => values[row]!));
    const ownLines = rows.length === lines.length ? lines : Int32Array.from(rows, (row) => lines[row]!);
    const instants = resolveInstants({
      wallMs: pick(market.wallMs), offsetMinutes: market.offsetMinutes === null ? null : Int16Array.from(rows, (row) => market.offsetMinutes![row]!),
      secondCopy: market.secondCopy === null ? null : Uint8Array.from(rows, (row) => market.secondCopy![row]!), statedZone: market.statedZone,
    }, ownLines, options);
    timeZone = instants.timeZone;
    const grid = layOnGrid(instants.utcMs, file, ownLines, instants.dropped);
    if (grid === null) return fail(file, ownLines[0], `${rows.length} rows${place === "" ? "" : ` of ${place}`} in no regular step`, "at least two rows in even steps");
    stepMinutes ??= grid.stepMinutes;
    const about = place === "" ? {} : { series: place };
    issues.push(...[...instants.issues, ...grid.issues].map((issue) => ({ ...issue, ...about })));
    const withoutRow = grid.issues.find((issue) => issue.class === "gap")?.count ?? 0;
    for (const column of columns) {
      const placed = placeOnGrid(grid, pick(column.values));
      if (placed.every((value) => value !== value)) {
        issues.push({ class: "columns", count: placed.length, first: column.name, message: `Column ${column.name} is empty; left out.`, series: column.name });
        continue;
      }
      const values = column.conversion === null ? placed : converted(placed, column.conversion);
      const one: Series = {
        name: place === "" ? column.name : columns.length === 1 ? place : `${place} ${column.name}`, unit: column.conversion?.unit ?? "",
        startMs: grid.startMs, stepMinutes: grid.stepMinutes, typicalYear: false, utcOffsetMinutes: instants.utcOffsetMinutes,
        values: column.conversion?.perInterval === true ? values.map((value) => (value * 60) / grid.stepMinutes) : values,
      };
      series.push(one);
      conversions.set(one, column.conversion);
      issues.push(...emptyCells(one, withoutRow));
    }
  }
  const [first] = series;
  if (first === undefined) return fail(file, lines[0], "no column with a value", "numbers");
  const usual = (market.primary ?? []).filter((name) => series.some((one) => one.name === name));
  const primary = options.column ?? (series.length === 1 ? first.name : usual.length === 1 ? usual[0] : undefined);
  const inspected = series.length <= MOST_INSPECTED ? series : series.filter(({ name }) => name === primary);
  issues.push(...inspected.toSorted((a, b) => Number(b.name === primary) - Number(a.name === primary)).flatMap(valueOddities));
  const unknown = series.filter(({ unit }) => unit === "");
  if (unknown.length > 0) issues.push({ class: "unit", count: unknown.length, first: unknown[0]!.name, message: `The unit of ${unknown.length === 1 ? unknown[0]!.name : `${unknown.length} columns`} is not stated; nothing is converted.` });
  const currency = market.currency ?? columns.map(({ conversion }) => conversion?.currency).find((code) => code !== undefined);
  return {
    format: market.format, kind: market.kind, rows: lines.length, stepMinutes, start: isoMinute(Math.min(...series.map(({ startMs }) => startMs))),
    end: isoMinute(Math.max(...series.map((one) => one.startMs + one.values.length * one.stepMinutes * 60_000))), timeZone, series, primary, currency, issues,
  };
}

function groupRows(places: readonly string[] | null, count: number): Map<string, number[]> {
  const groups = new Map<string, number[]>();
  for (let row = 0; row < count; row++) {
    const place = places?.[row] ?? "";
    const group = groups.get(place);
    if (group === undefined) groups.set(place, [row]);
    else group.push(row);
  }
  return groups;
}
