import { csvParseRows } from "d3";
import type { WeatherColumn } from "../../core/time/series.ts";
import { numberOf } from "./cells.ts";
import { collectFaults, fail } from "./faults.ts";
import { checkRows } from "./limits.ts";
import type { ImportedFile, Reader } from "./reader.ts";
import { importWeather } from "./weather.ts";

/** Start of the header cell and factor to our unit; by prefix, because SolarAnywhere's header has a stray bracket, "DNI (W/m^2))". */
const PREFIXES: Readonly<Partial<Record<WeatherColumn, readonly [prefix: string, toUnit: number]>>> = {
  ghi: ["GHI (W/m^2", 1], dni: ["DNI (W/m^2", 1], dhi: ["DHI (W/m^2", 1], temperatureC: ["Dry-bulb (C", 1], dewPointC: ["Dew-point (C", 1],
  relativeHumidityPercent: ["RHum (%", 1], pressurePa: ["Pressure (mbar", 100], windMs: ["Wspd (m/s", 1], albedo: ["Alb (", 1],
};
/** "A value of -9900 indicates the measurement is missing". */
const MISSING_UPTO = -9900;

/**
 * TMY3: a line with the site, a header, 8,760 rows in local standard time, each stamped MM/DD/YYYY 01:00 … 24:00 at the end of its hour.
 * Format: Wilcox & Marion, Users Manual for TMY3 Data Sets, NREL/TP-581-43156 (2008), table 1-4.
 */
export const tmy3: Reader = {
  id: "tmy3",
  title: "Typical meteorological year 3 (TMY3)",
  mismatch: (head) => (/^[^\n]*\r?\n"?Date \(MM\/DD\/YYYY\)"?,"?Time \(HH:MM\)"?,/.test(head) ? null : "no header Date (MM/DD/YYYY),Time (HH:MM) in the second line"),
  read,
};

function read(text: string, name: string): ImportedFile {
  const rows = csvParseRows(text);
  const [site = [], header = []] = rows;
  while (rows.length > 2 && rows.at(-1)!.every((cell) => cell.trim() === "")) rows.pop();
  const faults = collectFaults(name);
  const place = (index: number, what: string, least: number, most: number): number => {
    const value = numberOf(site[index] ?? "");
    if (value === undefined || !(value >= least && value <= most)) faults.add(1, `${what} "${site[index] ?? ""}"`, `${least} … ${most}`);
    return value ?? 0;
  };
  const utcOffsetMinutes = Math.round(place(3, "time zone", -12, 14) * 60);
  const latitude = place(4, "latitude", -90, 90);
  const longitude = place(5, "longitude", -180, 180);
  const altitudeM = place(6, "elevation", -500, 9000);

  const count = rows.length - 2;
  checkRows(count, name);
  const found = (Object.entries(PREFIXES) as [WeatherColumn, readonly [string, number]][])
    .map(([column, [prefix, toUnit]]) => ({ column, index: header.findIndex((cell) => cell.trim().startsWith(prefix)), toUnit, values: new Float64Array(count) }))
    .filter(({ index }) => index >= 0);
  if (!found.some(({ column }) => column === "ghi")) fail(name, 2, "no column that starts with GHI (W/m^2", "the TMY3 header");
  const lines = new Int32Array(count);
  const stamps = { year: new Int16Array(count), month: new Int8Array(count), day: new Int8Array(count), minuteOfDay: new Float64Array(count) };
  for (let i = 0; i < count; i++) {
    const cells = rows[i + 2]!;
    const line = i + 3;
    lines[i] = line;
    const stamp = /^\s*(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(cells[0] ?? "");
    const clock = /^\s*(\d{1,2}):(\d{2})$/.exec(cells[1] ?? "");
    if (stamp === null || clock === null || Number(stamp[1]) > 12 || Number(stamp[1]) < 1) {
      faults.add(line, `stamp "${cells[0] ?? ""}" "${cells[1] ?? ""}"`, "MM/DD/YYYY and 01:00 … 24:00");
      continue;
    }
    stampEnding(stamps, i, Number(stamp[3]), Number(stamp[1]), Number(stamp[2]), Number(clock[1]) * 60 + Number(clock[2]));
    for (const { column, index, toUnit, values } of found) {
      const value = numberOf(cells[index] ?? "");
      if (index >= cells.length) faults.add(line, `${cells.length} fields`, `${header.length} fields a row: is the file cut off?`);
      else if (value === undefined) faults.add(line, `${column} "${cells[index]}"`, "a number");
      else values[i] = value <= MISSING_UPTO ? Number.NaN : value * toUnit;
    }
  }
  faults.throwAny();
  return importWeather({
    file: name, format: "tmy3", lines, ...stamps, stepMinutes: 60, utcOffsetMinutes, latitude, longitude, altitudeM, windHeightM: 10, sunMinutes: 30,
    columns: Object.fromEntries(found.map(({ column, values }) => [column, values])), issues: [],
  });
}

/** Hour 24:00 belongs to its own day; SolarAnywhere's files write it as 00:00 of the next. */
function stampEnding(
  stamps: { year: Int16Array; month: Int8Array; day: Int8Array; minuteOfDay: Float64Array },
  i: number, year: number, month: number, day: number, endMinute: number,
): void {
  const date = endMinute === 0 ? new Date(Date.UTC(year, month - 1, day - 1)) : null;
  stamps.year[i] = date?.getUTCFullYear() ?? year;
  stamps.month[i] = date === null ? month : date.getUTCMonth() + 1;
  stamps.day[i] = date?.getUTCDate() ?? day;
  stamps.minuteOfDay[i] = (endMinute === 0 ? 1440 : endMinute) - 60;
}
