import { MINUTE_MS } from "../../../core/time/civil.ts";
import { isoMinute } from "../clock.ts";
import { collectFaults, fail } from "../faults.ts";
import { checkRows } from "../limits.ts";
import type { ImportedFile, Oddity, Reader, ReadOptions } from "../reader.ts";
import { headOf } from "../text.ts";
import { TYPICAL_YEAR } from "../weather.ts";
import { namedColumns } from "./columns.ts";
import { layColumns } from "./columnSeries.ts";
import { readDayRows } from "./dayRows.ts";
import type { WallTimes } from "./instants.ts";
import { findLayout, type Layout } from "./layout.ts";
import { readNumber } from "./numbers.ts";
import { readRows, timeColumns, type TableRows } from "./rows.ts";
import { readStamps } from "./stamps.ts";
import { planTime, saysInterval, saysUtc, type TimePlan } from "./timePlan.ts";
import { readUndated } from "./undated.ts";

/**
 * Any table with time stamps, or with the numbers of a whole year: delimiter, decimal mark, header, time columns, interval label, units and zone are
 * found in the content, every guess is in the report, and `options` overrule it. Written from the list of quirks that such files have in the field;
 * CSV itself is RFC 4180.
 * @param others the readers of named formats, which take a file before this one does
 */
export function csv(others: readonly Reader[]): Reader {
  return {
    id: "csv",
    title: "Table (CSV) with time stamps, or with the numbers of a year",
    mismatch(head) {
      const named = others.find((reader) => reader.mismatch(head) === null);
      if (named !== undefined) return `it is ${named.title}`;
      const layout = findLayout(head);
      return typeof layout === "string" ? layout : null;
    },
    read,
  };
}

function read(text: string, name: string, options: ReadOptions): ImportedFile {
  const most = countLines(text);
  checkRows(most, name);
  const layout = findLayout(headOf(text, 131_072));
  if (typeof layout === "string") fail(name, 1, layout, "a table with a column of numbers");
  const plan = planTime(layout, (column) => extremes(layout, column));
  const faults = collectFaults(name);
  const rows = readRows(text, name, layout, plan, most, faults);
  faults.throwAny();
  if (rows.count === 0) fail(name, layout.dataRow + 1, "no row of data", "at least two");

  const issues: Oddity[] = [...rows.issues];
  if (plan.kind === "matrix") return readDayRows(name, layout, plan, rows, options, issues);
  const used = new Set(timeColumns(plan));
  const columns = namedColumns(layout, rows.numbers, used, options, name, issues, faults);
  faults.throwAny();
  if (plan.kind === "none") return readUndated(name, columns, rows, options, issues);
  const times = wallTimes(name, layout, plan, rows, options, issues);
  if (times === null) return readUndated(name, columns, rows, options, issues, true);
  return layColumns(name, times, rows.lines, columns, options, issues, rows.count);
}

