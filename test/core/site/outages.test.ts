import { describe, expect, test } from "vitest";
import { outageInputs, prepareOutages } from "../../../src/core/site/outages.ts";
import { makeAxis } from "../../../src/core/time/axis.ts";

const axis = (days = 365, stepMinutes: 15 | 60 = 15) => makeAxis({ start: "2025-01-01", timeZone: "America/New_York", stepMinutes, days, clock: "civil" });
const outSteps = (events: object, over = axis(), seed = "1") => prepareOutages(outageInputs.parse({ events }), over, seed);
const spells = (gridOut: Uint8Array) => gridOut.reduce((count, out, i) => count + (out === 1 && (i === 0 || gridOut[i - 1] === 0) ? 1 : 0), 0);

describe("a list", () => {
  test("puts each outage where the site's clock has it, daylight saving counted", () => {
    const { gridOut } = outSteps({ kind: "list", outages: [{ start: "2025-07-14T16:00", durationHours: 1.5 }] });
    const first = gridOut.indexOf(1);
    const a = axis();
    expect([a.month[first], a.hour[first], a.minute[first]]).toEqual([6, 16, 0]);
    expect(gridOut.reduce((sum, out) => sum + out, 0)).toBe(6);
  });
  test("of overlapping outages is one, a short one is one step, and one beyond the run is said", () => {
    const { gridOut, warnings } = outSteps({ kind: "list", outages: [{ start: "2025-01-01T10:00", durationHours: 2 }, { start: "2025-01-01T11:00", durationHours: 2 }, { start: "2025-01-01T20:07", durationHours: 0.05 }, { start: "2026-05-01T00:00", durationHours: 1 }] });
    expect(gridOut.reduce((sum, out) => sum + out, 0)).toBe(13);
    expect(warnings).toEqual([{ code: "outageOutsideRun", values: { start: "2026-05-01T00:00" } }]);
  });
});

describe("seeded outages", () => {
  const years = 1000;
  const counts = { ordinary: 0, major: 0, ordinaryHours: 0, majorSummerWinter: 0, majorSteps: 0 };
  const a = axis(365, 60);
  const quarters = axis();
  for (let seed = 0; seed < years; seed++) {
    const ordinary = outSteps({ kind: "seeded", majorPerYear: 0 }, quarters, String(seed)).gridOut;
    counts.ordinary += spells(ordinary);
    counts.ordinaryHours += ordinary.reduce((sum, out) => sum + out, 0) / 4;
    const major = outSteps({ kind: "seeded", ordinaryPerYear: 0 }, a, String(seed)).gridOut;
    counts.major += spells(major);
    major.forEach((out, i) => { if (out === 1) { counts.majorSteps++; if ([0, 1, 5, 6, 7, 8, 11].includes(a.month[i]!)) counts.majorSummerWinter++; } });
  }
  test("come as often as the public grid's: 1.02 ordinary and 0.326 major a year", () => {
    // Over 1,000 years: three standard deviations of a Poisson count.
    expect(Math.abs(counts.ordinary / years - 1.02)).toBeLessThan(0.096);
    expect(Math.abs(counts.major / years - 0.326)).toBeLessThan(0.055);
  });
  test("last about as long: 121 min, a little less for the cut at 8 h", () => {
    const meanMinutes = (counts.ordinaryHours / counts.ordinary) * 60;
    expect(meanMinutes).toBeGreaterThan(95);
    expect(meanMinutes).toBeLessThan(135);
  });
  test("of the major kind fall mostly in summer and winter", () => {
    expect(counts.majorSummerWinter / counts.majorSteps).toBeGreaterThan(0.75);
  });
  test("are the same for the same seed, and none at rate 0", () => {
    expect(outSteps({ kind: "seeded" }, axis(), "7")).toEqual(outSteps({ kind: "seeded" }, axis(), "7"));
    expect(spells(outSteps({ kind: "seeded", rateRatio: 0 }).gridOut)).toBe(0);
  });
});

test("a time that is none is refused", () => {
  expect(outageInputs.safeParse({ events: { kind: "list", outages: [{ start: "2025-02-30T16:00", durationHours: 1 }] } }).success).toBe(false);
});
