import * as z from "zod/mini";
import type { Warning } from "../errors.ts";
import { field, fieldRegistry, group, months, optionalField, optionalNumberField } from "../field.ts";
import { atan2, cos, exp, log, pow, sin } from "../maths/functions.ts";
import { gamma } from "../maths/gamma.ts";
import { normalCdf } from "../maths/normal.ts";
import type { Axis } from "../time/axis.ts";
import { civilDate, DAY_MS, dayNumber, HOUR_MS, MINUTE_MS } from "../time/civil.ts";
import { randomStream } from "../time/streams.ts";
import { standardOffsetMinutes } from "../time/zone.ts";
import { beamFromGlobalWm2, erbsDiffuseWm2, haurwitzGhiWm2, ineichenGhiWm2, pressureFromAltitudePa, relativeAirMass } from "./irradiance.ts";
import { sunTrack, type SunPlace, type SunTrack } from "./sun.ts";
import type { SunlitSky } from "./weatherRows.ts";

const three = (min: number, max: number) => z.array(z.number().check(z.gte(min), z.lte(max))).check(z.length(3));
const probabilities = z.array(three(0, 1)).check(z.length(3), z.refine(
  (rows) => rows.every((row) => Math.abs(row.reduce((sum, share) => sum + share, 0) - 1) <= 0.01),
  { error: "three rows of three probabilities, each row adding up to 1" },
));

/** Monthly normals that people know of a place. Where one is missing, the place's latitude gives a default. */
const climateInputs = group({ title: "Monthly normals", help: "What the place is known for, month by month; empty: from the latitude." }, {
  ghiKwhM2Day: optionalField(months(0, 12), { title: "Global irradiation", help: "Mean of a day on the horizontal, January to December.", unit: "kWh/m²·day", control: "months" }),
  temperatureMeanC: optionalField(months(-70, 50), { title: "Air temperature", help: "Mean of day and night, January to December.", unit: "°C", control: "months" }),
  windMean10mMs: optionalField(months(0, 40), { title: "Wind at 10 m", help: "Mean speed, January to December.", unit: "m/s", control: "months" }),
});

const skyInputs = group({ title: "Sky", help: "A chain of overcast, partly cloudy and clear days (in this order in every list), with a drawn clearness each day and hour." }, {
  clearSky: field(z.enum(["ineichen", "haurwitz"]), {
    title: "Clear sky", help: "What would shine without clouds: Ineichen & Perez 2002 by turbidity, or Haurwitz 1945 by the sun's height alone.", default: "ineichen",
    options: { ineichen: "Ineichen and Perez", haurwitz: "Haurwitz" },
  }),
  linkeTurbidityByMonth: optionalField(months(1, 10), {
    title: "Linke turbidity", help: "2 in clean mountain air, 3 to 4 usual, 4 to 5 in cities and the humid tropics; January to December.", unit: "ratio", control: "months", assumed: true,
    source: "Mid-latitude list after the SoDa climatology (Remund 2003, not confirmed), six months later in the south.",
  }),
  transition: optionalField(probabilities, {
    title: "From day to day", help: "Row: today's state; column: tomorrow's probability.", control: "json",
    source: "Fitted to four measured years of the middle latitudes: stationary shares 0.16, 0.28, 0.56.",
  }),
  stateMeanKc: optionalField(three(0, 1.2), { title: "Clearness of a day", help: "Mean of daily irradiation over that of a clear sky, in each state.", unit: "ratio", control: "json" }),
  stateSdKc: optionalField(three(0, 0.5), { title: "Spread of a day", help: "Standard deviation of the same.", unit: "ratio", control: "json" }),
  hourlySdByState: optionalField(three(0, 0.5), { title: "Spread of an hour", help: "Standard deviation of the hour's clearness around the day's, in each state.", unit: "ratio", control: "json" }),
  hourlyLag1: optionalNumberField({
    title: "Persistence of an hour", help: "Share of an hour's deviation that is left an hour later.", unit: "ratio", min: 0, max: 0.99, step: 0.01,
    source: "0.6; Graham & Hollands 1990, Solar Energy 44, 333: 0.54 ± 0.14.",
  }),
  overcastFactorByMonth: optionalField(months(0, 20), { title: "Overcast by month", help: "Multiplies the probability of an overcast day; empty: from the normals, else more in winter.", unit: "ratio", control: "months" }),
  monthScale: optionalField(months(0, 3), { title: "Scale by month", help: "Multiplies the irradiance; empty: what meets the normals.", unit: "ratio", control: "months" }),
  observedShare: optionalField(three(0, 1), { title: "Shares of the states", help: "The first day is drawn from them; empty: the chain's own.", unit: "ratio", control: "json" }),
});