/** Wall clock of each interval's start; null where the file has months and days but no year, and keeps to a typical one. */
function wallTimes(name: string, layout: Layout, plan: Exclude<TimePlan, { kind: "matrix" | "none" }>, rows: TableRows, options: ReadOptions, issues: Oddity[]): WallTimes | null {
  const numbers = (column: number): Float64Array => rows.numbers.get(column)!.values;
  const stated = timeColumns(plan).some((column) => saysUtc(layout.names[column]!)) ? "UTC" : undefined;
  const label = options.interval ?? timeColumns(plan).map((column) => saysInterval(layout.names[column]!)).find((said) => said !== null) ?? null;
  const secondCopy = rows.flags === null ? null : flagCopies(rows.flags);
  switch (plan.kind) {
    case "stamp": {
      const stamps = readStamps(rows.stamps, name, rows.lines, options.dayFirst);
      if (stamps.dayFirstBy === "step") issues.push({ class: "order", count: rows.count, first: `line ${rows.lines[0]}`, message: `Day and month could be either way round in each stamp; the one order under which the rows stand in even steps is taken ("${rows.stamps[0]}").` });
      const ending = label === "end" || (options.interval === undefined && stamps.midnight24 > 0 && stamps.midnight0 === 0);
      const wallMs = ending ? shifted(stamps.wallMs, name, rows.lines) : stamps.wallMs;
      return { wallMs, offsetMinutes: stamps.offsetMinutes, secondCopy: secondCopy ?? stamps.secondCopy, statedZone: stated };
    }
    case "hour": {
      const { wallMs: days } = readStamps(rows.stamps, name, rows.lines, options.dayFirst);
      const hours = numbers(plan.hourColumn);
      // Hours 1 … 24 count the intervals of the day, so hour 1 begins at midnight; 0 … 23 name the clock.
      const from = options.interval === "start" ? 0 : plan.fromOne || options.interval === "end" ? 1 : 0;
      const intoDay = hours.map((hour) => (plan.hundreds ? Math.floor(hour / 100) - from + (hour % 100) / 60 : hour - from) * plan.minutesEach * MINUTE_MS);
      if (plan.elapsed) return { wallMs: days, offsetMinutes: null, secondCopy: null, elapsedMs: intoDay, statedZone: stated };
      return { wallMs: days.map((at, i) => at + intoDay[i]!), offsetMinutes: null, secondCopy, statedZone: stated };
    }
    case "parts": {
      const hour = plan.hour === null ? null : numbers(plan.hour);
      const minute = plan.minute === null ? null : numbers(plan.minute);
      const from = options.interval === "start" ? 0 : plan.fromOne || label === "end" ? 1 : 0;
      const year = plan.year === null ? null : numbers(plan.year);
      const month = numbers(plan.month);
      const day = numbers(plan.day);
      const faults = collectFaults(name);
      const wallMs = Float64Array.from({ length: rows.count }, (_, i) => {
        if (!(month[i]! >= 1 && month[i]! <= 12 && day[i]! >= 1 && day[i]! <= 31)) faults.add(rows.lines[i], `month ${month[i]}, day ${day[i]}`, "a day of the calendar");
        return Date.UTC(year?.[i] ?? options.year ?? TYPICAL_YEAR, month[i]! - 1, day[i]) + ((hour?.[i] ?? 0) - from) * 3_600_000 + (minute?.[i] ?? 0) * MINUTE_MS;
      });
      faults.throwAny();
      if (year === null && options.year === undefined) {
        refuseBrokenYear(wallMs, name, rows.lines);
        return null;
      }
      return { wallMs, offsetMinutes: null, secondCopy, statedZone: stated };
    }
    case "epoch": return { wallMs: numbers(plan.column).map((at) => at * plan.scaleMs), offsetMinutes: null, secondCopy: null, statedZone: "UTC" };
    case "serial": {
      // Day 25,569 of Excel's count is 1 January 1970; to the nearest second, because a serial holds no exact minutes.
      const wallMs = numbers(plan.column).map((serial) => Math.round((serial - 25_569) * 86_400) * 1000);
      return { wallMs: label === "end" ? shifted(wallMs, name, rows.lines) : wallMs, offsetMinutes: null, secondCopy, statedZone: stated };
    }
  }
}

/** Months and days without a year must count through one in even steps. */
function refuseBrokenYear(wallMs: Float64Array, name: string, lines: ArrayLike<number>): void {
  const stepMs = wallMs[1]! - wallMs[0]!;
  const at = wallMs.findIndex((ms, i) => i > 0 && ms - wallMs[i - 1]! !== stepMs);
  if (at > 0) fail(name, lines[at], `${isoMinute(wallMs[at]!).slice(5, 16)} after ${isoMinute(wallMs[at - 1]!).slice(5, 16)}`, `steps of ${stepMs / MINUTE_MS} minutes through a year of 365 days`);
}

/** Stamps of the ends of intervals → of their starts, by the smallest step between neighbours. */
function shifted(wallMs: Float64Array, name: string, lines: ArrayLike<number>): Float64Array {
  const counts = new Map<number, number>();
  for (let i = 1; i < wallMs.length; i++) {
    const step = Math.abs(wallMs[i]! - wallMs[i - 1]!);
    if (step > 0) counts.set(step, (counts.get(step) ?? 0) + 1);
  }
  const [step] = [...counts].sort(([, a], [, b]) => b - a)[0] ?? [];
  if (step === undefined) return fail(name, lines[0], "stamps that do not move on", "a row an interval");
  return wallMs.map((at) => at - step);
}

/** A flag that is up for an hour or two a year marks the second copy; one that is up all summer says that daylight saving is on. */
function flagCopies(flags: readonly string[]): Uint8Array {
  const up = flags.map((flag) => /^\s*(y|yes|true|t|1|dst|edt|cdt|mdt|pdt|cest)\s*$/i.test(flag));
  const share = up.filter(Boolean).length / up.length;
  return Uint8Array.from(up, (flag) => (share > 0.1 ? (flag ? 0 : 1) : flag ? 1 : 0));
}

function extremes({ sample }: Layout, column: number): { readonly min: number; readonly max: number } {
  let min = Infinity;
  let max = -Infinity;
  for (const row of sample) {
    const value = readNumber(row[column] ?? "", ".");
    if (value === undefined || value !== value) continue;
    min = Math.min(min, value);
    max = Math.max(max, value);
  }
  return { min, max };
}

function countLines(text: string): number {
  let count = 1;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) count++;
  if (count === 1) for (let at = text.indexOf("\r"); at >= 0; at = text.indexOf("\r", at + 1)) count++;
  return count;
}
