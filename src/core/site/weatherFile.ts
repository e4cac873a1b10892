import { InputError, type Place, type Warning } from "../errors.ts";
import type { Axis } from "../time/axis.ts";
import { civilDate, DAY_MS, dayNumber, isLeapYear, MINUTE_MS } from "../time/civil.ts";
import { laySeries } from "../time/resample.ts";
import type { Series, WeatherFile } from "../time/series.ts";
import { pressureFromAltitudePa } from "./irradiance.ts";
import { sunTrack, type SunTrack } from "./sun.ts";
import { OPEN_LAND_SHEAR, windAtHeightMs } from "./turbine.ts";
import { completeIrradiance, rowInstantsMs, STILL_AIR_MS, wholeColumn, type SunlitSky } from "./weatherRows.ts";

/** Air at one height above ground, means of steps. */
export type WindAtHeight = { readonly heightM: number; readonly windMs: Float64Array; readonly temperatureC: Float64Array; readonly pressurePa: Float64Array };

/** Weather of a file on the axis of a run; `winds` lowest first. */
export type FileWeather = SunlitSky & { readonly winds: readonly WindAtHeight[]; readonly hasIrradiance: boolean; readonly warnings: readonly Warning[] };

/**
 * Measured or typical weather laid over the axis of a run. Temperature, wind and pressure hold for the whole of their row. Irradiance keeps
 * its energy row by row: where a step is shorter than a row, the row's global and diffuse energy is spread as the sun's height goes, with a
 * clearness that runs straight from row to row; its beam is spread over the part of the row in which the sun is up, and never above what
 * comes from outside the air (the one case in which energy is lost: a row at sunrise that no sun could give). The sun stands at
 * the middle of each step, or, where steps are rows, at the instant that the file's values belong to; a typical year has the sun of the simulated year.
 * @throws InputError where the file lacks temperature, does not cover the run, or has gaps in what is used
 */
export function fileWeather(weather: WeatherFile, axis: Axis, where: Place): FileWeather {
  const warnings: Warning[] = [];
  const { temperatureC, windMs, pressurePa, ghi, dni, dhi } = weather.columns;
  if (temperatureC === undefined) throw new InputError([{ where, found: "no air temperature", allowed: "a column of temperature, °C" }]);
  const lay = (series: Series): Float64Array => {
    const laid = laySeries(datedOrTypical(series, axis, warnings), axis, where);
    warnings.push(...laid.warnings.filter(({ code }) => !warnings.some((known) => known.code === code)));
    return laid.values;
  };
  const airC = lay(temperatureC);
  const airPa = pressurePa === undefined ? new Float64Array(axis.length).fill(pressureFromAltitudePa(weather.altitudeM)) : lay(pressurePa);
  const winds: WindAtHeight[] = (weather.windLevels ?? []).map((level) => ({
    heightM: level.heightM, windMs: lay(level.windMs),
    temperatureC: level.temperatureC === undefined ? airC : lay(level.temperatureC), pressurePa: level.pressurePa === undefined ? airPa : lay(level.pressurePa),
  }));
  if (winds.length === 0 && windMs !== undefined) winds.push({ heightM: weather.windHeightM, windMs: lay(windMs), temperatureC: airC, pressurePa: airPa });
  const [lowest] = winds;
  if (lowest === undefined) warnings.push({ code: "weatherWithoutWind", values: { assumedMs: STILL_AIR_MS } });
  const toTenMetres = lowest === undefined ? 1 : windAtHeightMs(1, lowest.heightM, 10, OPEN_LAND_SHEAR);
  const calm = {
    temperatureC: airC,
    windMs: lowest === undefined ? new Float64Array(axis.length).fill(STILL_AIR_MS) : toTenMetres === 1 ? lowest.windMs : lowest.windMs.map((ms) => ms * toTenMetres),
  };
  const lead = ghi ?? dni;
  const hasIrradiance = lead !== undefined && (ghi !== undefined || dhi !== undefined);
  if (!hasIrradiance) {
    const none = () => new Float64Array(axis.length);
    const sun = sunOfSteps(axis, weather, axis.stepMinutes / 2, temperatureC.utcOffsetMinutes);
    return { sun, sky: { ...calm, ghiWm2: none(), dniWm2: none(), dhiWm2: none() }, winds, hasIrradiance, warnings };
  }
  return { ...layIrradiance(weather, datedOrTypical(lead, axis, warnings), axis, where, calm), winds, hasIrradiance, warnings };
}

