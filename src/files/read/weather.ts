import type { Series, WeatherColumn, WeatherFile } from "../../core/time/series.ts";
import { collectFaults, fail } from "./faults.ts";
import { clockName, isoMinute } from "./clock.ts";
import type { ImportedFile, Oddity } from "./reader.ts";
import { minutesAfterSolarNoon } from "./solarNoon.ts";

/** Rows of a weather file as a reader found them: the civil stamp (standard time) of each interval's start, and its columns. */
export type WeatherRows = {
  readonly file: string;
  readonly format: string;
  /** Line of each row in the file, for messages. */
  readonly lines: ArrayLike<number>;
  readonly year: ArrayLike<number>;
  /** 1 … 12. */
  readonly month: ArrayLike<number>;
  readonly day: ArrayLike<number>;
  /** Of the interval's start, 0 … 1440. */
  readonly minuteOfDay: ArrayLike<number>;
  readonly stepMinutes: number;
  readonly utcOffsetMinutes: number;
  readonly columns: Readonly<Partial<Record<WeatherColumn, Float64Array>>>;
  readonly latitude: number;
  readonly longitude: number;
  readonly altitudeM: number;
  readonly windHeightM: number;
  /** See `WeatherFile.sunMinutes`. */
  readonly sunMinutes: number;
  readonly issues: readonly Oddity[];
};

/** The year that a typical year of mixed months is put into: its sun, and a Monday as 1 January, as in SAM. */
export const TYPICAL_YEAR = 2018;

const UNITS: Readonly<Record<WeatherColumn, string>> = {
  ghi: "W/m2", dni: "W/m2", dhi: "W/m2", temperatureC: "C", windMs: "m/s", pressurePa: "Pa", relativeHumidityPercent: "%", dewPointC: "C", albedo: "fraction",
};

/**
 * What can be measured on the ground: beyond it the column is in another unit or broken. Irradiance may pass the solar constant
 * for minutes at the edge of a cloud; small negative values are a pyranometer's night offset. Records: WMO archive of extremes
 * (−89.2 and 56.7 °C, 113 m/s); pressure down to 5,500 m.
 */
const POSSIBLE: Readonly<Record<WeatherColumn, readonly [number, number]>> = {
  ghi: [-20, 2000], dni: [-20, 1500], dhi: [-20, 1300], temperatureC: [-90, 60], windMs: [0, 115], pressurePa: [48_000, 110_000],
  relativeHumidityPercent: [0, 120], dewPointC: [-100, 45], albedo: [0, 1],
};

/** Rows → one file on a uniform axis, or `InputError` with the line at which the calendar breaks. */
export function importWeather(rows: WeatherRows): ImportedFile {
  if (rows.lines.length < 2) fail(rows.file, undefined, `${rows.lines.length} rows of data`, "at least two, an hour or less apart");
  refuseImpossible(rows);
  const axis = layRows(rows);
  const issues: Oddity[] = [...rows.issues, ...axis.issues];
  const columns: Partial<Record<WeatherColumn, Series>> = {};
  for (const [name, values] of Object.entries(rows.columns) as [WeatherColumn, Float64Array][]) {
    if (name === "albedo" && values.every((value) => value === 0)) {
      issues.push({ class: "columns", count: values.length, first: `line ${rows.lines[0]}`, message: "Albedo is 0 in every row, which no ground is: the column is left out.", series: name });
      continue;
    }
    const laid = axis.place(values);
    const missing = countMissing(laid);
    if (missing.count === laid.length) continue;
    if (missing.count > 0) {
      const first = isoMinute(axis.startMs + missing.first * rows.stepMinutes * 60_000);
      issues.push({ class: "gap", count: missing.count, first, message: `${missing.count} values of ${name} are missing.`, series: name });
    }
    columns[name] = {
      name, unit: UNITS[name], startMs: axis.startMs, stepMinutes: rows.stepMinutes, values: laid, typicalYear: axis.typicalYear, utcOffsetMinutes: rows.utcOffsetMinutes,
    };
  }
  const weather: WeatherFile = {
    latitude: rows.latitude, longitude: rows.longitude, altitudeM: rows.altitudeM, columns, windHeightM: rows.windHeightM, sunMinutes: rows.sunMinutes,
  };
  issues.push(...lateSun(weather));
  const series = Object.values(columns);
  if (series.length === 0) fail(rows.file, undefined, "no column of weather with a value", "irradiance, temperature or wind");
  return {
    format: rows.format, kind: "weather", rows: rows.lines.length, stepMinutes: rows.stepMinutes,
    start: isoMinute(axis.startMs), end: isoMinute(axis.endMs),
    timeZone: clockName(rows.utcOffsetMinutes), series, weather, issues,
  };
}

