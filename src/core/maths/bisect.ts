/**
 * Where a monotone function (rising or falling) crosses zero, to the given width of bracket.
 * @returns the middle of the last bracket; an end where the function is zero there
 * @throws RangeError where both ends have the same sign, or one is no number
 */
export function bisect(f: (x: number) => number, low: number, high: number, width: number): number {
  const atLow = f(low);
  const atHigh = f(high);
  if (atLow === 0) return low;
  if (atHigh === 0) return high;
  if (!((atLow < 0 && atHigh > 0) || (atLow > 0 && atHigh < 0))) throw new RangeError(`no crossing: f(${low}) = ${atLow}, f(${high}) = ${atHigh}`);
  while (high - low > width) {
    const middle = low + 0.5 * (high - low);
    // Two neighbouring numbers have none between them: a width below that of the last bit still ends.
    if (middle <= low || middle >= high) break;
    if ((f(middle) < 0) === (atLow < 0)) low = middle;
    else high = middle;
  }
  return low + 0.5 * (high - low);
}

/** Index of the first value not below x in a rising list; its length where all are. */
export function lowerBound(rising: ArrayLike<number>, x: number): number {
  let low = 0;
  let high = rising.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((rising[middle] as number) < x) low = middle + 1;
    else high = middle;
  }
  return low;
}
