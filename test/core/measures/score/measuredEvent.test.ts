import { expect } from "vitest";
import { measureEvent } from "../../../../src/core/measures/score/measuredEvent.ts";
import { phoenixLog } from "../../../../src/core/measures/score/phoenixEvent.ts";
import { dataText, testWithData } from "../../../support/data.ts";

/**
 * 256 GPUs in Phoenix asked for −25 % over 16:15–19:15 (Colangelo et al. 2025, arXiv 2507.00909, and the log in its repository): base 93.104 kW, mean 64.256,
 * magnitude 30.98 % (worst minute 23.07 %), delivered 0.9993, onset 16:10, goal 16:14, 197 min at or below the goal, recovery 19:43, no rebound.
 */
testWithData("the measured Phoenix response reads as published", () => {
  const rows = dataText("load/SRP_total_power.csv").trim().split(/\r?\n/).slice(1).map((line) => line.split(","));
  const kw = Float64Array.from(rows, (row) => Number(row.at(-1)) / 1000);
  const at = (clock: string) => rows.findIndex((row) => row.some((cell) => cell.includes(` ${clock}:00`) || cell.includes(`T${clock}:00`)));
  const event = measureEvent({ kw, sampleMinutes: 1, baseFrom: at("15:00"), baseTo: at("16:00"), callFrom: at("16:15"), callTo: at("19:15"), askedFraction: 0.25 });
  expect(event.baseKw).toBeCloseTo(93.104, 3);
  expect(event.meanKw).toBeCloseTo(64.256, 3);
  expect(event.magnitudeFraction).toBeCloseTo(0.3098, 4);
  expect(event.worstMagnitudeFraction).toBeCloseTo(0.2307, 4);
  expect(event.deliveredFraction).toBeCloseTo(0.9993, 4);
  expect(event).toMatchObject({ onsetMinutes: -5, goalMinutes: -1, responseMinutes: 4, durationMinutes: 197, recoveryMinutes: 28, reboundFraction: 0 });
});

testWithData("the log that comes with the program is the published one, to the watt", () => {
  const watts = dataText("load/SRP_total_power.csv").trim().split(/\r?\n/).slice(1).map((line) => Number(line.split(",").at(-1)));
  expect([...phoenixLog.values].map((kw) => Math.round(1000 * kw))).toEqual(watts.map(Math.round));
});