type Laid = {
  readonly startMs: number;
  readonly endMs: number;
  readonly typicalYear: boolean;
  readonly issues: readonly Oddity[];
  place(values: Float64Array): Float64Array;
};

/** A calendar of its own, a typical year, or a calendar with holes: whichever the stamps keep to. */
function layRows(rows: WeatherRows): Laid {
  const stepMs = rows.stepMinutes * 60_000;
  const wallMs = Float64Array.from(rows.lines, (_, i) => Date.UTC(rows.year[i]!, rows.month[i]! - 1, rows.day[i]) + rows.minuteOfDay[i]! * 60_000);
  const offsetMs = rows.utcOffsetMinutes * 60_000;
  const asIs = (values: Float64Array): Float64Array => values;
  if (wallMs.every((at, i) => i === 0 || stepMs === at - wallMs[i - 1]!)) return { startMs: wallMs[0]! - offsetMs, endMs: wallMs.at(-1)! + stepMs - offsetMs, typicalYear: false, issues: [], place: asIs };

  const broken = typicalYearBreak(rows);
  if (broken === null) {
    const years = new Set(Array.from(rows.year));
    const [firstYear = TYPICAL_YEAR] = years;
    const year = years.size > 1 ? TYPICAL_YEAR : firstYear;
    const issue: Oddity = years.size > 1
      ? { class: "mixedYears", count: years.size, first: `line ${rows.lines[0]}`, message: `The months come from ${years.size} years (${[...years].sort((a, b) => a - b).join(", ")}): a typical year, laid over the simulated one by month, day and hour; sun of ${year}.` }
      : { class: "leapDay", count: 1, first: `${year}-02-29`, message: `29 February ${year} is not in the file: read as a typical year of 365 days.` };
    return { startMs: Date.UTC(year, 0, 1) - offsetMs, endMs: Date.UTC(year + 1, 0, 1) - offsetMs, typicalYear: true, issues: [issue], place: asIs };
  }
  const holed = layWithHoles(rows, wallMs, stepMs);
  if (holed === null) return fail(rows.file, broken.line, broken.found, broken.allowed);
  return holed;
}

type Break = { readonly line: number; readonly found: string; readonly allowed: string };

/** Where the rows leave the calendar of a year of 365 days, whatever their years; null where they keep to it. */
function typicalYearBreak(rows: WeatherRows): Break | null {
  const perDay = 1440 / rows.stepMinutes;
  const expected = 365 * perDay;
  for (let i = 0; i < Math.min(rows.lines.length, expected); i++) {
    const date = new Date(Date.UTC(TYPICAL_YEAR, 0, 1) + i * rows.stepMinutes * 60_000);
    const minute = date.getUTCHours() * 60 + date.getUTCMinutes() + date.getUTCSeconds() / 60;
    if (rows.month[i] !== date.getUTCMonth() + 1 || rows.day[i] !== date.getUTCDate() || Math.abs(rows.minuteOfDay[i]! - minute) > 1e-9) {
      return {
        line: rows.lines[i]!, found: stampText(rows, i),
        allowed: `${pad(date.getUTCMonth() + 1)}-${pad(date.getUTCDate())} ${clockText(minute)}, the next step of ${rows.stepMinutes} minutes`,
      };
    }
  }
  if (rows.lines.length === expected) return null;
  return { line: rows.lines[rows.lines.length - 1]!, found: `${rows.lines.length} rows at the end of the file`, allowed: `${expected} rows, a whole typical year` };
}

