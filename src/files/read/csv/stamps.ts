import { DAY_MS, dayNumber, daysInMonth, MINUTE_MS } from "../../../core/time/civil.ts";
import { collectFaults, fail } from "../faults.ts";
import { dayMonthOrder, type StampParts } from "./dayMonth.ts";

/** A column of stamps, read: wall clock as if it were UTC, and the offset where the stamps state one. */
export type Stamps = {
  readonly wallMs: Float64Array;
  /** Minutes east of Greenwich of each row; null where the stamps state none. */
  readonly offsetMinutes: Int16Array | null;
  /** 1 where a stamp says that it is the second copy of a repeated hour ("02:00*"), 255 where it does not say. */
  readonly secondCopy: Uint8Array | null;
  /** Stamps at "24:00" and at "00:00". */
  readonly midnight24: number;
  readonly midnight0: number;
  /** No stamp has a time of day. */
  readonly dateOnly: boolean;
  /** How day and month were told apart, where the stamps alone do not say. */
  readonly dayFirstBy: "written" | "option" | "step" | null;
};

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/** Abbreviations in stamps, minutes east. Only those that mean one clock wherever stamps of the energy field are written. */
const ZONE_WORDS: Readonly<Record<string, number>> = {
  Z: 0, UTC: 0, GMT: 0, WET: 0, CET: 60, CEST: 120, MEZ: 60, MESZ: 120, WEST: 60, EET: 120, EEST: 180, EST: -300, EDT: -240, CST: -360, CDT: -300,
  MST: -420, MDT: -360, PST: -480, PDT: -420, AKST: -540, AKDT: -480, HST: -600, AEST: 600, AEDT: 660, JST: 540,
};

const DATE = String.raw`(\d{1,4})([-/.])(\d{1,2})[-/.](\d{1,4})`;
const CLOCK = String.raw`(?:[T ,:]+(\d{1,2})(?::?(\d{2})(?::?(\d{2})(?:[.,](\d+))?)?)?\s*([ap])?\.?(?:m\.?)?)?`;
const REST = String.raw`\s*(\*)?\s*(Z|[+-]\d{2}(?::?\d{2})?|[A-Z]{2,5})?\s*$`;
const NUMERIC = new RegExp(`^${DATE}${CLOCK}${REST}`, "i");
const COMPACT = /^(\d{4})(\d{2})(\d{2})(?:[T: ]?(\d{2}):?(\d{2}):?(\d{2})?)?(Z|[+-]\d{2}:?\d{2})?$/i;
const DAY_MONTH = new RegExp(String.raw`^(\d{1,2})[-/ .]+([a-z]{3})[a-z]*[-/ .,]+(\d{2,4})${CLOCK}${REST}`, "i");
const MONTH_DAY = new RegExp(String.raw`^([a-z]{3})[a-z]*[ -]+(\d{1,2}),? +(\d{2,4})${CLOCK}${REST}`, "i");
const WEEKDAY = /^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,? +/i;

/**
 * Stamps in any of the forms that meters, markets and spreadsheets write. 03/04 is told by the whole column: a number above 12, else the reading
 * under which the rows stand in even steps, else the caller's `dayFirst`, else the user is asked.
 * @param lines line of each stamp in the file, for messages
 * @throws InputError with the line of each stamp that is none, or at `dayFirst` where day and month cannot be told apart
 */
