/** Sums run in index order: another order is another last bit. */
export function sum(values: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += values[i] as number;
  return total;
}

/** NaN for none. */
export function mean(values: ArrayLike<number>): number {
  return sum(values) / values.length;
}

/** Infinity for none. */
export function smallest(values: ArrayLike<number>): number {
  let found = Infinity;
  for (let i = 0; i < values.length; i++) if ((values[i] as number) < found) found = values[i] as number;
  return found;
}

/** −Infinity for none. */
export function largest(values: ArrayLike<number>): number {
  let found = -Infinity;
  for (let i = 0; i < values.length; i++) if ((values[i] as number) > found) found = values[i] as number;
  return found;
}

/** Index of the first largest value; −1 for none. */
export function indexOfLargest(values: ArrayLike<number>): number {
  let found = -1;
  let best = -Infinity;
  for (let i = 0; i < values.length; i++) {
    if ((values[i] as number) > best) {
      best = values[i] as number;
      found = i;
    }
  }
  return found;
}

/** Of a sample: divided by n − 1. Two passes, because the difference of two large sums would lose the digits. NaN below two values. */
export function variance(values: ArrayLike<number>): number {
  const centre = mean(values);
  let total = 0;
  for (let i = 0; i < values.length; i++) {
    const off = (values[i] as number) - centre;
    total += off * off;
  }
  return values.length < 2 ? NaN : total / (values.length - 1);
}

/** Of a sample: divided by n − 1. */
export function standardDeviation(values: ArrayLike<number>): number {
  return Math.sqrt(variance(values));
}

/** Pearson's; NaN where either does not vary. */
export function correlation(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const meanA = mean(a);
  const meanB = mean(b);
  let ab = 0;
  let aa = 0;
  let bb = 0;
  for (let i = 0; i < a.length; i++) {
    const offA = (a[i] as number) - meanA;
    const offB = (b[i] as number) - meanB;
    ab += offA * offB;
    aa += offA * offA;
    bb += offB * offB;
  }
  return ab / Math.sqrt(aa * bb);
}

/** A copy in rising order. */
export function sorted(values: ArrayLike<number>): Float64Array {
  return Float64Array.from(values).sort();
}

/**
 * Quantile by linear interpolation between order statistics: type 7 of Hyndman & Fan (1996), The American Statistician 50(4), 361–365;
 * the default of R and numpy.
 * @param rising values in rising order
 * @param fraction 0…1
 * @returns NaN for none
 */
export function quantile(rising: ArrayLike<number>, fraction: number): number {
  const position = (rising.length - 1) * fraction;
  const below = Math.floor(position);
  const low = rising[below] ?? NaN;
  const high = rising[below + 1] ?? low;
  return low + (position - below) * (high - low);
}
