import type { Warning } from "../errors.ts";
import { pow } from "../maths/functions.ts";
import { randomStream } from "../time/streams.ts";
import type { Almanac, StandardClock } from "./almanac.ts";
import { beamFromGlobalWm2, erbsDiffuseWm2 } from "./irradiance.ts";
import { STEP_KC, type SkyModel } from "./skyModel.ts";
import type { SunlitSky } from "./weatherRows.ts";

/** Clearness of a day never lies outside. */
const DAILY_KC = [0.05, 1.08] as const;

/**
 * A seeded year: clear sky × clearness → Erbs; temperature; wind. From latitude and longitude alone, or from normals and fitted parameters.
 * Every component draws from its own stream, at the step of the axis (persistence over Δt hours is the hourly one to the power Δt); a normal is
 * met in the mean of many seeds, not in each year. Day means a day of standard time, as in weather files.
 * Chain of day states: Richardson-like, fitted to measured years; persistence within the day: Graham & Hollands (1990), Solar Energy 44, 333;
 * Weibull wind from a Gaussian process: Justus et al. (1978), J. Appl. Meteor. 17, 350.
 */
export function syntheticWeather(almanac: Almanac, stepHours: number, seed: string): SunlitSky & { readonly warnings: readonly Warning[] } {
  const { sky, sun, clock } = almanac;
  const days = drawDays(sky, clock, seed);
  const irradiance = drawIrradiance(almanac, days, stepHours, seed);
  const temperatureC = drawTemperature(almanac, days.state, seed);
  const windMs = drawWind(almanac, seed);
  const highest = sky.scale.indexOf(Math.max(...sky.scale));
  const warnings: Warning[] = sky.scale[highest]! > HIGHEST_SCALE ? [{ code: "normalsAboveClearSky", values: { month: highest + 1, factor: sky.scale[highest]! } }] : [];
  return { sky: { ...irradiance, temperatureC, windMs }, sun, warnings };
}

/** A clear sky lifted by more than this outshines what comes through the air: the normals belong to a higher or clearer place. */
const HIGHEST_SCALE = 1.25;

/** State and mean clearness of each day. */
function drawDays(sky: SkyModel, clock: StandardClock, seed: string): { readonly state: Uint8Array; readonly kc: Float64Array } {
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
  { sky, sun, clock, clearWm2 }: Almanac, days: { readonly state: Uint8Array; readonly kc: Float64Array }, stepHours: number, seed: string,
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
    const ghi = clearWm2[i]! * kc * sky.scale[month]!;
    const dhi = erbsDiffuseWm2(ghi, up, sun.extraWm2[i]!);
    ghiWm2[i] = ghi;
    dhiWm2[i] = dhi;
    dniWm2[i] = beamFromGlobalWm2(ghi, dhi, up);
  }
  return { ghiWm2, dniWm2, dhiWm2 };
}

function drawTemperature({ clock, temperature: { baseC, swing, halfRangeK, residualSdK, keptPerStep } }: Almanac, state: Uint8Array, seed: string): Float64Array {
  const stream = randomStream(seed, "weather/temperature");
  const fresh = Math.sqrt(1 - keptPerStep * keptPerStep);
  const temperatureC = new Float64Array(clock.day.length);
  let residual = stream.normal();
  for (let i = 0; i < temperatureC.length; i++) {
    if (i > 0) residual = keptPerStep * residual + fresh * stream.normal();
    const d = clock.day[i]!;
    temperatureC[i] = baseC[d]! + halfRangeK[state[d]!]! * swing[i]! + residualSdK[clock.month[d]!]! * residual;
  }
  return temperatureC;
}

function drawWind({ clock, wind: { dayMeanMs, diurnal, speedOf, keptPerStep } }: Almanac, seed: string): Float64Array {
  const stream = randomStream(seed, "weather/wind");
  const fresh = Math.sqrt(1 - keptPerStep * keptPerStep);
  const windMs = new Float64Array(clock.day.length);
  let g = stream.normal();
  for (let i = 0; i < windMs.length; i++) {
    if (i > 0) g = keptPerStep * g + fresh * stream.normal();
    windMs[i] = speedOf(g) * dayMeanMs[clock.day[i]!]! * diurnal[i]!;
  }
  return windMs;
}
