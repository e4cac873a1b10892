import { InputError } from "../errors.ts";
import { DAY_MS, MINUTE_MS, civilDate, isLeapYear, utcText } from "../time/civil.ts";
import type { Series, WeatherColumn, WeatherFile } from "../time/series.ts";
import { beamFromGlobalWm2, erbsDiffuseWm2, pressureFromAltitudePa } from "./irradiance.ts";
import type { Sky } from "./pvChain.ts";
import { sunTrack, type SunTrack } from "./sun.ts";

/** Weather on some rows with the sun that belongs to each. */
export type SunlitSky = { readonly sky: Sky; readonly sun: SunTrack };

/** Light air: what is taken where a file has no wind, m/s; the cells are then warmer than by any common wind. */
export const STILL_AIR_MS = 1;

/**
 * A weather file on its own rows: the sun stands at each row's own instant in the file's year (a typical year of mixed months has 2018).
 * What the file lacks of global, beam and diffuse follows from the others, or by Erbs from the global alone.
 * @throws InputError for a file without irradiance or temperature, or with gaps in what is used
 */
export function fileSky(weather: WeatherFile, file: string): SunlitSky {
  const lead = weather.columns.ghi ?? weather.columns.dni;
  if (lead === undefined) throw new InputError([{ where: { file }, found: "no irradiance", allowed: "global, or beam and diffuse irradiance" }]);
  const sun = sunTrack(rowInstantsMs(lead, weather.sunMinutes), weather, pressureFromAltitudePa(weather.altitudeM), lead.utcOffsetMinutes);
  const length = lead.values.length;
  const temperatureC = wholeColumn(weather, "temperatureC", file);
  if (temperatureC === undefined) throw new InputError([{ where: { file }, found: "no air temperature", allowed: "a column of temperature, °C" }]);
  const windMs = wholeColumn(weather, "windMs", file) ?? new Float64Array(length).fill(STILL_AIR_MS);
  const ghi = wholeColumn(weather, "ghi", file);
  const dni = wholeColumn(weather, "dni", file);
  const dhi = wholeColumn(weather, "dhi", file);
  return { sky: { ...completeIrradiance({ ghi, dni, dhi }, sun, file), temperatureC, windMs }, sun };
}

/** Instants at which the sun is put for each row, milliseconds of Unix time. A typical year has no 29 February, whatever its year. */
export function rowInstantsMs(series: Series, sunMinutes: number): Float64Array {
  const { startMs, stepMinutes, utcOffsetMinutes, typicalYear, values } = series;
  const { year } = civilDate(Math.floor((startMs + utcOffsetMinutes * MINUTE_MS) / DAY_MS));
  const leapMs = typicalYear && isLeapYear(year) ? 59 * DAY_MS : Infinity;
  return Float64Array.from(values, (_, i) => {
    const fromStartMs = i * stepMinutes * MINUTE_MS;
    return startMs + fromStartMs + (fromStartMs >= leapMs ? DAY_MS : 0) + sunMinutes * MINUTE_MS;
  });
}

/** A column without gaps; undefined where the file does not have it. Throws `InputError` with the first gap. */
export function wholeColumn(weather: WeatherFile, name: WeatherColumn, file: string): Float64Array | undefined {
  const series = weather.columns[name];
  if (series === undefined) return undefined;
  const gap = series.values.findIndex((value) => !Number.isFinite(value));
  if (gap < 0) return series.values;
  const missing = series.values.reduce((count, value) => (Number.isFinite(value) ? count : count + 1), 0);
  throw new InputError([{
    where: { file }, found: `${missing} of ${series.values.length} values of ${name} missing, the first at ${utcText(series.startMs + gap * series.stepMinutes * MINUTE_MS)}`,
    allowed: 'a whole column, or in a scenario the choice "gap": "interpolate"',
  }]);
}

type Components = { readonly ghi: Float64Array | undefined; readonly dni: Float64Array | undefined; readonly dhi: Float64Array | undefined };

/** All three of global, beam and diffuse, from two of them or from the global alone (Erbs 1982). */
export function completeIrradiance({ ghi, dni, dhi }: Components, sun: SunTrack, file: string): { ghiWm2: Float64Array; dniWm2: Float64Array; dhiWm2: Float64Array } {
  if (ghi !== undefined && dni !== undefined && dhi !== undefined) return { ghiWm2: ghi, dniWm2: dni, dhiWm2: dhi };
  if (ghi === undefined) {
    if (dni === undefined || dhi === undefined) throw new InputError([{ where: { file }, found: "no global irradiance", allowed: "global, or beam and diffuse irradiance" }]);
    return { ghiWm2: dhi.map((diffuse, i) => diffuse + dni[i]! * Math.max(0, sun.up[i]!)), dniWm2: dni, dhiWm2: dhi };
  }
  const dhiWm2 = dhi
    ?? (dni === undefined
      ? ghi.map((global, i) => erbsDiffuseWm2(Math.max(0, global), sun.up[i]!, sun.extraWm2[i]!))
      : ghi.map((global, i) => Math.max(0, global - dni[i]! * Math.max(0, sun.up[i]!))));
  const dniWm2 = dni ?? ghi.map((global, i) => beamFromGlobalWm2(global, dhiWm2[i]!, sun.up[i]!));
  return { ghiWm2: ghi, dniWm2, dhiWm2 };
}
