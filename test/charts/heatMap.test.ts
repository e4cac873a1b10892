import { describe, expect, test } from "vitest";
import { heatMap, heatMapStepAt } from "../../src/charts/heatMap.ts";
import { hourlyProfile } from "../../src/charts/hourlyProfile.ts";
import { sankey } from "../../src/charts/sankey.ts";
import { column } from "../../src/core/time/frame.ts";
import { civilOf } from "../../src/text/dates.ts";
import { syntheticYear } from "./syntheticYear.ts";

const year = syntheticYear();
const importKw = column(year.frame, "importKw");

describe("the map of hours by days", () => {
  const model = heatMap.model(year, {});
  test("holds the mean of each hour of the site's clock", () => {
    for (const [day, hour] of [[0, 0], [200, 17], [364, 23]] as const) {
      const start = model.days[day]! + hour * 4;
      expect(civilOf(year.axis, start).hour).toBe(hour);
      expect(model.values[day * 24 + hour]).toBeCloseTo((importKw[start]! + importKw[start + 1]! + importKw[start + 2]! + importKw[start + 3]!) / 4, 9);
    }
  });
  test("has no value in the hour that the clock skips, and the mean of both in the hour that it repeats", () => {
    // 9 March (the 68th day), 02:00; 2 November (the 306th), 01:00.
    expect(model.values[67 * 24 + 2]).toBeNaN();
    const first = model.days[305]! + 4;
    expect(model.values[305 * 24 + 1]).toBeCloseTo(importKw.subarray(first, first + 8).reduce((sum, value) => sum + value, 0) / 8, 9);
  });
  test("says which step lies under a place, on the day of the long night too", () => {
    const size = { width: 800, height: 286 };
    const at = (day: number, hour: number) => heatMapStepAt(model, size, 28 + ((day + 0.5) / 365) * (800 - 36), 26 + ((hour + 0.5) / 24) * 240)!;
    for (const [day, hour] of [[0, 0], [67, 5], [305, 13], [364, 23]] as const) expect(civilOf(year.axis, at(day, hour)).hour).toBe(hour);
    expect(heatMapStepAt(model, size, 5, 100)).toBeNull();
  });
});

test("the mean days of the months, weighted by their hours, are the year's energy", () => {
  const { months } = hourlyProfile.model(year, null);
  const days = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  const kwh = months.reduce((sum, { means }, index) => sum + means.import.reduce((all, kw) => all + kw, 0) * days[index]!, 0);
  const exact = importKw.reduce((sum, kw) => sum + kw, 0) / 4;
  // Two days have 23 and 25 hours, so a mean day times the days is a little off.
  expect(Math.abs(kwh / exact - 1)).toBeLessThan(1e-3);
});

describe("the flows of energy", () => {
  test("are as much on one side as on the other", () => {
    const { sources, uses } = sankey.model(year, {});
    const sum = (flows: readonly { kwh: number }[]) => flows.reduce((all, { kwh }) => all + kwh, 0);
    expect(Math.abs(sum(sources) / sum(uses) - 1)).toBeLessThan(1e-9);
  });
  test("count a store that gives more than it took as a source", () => {
    const { sources, uses } = sankey.model(year, { from: 20_704, to: 20_730 });
    const emptied = column(year.frame, "dischargeKw").subarray(20_704, 20_730).some((kw) => kw > 0);
    expect([emptied, sources.some(({ id }) => id === "battery"), uses.some(({ id }) => id === "battery")]).toEqual([true, true, false]);
  });
});
