import { log } from "../maths/functions.ts";

/** Share of each loss of PVWatts v5, Dobos (2014), NREL/TP-6A20-62641, table 6: together 14.08 %. */
export const pvwattsLossFractions = {
  soiling: 0.02, shading: 0.03, snow: 0, mismatch: 0.02, wiring: 0.02, connections: 0.005, lightInducedDegradation: 0.015, nameplate: 0.01, age: 0, availability: 0.03,
} as const;

/** Losses one after the other: 1 − Π(1 − loss). */
export function combinedLossFraction(losses: readonly number[]): number {
  return 1 - losses.reduce((kept, loss) => kept * (1 - loss), 1);
}

/** Direct current of PVWatts v5, kW. @param gammaPerC −0.0037 for crystalline silicon. Dobos (2014), NREL/TP-6A20-62641, eq. 8. */
export function pvwattsDcKw(effectiveWm2: number, cellC: number, dcKw: number, gammaPerC: number): number {
  return dcKw * (effectiveWm2 / 1000) * (1 + gammaPerC * (cellC - 25));
}

/** Temperature coefficient that the fit of `diodeDcKw` was made with. */
const FITTED_GAMMA_PER_C = -0.0037;

/**
 * Direct current of PVWatts v8, kW: a fit to the six-parameter diode model (De Soto et al. 2006, CEC) of its standard module
 * CS1H-320MS, within 0.01 % of the full model over a year; 0 below 1 W/m².
 * @param gammaPerC of the user's module: the fit's own coefficient, which belongs to −0.0037/°C, is scaled by it
 */
export function diodeDcKw(effectiveWm2: number, cellC: number, dcKw: number, gammaPerC: number = FITTED_GAMMA_PER_C): number {
  if (effectiveWm2 < 1) return 0;
  const L = log(effectiveWm2 / 1000);
  const coefficient = 0.003876 * (gammaPerC / FITTED_GAMMA_PER_C);
  return dcKw * (effectiveWm2 / 1000) * Math.max(0, 1.00515 - coefficient * (cellC - 25) - L * (0.00107 + 0.00972 * L));
}

/**
 * Alternating current of PVWatts v5, kW; 0 for no input, never negative, clipped at the rating.
 * @param inverterKw AC rating. Dobos (2014), NREL/TP-6A20-62641, eq. 11–14; nominal efficiency 0.96, reference 0.9637.
 */
export function pvwattsAcKw(dcKw: number, inverterKw: number): number {
  const zeta = (dcKw * 0.96) / inverterKw;
  if (!(zeta > 0)) return 0;
  const efficiency = (0.96 / 0.9637) * (-0.0162 * zeta - 0.0059 / zeta + 0.9858);
  return Math.max(0, Math.min(efficiency * dcKw, inverterKw));
}

/**
 * Own consumption of the inverter of PVWatts v8 over its rating, by the array's size. ssc `cmod_pvwattsv8`.
 * @param arrayKw DC rating of the array
 */
export function inverterOwnUseFraction(arrayKw: number): number {
  return arrayKw < 10 ? 0.002246 : arrayKw < 1000 ? 0.002478 : 0.004931;
}

/** Alternating current of PVWatts v8, kW: Sandia's form with a straight line (King et al. 2007, SAND2007-5036, C = 0), clipped to 0 … rating. */
export function sandiaAcKw(dcKw: number, inverterKw: number, ownUseFraction: number): number {
  const own = ownUseFraction * inverterKw;
  return Math.max(0, Math.min(inverterKw, (inverterKw * (dcKw - own)) / (inverterKw / 0.96 - own)));
}
