import type { WeatherColumn } from "../../core/time/series.ts";
import { numberOf } from "./cells.ts";
import { collectFaults, fail } from "./faults.ts";
import { checkRows } from "./limits.ts";
import { linesOf } from "./lines.ts";
import type { ImportedFile, Reader } from "./reader.ts";
import { importWeather } from "./weather.ts";

/** Field of a data row, factor to our unit, and the value from which on the field means "missing". */
const FIELDS: Readonly<Partial<Record<WeatherColumn, readonly [index: number, missingFrom: number, toUnit: number]>>> = {
  temperatureC: [6, 99.9, 1], dewPointC: [7, 99.9, 1], relativeHumidityPercent: [8, 999, 1], pressurePa: [9, 999_999, 1],
  ghi: [13, 9999, 1], dni: [14, 9999, 1], dhi: [15, 9999, 1], windMs: [21, 999, 1], albedo: [32, 999, 1],
};
const NEEDED_FIELDS = 22;

/**
 * EnergyPlus weather. Eight header lines, then a row an interval: hour 1 … 24 is the interval that ends at that hour, in local standard time;
 * irradiance in Wh/m² of the interval, wind at 10 m. The minute field is 0 or 60 in hourly files and says nothing more.
 * A comment "Irradiance Time Offset (h)" (PVGIS) says when in it the sun was seen. Format and missing values: EnergyPlus, Auxiliary Programs, "EnergyPlus Weather File (EPW) Data Dictionary".
 */
export const epw: Reader = {
  id: "epw",
  title: "EnergyPlus weather (EPW)",
  mismatch: (head) => (/^\uFEFF?LOCATION,/i.test(head) ? null : "no LOCATION line at the start"),
  read,
};

function read(text: string, name: string): ImportedFile {
  const lines = linesOf(text);
  const dataStart = lines.findIndex((line) => /^DATA PERIODS,/i.test(line)) + 1;
  if (dataStart === 0) fail(name, lines.length, "no DATA PERIODS line", "eight header lines, the last of them DATA PERIODS");
  const place = (lines[0] ?? "").split(",");
  const faults = collectFaults(name);
  const header = (index: number, what: string, least: number, most: number): number => {
    const value = numberOf(place[index] ?? "");
    if (value === undefined || !(value >= least && value <= most)) faults.add(1, `${what} "${place[index] ?? ""}"`, `${least} … ${most}`);
    return value ?? 0;
  };
  const latitude = header(6, "latitude", -90, 90);
  const longitude = header(7, "longitude", -180, 180);
  const utcOffsetMinutes = Math.round(header(8, "time zone", -12, 14) * 60);
  const altitudeM = header(9, "elevation", -500, 9000);
  const perHour = numberOf((lines[dataStart - 1] ?? "").split(",")[2] ?? "") ?? 1;
  if (![1, 2, 3, 4, 6, 12].includes(perHour)) faults.add(dataStart, `${perHour} records an hour`, "1, 2, 3, 4, 6 or 12");
  faults.throwAny();

  const count = lines.length - dataStart;
  checkRows(count, name);
  const stepMinutes = 60 / perHour;
  const lineNumbers = new Int32Array(count);
  const stamps = { year: new Int16Array(count), month: new Int8Array(count), day: new Int8Array(count), minuteOfDay: new Float64Array(count) };
  const columns: Partial<Record<WeatherColumn, Float64Array>> = {};
  for (const column of Object.keys(FIELDS) as WeatherColumn[]) columns[column] = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    const line = dataStart + i + 1;
    lineNumbers[i] = line;
    const cells = lines[line - 1]!.split(",");
    if (cells.length < NEEDED_FIELDS) {
      faults.add(line, `${cells.length} fields`, "35 fields a row: is the file cut off?");
      continue;
    }
    const year = Number(cells[0]);
    const month = Number(cells[1]);
    const day = Number(cells[2]);
    const hour = Number(cells[3]);
    const minute = Number(cells[4]);
    if (!(year > 1800 && year < 2200 && month >= 1 && month <= 12 && day >= 1 && day <= 31 && hour >= 1 && hour <= 24)) {
      faults.add(line, `stamp ${cells.slice(0, 5).join(",")}`, "year, month 1 … 12, day, hour 1 … 24");
      continue;
    }
    stamps.year[i] = year;
    stamps.month[i] = month;
    stamps.day[i] = day;
    stamps.minuteOfDay[i] = perHour === 1 ? (hour - 1) * 60 : (hour - 1) * 60 + (minute === 0 ? 60 : minute) - stepMinutes;
    for (const [column, [index, missingFrom, toUnit]] of Object.entries(FIELDS)) {
      const cell = cells[index];
      const value = numberOf(cell ?? "");
      if (value === undefined) faults.add(line, `${column} "${cell}"`, "a number");
      else columns[column as WeatherColumn]![i] = value >= missingFrom ? Number.NaN : value * toUnit;
    }
  }
  faults.throwAny();
  // PVGIS writes the instant of its satellite's picture, in hours from the label; other publishers mean the interval.
  const pictured = /Irradiance Time Offset \(h\):\s*(-?[\d.]+)/i.exec(lines.slice(0, dataStart).join("\n"))?.[1];
  const sunMinutes = pictured === undefined ? stepMinutes / 2 : stepMinutes + 60 * Number(pictured);
  // Wh/m² of an interval over its hours is the mean W/m².
  if (perHour > 1) for (const column of ["ghi", "dni", "dhi"] as const) columns[column] = columns[column]!.map((value) => value * perHour);
  return importWeather({
    file: name, format: "epw", lines: lineNumbers, ...stamps, stepMinutes, utcOffsetMinutes, columns, latitude, longitude, altitudeM,
    windHeightM: 10, sunMinutes, issues: [],
  });
}
