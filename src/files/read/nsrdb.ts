import { csvParseRows } from "d3";
import type { WeatherColumn } from "../../core/time/series.ts";
import { numberOf } from "./cells.ts";
import { collectFaults, fail } from "./faults.ts";
import { checkRows } from "./limits.ts";
import type { ImportedFile, Oddity, Reader } from "./reader.ts";
import { convertUnit } from "./units.ts";
import { importWeather } from "./weather.ts";

/** Names of a column in NSRDB PSM and SAM files, lower case; the metadata row that states its unit; the unit where none does. */
const COLUMNS: Readonly<Partial<Record<WeatherColumn, { readonly names: readonly string[]; readonly unitKeys: readonly string[]; readonly unit: string }>>> = {
  ghi: { names: ["ghi", "gh", "global horizontal irradiance"], unitKeys: ["ghi units"], unit: "W/m2" },
  dni: { names: ["dni", "dn", "beam", "direct normal irradiance"], unitKeys: ["dni units"], unit: "W/m2" },
  dhi: { names: ["dhi", "df", "diffuse", "diffuse horizontal irradiance"], unitKeys: ["dhi units"], unit: "W/m2" },
  temperatureC: { names: ["temperature", "tdry", "dry bulb", "air temperature", "temp"], unitKeys: ["temperature units"], unit: "C" },
  dewPointC: { names: ["dew point", "tdew", "dewpoint"], unitKeys: ["dew point units"], unit: "C" },
  relativeHumidityPercent: { names: ["relative humidity", "rh", "rhum"], unitKeys: ["relative humidity units"], unit: "%" },
  pressurePa: { names: ["pressure", "pres"], unitKeys: ["pressure units"], unit: "mbar" },
  windMs: { names: ["wind speed", "wspd", "windspeed"], unitKeys: ["wind speed units", "wind speed"], unit: "m/s" },
  albedo: { names: ["surface albedo", "albedo"], unitKeys: [], unit: "fraction" },
};
const MISSING_UPTO = -9000;

/**
 * NSRDB PSM v3 and v4 as downloaded, and SAM CSV: two rows of metadata (names, values), a header, rows in the clock of "Time Zone" (0 in files
 * downloaded in UTC). Columns differ between versions and are found by name. What a stamp's minutes past its step say is the sun's instant:
 * :30 of an hour and 7.5 of a quarter are the middle, :00 is the instant itself; without a minute column the middle is taken, as SAM does.
 * Formats: NSRDB, "PSM v3 data download" (nsrdb.nrel.gov); SAM help, "Weather File CSV Format"; wind is taken as at 10 m, as SAM does.
 */
export const nsrdb: Reader = {
  id: "nsrdb",
  title: "NSRDB PSM or SAM weather CSV",
  mismatch(head) {
    const [names = "", , header = ""] = head.split(/\r\n|\n|\r/, 3);
    if (!/(^|,)\s*latitude\s*,/i.test(names) || !/(^|,)\s*time zone\s*(,|$)/i.test(names)) return "no first row that names Latitude and Time Zone";
    return /^\s*year\s*,\s*month\s*,\s*day\s*,\s*hour\s*,/i.test(header) ? null : "no header Year,Month,Day,Hour in the third row";
  },
  read,
};

