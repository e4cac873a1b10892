import { expect, test } from "vitest";
import { correlation, mean, sorted, standardDeviation } from "../../../src/core/maths/statistics.ts";
import { normalCdf } from "../../../src/core/maths/normal.ts";
import { randomStream, seedHolding } from "../../../src/core/time/streams.ts";

const draws = (count: number, draw: () => number) => Float64Array.from({ length: count }, draw);

/** Largest distance between the draws' distribution and the right one. */
function kolmogorov(values: Float64Array, cdf: (x: number) => number): number {
  const rising = sorted(values);
  return rising.reduce((worst, x, i) => Math.max(worst, Math.abs(cdf(x) - i / rising.length), Math.abs(cdf(x) - (i + 1) / rising.length)), 0);
}

/** Kolmogorov's 0.1 % bound for n draws. */
const bound = (count: number) => 1.95 / Math.sqrt(count);

test("a name is a stream: the same one twice, another for another seed, component or replicate", () => {
  const first = draws(100, randomStream("7", "weather").next);
  expect(draws(100, randomStream("7", "weather", 0).next)).toEqual(first);
  for (const other of [randomStream("8", "weather"), randomStream("7", "price"), randomStream("7", "weather", 1)]) expect(draws(100, other.next)).not.toEqual(first);
});

test("uniform, normal and exponential draws are distributed as they are called", () => {
  const n = 50_000;
  expect(kolmogorov(draws(n, randomStream("1", "a").next), (x) => x)).toBeLessThan(bound(n));
  const normal = draws(n, randomStream("1", "b").normal);
  expect(kolmogorov(normal, normalCdf)).toBeLessThan(bound(n));
  expect(Math.abs(mean(normal))).toBeLessThan(4 / Math.sqrt(n));
  expect(Math.abs(standardDeviation(normal) - 1)).toBeLessThan(4 / Math.sqrt(2 * n));
  expect(kolmogorov(draws(n, randomStream("1", "c").exponential), (x) => 1 - Math.exp(-x))).toBeLessThan(bound(n));
});

test("whole draws fill their range evenly and never reach its end", () => {
  const counts = new Float64Array(7);
  const stream = randomStream("1", "d");
  for (let i = 0; i < 70_000; i++) counts[stream.below(7)]!++;
  for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(4 * Math.sqrt(10_000));
});

test("streams of neighbouring names are as unrelated as chance has it", () => {
  const columns = Array.from({ length: 20 }, (_, replicate) => draws(2000, randomStream("1", "weather", replicate).next));
  const worst = Math.max(...columns.flatMap((a, i) => columns.slice(i + 1).map((b) => Math.abs(correlation(a, b)))));
  // 190 pairs: the largest |r| of as many independent pairs exceeds 4.2/√n in one case of two hundred.
  expect(worst).toBeLessThan(4.2 / Math.sqrt(2000));
});

test("each draw takes one number, whatever its kind: streams stay in step", () => {
  const [a, b] = [randomStream("1", "e"), randomStream("1", "e")];
  a.normal(); a.exponential(); a.below(3);
  b.next(); b.next(); b.next();
  expect(a.next()).toBe(b.next());
});

test("a family that is held draws as under the other seed, all else as under its own", () => {
  const held = seedHolding("7.3", ["weather"], "7");
  const of = (seed: string, component: string) => Array.from({ length: 20 }, randomStream(seed, component).next);
  for (const component of ["weather/state", "weather/clearness"]) expect(of(held, component)).toEqual(of("7", component));
  for (const component of ["load/noise", "weathercock", "outages/major"]) expect(of(held, component)).toEqual(of("7.3", component));
});
