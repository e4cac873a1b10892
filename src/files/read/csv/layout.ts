import { dsvFormat } from "d3";
import { plainText } from "../cells.ts";
import { convertUnit } from "../units.ts";
import { cellKind, type CellKind } from "./cellKind.ts";

/** Where a table stands in a text: what parts its cells, where its data begin, what its columns are called and look like. */
export type Layout = {
  readonly delimiter: string;
  /** Row of the header, −1 where there is none. */
  readonly headerRow: number;
  readonly dataRow: number;
  readonly width: number;
  readonly names: readonly string[];
  readonly kinds: readonly CellKind[];
  /** Data rows of the part that was looked at. */
  readonly sample: readonly (readonly string[])[];
};

const DELIMITERS = [";", "\t", ",", "|"];

/** The table at the head of a text; a few words on what is missing where there is none. */
export function findLayout(head: string): Layout | string {
  if (/^\s*[[{]/.test(head)) return "starts like JSON, not like a table";
  if (/^\uFEFF?\s*<[?!a-z]/i.test(head)) return "starts like XML, not like a table";
  // The parser takes whatever follows a closing quote for the delimiter: only a character that stands outside quotes can be it.
  const unquoted = head.replace(/"(?:[^"]|"")*"/g, "");
  const tries = DELIMITERS.filter((delimiter) => delimiter === "," || unquoted.includes(delimiter)).map((delimiter) => ({ delimiter, rows: dsvFormat(delimiter).parseRows(head) }))
    .map(({ delimiter, rows }) => ({ delimiter, rows, ...commonWidth(rows) }));
  const wide = tries.filter(({ width }) => width > 1);
  // "12,5;13,1" splits at the comma too; a semicolon or tab that parts most rows alike is never there by chance.
  const best = wide.find(({ delimiter, share }) => delimiter !== "," && share > 0.7) ?? wide.sort((a, b) => b.share - a.share)[0];
  const { delimiter, rows, width } = best !== undefined && best.share > 0.5 ? best : { delimiter: ",", rows: tries.find((one) => one.delimiter === ",")!.rows, width: 1 };

  const kinds = columnKinds(rows, width);
  if (!kinds.includes("number")) return "no column of numbers";
  const regular = rows.map((row) => isData(row, kinds));
  // The longest stretch of data rows, blank lines allowed: lines of metadata above may hold numbers too.
  const run = longestRun(rows, regular);
  if (run.to - run.from < 1) return "no rows of numbers";
  // A broken row or a note must not pass for the end of the metadata, and cost all rows above it.
  const stamped = kinds.includes("stamp") ? rows.findIndex((row, i) => regular[i] && row.length === width && isBrokenData(row, kinds)) : -1;
  let from = stamped >= 0 ? Math.min(stamped, run.from) : run.from;
  for (let row = from - 1; row >= 0; row--) {
    if (isBlankRow(rows[row]!)) continue;
    if (!regular[row] && !isBrokenData(rows[row]!, kinds)) break;
    from = row;
  }
  let headerRow = from - 1;
  while (headerRow >= 0 && isBlankRow(rows[headerRow]!)) headerRow--;
  const header = rows[headerRow];
  const named = header !== undefined && header.some((cell) => cellKind(cell) === "text");
  const above = headerRow > 0 ? rows[headerRow - 1]! : [];
  const names = Array.from({ length: width }, (_, k) => plainText(named ? withUnit(header, above, k) : ""));
  return { delimiter, headerRow: named ? headerRow : -1, dataRow: from, width, names, kinds, sample: rows.slice(from, run.to).filter((row) => !isBlankRow(row)) };
}

/** A header of two rows, names above and units below them, gives "load (kW)". */
function withUnit(header: readonly string[], above: readonly string[], k: number): string {
  const units = header.filter((cell) => cell.trim() !== "");
  const twoRows = above.length === header.length && above.some((cell) => cellKind(cell) === "text") && units.every((cell) => convertUnit(cell) !== null);
  if (!twoRows) return header[k] ?? "";
  return header[k]!.trim() === "" ? above[k]! : `${plainText(above[k]!)} (${plainText(header[k]!)})`;
}

export function isBlankRow(row: readonly string[]): boolean {
  return row.every((cell) => cell.trim() === "");
}

function commonWidth(rows: readonly (readonly string[])[]): { readonly width: number; readonly share: number } {
  const counts = new Map<number, number>();
  let filled = 0;
  for (const row of rows) {
    if (isBlankRow(row)) continue;
    filled++;
    counts.set(row.length, (counts.get(row.length) ?? 0) + 1);
  }
  const [width, count] = [...counts].sort(([, a], [, b]) => b - a)[0] ?? [1, 0];
  return { width, share: filled === 0 ? 0 : count / filled };
}

function columnKinds(rows: readonly (readonly string[])[], width: number): CellKind[] {
  const alike = rows.filter((row) => row.length === width && !isBlankRow(row));
  return Array.from({ length: width }, (_, k) => {
    const counts: Record<CellKind, number> = { empty: 0, number: 0, stamp: 0, text: 0 };
    for (const row of alike) counts[cellKind(row[k]!)]++;
    if (counts.stamp > 0 && counts.stamp >= counts.number && counts.stamp >= counts.text) return "stamp";
    if (counts.number > 0 && counts.number >= counts.text) return "number";
    return counts.text > 1 || (counts.text > 0 && counts.empty === 0) ? "text" : "empty";
  });
}

/** A row fits where it has a number or nothing in a number's place, and a stamp in a stamp's; and something to measure. */
function isData(row: readonly string[], kinds: readonly CellKind[]): boolean {
  let found = 0;
  for (let k = 0; k < kinds.length; k++) {
    const kind = cellKind(row[k] ?? "");
    if (kinds[k] === "number" && kind === "text") return false;
    if (kinds[k] === "stamp" && kind !== "stamp" && kind !== "number") return false;
    if (kinds[k] === "empty" && kind === "text") return false;
    if (kind === "number" || kind === "stamp") found++;
  }
  return found > 0;
}

/** Not quite data, but no header either: its stamps are stamps, or half of its numbers are numbers. */
function isBrokenData(row: readonly string[], kinds: readonly CellKind[]): boolean {
  const has = (k: number): boolean => cellKind(row[k] ?? "") === kinds[k];
  const at = (kind: CellKind): number[] => kinds.flatMap((found, k) => (found === kind ? [k] : []));
  const stamps = at("stamp");
  return stamps.length > 0 ? stamps.every(has) : row.length === kinds.length && at("number").filter(has).length >= at("number").length / 2;
}

function longestRun(rows: readonly (readonly string[])[], regular: readonly boolean[]): { readonly from: number; readonly to: number } {
  let best = { from: 0, to: 0 };
  for (let from = 0; from < rows.length;) {
    if (!regular[from]) {
      from++;
      continue;
    }
    let to = from;
    while (to < rows.length && (regular[to] || isBlankRow(rows[to]!))) to++;
    if (to - from > best.to - best.from) best = { from, to };
    from = to;
  }
  return best;
}
