import { lowerBound } from "./bisect.ts";

/**
 * Value at x of the line through the points (xs, ys); beyond the first and last point their value.
 * @param xs rising
 */
export function interpolateLinear(xs: ArrayLike<number>, ys: ArrayLike<number>, x: number): number {
  const right = lowerBound(xs, x);
  if (right === 0) return ys[0] as number;
  if (right === xs.length) return ys[xs.length - 1] as number;
  const x0 = xs[right - 1] as number;
  const x1 = xs[right] as number;
  const y0 = ys[right - 1] as number;
  const y1 = ys[right] as number;
  return y0 + (y1 - y0) * ((x - x0) / (x1 - x0));
}