const temperatureInputs = group({ title: "Temperature", help: "A year's wave, a day's wave by the sky, and a wandering residual; empty: from the normals, else from the latitude." }, {
  meanC: optionalNumberField({ title: "Mean of the year", help: "27 − 0.0082 × latitude² − 6.5 K/km where empty.", unit: "°C", min: -60, max: 45, step: 0.1, assumed: true, source: "Fit to four measured sites, ± 4 K; milder coasts are up to 4 K warmer." }),
  amplitudeK: optionalNumberField({ title: "Half range of the year", help: "0.30 K per degree of latitude where empty, as inland; on a coast 0.18.", unit: "K", min: 0, max: 40, step: 0.1, assumed: true, source: "Fit to four measured sites." }),
  warmestDay: optionalNumberField({ title: "Warmest day", help: "Day of the year; 199 in the north, half a year later in the south.", unit: "day of year", min: 1, max: 366, step: 1 }),
  monthMinusSineK: optionalField(months(-20, 20), { title: "Months off the wave", help: "What the months are warmer than the wave.", unit: "K", control: "months" }),
  diurnalRangeK: optionalField(z.strictObject({ clear: range(), partly: range(), overcast: range(), mean: z.optional(range()) }), {
    title: "Range of a day", help: "Coolest to warmest hour under each sky.", unit: "K", control: "json", source: "12 clear, 9 partly, 6 overcast: fit to four measured sites.",
  }),
  warmestHourStandard: optionalNumberField({ title: "Warmest hour", help: "Standard time; 15 h of solar time where empty.", unit: "h", min: 0, max: 24, step: 0.5 }),
  coolestHourStandard: optionalNumberField({ title: "Coolest hour", help: "Standard time; 5.5 h of solar time where empty.", unit: "h", min: 0, max: 24, step: 0.5 }),
  hourlyResidualSdK: optionalNumberField({ title: "Spread of the residual", help: "Standard deviation of what the waves do not explain.", unit: "K", min: 0, max: 15, step: 0.1, source: "4.4 K in the middle latitudes, less toward the equator (design choice)." }),
  dailyResidualSdK: optionalNumberField({ title: "Spread of a day's residual", help: "Only its ratio to the months below is used.", unit: "K", min: 0.1, max: 15, step: 0.1 }),
  dailyResidualSdByMonthK: optionalField(months(0, 15), { title: "Spread by month", help: "Winter wanders more than summer.", unit: "K", control: "months" }),
  hourlyLag1: optionalNumberField({ title: "Persistence of the residual", help: "Share left an hour later.", unit: "ratio", min: 0, max: 0.999, step: 0.001, source: "0.975: fit to four measured sites." }),
});

const windSpeedInputs = group({ title: "Wind", help: "Weibull speeds at 10 m from a persistent process, with a wave of the day and of the year; empty: from the normals, else 4.5 m/s." }, {
  mean10mMs: optionalNumberField({ title: "Mean at 10 m", help: "Of the year.", unit: "m/s", min: 0, max: 30, step: 0.1, assumed: true, source: "4.5 m/s: a design choice." }),
  weibullK: optionalNumberField({ title: "Weibull shape", help: "2: Rayleigh; lower: gustier.", unit: "ratio", min: 0.8, max: 6, step: 0.05, source: "2: IEC 61400-1." }),
  hourlyLag1: optionalNumberField({ title: "Persistence", help: "Share of the deviation left an hour later.", unit: "ratio", min: 0, max: 0.999, step: 0.01, source: "0.85 at 10 m, 0.94 at hub height: four measured sites." }),
  diurnalAmplitude: optionalNumberField({ title: "Swing of the day", help: "Relative; 0 at hub height.", unit: "ratio", min: 0, max: 0.95, step: 0.01, source: "0.2: four measured sites." }),
  diurnalPeakHourStandard: optionalNumberField({ title: "Windiest hour", help: "Standard time.", unit: "h", min: 0, max: 24, step: 0.5 }),
  seasonAmplitude: optionalNumberField({ title: "Swing of the year", help: "Relative.", unit: "ratio", min: 0, max: 0.95, step: 0.01, source: "0.12: four measured sites." }),
  seasonPeakMonth: optionalNumberField({ title: "Windiest month", help: "1 to 12; March in the north.", unit: "month", min: 0, max: 13, step: 0.5 }),
});

