import { exp, log } from "./functions.ts";

const HALF_LOG_TWO_PI = 0.9189385332046728;
/** From here on eight terms of Stirling's series are exact to the last digit. */
const STIRLING_FROM = 12;

/** log Γ(x) for x > 0, NaN else. Stirling's series after a shift upwards: Abramowitz & Stegun (1964), 6.1.40 and 6.1.15. */
export function logGamma(x: number): number {
  if (!(x > 0)) return NaN;
  let product = 1;
  let y = x;
  for (; y < STIRLING_FROM; y++) product *= y;
  return stirling(y) - log(product);
}

/** Γ(x) for x > 0, NaN else. */
export function gamma(x: number): number {
  if (!(x > 0)) return NaN;
  let product = 1;
  let y = x;
  for (; y < STIRLING_FROM; y++) product *= y;
  return exp(stirling(y)) / product;
}

function stirling(y: number): number {
  const u = 1 / (y * y);
  const series = (1 / 12 + u * (-1 / 360 + u * (1 / 1260 + u * (-1 / 1680 + u * (1 / 1188 + u * (-691 / 360360 + u * (1 / 156 + u * (-3617 / 122400)))))))) / y;
  return (y - 0.5) * log(y) - y + HALF_LOG_TWO_PI + series;
}
