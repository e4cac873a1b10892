import { isTimeOfDay } from "./cellKind.ts";
import type { Layout } from "./layout.ts";
import { readNumber } from "./numbers.ts";

/** In which cells a row says when it was; columns by index. */
export type TimePlan =
  | { readonly kind: "stamp"; readonly column: number; readonly clockColumn: number | null }
  | { readonly kind: "hour"; readonly column: number; readonly hourColumn: number; readonly minutesEach: number; readonly fromOne: boolean; readonly elapsed: boolean; readonly hundreds: boolean }
  | { readonly kind: "parts"; readonly year: number | null; readonly month: number; readonly day: number; readonly hour: number | null; readonly minute: number | null; readonly fromOne: boolean }
  | { readonly kind: "epoch"; readonly column: number; readonly scaleMs: number }
  | { readonly kind: "serial"; readonly column: number }
  | { readonly kind: "matrix"; readonly column: number | null; readonly first: number; readonly perDay: number }
  | { readonly kind: "none"; readonly indexColumn: number | null };

const TIME_WORD = /time|date|datum|zeit|stamp|^ds$|^ts$|epoch|unix|interval|period|fecha|heure|jour|hour ?ending/i;
const HOUR_WORD = /^(hour|hr|hrs|he|h|hour[ _]?ending|hour[ _]?of[ _]?day|hourending|heure|stunde|hora|ora|time)\b/i;
const COUNTER_WORD = /^(interval|period|settlement[ _]?period|sp)\b/i;
const DST_WORD = /\bdst|daylight|repeated|^fold$|sommerzeit/i;

/** The column of a daylight-saving or repeated-hour flag; −1 where there is none. */
export function flagColumn({ names }: Layout): number {
  return names.findIndex((name) => DST_WORD.test(name));
}

export function saysUtc(name: string): boolean {
  return /\b(utc|gmt)\b|_utc\b|\butc_|_gmt\b/i.test(name) && !/offset/i.test(name);
}

/** Whether a header says that its stamps mark the end, "Hour Ending", "Datetime (he)", "interval_end"; or the start; null where it says neither. */
export function saysInterval(name: string): "start" | "end" | null {
  if (/\bhe\b|\(he\)|hour[\s_-]*ending|\bend(ing)?\b|_end(ing)?\b|\bbis\b|\bto$/i.test(name)) return "end";
  return /\bstart(s|ing)?\b|_start\b|\bbegin|_begin|\bvon\b|\bfrom\b|\bhb\b/i.test(name) ? "start" : null;
}

