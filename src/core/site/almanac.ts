import { atan2, cos, log, pow, sin } from "../maths/functions.ts";
import { gamma } from "../maths/gamma.ts";
import { normalCdf } from "../maths/normal.ts";
import type { Axis } from "../time/axis.ts";
import { civilDate, DAY_MS, dayNumber, HOUR_MS, MINUTE_MS } from "../time/civil.ts";
import { standardOffsetMinutes } from "../time/zone.ts";
import { pressureFromAltitudePa } from "./irradiance.ts";
import { bySeason, clearWm2, skyModel, type SkyModel } from "./skyModel.ts";
import { sunTrack, type SunPlace, type SunTrack } from "./sun.ts";
import type { SyntheticWeatherInputs } from "./weatherSyntheticInputs.ts";

/** What is known of a year's weather before anything is drawn: the same under every seed. */
export type Almanac = {
  readonly clock: StandardClock;
  readonly sun: SunTrack;
  readonly sky: SkyModel;
  /** Global irradiance of each step without clouds, W/m². */
  readonly clearWm2: Float64Array;
  readonly temperature: TemperatureWaves;
  readonly wind: WindWaves;
};

export function makeAlmanac(inputs: SyntheticWeatherInputs, place: SunPlace, axis: Axis): Almanac {
  const utcOffsetMinutes = standardOffsetMinutes(axis.inputs.timeZone, axis.startMs);
  const clock = standardClock(axis, utcOffsetMinutes);
  const pressurePa = pressureFromAltitudePa(place.altitudeM);
  const sun = sunTrack(clock.middleMs, place, pressurePa, utcOffsetMinutes);
  const sky = skyModel(inputs, place, pressurePa, clock.year, utcOffsetMinutes);
  const clear = sun.up.map((_, i) => clearWm2(sky.clearSky, sun, i, sky.turbidity[clock.month[clock.day[i]!]!]!, place.altitudeM, pressurePa));
  return {
    clock, sun, sky, clearWm2: clear,
    temperature: temperatureWaves(inputs, place, clock, utcOffsetMinutes, axis.stepHours), wind: windWaves(inputs, place, clock, axis.stepHours),
  };
}

/** The steps of the axis by the standard clock; a step belongs to the day and month of its middle. */
export type StandardClock = {
  readonly middleMs: Float64Array;
  /** Hours since standard midnight, at the step's middle. */
  readonly hour: Float64Array;
  /** Day of each step, counted from the first. */
  readonly day: Uint16Array;
  /** Of each day, 0 … 11. */
  readonly month: Uint8Array;
  /** Of each day, 0 … 365. */
  readonly dayOfYear: Uint16Array;
  readonly year: number;
};

function standardClock(axis: Axis, utcOffsetMinutes: number): StandardClock {
  const offsetMs = utcOffsetMinutes * MINUTE_MS;
  const stepMs = axis.stepMinutes * MINUTE_MS;
  const firstDay = Math.floor((axis.startMs + stepMs / 2 + offsetMs) / DAY_MS);
  const middleMs = new Float64Array(axis.length);
  const hour = new Float64Array(axis.length);
  const day = new Uint16Array(axis.length);
  for (let i = 0; i < axis.length; i++) {
    middleMs[i] = axis.startMs + (i + 0.5) * stepMs;
    const localMs = middleMs[i]! + offsetMs;
    const d = Math.floor(localMs / DAY_MS);
    day[i] = d - firstDay;
    hour[i] = (localMs - d * DAY_MS) / HOUR_MS;
  }
  const count = day[axis.length - 1]! + 1;
  const dates = Array.from({ length: count }, (_, d) => civilDate(firstDay + d));
  return {
    middleMs, hour, day, year: dates[0]!.year,
    month: Uint8Array.from(dates, (date) => date.month - 1),
    dayOfYear: Uint16Array.from(dates, (date, d) => firstDay + d - dayNumber(date.year, 1, 1)),
  };
}

/** Middles of the months in days of a common year, the first of January 0. */
const MONTH_MIDDLE = [15.5, 45, 74.5, 105, 135.5, 166, 196.5, 227.5, 258, 288.5, 319, 349.5];

