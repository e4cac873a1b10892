import { exp } from "../maths/functions.ts";
import { normalCdf } from "../maths/normal.ts";
import { dayNumber, HOUR_MS, MINUTE_MS } from "../time/civil.ts";
import { haurwitzGhiWm2, ineichenGhiWm2, relativeAirMass } from "./irradiance.ts";
import { sunTrack, type SunPlace, type SunTrack } from "./sun.ts";
import type { SyntheticWeatherInputs } from "./weatherSyntheticInputs.ts";

/** Northern middle latitudes below 1000 m: SoDa climatology, Remund (2003), not confirmed. */
const NORTHERN_TURBIDITY = [2.6, 2.7, 3, 3.3, 3.5, 3.8, 3.9, 3.8, 3.5, 3.1, 2.8, 2.6];
/** Fitted to Leesburg, Greensboro, Dallas and Phoenix with Ineichen's clear sky. Order: overcast, partly, clear. */
const DEFAULT_TRANSITION = [[0.3, 0.35, 0.35], [0.17, 0.36, 0.47], [0.1, 0.22, 0.68]];
const DEFAULT_STATE_MEAN = [0.3, 0.64, 0.95];
const DEFAULT_STATE_SD = [0.09, 0.1, 0.07];
const DEFAULT_HOURLY_SD = [0.12, 0.2, 0.1];
const DEFAULT_LAG1 = 0.6;
/** Clearness of a step never lies outside. */
export const STEP_KC = [0.03, 1.15] as const;

/** How cloudy a place is in each month, and what shines without clouds; everything that was not given filled in. */
export type SkyModel = {
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

export function skyModel({ sky, climate }: SyntheticWeatherInputs, place: SunPlace, pressurePa: number, year: number, utcOffsetMinutes: number): SkyModel {
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
export function bySeason(northern: readonly number[], latitude: number): readonly number[] {
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
function clearSkyKwhM2Day(model: SkyModel["clearSky"], turbidity: readonly number[], place: SunPlace, pressurePa: number, year: number, utcOffsetMinutes: number): number[] {
  return turbidity.map((tl, month) => {
    const first = dayNumber(year, month + 1, 1);
    const days = (month === 11 ? dayNumber(year + 1, 1, 1) : dayNumber(year, month + 2, 1)) - first;
    const middle = (third: number) => first + ((third + 0.5) * days) / 3;
    const times = Float64Array.from({ length: 72 }, (_, k) => ((middle(Math.floor(k / 24)) - 0.5) * 24 + (k % 24) + 0.5) * HOUR_MS - utcOffsetMinutes * MINUTE_MS);
    const sun = sunTrack(times, place, pressurePa, utcOffsetMinutes);
    return times.reduce((sum, _, k) => sum + clearWm2(model, sun, k, tl, place.altitudeM, pressurePa), 0) / 3000;
  });
}

/** Global irradiance of step i without clouds, W/m². */
export function clearWm2(model: SkyModel["clearSky"], sun: SunTrack, i: number, turbidity: number, altitudeM: number, pressurePa: number): number {
  const up = sun.up[i]!;
  if (up <= 0) return 0;
  if (model === "haurwitz") return haurwitzGhiWm2(up);
  return ineichenGhiWm2(up, (relativeAirMass(sun.zenith[i]!, up) * pressurePa) / 101_325, turbidity, altitudeM, sun.extraWm2[i]!);
}