function read(text: string, name: string): ImportedFile {
  const rows = csvParseRows(text);
  while (rows.length > 3 && rows.at(-1)!.every((cell) => cell.trim() === "")) rows.pop();
  const [metaNames = [], metaValues = [], headerRow = []] = rows;
  const meta = new Map(metaNames.map((key, i) => [key.trim().toLowerCase(), (metaValues[i] ?? "").trim()]));
  const faults = collectFaults(name);
  const place = (key: string, least: number, most: number): number => {
    const cell = meta.get(key) ?? "";
    const value = numberOf(cell);
    if (value === undefined || !(value >= least && value <= most)) faults.add(2, `${key} "${cell}"`, `${least} … ${most}`);
    return value ?? 0;
  };
  const latitude = place("latitude", -90, 90);
  const longitude = place("longitude", -180, 180);
  const utcOffsetMinutes = Math.round(place("time zone", -12, 14) * 60);
  const altitudeM = place("elevation", -500, 9000);

  const header = headerRow.map((cell) => cell.trim().toLowerCase().replace(/\s*\(.*\)$/, ""));
  const count = rows.length - 3;
  checkRows(count, name);
  const found = (Object.entries(COLUMNS)).flatMap(([column, { names, unitKeys, unit }]) => {
    const index = header.findIndex((cell) => names.includes(cell));
    if (index < 0) return [];
    const stated = unitKeys.map((key) => meta.get(key)).find((value) => value !== undefined && value !== "" && value.toUpperCase() !== "N/A");
    const convert = convertUnit(stated ?? unit);
    if (convert === null) faults.add(2, `unit "${stated}" of ${column}`, unit);
    return [{ column: column as WeatherColumn, index, convert: convert ?? convertUnit(unit)!, values: new Float64Array(count) }];
  });
  faults.throwAny();
  if (!found.some(({ column }) => column === "ghi" || column === "dni" || column === "temperatureC")) fail(name, 3, "no GHI, DNI or Temperature column", "columns by the names of NSRDB or SAM");

  const minuteIndex = header.indexOf("minute");
  const lines = new Int32Array(count);
  const stamps = { year: new Int16Array(count), month: new Int8Array(count), day: new Int8Array(count), minuteOfDay: new Float64Array(count) };
  let lastHour = 0;
  let firstHour = 24;
  for (let i = 0; i < count; i++) {
    const cells = rows[i + 3]!;
    lines[i] = i + 4;
    const [year, month, day, hour] = [0, 1, 2, 3].map((k) => Number(cells[k] === "" ? Number.NaN : cells[k]));
    const minute = minuteIndex < 0 ? 0 : Number(cells[minuteIndex]);
    if (!(year! > 1800 && year! < 2200 && month! >= 1 && month! <= 12 && day! >= 1 && day! <= 31 && hour! >= 0 && hour! <= 24 && minute >= 0 && minute < 60)) {
      faults.add(i + 4, `stamp ${cells.slice(0, 5).join(",")}`, "Year,Month,Day,Hour 0 … 24,Minute 0 … 59");
      continue;
    }
    stamps.year[i] = year!;
    stamps.month[i] = month!;
    stamps.day[i] = day!;
    stamps.minuteOfDay[i] = hour! * 60 + minute;
    lastHour = Math.max(lastHour, hour!);
    firstHour = Math.min(firstHour, hour!);
    for (const { column, index, convert, values } of found) {
      const value = numberOf(cells[index] ?? "");
      if (index >= cells.length) faults.add(i + 4, `${cells.length} fields`, `${header.length} fields a row: is the file cut off?`);
      else if (value === undefined) faults.add(i + 4, `${column} "${cells[index]}"`, "a number");
      else values[i] = value <= MISSING_UPTO ? Number.NaN : (value * convert.times) / convert.over + convert.plus;
    }
  }
  faults.throwAny();

  const issues: Oddity[] = [];
  if (lastHour === 24 && firstHour >= 1) {
    for (let i = 0; i < count; i++) stamps.minuteOfDay[i]! -= 60;
    issues.push({ class: "zone", count, first: "line 4", message: "Hours run from 1 to 24: hour 1 is read as the one that begins at midnight." });
  }
  const stepMinutes = commonStep(stamps.minuteOfDay);
  if (stepMinutes === null) fail(name, 4, "rows without a regular step", "steps of 60 minutes or a whole part of it");
  // SAM puts the sun of rows without minutes into their middle.
  const sunMinutes = minuteIndex < 0 ? stepMinutes / 2 : (stamps.minuteOfDay[0] ?? 0) % stepMinutes;
  if (minuteIndex >= 0) for (let i = 0; i < count; i++) stamps.minuteOfDay[i]! -= sunMinutes;
  return importWeather({
    file: name, format: "nsrdb", lines, ...stamps, stepMinutes, utcOffsetMinutes, latitude, longitude, altitudeM, windHeightM: 10, sunMinutes,
    columns: Object.fromEntries(found.map(({ column, values }) => [column, values])), issues,
  });
}

/** The step that most neighbours within a day keep; null where it is no whole part of a day. */
function commonStep(minuteOfDay: Float64Array): number | null {
  const counts = new Map<number, number>();
  for (let i = 1; i < minuteOfDay.length; i++) {
    const step = minuteOfDay[i]! - minuteOfDay[i - 1]!;
    if (step > 0) counts.set(step, (counts.get(step) ?? 0) + 1);
  }
  const [step] = [...counts].sort(([, a], [, b]) => b - a)[0] ?? [60];
  return step <= 60 && Number.isInteger(Math.round((1440 / step) * 1e9) / 1e9) ? step : null;
}
