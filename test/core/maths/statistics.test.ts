import { expect, test } from "vitest";
import fc from "fast-check";
import { bisect, lowerBound } from "../../../src/core/maths/bisect.ts";
import { interpolateLinear } from "../../../src/core/maths/interpolate.ts";
import { correlation, indexOfLargest, largest, mean, quantile, smallest, sorted, standardDeviation, sum, variance } from "../../../src/core/maths/statistics.ts";

// R 4: quantile(c(1, 3, 4, 8, 11), c(.1, .25, .5, .9, .95), type = 7); numpy.quantile gives the same.
test.each([[0.1, 1.8], [0.25, 3], [0.5, 4], [0.9, 9.8], [0.95, 10.4], [0, 1], [1, 11]])("the %d quantile of five values is R's type 7", (fraction, expected) => {
  expect(quantile([1, 3, 4, 8, 11], fraction)).toBeCloseTo(expected, 12);
});

// NIST Statistical Reference Datasets, NumAcc4: mean 10000000.2 and standard deviation 0.1 exactly.
test("the standard deviation of NIST's NumAcc4 keeps its digits beside a mean of ten million", () => {
  const values = [10000000.2, ...Array.from({ length: 1000 }, (_, i) => (i % 2 === 0 ? 10000000.1 : 10000000.3))];
  expect(mean(values)).toBeCloseTo(10000000.2, 6);
  expect(standardDeviation(values)).toBeCloseTo(0.1, 8);
});

test("sums run in index order, to the bit", () => {
  expect(sum([1e16, 1, -1e16])).toBe(0);
  expect(sum([1e16, -1e16, 1])).toBe(1);
});

test("extremes, their place, and nothing of nothing", () => {
  expect([smallest([3, 1, 2]), largest([3, 1, 2]), indexOfLargest([1, 3, 3])]).toEqual([1, 3, 1]);
  expect([smallest([]), largest([]), indexOfLargest([]), mean([]), variance([1]), quantile([], 0.5)]).toEqual([Infinity, -Infinity, -1, NaN, NaN, NaN]);
  expect(Array.from(sorted([10, 9, -1]))).toEqual([-1, 9, 10]);
});

test("correlation is 1 with itself scaled up, −1 scaled down", () => {
  expect(correlation([1, 2, 5], [3, 5, 11])).toBeCloseTo(1, 12);
  expect(correlation([1, 2, 5], [-1, -2, -5])).toBeCloseTo(-1, 12);
});

test("a monotone function's crossing is found wherever it lies, rising or falling", () => {
  fc.assert(fc.property(fc.double({ min: -1e3, max: 1e3, noNaN: true }), fc.boolean(), (root, rising) => {
    const found = bisect((x) => (rising ? x - root : root - x), -1e3, 1e3, 1e-9);
    expect(Math.abs(found - root)).toBeLessThanOrEqual(1e-9);
  }));
  expect(bisect((x) => x - 1, 1, 2, 0)).toBe(1);
  expect(bisect((x) => x * x - 2, 0, 2, 0)).toBeCloseTo(Math.SQRT2, 15);
  expect(() => bisect((x) => x, 1, 2, 0.1)).toThrow("no crossing");
});

test("the lower bound splits a rising list in what is below and what is not", () => {
  fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 20 })), fc.integer({ min: -1, max: 21 }), (values, x) => {
    const rising = sorted(values);
    const at = lowerBound(rising, x);
    expect(rising.subarray(0, at).every((value) => value < x) && rising.subarray(at).every((value) => value >= x)).toBe(true);
  }));
});

test("a line through points: on them, between them, and flat beyond", () => {
  const [xs, ys] = [[0, 10, 20], [5, 15, -5]];
  expect([-3, 0, 4, 10, 15, 20, 99].map((x) => interpolateLinear(xs, ys, x))).toEqual([5, 5, 9, 15, 5, -5, -5]);
});
