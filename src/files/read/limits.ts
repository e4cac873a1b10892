import { LimitError } from "../../core/errors.ts";

/** Beyond these a file is refused: a page must not stall, and 4,000,000 rows are 38 years of 5-minute steps. */
export const MAX_FILE_BYTES = 200_000_000;
export const MAX_ROWS = 4_000_000;

export function checkSize(bytes: number, name: string): void {
  if (bytes > MAX_FILE_BYTES) {
    throw new LimitError("size of a file", `${(bytes / 1e6).toFixed(0)} MB in ${name}`, `${MAX_FILE_BYTES / 1e6} MB`);
  }
}

export function checkRows(rows: number, name: string): void {
  if (rows > MAX_ROWS) throw new LimitError("rows of a file", `${rows} in ${name}`, `${MAX_ROWS}`);
}