export function readStamps(cells: readonly string[], file: string, lines: ArrayLike<number>, dayFirst: boolean | undefined): Stamps {
  const count = cells.length;
  const columns: StampParts = { year: new Int16Array(count), one: new Uint8Array(count), two: new Uint8Array(count), timeMs: new Float64Array(count), doubt: new Uint8Array(count) };
  const faults = collectFaults(file);
  let offsetMinutes: Int16Array | null = null;
  let withOffset = 0;
  let secondCopy: Uint8Array | null = null;
  let anyTime = false;
  for (let i = 0; i < count; i++) {
    const cell = cells[i]!;
    if (readIso(cell, i, columns)) {
      if (cell.length > 10) anyTime = true;
      if (cell.length <= 19) continue;
      const zone = zoneAfter(cell, 19);
      if (zone === null || zone === undefined) continue;
      offsetMinutes ??= new Int16Array(count);
      offsetMinutes[i] = zone;
      withOffset++;
      continue;
    }
    const found = readAny(cell, i, columns);
    if (found === null) {
      faults.add(lines[i], `stamp "${cell}"`, "a date and time such as 2025-01-31 13:45");
      continue;
    }
    if (found.timed) anyTime = true;
    if (found.offset !== null) {
      offsetMinutes ??= new Int16Array(count);
      offsetMinutes[i] = found.offset;
      withOffset++;
    }
    if (found.starred) {
      secondCopy ??= new Uint8Array(count).fill(255);
      secondCopy[i] = 1;
    }
  }
  faults.throwAny();
  if (withOffset > 0 && withOffset < count) fail(file, undefined, `an offset from UTC in ${withOffset} of ${count} stamps`, "one in every stamp, or in none");

  const { order, by } = dayMonthOrder(columns, cells, file, lines, dayFirst);
  const wallMs = new Float64Array(count);
  let midnight24 = 0;
  let midnight0 = 0;
  for (let i = 0; i < count; i++) {
    const swap = columns.doubt[i] === 1 && order === "dayFirst";
    const month = swap ? columns.two[i]! : columns.one[i]!;
    const day = swap ? columns.one[i]! : columns.two[i]!;
    if (month < 1 || month > 12 || day < 1 || day > daysInMonth(columns.year[i]!, month) || columns.timeMs[i]! > DAY_MS) {
      faults.add(lines[i], `stamp "${cells[i]}"`, "a day of the calendar and a time up to 24:00");
      continue;
    }
    if (columns.timeMs[i] === DAY_MS) midnight24++;
    if (columns.timeMs[i] === 0) midnight0++;
    wallMs[i] = dayNumber(columns.year[i]!, month, day) * DAY_MS + columns.timeMs[i]!;
  }
  faults.throwAny();
  return { wallMs, offsetMinutes, secondCopy, midnight24, midnight0, dateOnly: !anyTime, dayFirstBy: by };
}

/** YYYY-MM-DD or with slashes, then HH:MM[:SS]: the common case, without a regular expression. */
function readIso(cell: string, i: number, { year, one, two, timeMs }: StampParts): boolean {
  if (cell.length < 10) return false;
  const separator = cell.charCodeAt(4);
  if ((separator !== 45 && separator !== 47) || cell.charCodeAt(7) !== separator) return false;
  const y = digits(cell, 0) * 100 + digits(cell, 2);
  const m = digits(cell, 5);
  const d = digits(cell, 8);
  if (!(y >= 0 && m >= 0 && d >= 0)) return false;
  let ms = 0;
  if (cell.length > 10) {
    if (cell.length < 16 || cell.charCodeAt(13) !== 58) return false;
    const gap = cell.charCodeAt(10);
    const hour = digits(cell, 11);
    const minute = digits(cell, 14);
    if ((gap !== 32 && gap !== 84) || !(hour >= 0 && minute >= 0 && minute < 60)) return false;
    ms = hour * 3_600_000 + minute * 60_000;
    if (cell.length > 16) {
      if (cell.length < 19 || cell.charCodeAt(16) !== 58) return false;
      const second = digits(cell, 17);
      if (!(second >= 0 && second < 60)) return false;
      ms += second * 1000;
      if (cell.length > 19) {
        const after = cell.charCodeAt(19);
        if (after === 46) {
          let end = 20;
          while (cell.charCodeAt(end) >= 48 && cell.charCodeAt(end) <= 57) end++;
          ms += Number(cell.slice(19, end)) * 1000;
        }
        if (zoneAfter(cell, 19) === undefined) return false;
      }
    }
  }
  year[i] = y;
  one[i] = m;
  two[i] = d;
  timeMs[i] = ms;
  return true;
}

function digits(cell: string, at: number): number {
  const tens = cell.charCodeAt(at) - 48;
  const units = cell.charCodeAt(at + 1) - 48;
  return tens >= 0 && tens <= 9 && units >= 0 && units <= 9 ? tens * 10 + units : Number.NaN;
}