function range() {
  return z.number().check(z.gte(0), z.lte(40)).register(fieldRegistry, { title: "Range", help: "Coolest to warmest hour.", unit: "K", min: 0, max: 40 });
}

export const syntheticWeatherShape = { climate: climateInputs, sky: skyInputs, temperature: temperatureInputs, wind: windSpeedInputs };

/** What is known of the place's weather; everything may be missing. */
export type SyntheticWeatherInputs = {
  readonly climate: z.infer<typeof climateInputs>;
  readonly sky: z.infer<typeof skyInputs>;
  readonly temperature: z.infer<typeof temperatureInputs>;
  readonly wind: z.infer<typeof windSpeedInputs>;
};

/** Northern middle latitudes below 1000 m: SoDa climatology, Remund (2003), not confirmed. */
const NORTHERN_TURBIDITY = [2.6, 2.7, 3, 3.3, 3.5, 3.8, 3.9, 3.8, 3.5, 3.1, 2.8, 2.6];
/** Fitted to Leesburg, Greensboro, Dallas and Phoenix with Ineichen's clear sky. Order: overcast, partly, clear. */
const DEFAULT_TRANSITION = [[0.3, 0.35, 0.35], [0.17, 0.36, 0.47], [0.1, 0.22, 0.68]];
const DEFAULT_STATE_MEAN = [0.3, 0.64, 0.95];
const DEFAULT_STATE_SD = [0.09, 0.1, 0.07];
const DEFAULT_HOURLY_SD = [0.12, 0.2, 0.1];
const DEFAULT_LAG1 = 0.6;
/** Clearness of a day, and of a step, never lie outside. */
const DAILY_KC = [0.05, 1.08] as const;
const STEP_KC = [0.03, 1.15] as const;
/** Middles of the months in days of a common year, the first of January 0. */
const MONTH_MIDDLE = [15.5, 45, 74.5, 105, 135.5, 166, 196.5, 227.5, 258, 288.5, 319, 349.5];

/**
 * A seeded year: clear sky × clearness → Erbs; temperature; wind. From latitude and longitude alone, or from normals and fitted parameters.
 * Every component draws from its own stream, at the step of the axis (persistence over Δt hours is the hourly one to the power Δt); a normal is
 * met in the mean of many seeds, not in each year. Day means a day of standard time, as in weather files.
 * Chain of day states: Richardson-like, fitted to measured years; persistence within the day: Graham & Hollands (1990), Solar Energy 44, 333;
 * Weibull wind from a Gaussian process: Justus et al. (1978), J. Appl. Meteor. 17, 350.
 */
export function syntheticWeather(inputs: SyntheticWeatherInputs, place: SunPlace, axis: Axis, seed: string): SunlitSky & { readonly warnings: readonly Warning[] } {
  const utcOffsetMinutes = standardOffsetMinutes(axis.inputs.timeZone, axis.startMs);
  const clock = standardClock(axis, utcOffsetMinutes);
  const pressurePa = pressureFromAltitudePa(place.altitudeM);
  const sun = sunTrack(clock.middleMs, place, pressurePa, utcOffsetMinutes);
  const sky = resolveSky(inputs, place, pressurePa, clock.year, utcOffsetMinutes);
  const days = drawDays(sky, clock, seed);
  const irradiance = drawIrradiance(sky, days, sun, clock, place, pressurePa, axis.stepHours, seed);
  const temperatureC = drawTemperature(inputs, place, days.state, clock, utcOffsetMinutes, axis.stepHours, seed);
  const windMs = drawWind(inputs, place, clock, axis.stepHours, seed);
  const highest = sky.scale.indexOf(Math.max(...sky.scale));
  const warnings: Warning[] = sky.scale[highest]! > HIGHEST_SCALE ? [{ code: "normalsAboveClearSky", values: { month: highest + 1, factor: sky.scale[highest]! } }] : [];
  return { sky: { ...irradiance, temperatureC, windMs }, sun, warnings };
}