/** Temperature = day's base + half range of the day's state × swing + spread of the month × residual. */
export type TemperatureWaves = {
  /** Of each day, the year's wave. */
  readonly baseC: Float64Array;
  /** Of each step, the day's wave: −1 in the coolest hour, 1 in the warmest. */
  readonly swing: Float64Array;
  /** By state of the day. */
  readonly halfRangeK: readonly number[];
  /** By month. */
  readonly residualSdK: readonly number[];
  /** Share of the residual that is left a step later. */
  readonly keptPerStep: number;
};

function temperatureWaves({ temperature, climate }: SyntheticWeatherInputs, place: SunPlace, clock: StandardClock, utcOffsetMinutes: number, stepHours: number): TemperatureWaves {
  const { latitude } = place;
  const wave = climate.temperatureMeanC && temperature.meanC === undefined ? waveOfMonths(climate.temperatureMeanC) : undefined;
  const meanC = temperature.meanC ?? wave?.meanC ?? 27 - 0.0082 * latitude * latitude - 0.0065 * place.altitudeM;
  const amplitudeK = temperature.amplitudeK ?? wave?.amplitudeK ?? 0.3 * Math.abs(latitude);
  const warmestDay = temperature.warmestDay ?? wave?.warmestDay ?? (latitude >= 0 ? 199 : 199 - 182.5);
  const offK = temperature.monthMinusSineK ?? wave?.monthMinusSineK;
  const rangeK = temperature.diurnalRangeK ?? { overcast: 6, partly: 9, clear: 12 };
  const halfRangeK = [rangeK.overcast / 2, rangeK.partly / 2, rangeK.clear / 2];
  // Solar noon by the standard clock, the equation of time left out: it averages out over the year.
  const solarShiftHours = utcOffsetMinutes / 60 - place.longitude / 15;
  const warmest = temperature.warmestHourStandard ?? 15 + solarShiftHours;
  const coolest = temperature.coolestHourStandard ?? 5.5 + solarShiftHours;
  const risingHours = modulo(warmest - coolest, 24) || 12;
  const swing = clock.hour.map((hour) => {
    const sinceCoolest = modulo(hour - coolest, 24);
    return sinceCoolest < risingHours ? -cos((Math.PI * sinceCoolest) / risingHours) : cos((Math.PI * (sinceCoolest - risingHours)) / (24 - risingHours));
  });
  const baseC = Float64Array.from(clock.dayOfYear, (day) => meanC + amplitudeK * cos((2 * Math.PI * (day + 1 - warmestDay)) / 365) + (offK === undefined ? 0 : betweenMonths(offK, day)));
  return { baseC, swing, halfRangeK, residualSdK: residualSdK(temperature, latitude), keptPerStep: pow(temperature.hourlyLag1 ?? 0.975, stepHours) };
}

/** Standard deviation of the residual in each month, K. Default 3.6 + 1.5 in winter, − 1.5 in summer, less within 30° of the equator (design choice). */
function residualSdK(temperature: SyntheticWeatherInputs["temperature"], latitude: number): readonly number[] {
  const { hourlyResidualSdK, dailyResidualSdByMonthK } = temperature;
  if (hourlyResidualSdK !== undefined) {
    const byMonth = dailyResidualSdByMonthK ?? new Array<number>(12).fill(1);
    const whole = (dailyResidualSdByMonthK && temperature.dailyResidualSdK) ?? byMonth.reduce((sum, sd) => sum + sd, 0) / 12;
    return byMonth.map((sd) => hourlyResidualSdK * (whole > 0 ? sd / whole : 0));
  }
  const calm = Math.max(0.35, Math.min(1, Math.abs(latitude) / 30));
  return bySeason(Array.from({ length: 12 }, (_, month) => calm * (3.6 + 1.5 * cos((2 * Math.PI * month) / 12))), latitude);
}

