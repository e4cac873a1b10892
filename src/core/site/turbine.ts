import { cbrt, log, pow } from "../maths/functions.ts";

/** Exponent of the wind profile over open land: the one-seventh law; SAM's default. 0.20 over farmland (IEC 61400-1), 0.10 over the sea. */
export const OPEN_LAND_SHEAR = 0.14;

/** Specific gas constant of dry air, J/kg K, and the density that power curves are given for, kg/m³ (IEC 61400-12-1). */
const GAS_CONSTANT = 287.058;
export const STANDARD_DENSITY = 1.225;

/** Power of a turbine over wind speed at hub height in standard air: straight lines between the points, nothing outside them. */
export type PowerCurve = {
  /** Rising. */
  readonly speedMs: readonly number[];
  /** Of the rating, 0 … 1, or kW; whichever, the curve's result is in it. */
  readonly power: readonly number[];
};

const upTo25 = (rising: readonly number[]): PowerCurve => ({
  speedMs: Array.from({ length: 26 }, (_, speed) => speed),
  power: Array.from({ length: 26 }, (_, speed) => (speed < 3 ? 0 : rising[speed - 3] ?? 1)),
});

/**
 * Normalised curves of turbines by specific power, W/m². The first three from 0.5 ρ0 v³ × Cp 0.44 × η 0.94 over the specific power, blurred
 * over σ = 0.5 + 0.06 v as the gusts within an hour do; then SAM's default 1.5 MW / 77 m, and REopt's "large", 2 MW / 110 m, which is
 * not blurred and so optimistic. All cut out at 25 m/s.
 */
export const turbineCurves = {
  lowWind: upTo25([0.03, 0.087, 0.17, 0.29, 0.456, 0.661, 0.848, 0.954, 0.99, 0.999, 1, 1]),
  mediumWind: upTo25([0.023, 0.067, 0.131, 0.223, 0.351, 0.519, 0.713, 0.875, 0.962, 0.992, 0.999, 1]),
  highWind: upTo25([0.018, 0.053, 0.103, 0.176, 0.277, 0.411, 0.578, 0.758, 0.898, 0.969, 0.993, 0.999]),
  sam: upTo25([0, 0.03, 0.086, 0.167, 0.284, 0.438, 0.627, 0.793, 0.913, 0.96, 0.987, 1]),
  reoptLarge: upTo25([0.035, 0.083, 0.162, 0.28, 0.445, 0.665, 0.947, 1, 1, 1, 1, 1]),
} as const;

/** Wind at another height by the power law, m/s. @param exponent of the profile, `OPEN_LAND_SHEAR` */
export function windAtHeightMs(windMs: number, fromM: number, toM: number, exponent: number): number {
  return windMs * pow(toM / fromM, exponent);
}

/** Wind at another height by the logarithmic law of neutral air, m/s. @param roughnessM 0.03 grass, 0.1 farmland, 1 town */
export function windAtHeightLogMs(windMs: number, fromM: number, toM: number, roughnessM: number): number {
  return (windMs * log(toM / roughnessM)) / log(fromM / roughnessM);
}

/** Density of dry air, kg/m³. */
export function airDensity(pressurePa: number, temperatureC: number): number {
  return pressurePa / (GAS_CONSTANT * (temperatureC + 273.15));
}

/** Wind speed that gives in standard air what this one gives in air of another density: pitch-regulated turbines, IEC 61400-12-1. */
export function standardSpeedMs(windMs: number, density: number): number {
  return windMs * cbrt(density / STANDARD_DENSITY);
}

/** Power at a speed in standard air, in the unit of the curve; 0 outside the curve's points. */
export function curvePower({ speedMs, power }: PowerCurve, windMs: number): number {
  const last = speedMs.length - 1;
  if (!(windMs >= speedMs[0]!) || windMs > speedMs[last]!) return 0;
  let low = 0;
  let high = last;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (speedMs[middle]! <= windMs) low = middle;
    else high = middle;
  }
  return power[low]! + ((power[high]! - power[low]!) * (windMs - speedMs[low]!)) / (speedMs[high]! - speedMs[low]!);
}

/** The highest speed at which the turbine still works: above it, it stands until the storm has calmed. */
export function cutOutMs({ speedMs, power }: PowerCurve): number {
  for (let i = power.length - 1; i >= 0; i--) if (power[i]! > 0) return speedMs[i]!;
  return 0;
}
