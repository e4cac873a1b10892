import { exp, log } from "./functions.ts";

const TWO_OVER_SQRT_PI = 1.1283791670955126;
const SQRT_HALF = Math.SQRT1_2;

/** From here on the continued fraction converges within its fixed depth, and below it 1 − erf keeps its digits. */
const SERIES_TO = 1.5;
const FRACTION_DEPTH = 90;

/** Error function. Series of positive terms: Abramowitz & Stegun (1964), 7.1.6. */
export function erf(x: number): number {
  const size = Math.abs(x);
  if (size >= SERIES_TO) return x < 0 ? erfcByFraction(size) - 1 : 1 - erfcByFraction(size);
  const square = x * x;
  let term = x;
  let total = x;
  for (let n = 1; Math.abs(term) > 1e-18 * Math.abs(total); n++) {
    term *= 2 * square / (2 * n + 1);
    total += term;
  }
  return TWO_OVER_SQRT_PI * exp(-square) * total;
}

/** 1 − erf x, with its own digits in the tail. */
export function erfc(x: number): number {
  if (x >= SERIES_TO) return erfcByFraction(x);
  return 1 - erf(x);
}

/** Continued fraction, from the inside out: Abramowitz & Stegun (1964), 7.1.14. For x ≥ SERIES_TO. */
function erfcByFraction(x: number): number {
  let rest = x;
  for (let n = FRACTION_DEPTH; n >= 1; n--) rest = x + 0.5 * n / rest;
  return 0.5 * TWO_OVER_SQRT_PI * exp(-x * x) / rest;
}

/** Probability that a standard normal variable lies below z. */
export function normalCdf(z: number): number {
  return 0.5 * erfc(-z * SQRT_HALF);
}

/**
 * The standard normal variable's value below which it lies with the given probability; ∓∞ at 0 and 1, NaN outside.
 * Wichura (1988), Algorithm AS 241, PPND16, Applied Statistics 37(3), 477–484: relative error about 1e-16.
 */
export function normalQuantile(probability: number): number {
  const q = probability - 0.5;
  if (Math.abs(q) <= 0.425) {
    const r = 0.180625 - q * q;
    const top = ((((((2509.0809287301227 * r + 33430.57558358813) * r + 67265.7709270087) * r + 45921.95393154987) * r
      + 13731.69376550946) * r + 1971.5909503065513) * r + 133.14166789178438) * r + 3.3871328727963665;
    const bottom = ((((((5226.495278852854 * r + 28729.085735721943) * r + 39307.89580009271) * r + 21213.794301586597) * r
      + 5394.196021424751) * r + 687.1870074920579) * r + 42.31333070160091) * r + 1;
    return q * top / bottom;
  }
  const tail = q < 0 ? probability : 1 - probability;
  if (!(tail > 0)) return tail === 0 ? (q < 0 ? -Infinity : Infinity) : NaN;
  const size = tailQuantile(Math.sqrt(-log(tail)));
  return q < 0 ? -size : size;
}

/** @param root √(−log of the tail's probability) */
function tailQuantile(root: number): number {
  if (root <= 5) {
    const r = root - 1.6;
    const top = ((((((0.0007745450142783414 * r + 0.022723844989269184) * r + 0.2417807251774506) * r + 1.2704582524523684) * r
      + 3.6478483247632045) * r + 5.769497221460691) * r + 4.630337846156546) * r + 1.4234371107496835;
    const bottom = ((((((1.0507500716444169e-9 * r + 0.0005475938084995345) * r + 0.015198666563616457) * r + 0.14810397642748008) * r
      + 0.6897673349851) * r + 1.6763848301838038) * r + 2.053191626637759) * r + 1;
    return top / bottom;
  }
  const r = root - 5;
  const top = ((((((2.0103343992922881e-7 * r + 2.7115555687434876e-5) * r + 0.0012426609473880784) * r + 0.026532189526576124) * r
    + 0.29656057182850487) * r + 1.7848265399172913) * r + 5.463784911164114) * r + 6.657904643501103;
  const bottom = ((((((2.0442631033899397e-15 * r + 1.421511758316446e-7) * r + 1.8463183175100548e-5) * r + 0.0007868691311456133) * r
    + 0.014875361290850615) * r + 0.1369298809227358) * r + 0.599832206555888) * r + 1;
  return top / bottom;
}
