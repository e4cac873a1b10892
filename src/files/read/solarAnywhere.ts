import type { WeatherColumn } from "../../core/time/series.ts";
import { readStamps } from "./csv/stamps.ts";
import { fail } from "./faults.ts";
import { numbersOf, tableBelow, textsOf } from "./namedTable.ts";
import type { ImportedFile, Reader } from "./reader.ts";
import { importWeather } from "./weather.ts";

const PREFIXES: readonly (readonly [prefix: string, column: WeatherColumn])[] = [
  ["Global Horizontal Irradiance (GHI) W/m2", "ghi"], ["Direct Normal Irradiance (DNI) W/m2", "dni"], ["Diffuse Horizontal Irradiance (DIF) W/m2", "dhi"],
  ["AmbientTemperature (deg C)", "temperatureC"], ["WindSpeed (m/s)", "windMs"], ["Relative Humidity (%)", "relativeHumidityPercent"], ["Albedo", "albedo"],
];

/**
 * SolarAnywhere's own CSV: a first row with id, place, time zone, latitude, longitude and elevation, then a header with ObservationTime(LST) and a column
 * of GMT; stamps are the end of the interval over which the values are means ("Averaging Method: End of Period").
 * Format: solaranywhere.com, "File formats: SolarAnywhere"; sample Burlington of pvlib-python (tests/data).
 */
export const solarAnywhere: Reader = {
  id: "solaranywhere",
  title: "SolarAnywhere CSV",
  mismatch: (head) => (/^[^\n]*\n"?ObservationTime\(LST\)"?,/.test(head) ? null : "no header ObservationTime(LST) in the second line"),
  read,
};

function read(text: string, name: string): ImportedFile {
  const meta = text.slice(0, text.indexOf("\n")).split(",").map((cell) => cell.trim());
  const [zoneHours, latitude, longitude, altitudeM] = [3, 4, 5, 6].map((k) => Number(meta[k])) as [number, number, number, number];
  if (![zoneHours, latitude, longitude, altitudeM].every(Number.isFinite)) fail(name, 1, `"${meta.slice(0, 7).join(",")}"`, "id, city, state, time zone, latitude, longitude, elevation");
  const table = tableBelow(text, name, (row) => row[0] === "ObservationTime(LST)");
  const { wallMs } = readStamps(textsOf(table, 0, name), name, table.lines, false);
  const stepMs = wallMs.length > 1 ? wallMs[1]! - wallMs[0]! : 0;
  const stepMinutes = stepMs / 60_000;
  if (!(stepMinutes >= 1 && stepMinutes <= 60)) fail(name, table.lines[1], `a step of ${stepMinutes} minutes`, "1 … 60 minutes");
  if (!/end of period/i.test(text.slice(0, 2000))) fail(name, 1, "no \"Averaging Method: End of Period\" in the first line", "values that are means of the interval which ends at the stamp");
  const dates = Array.from(wallMs, (ms) => new Date(ms - stepMs));
  const columns = Object.fromEntries(PREFIXES.flatMap(([prefix, column]) => {
    const k = table.header.findIndex((cell) => cell.startsWith(prefix));
    return k < 0 ? [] : [[column, numbersOf(table, k, name)]];
  }));
  return importWeather({
    file: name, format: "solaranywhere", lines: table.lines, year: dates.map((date) => date.getUTCFullYear()), month: dates.map((date) => date.getUTCMonth() + 1), day: dates.map((date) => date.getUTCDate()),
    minuteOfDay: dates.map((date) => date.getUTCHours() * 60 + date.getUTCMinutes()), stepMinutes, utcOffsetMinutes: Math.round(zoneHours * 60), columns, latitude, longitude, altitudeM,
    windHeightM: 10, sunMinutes: stepMinutes / 2, issues: [],
  });
}
