import type { Series, WeatherColumn } from "../../core/time/series.ts";
import { clockName } from "./clock.ts";
import { fail } from "./faults.ts";
import { numbersOf, tableBelow } from "./namedTable.ts";
import { valueOddities } from "./oddities.ts";
import type { ImportedFile, Oddity, Reader, ReadOptions } from "./reader.ts";
import { converted, convertUnit, unitInHeader } from "./units.ts";
import { importWeather } from "./weather.ts";

const WEATHER: readonly (readonly [prefix: string, column: WeatherColumn])[] = [["Beam Irradiance", "dni"], ["Diffuse Irradiance", "dhi"], ["Ambient Temperature", "temperatureC"], ["Wind Speed", "windMs"]];

/**
 * PVWatts hourly result: a page of metadata, then months, days and hours 0 … 23 (the hour that begins then, local standard time) with the weather that
 * was used and the output of an array in W, and a row of totals. The file states the place but no clock; where nobody says, it is that of the longitude.
 * Format: NREL PVWatts, "Download results: hourly"; sample pvwatts_8760_rackmount.csv of pvlib-python (tests/data).
 */
export const pvwatts: Reader = {
  id: "pvwatts",
  title: "PVWatts hourly result (CSV)",
  mismatch: (head) => (/^\uFEFF?"?PVWatts: (Hourly|Monthly) PV Performance Data/i.test(head) ? null : "no first line PVWatts: Hourly PV Performance Data"),
  read,
};

function read(text: string, name: string, options: ReadOptions): ImportedFile {
  const meta = new Map(text.split(/\r\n|\n/, 40).map((line) => line.split(",")).filter(([key]) => key?.endsWith(":")).map(([key = "", value = ""]) => [key.replace(/:$/, ""), value.replace(/"/g, "").trim()]));
  const whole = tableBelow(text, name, (row) => row[0] === "Month" && row[1] === "Day" && row[2] === "Hour");
  const totals = whole.rows.findIndex((row) => /^totals?$/i.test(row[0]!.trim()));
  const count = totals < 0 ? whole.rows.length : totals;
  const table = { header: whole.header, rows: whole.rows.slice(0, count), lines: whole.lines.subarray(0, count) };
  const issues: Oddity[] = totals < 0 ? [] : [{ class: "footer", count: whole.rows.length - count, first: `line ${whole.lines[totals]}`, message: "The row of totals after the data is left out." }];
  const metaNumber = (pattern: RegExp, sign = 1): number => {
    const [key, value] = [...meta].find(([label]) => pattern.test(label)) ?? [];
    if (key === undefined || !Number.isFinite(Number(value))) return fail(name, undefined, `no number at ${String(pattern)} in the header`, "latitude, longitude and elevation");
    return sign * Number(value);
  };
  const latitude = metaNumber(/^lat \(deg n/i);
  const longitude = metaNumber(/^long \(deg w/i, -1);
  const altitudeM = metaNumber(/^elev/i);
  // A whole hour of longitude, as time zones are made; the user's zone where one is given.
  const utcOffsetMinutes = Math.round(longitude / 15) * 60;
  if (options.timeZone === undefined) issues.push({ class: "zone", count, first: `line ${table.lines[0]}`, message: `The file states no clock: hours are read as standard time of the longitude, ${clockName(utcOffsetMinutes)}.` });

  const [month, day, hour] = [0, 1, 2].map((k) => numbersOf(table, k, name)) as [Float64Array, Float64Array, Float64Array];
  const column = (prefix: string): number => table.header.findIndex((cell) => cell.startsWith(prefix));
  const columns = Object.fromEntries(WEATHER.flatMap(([prefix, weatherColumn]) => (column(prefix) < 0 ? [] : [[weatherColumn, numbersOf(table, column(prefix), name)]])));
  const file = importWeather({
    file: name, format: "pvwatts", lines: table.lines, year: new Int16Array(count).fill(2018), month, day, minuteOfDay: hour.map((value) => value * 60), stepMinutes: 60, utcOffsetMinutes,
    columns, latitude, longitude, altitudeM, windHeightM: 10, sunMinutes: 30, issues,
  });
  if (file.rows !== 8760) fail(name, table.lines.at(-1), `${file.rows} rows`, "8760 rows, a typical year: is the file cut off?");
  const [axis] = file.series;
  const output = table.header.flatMap((header, k): Series[] => {
    if (k < 3 || WEATHER.some(([prefix]) => header.startsWith(prefix))) return [];
    const unit = unitInHeader(header);
    const values = numbersOf(table, k, name);
    return [{ ...axis!, name: header, unit: unit?.conversion.unit ?? "", values: converted(values, unit?.conversion ?? convertUnit("fraction")!) }];
  });
  const typical = (series: Series): Series => ({ ...series, typicalYear: true });
  const series = [...output, ...file.series].map(typical);
  const weather = { ...file.weather!, columns: Object.fromEntries(Object.entries(file.weather!.columns).map(([key, value]) => [key, typical(value)])) };
  const primary = output.find((one) => one.name.startsWith("AC System Output"))?.name;
  const note: Oddity = { class: "columns", count, first: `line ${table.lines[0]}`, message: "Months, days and hours without a year: a typical year, laid over the simulated one by month, day and hour." };
  return {
    ...file, kind: "production", start: null, end: null, series, weather, primary: options.column ?? primary,
    issues: [note, ...file.issues, ...series.filter((one) => one.name === primary).flatMap(valueOddities)],
  };
}
