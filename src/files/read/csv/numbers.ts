import { isMissingCell } from "../cells.ts";

export type DecimalMark = "." | ",";

/**
 * The decimal mark that the cells of a file show beyond doubt; null where none does. "12,5" is a decimal comma, "12.5" a point, "1.234,5" a comma;
 * "12,345" alone could be either, and so decides nothing.
 */
export function decimalMark(cells: Iterable<string>): DecimalMark | null {
  for (const cell of cells) {
    const shown = shownMark(cell.trim());
    if (shown !== null) return shown;
  }
  return null;
}

function shownMark(text: string): DecimalMark | null {
  const comma = text.lastIndexOf(",");
  const point = text.lastIndexOf(".");
  if (comma < 0 && point < 0) return null;
  if (comma >= 0 && point >= 0) return comma > point ? "," : ".";
  const at = Math.max(comma, point);
  const mark: DecimalMark = comma >= 0 ? "," : ".";
  if (text.indexOf(mark) !== at) return mark === "," ? "." : ",";
  const before = /\d*$/.exec(text.slice(0, at))![0];
  const after = /^\d*/.exec(text.slice(at + 1))![0];
  return after.length !== 3 || before.length === 0 || before.length > 3 || before === "0" ? mark : null;
}

/**
 * A number as people and spreadsheets write it: grouped thousands, a decimal comma, a currency sign, a percent sign, accounting brackets.
 * @returns NaN where the cell means "no value", undefined where it is no number
 */
export function readNumber(cell: string, mark: DecimalMark): number | undefined {
  const plain = Number(cell);
  if (plain === plain && cell.length > 0 && plain !== Infinity && plain !== -Infinity && (plain !== 0 || /\d/.test(cell))) {
    // "12.345" with a decimal comma elsewhere is twelve thousand.
    if (mark === "." || !cell.includes(".")) return plain + 0;
  }
  if (isMissingCell(cell)) return Number.NaN;
  const bracketed = /^\s*\((.*)\)\s*$/.exec(cell);
  const text = (bracketed?.[1] ?? cell).replace(/^[\s]*([-+]?)\s*[$€£]\s*/, "$1").replace(/\s*[%€$]\s*$/, "").trim();
  const grouped = mark === "." ? /^[-+]?\d{1,3}(?:[,' \u00A0\u202F]\d{3})+(?:\.\d*)?$/ : /^[-+]?\d{1,3}(?:[.' \u00A0\u202F]\d{3})+(?:,\d*)?$/;
  const ungrouped = grouped.test(text) ? text.replace(mark === "." ? /[,' \u00A0\u202F]/g : /[.' \u00A0\u202F]/g, "") : text;
  const value = Number(mark === "," ? ungrouped.replace(",", ".") : ungrouped);
  if (value !== value || text === "" || (mark === "," && !grouped.test(text) && text.includes("."))) return undefined;
  if (!Number.isFinite(value)) return undefined;
  return bracketed === null ? value + 0 : -value;
}
