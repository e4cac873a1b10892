import type { WeatherColumn } from "../../core/time/series.ts";
import { fail } from "./faults.ts";
import type { ImportedFile, Oddity } from "./reader.ts";
import { importWeather } from "./weather.ts";

/** Columns of the typical year and of the hourly series on a horizontal plane. */
const COLUMNS: Readonly<Record<string, WeatherColumn>> = {
  "G(h)": "ghi", "Gb(n)": "dni", "Gd(h)": "dhi", T2m: "temperatureC", RH: "relativeHumidityPercent", WS10m: "windMs", SP: "pressurePa",
};

export type PvgisRows = {
  readonly file: string;
  readonly format: string;
  readonly lines: ArrayLike<number>;
  /** "20180101:0010", UTC. */
  readonly stamps: readonly string[];
  readonly values: ReadonlyMap<string, Float64Array>;
  readonly latitude: number;
  readonly longitude: number;
  readonly altitudeM: number;
  readonly irradianceOffsetHours: number;
  /** Degrees from the horizontal; null in a typical year. */
  readonly slope: number | null;
  readonly issues: readonly Oddity[];
};

/** What PVGIS says, in whichever form: irradiance is that of one satellite picture an hour, at the stamp's minutes or at the offset of the header. */
export function importPvgis(rows: PvgisRows): ImportedFile {
  const { slope, values } = rows;
  const columns: Partial<Record<WeatherColumn, Float64Array>> = {};
  for (const [name, column] of Object.entries(COLUMNS)) {
    const found = values.get(name);
    if (found !== undefined) columns[column] = found;
  }
  const tilted = [...values.keys()].filter((name) => /^G[bdr]?\(i\)$/.test(name));
  if (tilted.length > 0 && slope !== 0) {
    fail(rows.file, rows.lines[0], `irradiance on a plane tilted by ${slope ?? "?"} degrees (${tilted.join(", ")})`, "irradiance on the horizontal: ask PVGIS for slope 0, or for the typical year");
  }
  const [whole, beam, diffuse] = ["G(i)", "Gb(i)", "Gd(i)"].map((name) => values.get(name));
  if (diffuse !== undefined) columns.dhi ??= diffuse;
  if (whole !== undefined) columns.ghi ??= whole;
  else if (beam !== undefined && diffuse !== undefined) columns.ghi ??= beam.map((value, i) => value + diffuse[i]!);
  const stampMinutes = Number(rows.stamps[0]?.slice(11, 13) ?? 0);
  const part = (from: number, to: number): number[] => rows.stamps.map((stamp) => Number(stamp.slice(from, to)));
  const hours = part(9, 11);
  const minutes = part(11, 13);
  return importWeather({
    file: rows.file, format: rows.format, lines: rows.lines, year: part(0, 4), month: part(4, 6), day: part(6, 8), minuteOfDay: hours.map((hour, i) => hour * 60 + minutes[i]! - stampMinutes),
    stepMinutes: 60, utcOffsetMinutes: 0, latitude: rows.latitude, longitude: rows.longitude, altitudeM: rows.altitudeM, windHeightM: 10,
    sunMinutes: stampMinutes + 60 * rows.irradianceOffsetHours, columns, issues: rows.issues,
  });
}
