import { expect, test } from "vitest";
import { cleanSystemLoad } from "../../../src/core/studies/systemLoad.ts";

const hourly = (values: readonly number[], start = "2025-06-01T00:00:00Z", stepMinutes = 60) => ({ startMs: Date.parse(start), stepMinutes, values: Float64Array.from(values, (mw) => mw * 1000) });

test("missing hours, zeros and what is above three times the median are filled on a straight line and counted", () => {
  const load = cleanSystemLoad(hourly([100, Number.NaN, Number.NaN, 130, 0, 110, 500, 90, Number.NaN]), "Etc/UTC");
  expect([...load.mw]).toEqual([100, 110, 120, 130, 120, 110, 100, 90, 90].map((mw) => expect.closeTo(mw, 9) as number));
  expect(load).toMatchObject({ missingHours: 3, outlierHours: 2, repeatedHoursLeftOut: 0 });
});

test("quarters of an hour are averaged; the civil clock of the zone gives month, day and hour", () => {
  const load = cleanSystemLoad(hourly([1, 2, 3, 4, 8, 8, 8, 8], "2025-07-01T03:00:00Z", 15), "America/New_York");
  expect([...load.mw]).toEqual([2.5, 8]);
  expect([[...load.month as Uint8Array], [...load.day as Uint8Array], [...load.hour as Uint8Array]]).toEqual([[5, 6], [30, 1], [23, 0]]);
});

test("an hour that the clock repeats in autumn and the file leaves out is no hour of the file", () => {
  // New York, 2 November 2025: 05:00 and 06:00 UTC are both one o'clock.
  const load = cleanSystemLoad(hourly([10, Number.NaN, Number.NaN, 40], "2025-11-02T04:00:00Z"), "America/New_York");
  expect([...load.mw]).toEqual([10, 40]);
  expect(load).toMatchObject({ missingHours: 0, repeatedHoursLeftOut: 2 });
});
