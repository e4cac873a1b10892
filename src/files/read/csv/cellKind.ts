import { isMissingCell } from "../cells.ts";

export type CellKind = "empty" | "number" | "stamp" | "text";

const STAMP_STARTS: readonly RegExp[] = [
  /^\d{1,4}[-/.]\d{1,2}[-/.]\d{2,4}(?!\d)/,
  /^(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:[T: ]?\d{4,6})?$/,
  /^\d{1,2}[-/ .](?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[-/ .,]+\d{2,4}/i,
  /^(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[ -]\d{1,2},? \d{4}/i,
  /^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,? +(?=\d|[a-z]{3})/i,
];

/** What a cell looks like, before anybody knows what its column means. */
export function cellKind(cell: string): CellKind {
  if (isMissingCell(cell)) return "empty";
  const text = cell.trim();
  for (const pattern of STAMP_STARTS) if (pattern.test(text)) return "stamp";
  return isNumberLike(text) ? "number" : "text";
}

/** "02:00", "24:00", "7:15:00 PM". */
export function isTimeOfDay(cell: string): boolean {
  return /^\s*\d{1,2}:\d{2}(:\d{2})?\s*([ap]\.?m\.?)?\*?\s*$/i.test(cell);
}

function isNumberLike(text: string): boolean {
  return /^[-+(]?\s*[$€£]?\s*[-+]?(?:\d[\d.,' \u00A0\u202F]*|[.,]\d+)(?:e[-+]?\d+)?\s*[%€$]?\)?$/i.test(text);
}