/** Mean, first harmonic and what is left of twelve monthly means. */
function waveOfMonths(monthly: readonly number[]): { readonly meanC: number; readonly amplitudeK: number; readonly warmestDay: number; readonly monthMinusSineK: readonly number[] } {
  const meanC = monthly.reduce((sum, value) => sum + value, 0) / 12;
  const angle = MONTH_MIDDLE.map((day) => (2 * Math.PI * day) / 365);
  const a = monthly.reduce((sum, value, month) => sum + value * cos(angle[month]!), 0) / 6;
  const b = monthly.reduce((sum, value, month) => sum + value * sin(angle[month]!), 0) / 6;
  const amplitudeK = Math.sqrt(a * a + b * b);
  const phase = atan2(b, a);
  return {
    meanC, amplitudeK,
    warmestDay: 1 + modulo((phase * 365) / (2 * Math.PI), 365),
    monthMinusSineK: monthly.map((value, month) => value - meanC - amplitudeK * cos(angle[month]! - phase)),
  };
}

/** Straight lines between the middles of the months. @param day of the year, the first of January 0 */
function betweenMonths(monthly: readonly number[], day: number): number {
  const at = day + 0.5;
  let next = 0;
  while (next < 12 && MONTH_MIDDLE[next]! <= at) next++;
  const before = (next + 11) % 12;
  const after = next % 12;
  const fromDay = MONTH_MIDDLE[before]! - (next === 0 ? 365 : 0);
  const toDay = MONTH_MIDDLE[after]! + (next === 12 ? 365 : 0);
  return monthly[before]! + ((monthly[after]! - monthly[before]!) * (at - fromDay)) / (toDay - fromDay);
}

/** Wind = speed of the drawn normal, of mean 1, × mean of the day × the day's wave. */
export type WindWaves = {
  readonly dayMeanMs: Float64Array;
  readonly diurnal: Float64Array;
  readonly speedOf: (normal: number) => number;
  /** Share of the normal that is left a step later. */
  readonly keptPerStep: number;
};

function windWaves({ wind, climate }: SyntheticWeatherInputs, { latitude }: SunPlace, clock: StandardClock, stepHours: number): WindWaves {
  const monthly = wind.mean10mMs === undefined ? climate.windMean10mMs : undefined;
  const meanMs = wind.mean10mMs ?? 4.5;
  const seasonAmplitude = wind.seasonAmplitude ?? 0.12;
  const seasonPeak = wind.seasonPeakMonth ?? (latitude >= 0 ? 3 : 9);
  const dayMeanMs = Float64Array.from(clock.dayOfYear, (day) => monthly ? betweenMonths(monthly, day)
    : meanMs * (1 + seasonAmplitude * cos((2 * Math.PI * ((day + 0.5) / (365 / 12) + 0.5 - seasonPeak)) / 12)));
  const diurnalAmplitude = wind.diurnalAmplitude ?? 0.2;
  const diurnalPeak = wind.diurnalPeakHourStandard ?? 14;
  const diurnal = clock.hour.map((hour) => 1 + diurnalAmplitude * cos((2 * Math.PI * (hour - diurnalPeak)) / 24));
  return { dayMeanMs, diurnal, speedOf: weibullOfNormal(wind.weibullK ?? 2), keptPerStep: pow(wind.hourlyLag1 ?? 0.85, stepHours) };
}

/**
 * A standard normal variable made a Weibull one of mean 1 with the same rank: (−ln(1 − Φ(g)))^{1/k} / Γ(1 + 1/k).
 * From a table with steps of 1/64 and straight lines between: 1e-4 of the mean at most off, a year in a fifth of the time.
 */
function weibullOfNormal(k: number): (g: number) => number {
  const perUnit = 64;
  const edge = 7;
  const meanOfUnit = gamma(1 + 1 / k);
  const table = Float64Array.from({ length: 2 * edge * perUnit + 1 }, (_, n) => pow(-log(normalCdf(edge - n / perUnit)), 1 / k) / meanOfUnit);
  return (g) => {
    const at = Math.max(0, Math.min(2 * edge * perUnit - 1e-9, (g + edge) * perUnit));
    const n = Math.floor(at);
    return table[n]! + (at - n) * (table[n + 1]! - table[n]!);
  };
}

function modulo(value: number, base: number): number {
  return value - base * Math.floor(value / base);
}