/** A clear sky lifted by more than this outshines what comes through the air: the normals belong to a higher or clearer place. */
const HIGHEST_SCALE = 1.25;

/** The steps of the axis by the standard clock; a step belongs to the day and month of its middle. */
type StandardClock = {
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

type ResolvedSky = {
  readonly turbidity: readonly number[];
  readonly clearSky: "ineichen" | "haurwitz";
  /** Rows of the chain in each month. */
  readonly rows: readonly (readonly (readonly number[])[])[];
  readonly firstShare: readonly number[];
  readonly mean: readonly number[];
  readonly sd: readonly number[];
  readonly hourlySd: readonly number[];
  readonly lag1: number;
  readonly scale: readonly number[];
};

function resolveSky({ sky, climate }: SyntheticWeatherInputs, place: SunPlace, pressurePa: number, year: number, utcOffsetMinutes: number): ResolvedSky {
  const turbidity = sky.linkeTurbidityByMonth ?? bySeason(NORTHERN_TURBIDITY, place.latitude);
  const mean = sky.stateMeanKc ?? DEFAULT_STATE_MEAN;
  const sd = sky.stateSdKc ?? DEFAULT_STATE_SD;
  const hourlySd = sky.hourlySdByState ?? DEFAULT_HOURLY_SD;
  const transition = sky.transition ?? DEFAULT_TRANSITION;
  const expected = (factor: number) => stationaryShare(overcastTimes(transition, factor))
    .reduce((sum, share, state) => sum + share * clippedNormalMean(mean[state]!, Math.sqrt(sd[state]! * sd[state]! + hourlySd[state]! * hourlySd[state]!), ...STEP_KC), 0);
  // What share of the clear sky the normals leave, month by month.
  const wanted = climate.ghiKwhM2Day && sky.monthScale === undefined
    ? clearSkyKwhM2Day(sky.clearSky, turbidity, place, pressurePa, year, utcOffsetMinutes).map((clear, month) => (clear > 0 ? climate.ghiKwhM2Day![month]! / clear : 0))
    : undefined;
  const factors = sky.overcastFactorByMonth ?? wanted?.map((kc) => (kc > 0 ? factorThatMeets(expected, kc) : 1)) ?? bySeason(defaultOvercast(place.latitude), place.latitude);
  const rows = factors.map((factor) => overcastTimes(transition, factor));
  return {
    turbidity, clearSky: sky.clearSky, rows, mean, sd, hourlySd, lag1: sky.hourlyLag1 ?? DEFAULT_LAG1,
    firstShare: sky.observedShare ?? stationaryShare(transition),
    scale: sky.monthScale ?? wanted?.map((kc, month) => kc / expected(factors[month]!)) ?? new Array<number>(12).fill(1),
  };
}

/** Winter is duller than summer in the middle latitudes: measured standard deviations of 0.25 to 0.33 against 0.16 to 0.20. */
function defaultOvercast(latitude: number): readonly number[] {
  return Math.abs(latitude) < 23.4 ? new Array<number>(12).fill(1) : [1.4, 1.4, 1, 1, 1, 0.5, 0.5, 0.5, 1, 1, 1, 1.4];
}

/** A northern list by month for this latitude: half a year later in the south. */
function bySeason(northern: readonly number[], latitude: number): readonly number[] {
  return latitude >= 0 ? northern : northern.map((_, month) => northern[(month + 6) % 12]!);
}

/** The chain with the probability of an overcast day multiplied, 0.95 at most, and the others rescaled. */
function overcastTimes(transition: readonly (readonly number[])[], factor: number): readonly (readonly number[])[] {
  return transition.map((row) => {
    const sum = row[0]! + row[1]! + row[2]!;
    const overcast = Math.min(0.95, (row[0]! / sum) * factor);
    const others = row[1]! + row[2]! > 0 ? (1 - overcast) / (row[1]! + row[2]!) : 0;
    return others > 0 ? [overcast, row[1]! * others, row[2]! * others] : [1, 0, 0];
  });
}

/** Long-run shares of a chain of three states: the left eigenvector, by cofactors of 1 − P. */
function stationaryShare(rows: readonly (readonly number[])[]): readonly number[] {
  const [a, b, c] = rows as [readonly number[], readonly number[], readonly number[]];
  const weight = [
    b[0]! * c[0]! + b[0]! * c[1]! + b[2]! * c[0]!,
    a[1]! * c[0]! + a[1]! * c[1]! + a[2]! * c[1]!,
    a[1]! * b[2]! + a[2]! * b[0]! + a[2]! * b[2]!,
  ];
  const sum = weight[0]! + weight[1]! + weight[2]!;
  return sum > 0 ? weight.map((one) => one / sum) : [1 / 3, 1 / 3, 1 / 3];
}

/** Mean of a normal variable that is held between two bounds. */
function clippedNormalMean(mean: number, sd: number, low: number, high: number): number {
  if (sd === 0) return Math.max(low, Math.min(high, mean));
  const density = (x: number) => exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI);
  const a = (low - mean) / sd;
  const b = (high - mean) / sd;
  const below = normalCdf(a);
  const above = 1 - normalCdf(b);
  return low * below + high * above + mean * (1 - below - above) + sd * (density(a) - density(b));
}

