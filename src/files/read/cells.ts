/** Texts that mean "no value" in a column of numbers, lower case. */
const MISSING = new Set(["", "-", "--", "na", "n/a", "#n/a", "nan", "null", "none", "nil", "missing", "?", "n.a.", "no data", "inf", "-inf"]);

export function isMissingCell(cell: string): boolean {
  return MISSING.has(cell.trim().toLowerCase());
}

/**
 * A number written with a decimal point.
 * @returns NaN where the cell means "no value", undefined where it is neither a number nor empty
 */
export function numberOf(cell: string): number | undefined {
  const value = Number(cell);
  if (value === value && cell !== "" && Number.isFinite(value) && !isBlank(cell)) return value + 0; // PVGIS writes -0.0
  return isMissingCell(cell) ? Number.NaN : undefined;
}

function isBlank(cell: string): boolean {
  for (let i = 0; i < cell.length; i++) if (cell.charCodeAt(i) > 32) return false;
  return true;
}

/** Without the marks that spreadsheets leave around a text. */
export function plainText(cell: string): string {
  return cell.replace(/^[\s"'\uFEFF]+|[\s"']+$/g, "");
}
