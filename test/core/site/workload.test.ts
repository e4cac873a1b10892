import { describe, expect, test } from "vitest";
import { facilityInputs, prepareFacility } from "../../../src/core/site/facility.ts";
import { loadShapes } from "../../../src/core/site/loadShapes.ts";
import { loadInputs, loadIssues, prepareDemand, prepareLoad, serverLoadFraction, type LoadInputs } from "../../../src/core/site/workload.ts";
import { makeAxis } from "../../../src/core/time/axis.ts";
import { dataKey, type DataFile } from "../../../src/core/time/series.ts";

const year = (timeZone: string, stepMinutes: 15 | 60 = 60) => makeAxis({ start: "2025-01-01", timeZone, stepMinutes, days: 365, clock: "civil" });
const shape = (over: object): LoadInputs["demand"] => loadInputs.parse({ demand: { kind: "shape", ...over } }).demand;
const load = (inputs: object, axis = year("America/New_York"), cooling: object = { kind: "constant", pue: 1.5 }, data = new Map<string, DataFile>()) => {
  const parsed = loadInputs.parse(inputs);
  const facility = prepareFacility(facilityInputs.parse({ cooling }), new Float64Array(axis.length).fill(15), parsed.itDesignKw, axis.stepHours);
  return { facility, ...prepareLoad(parsed, axis, facility, prepareDemand(parsed, axis, data, "1")) };
};
const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length;

// Computed apart from this program from the sites' own figures: 2025, civil clock, hourly, shape without noise.
test.each([
  { site: "Ashburn", timeZone: "America/New_York", itDesignKw: 100_000, idleFraction: 0.35, meanUtilisationFraction: 0.6, shapeAmplitude: 0.6, shapeShiftHours: 5, meanMw: 74.0, minMw: 66.23, maxMw: 83.08 },
  { site: "Los Angeles", timeZone: "America/Los_Angeles", itDesignKw: 5000, idleFraction: 0.35, meanUtilisationFraction: 0.55, shapeAmplitude: 0.3, shapeShiftHours: 5, meanMw: 3.54, minMw: 3.36, maxMw: 3.75 },
  { site: "New York", timeZone: "America/New_York", itDesignKw: 2000, idleFraction: 0.3, meanUtilisationFraction: 0.45, shapeAmplitude: 1.4, shapeShiftHours: 5, meanMw: 1.23, minMw: 0.94, maxMw: 1.57 },
  { site: "Frankfurt", timeZone: "Europe/Berlin", itDesignKw: 20_000, idleFraction: 0.35, meanUtilisationFraction: 0.6, shapeAmplitude: 0.3, shapeShiftHours: -1, meanMw: 14.8, minMw: 14.02, maxMw: 15.71 },
])("the web shape gives $site its mean, lowest and highest IT load", ({ timeZone, itDesignKw, meanMw, minMw, maxMw, site: _site, ...demand }) => {
  const { itKw } = load({ itDesignKw, demand: { kind: "shape", shape: "webUtc", ...demand } }, year(timeZone));
  expect(Math.abs(mean(itKw) / 1000 - meanMw)).toBeLessThanOrEqual(0.05);
  expect(Math.abs(Math.min(...itKw) / 1000 - minMw)).toBeLessThanOrEqual(0.0051);
  expect(Math.abs(Math.max(...itKw) / 1000 - maxMw)).toBeLessThanOrEqual(0.0051);
});

describe("shapes", () => {
  test.each(Object.entries(loadShapes))("%s is a week of mean 1", (_name, table) => {
    expect(table.map((row) => row.length)).toEqual(Array(7).fill(24));
    expect(table.flat().reduce((sum, value) => sum + value, 0) / 168).toBeCloseTo(1, 2);
  });
  test("a value holds for its whole clock hour, whatever the step", () => {
    const demand = shape({ shape: "webUtc" });
    const hourly = load({ demand }).itKw;
    const quarterly = load({ demand }, year("America/New_York", 15)).itKw;
    expect(quarterly[4 * 4000 + 3]).toBe(hourly[4000]);
  });
  test("a table of one's own is brought to mean 1", () => {
    const table = Array.from({ length: 7 }, () => Array.from({ length: 24 }, (_, hour) => (hour < 12 ? 20 : 60)));
    const { itKw } = load({ demand: shape({ shape: "table", shapeTable: table, idleFraction: 0, meanUtilisationFraction: 0.4 }) });
    expect([itKw[0], itKw[12]]).toEqual([200, expect.closeTo(600, 9)]);
  });
});