/**
 * Rows of a calendar year that is not the simulated one are laid by month, day and hour, as a typical year, and the user is told.
 */
function datedOrTypical(series: Series, axis: Axis, warnings: Warning[]): Series {
  if (series.typicalYear) return series;
  const rowMs = series.stepMinutes * MINUTE_MS;
  const covers = series.startMs <= axis.startMs && series.startMs + series.values.length * rowMs >= axis.startMs + axis.length * axis.stepMinutes * MINUTE_MS;
  const localStartMs = series.startMs + series.utcOffsetMinutes * MINUTE_MS;
  const { year } = civilDate(Math.floor(localStartMs / DAY_MS));
  const wholeYear = localStartMs === dayNumber(year, 1, 1) * DAY_MS && series.values.length * rowMs === (isLeapYear(year) ? 366 : 365) * DAY_MS;
  if (covers || !wholeYear) return series;
  if (!warnings.some(({ code }) => code === "weatherOfOtherYear")) warnings.push({ code: "weatherOfOtherYear", values: { year } });
  return { ...series, typicalYear: true };
}

function sunOfSteps(axis: Axis, place: WeatherFile, minutes: number, utcOffsetMinutes: number): SunTrack {
  const times = Float64Array.from({ length: axis.length }, (_, i) => axis.startMs + (i * axis.stepMinutes + minutes) * MINUTE_MS);
  return sunTrack(times, place, pressureFromAltitudePa(place.altitudeM), utcOffsetMinutes);
}

function layIrradiance(
  weather: WeatherFile, lead: Series, axis: Axis, where: Place, calm: { readonly temperatureC: Float64Array; readonly windMs: Float64Array },
): SunlitSky {
  const file = where.file ?? "";
  const ghi = wholeColumn(weather, "ghi", file);
  const dni = wholeColumn(weather, "dni", file);
  const dhi = wholeColumn(weather, "dhi", file);
  const complete = ghi !== undefined && dni !== undefined && dhi !== undefined;
  const rowSun = complete ? undefined : sunTrack(rowInstantsMs(lead, weather.sunMinutes), weather, pressureFromAltitudePa(weather.altitudeM), lead.utcOffsetMinutes);
  const rows = rowSun === undefined ? { ghiWm2: ghi!, dniWm2: dni!, dhiWm2: dhi! } : completeIrradiance({ ghi, dni, dhi }, rowSun, file);

  const rowMinutes = lead.stepMinutes;
  const { stepMinutes } = axis;
  const originMs = lead.typicalYear ? -lead.utcOffsetMinutes * MINUTE_MS : lead.startMs;
  const lateMinutes = modulo((axis.startMs - originMs) / MINUTE_MS, rowMinutes);
  const partMinutes = commonDivisor(commonDivisor(stepMinutes, rowMinutes), lateMinutes);
  const partsPerStep = stepMinutes / partMinutes;
  const parts: Axis = { ...axis, stepMinutes: partMinutes, length: axis.length * partsPerStep };
  const rowOfPart = laySeries({ ...lead, values: Float64Array.from(lead.values, (_, row) => row) }, parts, where).values;

  const whole = stepMinutes % rowMinutes === 0 && lateMinutes === 0;
  const sun = sunOfSteps(axis, weather, whole ? weather.sunMinutes + (stepMinutes - rowMinutes) / 2 : stepMinutes / 2, lead.utcOffsetMinutes);
  if (partMinutes === rowMinutes) {
    const mean = (column: Float64Array) => meanOfParts(Float64Array.from(rowOfPart, (row) => Math.max(0, column[row]!)), partsPerStep);
    return { sun, sky: { ...calm, ghiWm2: mean(rows.ghiWm2), dniWm2: mean(rows.dniWm2), dhiWm2: mean(rows.dhiWm2) } };
  }

  const partSun = partsPerStep === 1 && !whole ? sun : sunOfSteps(parts, weather, partMinutes / 2, lead.utcOffsetMinutes);
  // A row speaks for the time round its own instant: where that is not its middle, its parts lie earlier or later by the difference.
  const shift = Math.round((rowMinutes / 2 - weather.sunMinutes) / partMinutes);
  const shifted = rowOfPart.map((_, j) => rowOfPart[Math.max(0, Math.min(rowOfPart.length - 1, j + shift))]!);
  const height = partSun.up.map((up, j) => Math.max(0, up) * partSun.extraWm2[j]!);
  const sunUp = partSun.up.map((up) => (up > 0 ? 1 : 0));
  const ghiWm2 = spread(rows.ghiWm2, shifted, height, HIGHEST_CLEARNESS);
  const dhiWm2 = spread(rows.dhiWm2, shifted, height, HIGHEST_CLEARNESS);
  const dniWm2 = spread(rows.dniWm2, shifted, sunUp, Infinity).map((beam, j) => Math.min(beam, partSun.extraWm2[j]!));
  return { sun, sky: { ...calm, ghiWm2: meanOfParts(ghiWm2, partsPerStep), dniWm2: meanOfParts(dniWm2, partsPerStep), dhiWm2: meanOfParts(dhiWm2, partsPerStep) } };
}

