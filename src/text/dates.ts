import type { RunResult } from "../core/result.ts";
import { strings } from "./strings.ts";

/** What a result says of its time axis; enough for every civil date on it, without the viewer's zone and without `Intl`. */
export type ClockAxis = Pick<RunResult["axis"], "startMs" | "length" | "firstOffsetMinutes" | "transitions" | "timeZone"> & { readonly stepMinutes: number };

/** A moment on the site's clock. `month` 1…12, `weekday` 0 = Monday … 6 = Sunday. */
export type Civil = {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly weekday: number;
  readonly hour: number;
  readonly minute: number;
  readonly offsetMinutes: number;
};

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** Start of a step, milliseconds of Unix time; step `length` is the end of the axis. */
export function stepMs(axis: ClockAxis, step: number): number {
  return axis.startMs + step * axis.stepMinutes * MINUTE_MS;
}

/** Step that covers a moment, not bounded by the axis. */
export function stepAt(axis: ClockAxis, ms: number): number {
  return Math.floor((ms - axis.startMs) / (axis.stepMinutes * MINUTE_MS));
}

export function offsetMinutesAt(axis: ClockAxis, ms: number): number {
  let offset = axis.firstOffsetMinutes;
  for (const { atMs, offsetMinutes } of axis.transitions) {
    if (atMs > ms) break;
    offset = offsetMinutes;
  }
  return offset;
}

export function civilAt(axis: ClockAxis, ms: number): Civil {
  const offsetMinutes = offsetMinutesAt(axis, ms);
  const local = ms + offsetMinutes * MINUTE_MS;
  const days = Math.floor(local / DAY_MS);
  const minutes = Math.floor((local - days * DAY_MS) / MINUTE_MS);
  // 1 January 1970 was a Thursday.
  return { ...dateOfDay(days), weekday: mod(days + 3, 7), hour: Math.floor(minutes / 60), minute: minutes % 60, offsetMinutes };
}

/** Clock at the start of a step. */
export function civilOf(axis: ClockAxis, step: number): Civil {
  return civilAt(axis, stepMs(axis, step));
}

/** Unix time of a civil midnight; in an hour that the clock skips or repeats, the first moment of that day. */
export function midnightMs(axis: ClockAxis, year: number, month: number, day: number): number {
  const local = dayNumber(year, month, day) * DAY_MS;
  const before = offsetMinutesAt(axis, local - DAY_MS);
  const guess = local - before * MINUTE_MS;
  const after = offsetMinutesAt(axis, guess);
  return after === before ? guess : Math.max(local - after * MINUTE_MS, lastTransition(axis, guess));
}

/** "Wed 6 Aug". */
export function dayText({ weekday, day, month }: Civil): string {
  return `${strings.weekdays[weekday]} ${day} ${strings.months[month - 1]}`;
}

/** "17:30". */
export function clockText({ hour, minute }: Civil): string {
  return `${pad(hour)}:${pad(minute)}`;
}

/** "Wed 6 Aug, 17:30"; in an hour that the clock repeats the offset is added: "Sun 2 Nov, 01:30 (UTC−8)". */
export function stepText(axis: ClockAxis, step: number): string {
  const civil = civilOf(axis, step);
  return `${dayText(civil)}, ${clockText(civil)}${isRepeated(axis, stepMs(axis, step)) ? ` (${offsetText(civil.offsetMinutes)})` : ""}`;
}

/** The civil hours [from, to): "Tue 12 Aug, 14:00–18:30", over midnight "Tue 12 Aug, 22:00 to Wed 13 Aug, 02:00". */
export function spanText(axis: ClockAxis, fromStep: number, toStep: number): string {
  const from = civilOf(axis, fromStep);
  const last = civilAt(axis, stepMs(axis, toStep) - 1);
  const end = civilOf(axis, toStep);
  if (last.day === from.day && last.month === from.month && last.year === from.year) {
    return `${dayText(from)}, ${clockText(from)}–${end.day === from.day ? clockText(end) : "24:00"}`;
  }
  return `${stepText(axis, fromStep)} to ${stepText(axis, toStep)}`;
}