/** A calendar with rows missing, doubled or out of order; null where the years are mixed, so that no order is the right one. */
function layWithHoles(rows: WeatherRows, wallMs: Float64Array, stepMs: number): Laid | null {
  const first = wallMs.reduce((least, at) => Math.min(least, at), Infinity);
  const last = wallMs.reduce((most, at) => Math.max(most, at), -Infinity);
  const length = Math.round((last - first) / stepMs) + 1;
  if (length > 2 * rows.lines.length + 48) return null;
  const faults = collectFaults(rows.file);
  const at = new Int32Array(rows.lines.length);
  const taken = new Uint8Array(length);
  let backwards = 0;
  let doubled = 0;
  let firstBackwards = "";
  let firstDoubled = "";
  for (let i = 0; i < at.length; i++) {
    const step = (wallMs[i]! - first) / stepMs;
    if (!Number.isInteger(step)) faults.add(rows.lines[i], stampText(rows, i), `a stamp on the file's grid of ${rows.stepMinutes} minutes`);
    at[i] = step;
    if (i > 0 && wallMs[i]! < wallMs[i - 1]! && backwards++ === 0) firstBackwards = `line ${rows.lines[i]}`;
    if (taken[step] === 1) {
      at[i] = -1;
      if (doubled++ === 0) firstDoubled = `line ${rows.lines[i]}`;
    }
    taken[step] = 1;
  }
  faults.throwAny();
  const issues: Oddity[] = [];
  if (backwards > 0) issues.push({ class: "order", count: backwards, first: firstBackwards, message: `${backwards} rows stand before an earlier one; put in order of time.` });
  if (doubled > 0) issues.push({ class: "duplicate", count: doubled, first: firstDoubled, message: `${doubled} rows repeat an instant; the first copy is kept.` });
  return {
    startMs: first - rows.utcOffsetMinutes * 60_000, endMs: last + stepMs - rows.utcOffsetMinutes * 60_000, typicalYear: false, issues,
    place(values) {
      const laid = new Float64Array(length).fill(Number.NaN);
      for (let i = 0; i < values.length; i++) if (at[i]! >= 0) laid[at[i]!] = values[i]!;
      return laid;
    },
  };
}

function refuseImpossible(rows: WeatherRows): void {
  const faults = collectFaults(rows.file);
  for (const [name, values] of Object.entries(rows.columns) as [WeatherColumn, Float64Array][]) {
    const [least, most] = POSSIBLE[name];
    let outside = 0;
    let first = -1;
    for (let i = 0; i < values.length; i++) {
      if (values[i]! < least || values[i]! > most) {
        if (first < 0) first = i;
        outside++;
      }
    }
    if (first >= 0) faults.add(rows.lines[first], `${name} ${values[first]} (${outside} rows outside)`, `${least} … ${most} ${UNITS[name]}: is the column in another unit?`);
  }
  faults.throwAny();
}

/** The classic silent error is a clock off by half an hour or an hour; the day's irradiance is symmetric about solar noon, so it shows. */
function lateSun(weather: WeatherFile): readonly Oddity[] {
  const late = minutesAfterSolarNoon(weather);
  if (late === null || Math.abs(late) <= 20) return [];
  const direction = late > 0 ? "after" : "before";
  return [{
    class: "zone", count: 1, first: isoMinute(weather.columns.ghi!.startMs),
    message: `Global irradiance is centred ${Math.abs(late).toFixed(0)} minutes ${direction} solar noon: check place, clock and what the stamps mark.`,
  }];
}

function countMissing(values: Float64Array): { readonly count: number; readonly first: number } {
  let count = 0;
  let first = -1;
  for (let i = 0; i < values.length; i++) {
    if (values[i] === values[i]) continue;
    if (first < 0) first = i;
    count++;
  }
  return { count, first };
}

function stampText(rows: WeatherRows, i: number): string {
  return `interval from ${rows.year[i]}-${pad(rows.month[i]!)}-${pad(rows.day[i]!)} ${clockText(rows.minuteOfDay[i]!)}`;
}

function clockText(minute: number): string {
  return `${pad(Math.floor(minute / 60))}:${pad(Math.floor(minute % 60))}`;
}

function pad(value: number): string {
  return String(value).padStart(2, "0");
}
