import type { Series, WeatherColumn, WeatherFile } from "../../../core/time/series.ts";

/** What a column of weather may be called, and the unit that it must state to be taken for one. */
const COLUMNS: readonly (readonly [column: WeatherColumn, unit: string, names: RegExp])[] = [
  ["ghi", "W/m2", /\bghi\b|ghi_|global.*(horizontal|irradiance|radiation)|shortwave/i],
  ["dni", "W/m2", /\bdni\b|dni_|direct.*normal|beam/i],
  ["dhi", "W/m2", /\bdhi\b|dhi_|diffuse/i],
  ["dewPointC", "C", /dew/i],
  ["temperatureC", "C", /temp|dry.?bulb|\bt2m\b|\btdb\b|\btair\b/i],
  ["windMs", "m/s", /wind.*(speed|ms|m\/s)|\bws\d*m?\b|wspd/i],
  ["pressurePa", "Pa", /pres/i],
  ["relativeHumidityPercent", "%", /humid|\brh\b/i],
];
const NOT_OUTDOORS = /cell|module|panel|inlet|supply|return|room|rack|cpu|gpu|server|clear.?sky/i;

/**
 * The weather in a table of measurements, where its columns say by name and unit that they are weather: temperature or irradiance at least. The table does
 * not say where it is: the site's own place is taken. A value is the mean of its interval, so the sun stands in its middle; wind as at 10 m.
 */
export function weatherOfTable(series: readonly Series[]): WeatherFile | undefined {
  const columns: Partial<Record<WeatherColumn, Series>> = {};
  for (const [column, unit, names] of COLUMNS) {
    const taken = Object.values(columns);
    const found = series.find((one) => one.unit === unit && names.test(one.name) && !NOT_OUTDOORS.test(one.name) && !taken.includes(one));
    if (found !== undefined) columns[column] = found;
  }
  const [first] = series;
  if (first === undefined || (columns.temperatureC === undefined && columns.ghi === undefined)) return undefined;
  return { latitude: Number.NaN, longitude: Number.NaN, altitudeM: Number.NaN, columns, windHeightM: 10, sunMinutes: first.stepMinutes / 2 };
}
