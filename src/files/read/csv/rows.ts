import { dsvFormat } from "d3";
import { cellKind } from "./cellKind.ts";
import { isBlankRow, type Layout } from "./layout.ts";
import { decimalMark, readNumber, type DecimalMark } from "./numbers.ts";
import { fail, type Faults } from "../faults.ts";
import type { Oddity } from "../reader.ts";
import { flagColumn, type TimePlan } from "./timePlan.ts";

/** The data of a table: stamps as text, numbers by column, and what else stood between and behind them. */
export type TableRows = {
  readonly count: number;
  /** Line of each row in the file. */
  readonly lines: Int32Array;
  /** Text of the time cells, one a row; empty for plans that read numbers alone. */
  readonly stamps: readonly string[];
  /** Text of the daylight-saving flag, one a row; null where there is no such column. */
  readonly flags: readonly string[] | null;
  readonly numbers: ReadonlyMap<number, NumberColumn>;
  readonly issues: readonly Oddity[];
};

export type NumberColumn = {
  readonly values: Float64Array;
  /** Cells that are no number: line and text of the first, and how many. */
  readonly bad: { readonly count: number; readonly line: number; readonly cell: string } | null;
};

/** Reads every row once; cells that nobody asks for are not kept. */
export function readRows(text: string, name: string, layout: Layout, plan: TimePlan, most: number, faults: Faults): TableRows {
  const wanted = numberColumns(layout, plan);
  const mark = markOf(layout, wanted, name);
  const flagAt = flagColumn(layout);
  const needed = Math.max(0, ...timeColumns(plan)) + 1;
  const columns = wanted.map((index) => ({ index, values: new Float64Array(most), bad: null as NumberColumn["bad"] }));
  const lines = new Int32Array(most);
  const stamps: string[] = [];
  const flags: string[] | null = flagAt < 0 ? null : [];
  const header = layout.headerRow < 0 ? null : layout.names.join("\u0000");
  const strays: { readonly line: number; readonly text: string }[] = [];
  let count = 0;
  let repeatedHeaders = 0;
  let line = 0;
  let short = 0;

  dsvFormat(layout.delimiter).parseRows(text, (row, i) => {
    line++;
    const at = line;
    for (const cell of row) if (cell.includes("\n")) line += cell.split("\n").length - 1;
    if (i < layout.dataRow) return null;
    if (row.length === 1 ? row[0]!.trim() === "" : row[0] === "" && isBlankRow(row)) return null;
    if (row.length < needed || !isTimed(row, plan, columns, mark)) {
      if (header !== null && row.map((cell) => cell.trim()).join("\u0000") === header) repeatedHeaders++;
      else strays.push({ line: at, text: row.join(layout.delimiter) });
      return null;
    }
    if (row.length < layout.width && short++ < 5) faults.add(at, `${row.length} fields`, `${layout.width} fields a row: is the file cut off?`);
    if (count >= most) throw new Error(`more rows than lines: ${count} of ${most}`);
    lines[count] = at;
    const stamp = stampText(row, plan);
    if (stamp !== null) stamps.push(stamp);
    flags?.push(row[flagAt] ?? "");
    for (const column of columns) {
      const cell = row[column.index] ?? "";
      const value = readNumber(cell, mark);
      if (value === undefined) {
        column.bad = column.bad === null ? { count: 1, line: at, cell } : { ...column.bad, count: column.bad.count + 1 };
        column.values[count] = Number.NaN;
      } else column.values[count] = value;
    }
    count++;
    return null;
  });

  const lastLine = lines[count - 1] ?? 0;
  const inside = strays.filter((stray) => stray.line < lastLine);
  for (const stray of inside) faults.add(stray.line, `"${stray.text.trim()}" among the data`, "a row of the table");
  const after = strays.slice(inside.length);
  const issues: Oddity[] = [];
  if (after.length > 0) issues.push({ class: "footer", count: after.length, first: `line ${after[0]!.line}`, message: `${after.length} line${after.length === 1 ? "" : "s"} after the data left out, the first "${after[0]!.text.trim().slice(0, 60)}".` });
  if (repeatedHeaders > 0) issues.push({ class: "columns", count: repeatedHeaders, first: "header", message: `The header is repeated ${repeatedHeaders} times among the data; left out.` });
  return {
    count, lines: lines.subarray(0, count), stamps, flags, issues,
    numbers: new Map(columns.map(({ index, values, bad }) => [index, { values: values.subarray(0, count), bad }])),
  };
}

