import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dayStarts, monthStarts, reduce, timeBins } from "../../src/charts/bins.ts";
import { civilOf } from "../../src/text/dates.ts";
import { syntheticYear } from "./syntheticYear.ts";

const { axis } = syntheticYear();

describe("a window cut into bins", () => {
  test("is covered from end to end, in at most as many bins as there is room for, whatever the window", () => fc.assert(fc.property(
    fc.integer({ min: 0, max: 35_040 }), fc.integer({ min: 0, max: 35_040 }), fc.integer({ min: 20, max: 2000 }), (a, b, most) => {
      const [from, to] = [Math.min(a, b), Math.max(a, b)];
      const { edges, count } = timeBins(axis, from, to, most);
      expect([edges[0], edges[count]]).toEqual([from, to]);
      expect(edges.every((edge, i) => i === 0 || edge > edges[i - 1]!)).toBe(true);
      // Cuts fall on whole hours and days, so the first and the last bin may be a part of one.
      expect(count).toBeLessThanOrEqual(most + 2);
    })));

  test("of a year is its civil days, the short one and the long one of daylight saving too", () => {
    const { edges, count, minutes } = timeBins(axis, 0, 35_040, 760);
    expect([count, minutes]).toEqual([365, 1440]);
    expect(new Set(Array.from({ length: count }, (_, i) => civilOf(axis, edges[i]!).hour))).toEqual(new Set([0]));
    const lengths = Array.from({ length: count }, (_, i) => edges[i + 1]! - edges[i]!);
    // 9 March is the 68th day, 2 November the 306th.
    expect([lengths[67], lengths[305], lengths[100]]).toEqual([92, 100, 96]);
  });

  test("of a week on a wide page is its steps", () => expect(timeBins(axis, 1000, 1672, 760)).toMatchObject({ count: 672, areSteps: true, minutes: 15 }));
  test("cuts hours at even hours, whatever minute the window begins at", () => {
    const { edges, count } = timeBins(axis, 37, 3000, 400);
    for (let i = 1; i < count; i++) expect([civilOf(axis, edges[i]!).hour % 2, civilOf(axis, edges[i]!).minute]).toEqual([0, 0]);
  });
});

test("least and highest of the bins are those of the window, and the mean keeps the sum", () => fc.assert(fc.property(
  fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 2000, maxLength: 3000 }), fc.integer({ min: 10, max: 300 }), (list, most) => {
    const values = Float64Array.from({ length: 35_040 }, (_, i) => list[i % list.length]!);
    const bins = timeBins(axis, 100, 9000, most);
    const { mean, min, max } = reduce(values, bins);
    const window = values.subarray(100, 9000);
    expect(Math.max(...max)).toBe(window.reduce((a, b) => Math.max(a, b)));
    expect(Math.min(...min)).toBe(window.reduce((a, b) => Math.min(a, b)));
    const sum = mean.reduce((all, value, i) => all + value * (bins.edges[i + 1]! - bins.edges[i]!), 0);
    expect(Math.abs(sum - window.reduce((a, b) => a + b, 0))).toBeLessThan(1e-3);
  }), { numRuns: 20 }));

test("days and months begin at the site's midnight", () => {
  expect(monthStarts(axis, 0, 35_040)).toHaveLength(12);
  expect(dayStarts(axis, 0, 35_040)).toHaveLength(365);
  expect(civilOf(axis, monthStarts(axis, 1, 35_040)[6]!)).toMatchObject({ month: 8, day: 1, hour: 0, minute: 0 });
});