/** Clearness above which a row at the edge of the day says more of its clock than of the sky. */
const HIGHEST_CLEARNESS = 1.2;

/**
 * Rows spread over their parts in proportion to a shape times a ratio (row over shape) that runs straight between the rows' middles;
 * each row's mean is kept. A row whose parts have no shape at all is spread evenly.
 * @param rowOfPart the row that each part belongs to; the parts of a row stand together
 * @param highest a neighbour's ratio above it is not run toward
 */
function spread(column: Float64Array, rowOfPart: Float64Array, shape: Float64Array, highest: number): Float64Array {
  const starts: number[] = [];
  for (let j = 0; j < rowOfPart.length; j++) if (j === 0 || rowOfPart[j] !== rowOfPart[j - 1]) starts.push(j);
  starts.push(rowOfPart.length);
  const groups = starts.length - 1;
  const ratio = new Float64Array(groups);
  for (let g = 0; g < groups; g++) {
    let sum = 0;
    for (let j = starts[g]!; j < starts[g + 1]!; j++) sum += shape[j]!;
    const value = Math.max(0, column[rowOfPart[starts[g]!]!]!);
    ratio[g] = sum > 0 ? (value * (starts[g + 1]! - starts[g]!)) / sum : 0;
  }
  const out = new Float64Array(rowOfPart.length);
  for (let g = 0; g < groups; g++) {
    const [from, to] = [starts[g]!, starts[g + 1]!];
    const count = to - from;
    const value = Math.max(0, column[rowOfPart[from]!]!);
    if (value === 0) continue;
    let sum = 0;
    for (let j = from; j < to; j++) {
      const offset = (j - from + 0.5) / count - 0.5;
      const neighbour = offset < 0 ? ratio[g - 1] : ratio[g + 1];
      const own = ratio[g]!;
      // Next to a dark row, or to one whose ratio the day's edge has blown up, the row keeps its own.
      const bent = neighbour !== undefined && neighbour > 0 && neighbour < highest ? own + Math.abs(offset) * (neighbour - own) : own;
      out[j] = bent * shape[j]!;
      sum += out[j]!;
    }
    for (let j = from; j < to; j++) out[j] = sum > 0 ? (out[j]! * value * count) / sum : value;
  }
  return out;
}

function meanOfParts(values: Float64Array, parts: number): Float64Array {
  if (parts === 1) return values;
  return Float64Array.from({ length: values.length / parts }, (_, i) => {
    let sum = 0;
    for (let p = 0; p < parts; p++) sum += values[i * parts + p]!;
    return sum / parts;
  });
}

function commonDivisor(a: number, b: number): number {
  return b === 0 ? a : commonDivisor(b, a % b);
}

function modulo(value: number, base: number): number {
  return value - base * Math.floor(value / base);
}