/** The offset that stands behind the seconds and their fraction: null where none does, undefined where something else does. */
function zoneAfter(cell: string, from: number): number | null | undefined {
  const rest = cell.slice(from).replace(/^\.\d+/, "").trim();
  return rest === "" ? null : zoneOffset(rest);
}

function zoneOffset(text: string): number | undefined {
  const word = ZONE_WORDS[text.toUpperCase()];
  if (word !== undefined) return word;
  const match = /^([+-])(\d{2})(?::?(\d{2}))?$/.exec(text);
  if (match === null) return undefined;
  const minutes = Number(match[2]) * 60 + Number(match[3] ?? 0);
  return match[1] === "-" ? -minutes : minutes;
}

type Found = { readonly offset: number | null; readonly starred: boolean; readonly timed: boolean };

function readAny(raw: string, i: number, columns: StampParts): Found | null {
  let cell = raw.trim();
  // A range stands for its start: "01.01.2022 00:00 - 01.01.2022 01:00".
  const dash = / (?:-|–|to|bis) (?=\d)/.exec(cell);
  if (dash !== null) cell = cell.slice(0, dash.index).trim();
  cell = cell.replace(WEEKDAY, "");
  const set = (year: number, one: number, two: number, doubt: boolean): void => {
    columns.year[i] = year < 70 ? 2000 + year : year < 100 ? 1900 + year : year;
    columns.one[i] = one;
    columns.two[i] = two;
    columns.doubt[i] = doubt ? 1 : 0;
  };
  const numeric = NUMERIC.exec(cell);
  if (numeric !== null) {
    const [, a = "", separator, b = "", c = ""] = numeric;
    if (a.length === 4 || a.length === 3) set(Number(a), Number(b), Number(c), false);
    else if (c.length === 3 || c.length === 1) return null;
    else if (separator === ".") set(Number(c), Number(b), Number(a), false);
    else set(Number(c), Number(a), Number(b), true);
    return clockOf(numeric, 5, i, columns);
  }
  const compact = COMPACT.exec(cell);
  if (compact !== null) {
    set(Number(compact[1]), Number(compact[2]), Number(compact[3]), false);
    columns.timeMs[i] = Number(compact[4] ?? 0) * 3_600_000 + Number(compact[5] ?? 0) * MINUTE_MS + Number(compact[6] ?? 0) * 1000;
    return { offset: compact[7] === undefined ? null : zoneOffset(compact[7]) ?? null, starred: false, timed: compact[4] !== undefined };
  }
  const dayMonth = DAY_MONTH.exec(cell);
  if (dayMonth !== null) {
    const month = MONTHS.indexOf(dayMonth[2]!.toLowerCase()) + 1;
    if (month === 0) return null;
    set(Number(dayMonth[3]), month, Number(dayMonth[1]), false);
    return clockOf(dayMonth, 4, i, columns);
  }
  const monthDay = MONTH_DAY.exec(cell);
  if (monthDay !== null) {
    const month = MONTHS.indexOf(monthDay[1]!.toLowerCase()) + 1;
    if (month === 0) return null;
    set(Number(monthDay[3]), month, Number(monthDay[2]), false);
    return clockOf(monthDay, 4, i, columns);
  }
  return null;
}

/** Hour, minute, second, fraction, half of the day, star and zone, from group `at` on. */
function clockOf(match: RegExpExecArray, at: number, i: number, columns: StampParts): Found | null {
  const [hourText, minuteText, secondText, fraction, half, star, zone] = match.slice(at) as (string | undefined)[];
  let hour = Number(hourText ?? 0);
  const minute = Number(minuteText ?? 0);
  const second = Number(secondText ?? 0);
  if (minute > 59 || second > 59 || hour > 24) return null;
  if (half !== undefined) {
    if (hour < 1 || hour > 12) return null;
    hour = (hour % 12) + (half.toLowerCase() === "p" ? 12 : 0);
  }
  columns.timeMs[i] = hour * 3_600_000 + minute * MINUTE_MS + second * 1000 + (fraction === undefined ? 0 : Number(`0.${fraction}`) * 1000);
  const offset = zone === undefined ? null : zoneOffset(zone);
  return offset === undefined ? null : { offset, starred: star !== undefined, timed: hourText !== undefined };
}