/** The days that a window touches: "Wed 6 Aug 2025", "4 Aug to 10 Aug 2025", "Dec 2025", "year 2025". */
export function periodText(axis: ClockAxis, fromStep: number, toStep: number): string {
  const from = civilOf(axis, fromStep);
  if (toStep <= fromStep) return `${dayText(from)} ${from.year}`;
  const last = civilAt(axis, stepMs(axis, toStep) - 1);
  const end = civilOf(axis, toStep);
  const startsMonth = from.day === 1 && from.hour === 0 && from.minute === 0;
  const endsMonth = end.day === 1 && end.hour === 0 && end.minute === 0;
  if (startsMonth && endsMonth) {
    if (from.month === 1 && last.month === 12) return from.year === last.year ? `year ${from.year}` : `${from.year} to ${last.year}`;
    if (from.year === last.year && from.month === last.month) return `${strings.months[from.month - 1]} ${from.year}`;
  }
  if (from.year === last.year) {
    return from.month === last.month && from.day === last.day ? `${dayText(from)} ${from.year}` : `${dateText(from)} to ${dateText(last)} ${last.year}`;
  }
  return `${dateText(from)} ${from.year} to ${dateText(last)} ${last.year}`;
}

/** "7 Aug". */
export function dateText({ day, month }: Civil): string {
  return `${day} ${strings.months[month - 1]}`;
}

/** "August 2025"; month 1…12. */
export function monthText(year: number, month: number): string {
  return `${strings.monthNames[month - 1]} ${year}`;
}

/** "Los Angeles time", "UTC", "UTC−8". */
export function zoneText(timeZone: string): string {
  if (/^(Etc\/)?(UTC|GMT|Zulu|Universal)$/.test(timeZone)) return "UTC";
  // In "Etc/GMT+8" the sign is the other way about: eight hours west.
  const fixed = /^Etc\/GMT([+-])(\d{1,2})$/.exec(timeZone);
  if (fixed !== null) return offsetText((fixed[1] === "+" ? -1 : 1) * Number(fixed[2]) * 60);
  const place = timeZone.slice(timeZone.lastIndexOf("/") + 1).replaceAll("_", " ");
  return `${place} time`;
}

/** "15 min", "1 h". */
export function durationText(minutes: number): string {
  return minutes % 60 === 0 ? `${minutes / 60} h` : `${minutes} min`;
}

/** "UTC−8", "UTC+5:30". */
export function offsetText(offsetMinutes: number): string {
  if (offsetMinutes === 0) return "UTC";
  const size = Math.abs(offsetMinutes);
  const minutes = size % 60 === 0 ? "" : `:${pad(size % 60)}`;
  return `UTC${offsetMinutes < 0 ? "\u2212" : "+"}${Math.floor(size / 60)}${minutes}`;
}

function isRepeated(axis: ClockAxis, ms: number): boolean {
  return axis.transitions.some(({ atMs, offsetMinutes }) => {
    const lostMs = (offsetMinutesAt(axis, atMs - 1) - offsetMinutes) * MINUTE_MS;
    return lostMs > 0 && ms >= atMs - lostMs && ms < atMs + lostMs;
  });
}

function lastTransition(axis: ClockAxis, ms: number): number {
  let last = Number.NEGATIVE_INFINITY;
  for (const { atMs } of axis.transitions) if (atMs <= ms) last = atMs;
  return last;
}

const pad = (value: number): string => String(value).padStart(2, "0");
const mod = (value: number, by: number): number => ((value % by) + by) % by;

/** Days since 1 January 1970 of a date of the Gregorian calendar; H. Hinnant, "chrono-compatible low-level date algorithms" (2013). */
function dayNumber(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  return era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468;
}

function dateOfDay(days: number): { year: number; month: number; day: number } {
  const z = days + 719_468;
  const era = Math.floor(z / 146_097);
  const dayOfEra = z - era * 146_097;
  const yearOfEra = Math.floor((dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shifted + (shifted < 10 ? 3 : -9);
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day: dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1 };
}
