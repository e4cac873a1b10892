import { DAY_MS, isLeapYear, MINUTE_MS } from "../../../core/time/civil.ts";
import type { Series } from "../../../core/time/series.ts";
import { standardOffsetMinutes } from "../../../core/time/zone.ts";
import { isoMinute } from "../clock.ts";
import { fail } from "../faults.ts";
import { emptyCells, valueOddities } from "../oddities.ts";
import type { ImportedFile, Oddity, ReadOptions } from "../reader.ts";
import { TYPICAL_YEAR } from "../weather.ts";
import { columnKind, type NamedColumn, primaryOf } from "./columns.ts";
import { asTable, weatherPart } from "./columnSeries.ts";
import { zoneOver } from "./instants.ts";
import type { TableRows } from "./rows.ts";

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

function offsetAtWall(timeZone: string, wallMs: number): number {
  return zoneOver(timeZone, Float64Array.of(wallMs, wallMs + DAY_MS)).firstOffsetMinutes;
}
