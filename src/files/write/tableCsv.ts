import { delimited, LINE_END } from "./delimited.ts";
import type { WriteOptions } from "./writer.ts";

/** Columns with their units, and rows of numbers and texts; what is missing is an empty field. */
export type WrittenTable = {
  readonly columns: readonly { readonly title: string; readonly unit: string }[];
  readonly rows: readonly (readonly (string | number | null)[])[];
};

/** A table as CSV: the unit in brackets behind each title, numbers at full precision. */
export function writeTableCsv({ columns, rows }: WrittenTable, options: WriteOptions = {}): string {
  const { delimiter, number, text } = delimited(options);
  const head = columns.map(({ title, unit }) => text(unit === "" ? title : `${title} (${unit})`));
  const lines = rows.map((row) => row.map((cell) => (cell === null ? "" : typeof cell === "number" ? number(cell) : text(cell))).join(delimiter));
  return [head.join(delimiter), ...lines].join(LINE_END) + LINE_END;
}
