import { expect, test } from "vitest";
import { headroom } from "../../../src/core/studies/headroom.ts";
import { dataText, testWithData } from "../../support/data.ts";

/**
 * PJM zone DOM, rows 1–8760 and 8761–17520 as two years; figures of a plain reference computation of the Duke algorithm:
 * peaks 19,395 and 18,097 MW; 2,052.69 / 2,759.28 / 3,597.62 / 6,190.09 MW.
 */
testWithData("the Dominion zone has the headroom that a plain computation finds", () => {
  const rows = dataText("load/DOM_hourly.csv").trim().split(/\r?\n/).slice(1).map((line) => line.split(","));
  const load = { mw: Float64Array.from(rows, ([, mw]) => Number(mw)), month: rows.map(([stamp = ""]) => Number(stamp.slice(5, 7)) - 1), year: rows.map(([stamp = ""]) => Number(stamp.slice(0, 4))) };
  const { summerPeakMw, winterPeakMw, results } = headroom(load, [0.0025, 0.005, 0.01, 0.05]);
  expect([summerPeakMw, winterPeakMw]).toEqual([19395, 18097]);
  expect(results.map(({ headroomMw }) => Math.round(headroomMw * 100) / 100)).toEqual([2052.69, 2759.28, 3597.62, 6190.09]);
  expect(results.map(({ hoursPerYear }) => hoursPerYear)).toEqual([66, 150.5, 339.5, 1721]);
  expect(results.map(({ events }) => events)).toEqual([27, 57, 126, 414]);
  expect(results.map(({ meanEventHours }) => Math.round(meanEventHours * 1000) / 1000)).toEqual([4.889, 5.281, 5.389, 8.314]);
  expect(results.map(({ longestEventHours }) => longestEventHours)).toEqual([11, 12, 14, 141]);
  expect(results.map(({ keptHalfFraction }) => Math.round(keptHalfFraction * 1000) / 1000)).toEqual([0.758, 0.814, 0.862, 0.88]);
  expect(results[1]?.yearFractions.map((rate) => Math.round(rate * 1e6) / 1e6)).toEqual([expect.closeTo(0.003084, 5), expect.closeTo(0.006916, 5)]);
});

/** Two years of 365 days; 1,000 MW but for one hour of the 15th of a month. */
function system(peaks: Readonly<Record<number, number>>) {
  const days = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  const month = [0, 1].flatMap(() => days.flatMap((count, m) => Array.from({ length: count * 24 }, () => m)));
  const noon = days.map((_, m) => (days.slice(0, m).reduce((sum, count) => sum + count, 0) + 14) * 24 + 12);
  return {
    month, year: month.map((_, hour) => 2023 + Math.floor(hour / 8760)),
    mw: Float64Array.from(month, (m, hour) => (hour % 8760 === noon[m] ? (peaks[m] ?? 1000) : 1000)),
  };
}

test("an area whose summer peaks in September is measured by that month, one that peaks in October is not", () => {
  expect(headroom(system({ 0: 1500, 6: 1800, 8: 1900 }), [0.01])).toMatchObject({ summerPeakMw: 1900, winterPeakMw: 1500 });
  expect(headroom(system({ 0: 1500, 6: 1800, 9: 1900 }), [0.01])).toMatchObject({ summerPeakMw: 1800 });
});

test("what may be curtailed in one hour a year and no more is the room below the next highest: a flat system with one peak", () => {
  // L ≤ 500 is cut in the one peak hour of each season's year alone: two hours' worth.
  const [result] = headroom(system({ 0: 1500, 6: 1500 }), [2 / 8760 + 1e-9]).results;
  expect(result?.headroomMw).toBeCloseTo(500, 1);
  expect(result?.hoursPerYear).toBeGreaterThanOrEqual(2);
});

test("more curtailment never means less headroom", () => {
  const { results } = headroom(system({ 0: 1500, 6: 1800 }), [0.001, 0.0025, 0.005, 0.01, 0.05]);
  results.reduce((before, { headroomMw }) => {
    expect(headroomMw).toBeGreaterThanOrEqual(before);
    return headroomMw;
  }, 0);
});
