import { DAY_MS, isLeapYear, MINUTE_MS } from "../../../core/time/civil.ts";
import type { Series } from "../../../core/time/series.ts";
import { isoMinute } from "../clock.ts";
import { layOnGrid, placeOnGrid } from "../grid.ts";
import { emptyCells, valueOddities } from "../oddities.ts";
import type { ImportedFile, Oddity, ReadOptions, TableColumn } from "../reader.ts";
import { columnKind, type NamedColumn, primaryOf } from "./columns.ts";
import { resolveInstants, type WallTimes } from "./instants.ts";
import { weatherOfTable } from "./weatherTable.ts";

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

/** Rows on no common step: single requests, a table of measurements. */
export function asTable(columns: readonly NamedColumn[], instants: Float64Array | null, timeZone: string | null, rowCount: number, issues: Oddity[], primary: string | undefined): ImportedFile {
  const table: TableColumn[] = columns.map(({ name, unit, values }) => ({ name, unit, values: Float64Array.from(values) }));
  const sorted = instants === null ? null : Float64Array.from(instants).sort();
  if (sorted !== null) table.unshift({ name: "timeMs", unit: "ms", values: Float64Array.from(instants!) });
  const kind = columnKind(columns, primary);
  return {
    format: "csv", kind, rows: rowCount, stepMinutes: null, start: sorted === null ? null : isoMinute(sorted[0]!), end: sorted === null ? null : isoMinute(sorted.at(-1)!),
    timeZone, series: [], table, primary, issues,
  };
}

/** The weather that a file of that kind holds, with a word on where it is taken to be. */
export function weatherPart(kind: ImportedFile["kind"], series: readonly Series[], issues: Oddity[]): Pick<ImportedFile, "weather"> {
  const weather = kind === "weather" ? weatherOfTable(series) : undefined;
  if (weather === undefined) return {};
  issues.push({ class: "columns", count: Object.keys(weather.columns).length, first: "header", message: `Read as weather: ${Object.keys(weather.columns).join(", ")}. The table does not say where it is: it is taken for the site's own.` });
  return { weather };
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