/** How much duller the chain must be for a mean clearness; at its bounds the scale does the rest. */
function factorThatMeets(expected: (factor: number) => number, kc: number): number {
  let [low, high] = [0, 20];
  for (let round = 0; round < 40; round++) {
    const middle = (low + high) / 2;
    if (expected(middle) > kc) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** Daily irradiation of a cloudless month, from the 24 hours around the middle of each third of it. */
function clearSkyKwhM2Day(model: ResolvedSky["clearSky"], turbidity: readonly number[], place: SunPlace, pressurePa: number, year: number, utcOffsetMinutes: number): number[] {
  return turbidity.map((tl, month) => {
    const first = dayNumber(year, month + 1, 1);
    const days = (month === 11 ? dayNumber(year + 1, 1, 1) : dayNumber(year, month + 2, 1)) - first;
    const middle = (third: number) => first + ((third + 0.5) * days) / 3;
    const times = Float64Array.from({ length: 72 }, (_, k) => ((middle(Math.floor(k / 24)) - 0.5) * 24 + (k % 24) + 0.5) * HOUR_MS - utcOffsetMinutes * MINUTE_MS);
    const sun = sunTrack(times, place, pressurePa, utcOffsetMinutes);
    return times.reduce((sum, _, k) => sum + clearWm2(model, sun, k, tl, place.altitudeM, pressurePa), 0) / 3000;
  });
}

function clearWm2(model: ResolvedSky["clearSky"], sun: SunTrack, i: number, turbidity: number, altitudeM: number, pressurePa: number): number {
  const up = sun.up[i]!;
  if (up <= 0) return 0;
  if (model === "haurwitz") return haurwitzGhiWm2(up);
  return ineichenGhiWm2(up, (relativeAirMass(sun.zenith[i]!, up) * pressurePa) / 101_325, turbidity, altitudeM, sun.extraWm2[i]!);
}

/** State and mean clearness of each day. */
function drawDays(sky: ResolvedSky, clock: StandardClock, seed: string): { readonly state: Uint8Array; readonly kc: Float64Array } {
  // Named so that seed "1", with which page and command line begin, is an ordinary year: within one standard deviation of the normals at the
  // five example sites. (Under other names it was three above them: no figure to begin with.)
  const states = randomStream(seed, "weather/state");
  const clearness = randomStream(seed, "weather/clearness");
  const state = new Uint8Array(clock.month.length);
  const kc = new Float64Array(state.length);
  for (let d = 0; d < state.length; d++) {
    const shares = d === 0 ? sky.firstShare : sky.rows[clock.month[d]!]![state[d - 1]!]!;
    const draw = states.next() * (shares[0]! + shares[1]! + shares[2]!);
    const today = draw < shares[0]! ? 0 : draw < shares[0]! + shares[1]! ? 1 : 2;
    state[d] = today;
    kc[d] = Math.max(DAILY_KC[0], Math.min(DAILY_KC[1], sky.mean[today]! + sky.sd[today]! * clearness.normal()));
  }
  return { state, kc };
}

function drawIrradiance(
  sky: ResolvedSky, days: { readonly state: Uint8Array; readonly kc: Float64Array }, sun: SunTrack, clock: StandardClock, place: SunPlace, pressurePa: number, stepHours: number, seed: string,
): { readonly ghiWm2: Float64Array; readonly dniWm2: Float64Array; readonly dhiWm2: Float64Array } {
  const stream = randomStream(seed, "weather/hourly-clearness");
  const length = sun.up.length;
  const ghiWm2 = new Float64Array(length);
  const dniWm2 = new Float64Array(length);
  const dhiWm2 = new Float64Array(length);
  const keep = pow(sky.lag1, stepHours);
  const fresh = Math.sqrt(1 - keep * keep);
  let deviation = stream.normal();
  for (let i = 0; i < length; i++) {
    if (i > 0) deviation = keep * deviation + fresh * stream.normal();
    const up = sun.up[i]!;
    if (up <= 0) continue;
    const d = clock.day[i]!;
    const month = clock.month[d]!;
    const kc = Math.max(STEP_KC[0], Math.min(STEP_KC[1], days.kc[d]! + sky.hourlySd[days.state[d]!]! * deviation));
    const ghi = clearWm2(sky.clearSky, sun, i, sky.turbidity[month]!, place.altitudeM, pressurePa) * kc * sky.scale[month]!;
    const dhi = erbsDiffuseWm2(ghi, up, sun.extraWm2[i]!);
    ghiWm2[i] = ghi;
    dhiWm2[i] = dhi;
    dniWm2[i] = beamFromGlobalWm2(ghi, dhi, up);
  }
  return { ghiWm2, dniWm2, dhiWm2 };
}

function drawTemperature(
  { temperature, climate }: SyntheticWeatherInputs, place: SunPlace, state: Uint8Array, clock: StandardClock, utcOffsetMinutes: number, stepHours: number, seed: string,
): Float64Array {
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
  const keep = pow(temperature.hourlyLag1 ?? 0.975, stepHours);
  const fresh = Math.sqrt(1 - keep * keep);
  const sdK = residualSdK(temperature, latitude);

  const stream = randomStream(seed, "weather/temperature");
  const baseC = Float64Array.from(clock.dayOfYear, (day) => meanC + amplitudeK * cos((2 * Math.PI * (day + 1 - warmestDay)) / 365) + (offK === undefined ? 0 : betweenMonths(offK, day)));
  const temperatureC = new Float64Array(clock.day.length);
  let residual = stream.normal();
  for (let i = 0; i < temperatureC.length; i++) {
    if (i > 0) residual = keep * residual + fresh * stream.normal();
    const d = clock.day[i]!;
    const sinceCoolest = modulo(clock.hour[i]! - coolest, 24);
    const swing = sinceCoolest < risingHours ? -cos((Math.PI * sinceCoolest) / risingHours) : cos((Math.PI * (sinceCoolest - risingHours)) / (24 - risingHours));
    temperatureC[i] = baseC[d]! + halfRangeK[state[d]!]! * swing + sdK[clock.month[d]!]! * residual;
  }
  return temperatureC;
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

function drawWind({ wind, climate }: SyntheticWeatherInputs, { latitude }: SunPlace, clock: StandardClock, stepHours: number, seed: string): Float64Array {
  const stream = randomStream(seed, "weather/wind");
  const monthly = wind.mean10mMs === undefined ? climate.windMean10mMs : undefined;
  const meanMs = wind.mean10mMs ?? 4.5;
  const seasonAmplitude = wind.seasonAmplitude ?? 0.12;
  const seasonPeak = wind.seasonPeakMonth ?? (latitude >= 0 ? 3 : 9);
  const dayMeanMs = Float64Array.from(clock.dayOfYear, (day) => monthly ? betweenMonths(monthly, day)
    : meanMs * (1 + seasonAmplitude * cos((2 * Math.PI * ((day + 0.5) / (365 / 12) + 0.5 - seasonPeak)) / 12)));
  const diurnalAmplitude = wind.diurnalAmplitude ?? 0.2;
  const diurnalPeak = wind.diurnalPeakHourStandard ?? 14;
  const speedOf = weibullOfNormal(wind.weibullK ?? 2);
  const keep = pow(wind.hourlyLag1 ?? 0.85, stepHours);
  const fresh = Math.sqrt(1 - keep * keep);
  const windMs = new Float64Array(clock.day.length);
  let g = stream.normal();
  for (let i = 0; i < windMs.length; i++) {
    if (i > 0) g = keep * g + fresh * stream.normal();
    const diurnal = 1 + diurnalAmplitude * cos((2 * Math.PI * (clock.hour[i]! - diurnalPeak)) / 24);
    windMs[i] = speedOf(g) * dayMeanMs[clock.day[i]!]! * diurnal;
  }
  return windMs;
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