export function planTime(layout: Layout, maxima: (column: number) => { readonly min: number; readonly max: number }): TimePlan {
  const { names, kinds, sample, width } = layout;
  const columns = Array.from({ length: width }, (_, k) => k);
  const part = (pattern: RegExp): number | null => {
    const k = columns.find((column) => kinds[column] === "number" && pattern.test(names[column]!));
    return k ?? null;
  };
  const stamped = columns.filter((k) => kinds[k] === "stamp" && !/created|updated|retrieved|published/i.test(names[k]!));
  const matrix = matrixPlan(layout, stamped[0] ?? null);
  if (matrix !== null) return matrix;
  if (stamped.length > 0) {
    const column = stamped.find((k) => saysUtc(names[k]!)) ?? stamped.find((k) => saysInterval(names[k]!) === "start") ?? stamped[0]!;
    const timed = sample.some((row) => /\d[T ,:]+\d{1,2}(:\d{2}|\s*[ap]m)|^\d{8}[T: ]?\d{4}/i.test((row[column] ?? "").trim()) && !/^\d{1,4}[-/.]\d{1,2}[-/.]\d{2,4} 0{1,2}:00(:00)?$/.test((row[column] ?? "").trim()));
    if (!timed) {
      const clockColumn = columns.find((k) => k !== column && sample.every((row) => isTimeOfDay(row[k] ?? "")));
      if (clockColumn !== undefined) return { kind: "stamp", column, clockColumn };
      const hourColumn = part(HOUR_WORD) ?? part(COUNTER_WORD);
      if (hourColumn !== null) return { kind: "hour", column, hourColumn, ...hourNumbering(maxima(hourColumn)) };
    }
    return { kind: "stamp", column, clockColumn: null };
  }
  const month = part(/^\s*(month|mo|monat|mes)\s*$/i);
  const day = part(/^\s*(day|dy|day[ _]of[ _]month|tag|dia)\s*$/i);
  if (month !== null && day !== null) {
    const hour = part(HOUR_WORD);
    const { min, max } = hour === null ? { min: 0, max: 0 } : maxima(hour);
    return { kind: "parts", year: part(/^\s*(year|yr|jahr|anno)\s*$/i), month, day, hour, minute: part(/^\s*(minute|min|minutes)\s*$/i), fromOne: min >= 1 && max === 24 };
  }
  for (const k of columns) {
    if (kinds[k] !== "number" || !(TIME_WORD.test(names[k]!) || k === 0)) continue;
    const { min, max } = maxima(k);
    const named = TIME_WORD.test(names[k]!);
    // From 1983 to 2065: nothing else that is measured by the interval has such numbers.
    if (min > 4.1e8 && max < 3e9 && Number.isInteger(min) && named) return { kind: "epoch", column: k, scaleMs: 1000 };
    if (min > 4.1e11 && max < 3e12 && named) return { kind: "epoch", column: k, scaleMs: 1 };
    if (min > 29_000 && max < 61_000 && max - min < 20_000 && (named || names[k] === "") && isRising(sample, k)) return { kind: "serial", column: k };
  }
  const indexColumn = columns.find((k) => kinds[k] === "number" && width > 1 && isCounter(sample, k));
  return { kind: "none", indexColumn: indexColumn ?? null };
}

function hourNumbering({ min, max }: { readonly min: number; readonly max: number }): { readonly minutesEach: number; readonly fromOne: boolean; readonly elapsed: boolean; readonly hundreds: boolean } {
  if (max > 100) return { minutesEach: 60, fromOne: min >= 100 && max === 2400, elapsed: false, hundreds: true };
  const minutesEach = max <= 25 ? 60 : max <= 50 ? 30 : 15;
  return { minutesEach, fromOne: min >= 1, elapsed: max === 25 || max === 50 || max === 100, hundreds: false };
}

/** One day a row: a date, or nothing, and a column an interval of the day. */
function matrixPlan({ names, kinds, width, headerRow, sample }: Layout, dateColumn: number | null): TimePlan | null {
  const isClock = (name: string): boolean => /^(?:(?:h|hr|hour|he|kwh|kw|value|val|int|interval)[ _]?)?\d{1,4}(?::\d{2}){0,2}(?: ?[ap]m)?$/i.test(name.trim());
  const from = dateColumn === null ? 0 : dateColumn + 1;
  let first = -1;
  let count = 0;
  for (let k = from; k < width; k++) {
    const fits = (kinds[k] === "number" || kinds[k] === "empty") && (headerRow < 0 || isClock(names[k]!) || (names[k] === "" && kinds[k] === "number"));
    if (!fits) {
      if (first >= 0) break;
      continue;
    }
    if (first < 0) first = k;
    count++;
  }
  const perDay = [24, 48, 96, 144, 288, 1440].find((size) => count === size || (headerRow < 0 && count === size + 1));
  if (perDay === undefined || sample.length < 2) return null;
  if (dateColumn === null && headerRow < 0 && sample.length < 28) return null;
  return { kind: "matrix", column: dateColumn, first, perDay };
}

function isRising(sample: Layout["sample"], k: number): boolean {
  return sample.every((row, i) => i === 0 || (readNumber(row[k] ?? "", ".") ?? 0) > (readNumber(sample[i - 1]![k] ?? "", ".") ?? 0));
}

/** 0, 1, 2 … or 1, 2, 3 …: the number of the row, not a measurement. */
function isCounter(sample: Layout["sample"], k: number): boolean {
  const first = Number(sample[0]?.[k]);
  return (first === 0 || first === 1) && sample.length > 2 && sample.every((row, i) => Number(row[k]) === first + i);
}
