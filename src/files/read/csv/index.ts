import { DAY_MS, isLeapYear, MINUTE_MS } from "../../../core/time/civil.ts";
import { standardOffsetMinutes } from "../../../core/time/zone.ts";
import type { Series } from "../../../core/time/series.ts";
import { isoMinute } from "../clock.ts";
import { collectFaults, fail } from "../faults.ts";
import { layOnGrid, placeOnGrid } from "../grid.ts";
import { checkRows } from "../limits.ts";
import { emptyCells, valueOddities } from "../oddities.ts";
import type { ImportedFile, Oddity, Reader, ReadOptions, TableColumn } from "../reader.ts";
import { headOf } from "../text.ts";
import { TYPICAL_YEAR } from "../weather.ts";
import { columnKind, namedColumns, type NamedColumn, primaryOf } from "./columns.ts";
import { resolveInstants, type WallTimes, zoneOver } from "./instants.ts";
import { findLayout, type Layout } from "./layout.ts";
import { readNumber } from "./numbers.ts";
import { readRows, timeColumns, type TableRows } from "./rows.ts";
import { readStamps } from "./stamps.ts";
import { planTime, saysInterval, saysUtc, type TimePlan } from "./timePlan.ts";
import { weatherOfTable } from "./weatherTable.ts";

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
  if (plan.kind === "matrix") return readMatrix(name, layout, plan, rows, options, issues);
  const used = new Set(timeColumns(plan));
  const columns = namedColumns(layout, rows.numbers, used, options, name, issues, faults);
  faults.throwAny();
  if (plan.kind === "none") return readUndated(name, columns, rows, options, issues);
  const times = wallTimes(name, layout, plan, rows, options, issues);
  if (times === null) return readUndated(name, columns, rows, options, issues, true);
  return layColumns(name, times, rows.lines, columns, options, issues, rows.count);
}

