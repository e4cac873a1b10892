import { expect } from "vitest";
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