/** The columns that tell the time. */
export function timeColumns(plan: TimePlan): readonly number[] {
  switch (plan.kind) {
    case "stamp": return plan.clockColumn === null ? [plan.column] : [plan.column, plan.clockColumn];
    case "hour": return [plan.column, plan.hourColumn];
    case "parts": return [plan.year, plan.month, plan.day, plan.hour, plan.minute].filter((column) => column !== null);
    case "epoch": case "serial": return [plan.column];
    case "matrix": return plan.column === null ? [] : [plan.column];
    case "none": return plan.indexColumn === null ? [] : [plan.indexColumn];
  }
}

function numberColumns({ kinds, width }: Layout, plan: TimePlan): number[] {
  if (plan.kind === "matrix") return Array.from({ length: plan.perDay }, (_, k) => plan.first + k);
  const stampColumns = plan.kind === "stamp" ? timeColumns(plan) : plan.kind === "hour" ? [plan.column] : [];
  return Array.from({ length: width }, (_, k) => k).filter((k) => kinds[k] === "number" && !stampColumns.includes(k));
}

function isTimed(row: readonly string[], plan: TimePlan, columns: readonly { readonly index: number }[], mark: DecimalMark): boolean {
  switch (plan.kind) {
    case "stamp": case "hour": return startsLikeStamp(row[plan.column]!);
    case "matrix": return plan.column === null ? readNumber(row[plan.first] ?? "", mark) !== undefined : startsLikeStamp(row[plan.column]!);
    case "parts": return isNumber(row[plan.month]!) && isNumber(row[plan.day]!);
    case "epoch": case "serial": return isNumber(row[plan.column]!);
    case "none": return plan.indexColumn === null ? columns.some(({ index }) => readNumber(row[index] ?? "", mark) !== undefined) : isNumber(row[plan.indexColumn]!);
  }
}

function startsLikeStamp(cell: string): boolean {
  const code = cell.charCodeAt(0);
  return code >= 48 && code <= 57 ? true : cellKind(cell) === "stamp";
}

function isNumber(cell: string): boolean {
  return cell.trim() !== "" && Number.isFinite(Number(cell));
}

function stampText(row: readonly string[], plan: TimePlan): string | null {
  switch (plan.kind) {
    case "stamp": return plan.clockColumn === null ? row[plan.column]! : `${row[plan.column]!.trim()} ${row[plan.clockColumn]!.trim()}`;
    case "hour": return row[plan.column]!;
    case "matrix": return plan.column === null ? null : row[plan.column]!;
    case "parts": case "epoch": case "serial": case "none": return null;
  }
}

/** Decimal comma or point; where only cells like "12,345" stand, the user must say. */
function markOf({ sample, delimiter }: Layout, wanted: readonly number[], name: string): DecimalMark {
  const cells = sample.flatMap((row) => wanted.map((k) => row[k] ?? ""));
  const shown = decimalMark(cells);
  if (shown !== null) return shown;
  const doubtful = delimiter !== "," ? cells.find((cell) => /\d,\d{3}$/.test(cell.trim())) : undefined;
  if (doubtful !== undefined) fail(name, undefined, `numbers such as "${doubtful}", a decimal comma or grouped thousands`, "at least one that shows which (12,5 or 1,234.5): export with a decimal point");
  return ".";
}
