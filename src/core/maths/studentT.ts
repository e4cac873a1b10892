import { pow } from "./functions.ts";
import { normalQuantile } from "./normal.ts";

const Z = normalQuantile(0.975);
/** Of one and of two degrees, where the expansion is no use: tan(0.475 π), and 0.95 √(2 ÷ (1 − 0.95²)). */
const EXACT = [12.706204736174694, 4.302652729749462];

/**
 * What a Student t variable exceeds with 2.5 %: half of a 95 % interval of a mean, in its standard errors, from few values. Relative error below 0.2 %.
 * Abramowitz & Stegun (1964), 26.7.5.
 * @param degrees of freedom, a whole number from 1 on
 */
export function studentT975(degrees: number): number {
  const exact = EXACT[degrees - 1];
  if (exact !== undefined) return exact;
  const g1 = (pow(Z, 3) + Z) / 4;
  const g2 = (5 * pow(Z, 5) + 16 * pow(Z, 3) + 3 * Z) / 96;
  const g3 = (3 * pow(Z, 7) + 19 * pow(Z, 5) + 17 * pow(Z, 3) - 15 * Z) / 384;
  const g4 = (79 * pow(Z, 9) + 776 * pow(Z, 7) + 1482 * pow(Z, 5) - 1920 * pow(Z, 3) - 945 * Z) / 92_160;
  return Z + (g1 + (g2 + (g3 + g4 / degrees) / degrees) / degrees) / degrees;
}