describe("noise", () => {
  const demand = shape({ shape: "flat", noiseSdFraction: 0.06, meanUtilisationFraction: 0.5, idleFraction: 0 });
  const { itKw } = load({ demand });
  const deviations = itKw.map((kw) => kw / 500 - 1);
  test("has the standard deviation and persistence asked for", () => {
    const variance = mean(deviations.map((value) => value * value));
    expect(Math.sqrt(variance)).toBeCloseTo(0.06, 2);
    const lagged = mean(deviations.subarray(1).map((value, i) => value * deviations[i]!));
    expect(lagged / variance).toBeCloseTo(0.83, 1);
  });
  test("is the same for the same seed and moves no other draw", () => {
    expect(load({ demand }).itKw).toEqual(itKw);
    const withRestarts = load({ demand: { ...demand, restartDips: { perDay: 1, minMinutes: 5, maxMinutes: 15, depthFraction: 0.6 } } }).itKw;
    const touched = withRestarts.filter((kw, i) => kw !== itKw[i]).length;
    expect(touched).toBeGreaterThan(365 * 0.9);
    expect(touched).toBeLessThanOrEqual(365 * 2);
  });
});

test("restarts take their depth for their minutes: a day's 10 min of 60 % are 0.42 % of a flat load", () => {
  const { itKw } = load({ itDesignKw: 1000, demand: shape({ idleFraction: 0, meanUtilisationFraction: 0.9, restartDips: { perDay: 1, minMinutes: 10, maxMinutes: 10, depthFraction: 0.6 } }) }, year("America/New_York", 15));
  expect(1 - mean(itKw) / 900).toBeCloseTo((0.6 * 10) / 1440, 6);
});

describe("classes", () => {
  const classes = [{ kind: "interactive", shareFraction: 0.5 }, { kind: "deferrable", shareFraction: 0.2, windowHours: 0.7 }, { kind: "deferrable", shareFraction: 0.05, windowHours: 4 }, { kind: "throttleable", shareFraction: 0.25 }];
  test("share the load out; what cannot wait is the rest", () => {
    const { itKw, mustRunItKw, deferrable } = load({ classes });
    expect(deferrable.map(({ windowSteps }) => windowSteps)).toEqual([0, 4]);
    expect(mustRunItKw[17]! + deferrable[0]!.arrivalItKw[17]! + deferrable[1]!.arrivalItKw[17]!).toBeCloseTo(itKw[17]!, 9);
    expect(deferrable[0]!.arrivalItKw[17]! / itKw[17]!).toBeCloseTo(0.2, 12);
  });
  test("a window that is no whole number of steps is rounded down, and it is said", () => {
    expect(load({ classes }).warnings).toEqual([{ code: "windowRoundedDown", values: { name: "Deferrable", windowHours: 0.7, usedHours: 0 } }]);
  });
  test("of more than the whole load are refused", () => {
    expect(loadIssues(loadInputs.parse({ classes: [...classes, { kind: "deferrable", shareFraction: 0.2 }] }))).toEqual([
      { where: { path: "load.classes" }, found: "shares that add up to 1.2", allowed: "shares that add up to at most 1" },
    ]);
  });
});

describe("a measured trace", () => {
  const axis = makeAxis({ start: "2025-01-01", timeZone: "UTC", stepMinutes: 60, days: 1, clock: "civil" });
  const values = Float64Array.from({ length: 24 }, (_, hour) => 300 + 10 * hour);
  const reference = { file: "meter.csv" };
  const data = new Map([[dataKey(reference), { sha256: "0", series: { name: "load", unit: "kW", startMs: axis.startMs, stepMinutes: 60, values, typicalYear: false, utcOffsetMinutes: 0 } }]]);
  test("of the facility's meter comes back at the bus", () => {
    const { itKw, facility } = load({ itDesignKw: 1000, demand: { kind: "trace", measures: "facility", series: reference } }, axis, { kind: "constant", pue: 1.25 }, data);
    itKw.forEach((kw, i) => expect(kw * facility.busPerIt[i]! + facility.busFixedKw[i]!).toBeCloseTo(values[i]!, 9));
  });
  test("that once ran above the design shows that the hall can, and it is said", () => {
    const { hallItKw, warnings } = load({ itDesignKw: 400, demand: { kind: "trace", measures: "it", series: reference } }, axis, undefined, data);
    expect(hallItKw).toBe(530);
    expect(warnings).toEqual([{ code: "loadAboveDesign", values: { peakKw: 530, itDesignKw: 400 } }]);
  });
});

/** Fan, Weber & Barroso (2007), § 3.2, with r = 1.4: half-used servers draw 2·0.5 − 0.5^1.4 = 62.1 % of the way from rest to full work. */
test("the server curve ends where servers rest and work full, bends up between, and is straight at an exponent of 1", () => {
  expect([0, 1].map((u) => serverLoadFraction(u, 0.3, 1.4))).toEqual([0.3, expect.closeTo(1, 12)]);
  expect(serverLoadFraction(0.5, 0.3, 1.4)).toBeCloseTo(0.3 + 0.7 * 0.6211, 4);
  expect(serverLoadFraction(0.5, 0.3, 1)).toBeCloseTo(0.65, 12);
});
