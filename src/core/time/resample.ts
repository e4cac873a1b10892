import { InputError, type Place, type Warning } from "../errors.ts";
import type { Axis } from "./axis.ts";
import { DAY_MS, MINUTE_MS, civilDate, dayNumber, isLeapYear, utcText } from "./civil.ts";
import { dataKey, type DataFiles, type Series, type SeriesInput } from "./series.ts";
import { standardOffsetMinutes } from "./zone.ts";

/** A series laid over an axis, and what the reader of the result must know of it. */
export type OnAxis = {
  readonly values: Float64Array;
  /** `leapDayFilled` and `leapDayLeftOut`, with the `series` by name and the number of `days`. */
  readonly warnings: readonly Warning[];
};

/**
 * What a scenario gives as a series, typed out or in a file, laid over the axis by `laySeries`. Values typed out are a typical year
 * in the zone's standard clock where they are as many as a year has; else they begin with the run.
 * @param path of the input in the scenario, named in errors
 * @param unit that the series must be in; readers convert
 * @throws InputError where the file is not at hand or holds another quantity, and as `laySeries`
 */
export function onAxis(given: SeriesInput, axis: Axis, data: DataFiles, path: string, unit?: string): OnAxis {
  if ("values" in given) return laySeries(typedSeries(given, axis, path), axis, { path });
  const { series, warnings = [] } = data.get(dataKey(given)) ?? {};
  const place = { path, file: given.file };
  if (series === undefined) throw new InputError([{ where: place, found: "no series read from it", allowed: "a file with a series, beside the scenario or dropped onto the page" }]);
  if (unit !== undefined && series.unit !== unit) throw new InputError([{ where: place, found: `${series.name} in ${series.unit}`, allowed: `a series in ${unit}` }]);
  const laid = laySeries(series, axis, place);
  return { values: laid.values, warnings: [...warnings, ...laid.warnings] };
}

function typedSeries({ values, stepMinutes, unit }: Extract<SeriesInput, { values: number[] }>, axis: Axis, path: string): Series {
  const days = values.length * stepMinutes / 1440;
  return {
    name: path, unit, startMs: axis.startMs, stepMinutes, values: Float64Array.from(values), typicalYear: days === 365 || days === 366,
    utcOffsetMinutes: standardOffsetMinutes(axis.inputs.timeZone, axis.startMs),
  };
}

/**
 * The mean of a series over each step of an axis; a value holds for its whole interval, so that a coarser series repeats, a finer
 * one is averaged, and energy stays the same. A series with dates is laid by absolute time; a typical year by month, day and
 * hour of its own standard clock, and 29 February takes the 28th where the file has none.
 * @param where named in the error
 * @throws InputError where the series does not cover the axis, has no whole typical year, or misses a value that is needed
 */
export function laySeries(series: Series, axis: Axis, where: Place = {}): OnAxis {
  const rows = series.typicalYear ? typicalRows(series, axis, where) : datedRows(series, axis, where);
  const values = integrate(series, axis, rows);
  refuseMissing(values, series, axis, where);
  return { values, warnings: rows.warnings };
}

/** Which row of the file holds interval k, counted from `originMs` in intervals of the file. */
type Rows = { readonly originMs: number; rowOf(k: number): number; readonly warnings: readonly Warning[] };

function datedRows(series: Series, axis: Axis, where: Place): Rows {
  const endMs = series.startMs + series.values.length * series.stepMinutes * MINUTE_MS;
  const axisEndMs = axis.startMs + axis.length * axis.stepMinutes * MINUTE_MS;
  if (series.startMs > axis.startMs || endMs < axisEndMs) {
    throw new InputError([{
      where, found: `${series.name} from ${utcText(series.startMs)} to ${utcText(endMs)}`, allowed: `a series that covers the run, ${utcText(axis.startMs)} to ${utcText(axisEndMs)}`,
    }]);
  }
  return { originMs: series.startMs, rowOf: (k) => k, warnings: [] };
}

function typicalRows(series: Series, axis: Axis, where: Place): Rows {
  const rowsPerDay = 1440 / series.stepMinutes;
  const days = series.values.length / rowsPerDay;
  if (!Number.isInteger(rowsPerDay) || (days !== 365 && days !== 366)) {
    throw new InputError([{
      where, found: `${series.values.length} rows of ${series.stepMinutes} min in ${series.name}`,
      allowed: `a year of them: ${365 * rowsPerDay} rows, or ${366 * rowsPerDay} with 29 February`,
    }]);
  }
  const offsetMs = series.utcOffsetMinutes * MINUTE_MS;
  const firstDay = Math.floor((axis.startMs + offsetMs) / DAY_MS);
  const lastDay = Math.floor((axis.startMs + axis.length * axis.stepMinutes * MINUTE_MS - 1 + offsetMs) / DAY_MS);
  const firstRowOfDay = new Uint32Array(lastDay - firstDay + 1);
  let filled = 0;
  let leftOut = 0;
  for (let d = 0; d < firstRowOfDay.length; d++) {
    const { year, month, day } = civilDate(firstDay + d);
    const leapDay = month === 2 && day === 29;
    // Counted in the file's own kind of year: 1970 has no leap day, 1972 has.
    const fileYear = days === 366 ? 1972 : 1970;
    firstRowOfDay[d] = (dayNumber(fileYear, month, leapDay && days === 365 ? 28 : day) - dayNumber(fileYear, 1, 1)) * rowsPerDay;
    if (leapDay && days === 365) filled++;
    if (month === 3 && day === 1 && days === 366 && !isLeapYear(year)) leftOut++;
  }
  const warnings: Warning[] = [];
  if (filled > 0) warnings.push({ code: "leapDayFilled", values: { series: series.name, days: filled } });
  if (leftOut > 0) warnings.push({ code: "leapDayLeftOut", values: { series: series.name, days: leftOut } });
  return {
    originMs: firstDay * DAY_MS - offsetMs,
    rowOf: (k) => (firstRowOfDay[Math.floor(k / rowsPerDay)] as number) + (k % rowsPerDay),
    warnings,
  };
}

/** Weighted by the milliseconds that each interval of the file shares with the step. */
function integrate(series: Series, axis: Axis, rows: Rows): Float64Array {
  const fileMs = series.stepMinutes * MINUTE_MS;
  const stepMs = axis.stepMinutes * MINUTE_MS;
  const values = new Float64Array(axis.length);
  for (let i = 0; i < axis.length; i++) {
    const from = axis.startMs + i * stepMs - rows.originMs;
    const to = from + stepMs;
    const first = Math.floor(from / fileMs);
    const last = Math.ceil(to / fileMs) - 1;
    if (first === last) {
      values[i] = series.values[rows.rowOf(first)] as number;
      continue;
    }
    let total = 0;
    for (let k = first; k <= last; k++) total += (series.values[rows.rowOf(k)] as number) * (Math.min(to, (k + 1) * fileMs) - Math.max(from, k * fileMs));
    values[i] = total / stepMs;
  }
  return values;
}

function refuseMissing(values: Float64Array, series: Series, axis: Axis, where: Place): void {
  const first = values.findIndex((value) => !Number.isFinite(value));
  if (first < 0) return;
  const count = values.reduce((total, value) => total + (Number.isFinite(value) ? 0 : 1), 0);
  throw new InputError([{
    where, found: `no value of ${series.name} in ${count} of ${axis.length} steps, first at ${utcText(axis.startMs + first * axis.stepMinutes * MINUTE_MS)}`,
    allowed: "a number for every step",
  }]);
}