/** Columns with the instants of their rows → a file of series, or a table where the rows keep no common step. */
export function layColumns(
  name: string, times: WallTimes, lines: ArrayLike<number>, columns: readonly NamedColumn[], options: ReadOptions, issues: Oddity[], rowCount: number,
): ImportedFile {
  const instants = resolveInstants(times, lines, options);
  issues.push(...instants.issues);
  const grid = layOnGrid(instants.utcMs, name, lines, instants.dropped);
  const primary = primaryOf(columns, options);
  if (grid === null) return asTable(columns, instants.utcMs, instants.timeZone, rowCount, issues, primary);
  issues.push(...grid.issues);
  const withoutRow = grid.issues.find((issue) => issue.class === "gap")?.count ?? 0;
  const series: Series[] = [];
  const found: Oddity[][] = [];
  for (const column of columns) {
    const placed = placeOnGrid(grid, column.values);
    const perInterval = column.conversion?.perInterval === true ? 60 / grid.stepMinutes : 1;
    const one: Series = {
      name: column.name, unit: column.unit, startMs: grid.startMs, stepMinutes: grid.stepMinutes, values: perInterval === 1 ? placed : placed.map((value) => value * perInterval),
      typicalYear: false, utcOffsetMinutes: instants.utcOffsetMinutes,
    };
    series.push(one);
    const own = [...emptyCells(one, withoutRow), ...valueOddities(one)];
    if (column.name === primary) found.unshift(own);
    else found.push(own);
  }
  issues.push(...leapDayIssue(grid.startMs, grid.stepMinutes, grid.length, grid.slot), ...endIssue(times.wallMs, grid.length * grid.stepMinutes, lines), ...found.flat());
  const currency = columns.find((column) => column.conversion?.currency !== undefined)?.conversion?.currency;
  const kind = columnKind(columns, primary);
  return {
    format: "csv", kind, rows: rowCount, stepMinutes: grid.stepMinutes, start: isoMinute(grid.startMs),
    end: isoMinute(grid.startMs + grid.length * grid.stepMinutes * MINUTE_MS), timeZone: instants.timeZone, series, primary, currency, ...weatherPart(kind, series, issues), issues,
  };
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

const YEAR_HOURS = 8760;

/** Numbers without a date: a whole year of them is a typical year, or the year that the user names; anything else is a table. */
export function readUndated(name: string, columns: readonly NamedColumn[], rows: Pick<TableRows, "count" | "lines">, options: ReadOptions, issues: Oddity[], dated = false): ImportedFile {
  const stepMinutes = [60, 30, 20, 15, 10, 5].find((step) => rows.count === (YEAR_HOURS * 60) / step || rows.count === (8784 * 60) / step);
  const primary = primaryOf(columns, options);
  if (stepMinutes === undefined) {
    issues.push({ class: "columns", count: 1, first: `line ${rows.lines[0]}`, message: `No column of time stamps, and ${rows.count} rows are no whole year: read as a table.` });
    return asTable(columns, null, null, rows.count, issues, primary);
  }
  const leap = (rows.count * stepMinutes) / 60 === 8784;
  if (leap && options.year === undefined) fail(name, rows.lines[0], `${rows.count} rows without a year, as many as a leap year has`, "the option year");
  if (leap && !isLeapYear(options.year!)) fail(name, rows.lines[0], `${rows.count} rows, as many as a leap year has, for ${options.year}`, "a leap year");
  const typicalYear = options.year === undefined || (!leap && isLeapYear(options.year));
  const year = options.year ?? TYPICAL_YEAR;
  const timeZone = options.timeZone ?? options.defaultTimeZone;
  const wallStart = Date.UTC(year, 0, 1);
  const offset = timeZone === undefined ? 0 : typicalYear ? standardOffsetMinutes(timeZone, wallStart, "timeZone") : offsetAtWall(timeZone, wallStart);
  const startMs = wallStart - offset * MINUTE_MS;
  if (options.year === undefined) {
    issues.push({ class: "columns", count: rows.count, first: `line ${rows.lines[0]}`, message: `${dated ? "No year" : "No time stamps"}: ${rows.count} rows are read as a typical year from 1 January, laid over the simulated one by month, day and hour. Give the year if they are of one.` });
  }
  if (typicalYear && options.year !== undefined) issues.push({ class: "leapDay", count: 1, first: `${year}-02-29`, message: `${year} is a leap year and the file has no 29 February: read as a typical year of 365 days.` });
  if (timeZone === undefined) issues.push({ class: "zone", count: rows.count, first: `line ${rows.lines[0]}`, message: "No time zone is known: the hours are read as UTC. Give the zone whose standard time they follow." });
  else if (options.timeZone === undefined) issues.push({ class: "zone", count: rows.count, first: `line ${rows.lines[0]}`, message: `The file does not state its time zone: the hours are read as the site's, ${timeZone}.` });
  const series = columns.map((column): Series => ({
    name: column.name, unit: column.unit, startMs, stepMinutes, typicalYear, utcOffsetMinutes: offset,
    values: column.conversion?.perInterval === true ? column.values.map((value) => (value * 60) / stepMinutes) : Float64Array.from(column.values),
  }));
  const ordered = [...series.filter((one) => one.name === primary), ...series.filter((one) => one.name !== primary)];
  issues.push(...ordered.flatMap((one) => [...emptyCells(one, 0), ...valueOddities(one)]));
  const currency = columns.find((column) => column.conversion?.currency !== undefined)?.conversion?.currency;
  const kind = columnKind(columns, primary);
  return {
    format: "csv", kind, rows: rows.count, stepMinutes,
    start: typicalYear ? null : isoMinute(startMs), end: typicalYear ? null : isoMinute(startMs + rows.count * stepMinutes * MINUTE_MS),
    timeZone: options.timeZone ?? options.defaultTimeZone ?? null, series, primary, currency, ...weatherPart(kind, series, issues), issues,
  };
}

function weatherPart(kind: ImportedFile["kind"], series: readonly Series[], issues: Oddity[]): Pick<ImportedFile, "weather"> {
  const weather = kind === "weather" ? weatherOfTable(series) : undefined;
  if (weather === undefined) return {};
  issues.push({ class: "columns", count: Object.keys(weather.columns).length, first: "header", message: `Read as weather: ${Object.keys(weather.columns).join(", ")}. The table does not say where it is: it is taken for the site's own.` });
  return { weather };
}

function offsetAtWall(timeZone: string, wallMs: number): number {
  return zoneOver(timeZone, Float64Array.of(wallMs, wallMs + DAY_MS)).firstOffsetMinutes;
}

/** A day a row, an interval a column, as HOMER and many meter portals write it. */
function readMatrix(name: string, layout: Layout, plan: Extract<TimePlan, { kind: "matrix" }>, rows: TableRows, options: ReadOptions, issues: Oddity[]): ImportedFile {
  const { perDay, first } = plan;
  const stepMs = DAY_MS / perDay;
  const faults = collectFaults(name);
  const cells = Array.from({ length: perDay }, (_, k) => rows.numbers.get(first + k)!);
  for (const { bad } of cells) if (bad !== null) faults.add(bad.line, `"${bad.cell}"`, "a number");
  faults.throwAny();
  issues.push({ class: "columns", count: rows.count, first: `line ${rows.lines[0]}`, message: `A day a row and ${perDay} intervals across.` });
  const values = new Float64Array(rows.count * perDay);
  const lines = new Int32Array(values.length);
  for (let i = 0; i < values.length; i++) {
    values[i] = cells[i % perDay]!.values[Math.floor(i / perDay)]!;
    lines[i] = rows.lines[Math.floor(i / perDay)]!;
  }
  const title = layout.names[first - 1] === undefined || plan.column === null ? "" : layout.names[plan.column]!;
  const number = { values, bad: null };
  const flat: Layout = { ...layout, names: [/kwh?|mwh?|demand|load|power|price/i.test(title) ? title : "value"], kinds: ["number"], width: 1 };
  const columns = namedColumns(flat, new Map([[0, number]]), new Set(), options, name, issues, faults);
  faults.throwAny();
  const all = { ...rows, count: values.length, lines };
  if (plan.column === null) return readUndated(name, columns, all, options, issues);
  const { wallMs: days, offsetMinutes } = readStamps(rows.stamps, name, rows.lines, options.dayFirst);
  const wallMs = values.map((_, i) => days[Math.floor(i / perDay)]! + (i % perDay) * stepMs);
  const statedZone = saysUtc(layout.names[plan.column]!) ? "UTC" : undefined;
  return layColumns(name, { wallMs, offsetMinutes: offsetMinutes === null ? null : Int16Array.from(values, (_, i) => offsetMinutes[Math.floor(i / perDay)]!), secondCopy: null, statedZone }, lines, columns, options, issues, rows.count);
}

/** Rows on no common step: single requests, a table of measurements. */
function asTable(columns: readonly NamedColumn[], instants: Float64Array | null, timeZone: string | null, rowCount: number, issues: Oddity[], primary: string | undefined): ImportedFile {
  const table: TableColumn[] = columns.map(({ name, unit, values }) => ({ name, unit, values: Float64Array.from(values) }));
  const sorted = instants === null ? null : Float64Array.from(instants).sort();
  if (sorted !== null) table.unshift({ name: "timeMs", unit: "ms", values: Float64Array.from(instants!) });
  const kind = columnKind(columns, primary);
  return {
    format: "csv", kind, rows: rowCount, stepMinutes: null, start: sorted === null ? null : isoMinute(sorted[0]!), end: sorted === null ? null : isoMinute(sorted.at(-1)!),
    timeZone, series: [], table, primary, issues,
  };
}

/** 29 February absent from a calendar that runs over it. */
function leapDayIssue(startMs: number, stepMinutes: number, length: number, slot: Int32Array): readonly Oddity[] {
  const perDay = 1440 / stepMinutes;
  const endMs = startMs + length * stepMinutes * MINUTE_MS;
  for (let year = new Date(startMs).getUTCFullYear(); year <= new Date(endMs).getUTCFullYear(); year++) {
    if (!isLeapYear(year)) continue;
    const from = (Date.UTC(year, 1, 29) - startMs) / (stepMinutes * MINUTE_MS);
    if (from < perDay || from + perDay >= length) continue;
    // Zones shift the civil day by up to 14 hours: the middle of the day's hours must be empty in all of them.
    const middle = Math.round(from + perDay / 2);
    const near = new Set<number>();
    for (const at of slot) if (Math.abs(at - middle) <= 1) near.add(at);
    if (near.size === 0) return [{ class: "leapDay", count: 1, first: `${year}-02-29`, message: `29 February ${year} is not in the file.` }];
  }
  return [];
}

/** Hour-ending rows of whole days that do not say so begin one step after midnight and end at it. */
function endIssue(wallMs: Float64Array, minutes: number, lines: ArrayLike<number>): readonly Oddity[] {
  const first = wallMs[0]!;
  const last = wallMs.at(-1)!;
  const stepMs = wallMs.length > 1 ? wallMs[1]! - first : 0;
  if (!(stepMs > 0) || minutes < 1440 || first % DAY_MS !== stepMs || last % DAY_MS !== 0) return [];
  return [{ class: "zone", count: wallMs.length, first: `line ${lines[0]}`, message: "The stamps begin one step after midnight and end at it, as those of interval ends do; they are read as starts. Set interval to end if they are ends." }];
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
