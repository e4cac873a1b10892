/** A closed cycle (count 1) or a half cycle (count 0.5) between two turning points of a series. */
export type Cycle = { readonly range: number; readonly mean: number; readonly count: 0.5 | 1; readonly start: number; readonly end: number };

/**
 * Rainflow counting, three-point method. Turning points are kept; with X the range of the last two and Y of the two before: X ≥ Y counts Y, as one
 * cycle, or as a half where it holds the first point; what is left at the end counts as halves.
 *
 * ASTM E1049-85 (2017), 5.4.4. Cycles come in the order in which they close.
 */
export function rainflow(series: ArrayLike<number>): readonly Cycle[] {
  const cycles: Cycle[] = [];
  const points: number[] = [];
  const add = (from: number, to: number, count: 0.5 | 1) => {
    const [a, b] = [series[from] as number, series[to] as number];
    cycles.push({ range: Math.abs(a - b), mean: (a + b) / 2, count, start: from, end: to });
  };
  const range = (i: number, j: number) => Math.abs((series[points[i] as number] as number) - (series[points[j] as number] as number));
  eachTurningPoint(series, (index) => {
    points.push(index);
    while (points.length >= 3) {
      const n = points.length;
      const [x, y] = [range(n - 2, n - 1), range(n - 3, n - 2)];
      if (x < y) break;
      if (n === 3) {
        add(points[0] as number, points[1] as number, 0.5);
        points.shift();
      } else {
        add(points[n - 3] as number, points[n - 2] as number, 1);
        points.splice(n - 3, 2);
      }
    }
  });
  for (let i = 0; i + 1 < points.length; i++) add(points[i] as number, points[i + 1] as number, 0.5);
  return cycles;
}

/** First point, every reversal (of equal neighbours the last), last point. */
function eachTurningPoint(series: ArrayLike<number>, of: (index: number) => void): void {
  if (series.length === 0) return;
  of(0);
  let before = 0;
  for (let i = 1; i < series.length; i++) {
    const step = (series[i] as number) - (series[i - 1] as number);
    if (step === 0) continue;
    if (before !== 0 && (step > 0) !== (before > 0)) of(i - 1);
    before = step;
  }
  if (series.length > 1 && before !== 0) of(series.length - 1);
}
