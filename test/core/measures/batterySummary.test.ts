import { expect, test } from "vitest";
import { batterySummary } from "../../../src/core/measures/batterySummary.ts";
import { checkScenario } from "../../../src/core/scenario.ts";
import { simulate } from "../../../src/core/simulate.ts";
import { ageingInputs, newBattery } from "../../../src/core/site/ageing.ts";
import { column } from "../../../src/core/time/frame.ts";

const options = { seed: "5", data: new Map() };
const site = { time: { start: "2025-03-01", days: 60, stepMinutes: 30 }, price: { index: { kind: "additive" } }, strategy: { battery: { policy: "tou-arbitrage" } } };
const battery = { powerKw: 400, energyKwh: 1600, wearCostPerKwh: 0 };

test("charge costs the price of what is imported for it, and what own generation would have earned", () => {
  const kw = (...values: number[]) => Float64Array.from(values);
  const { chargeKwh, chargeCost } = batterySummary(ageingInputs.parse({}), 100, {
    socKwh: kw(10, 20, 20), chargeKw: kw(10, 10, 0), importKw: kw(50, 4, 50), buyPerKwh: kw(0.2, 0.3, 9), sellPerKwh: kw(0.05, 0.05, 9),
  }, 0.5);
  expect(chargeKwh).toBe(10);
  expect(chargeCost).toBeCloseTo(0.5 * (10 * 0.2 + 4 * 0.3 + 6 * 0.05), 12);
});

test("a run says what its battery has behind it, and the next run begins there", () => {
  const first = simulate(checkScenario({ ...site, battery }), options);
  expect(first.battery?.ageing.atStart).toEqual(newBattery);
  const atEnd = first.battery?.ageing.atEnd;
  expect(atEnd?.days).toBe(60);
  expect(atEnd?.capacityFraction).toBeLessThan(1);
  const second = simulate(checkScenario({ ...site, battery: { ...battery, ageing: { atStart: atEnd } } }), options);
  expect(second.site.batteryKwh).toBeCloseTo(1600 * (atEnd?.capacityFraction ?? NaN), 9);
  expect(second.battery?.ageing.atEnd.days).toBe(120);
  // Calendar loss runs with the root of time: the second two months take less.
  const lost = (run: typeof first) => (run.battery?.ageing.atStart.capacityFraction ?? NaN) - (run.battery?.ageing.atEnd.capacityFraction ?? NaN);
  expect(lost(second)).toBeLessThan(lost(first));
});

test("a faded battery holds no more than what is left of it", () => {
  const state = { days: 3000, capacityFraction: 0.7, calendarLossFraction: 0.1, cycleLossFraction: 0.2, cycles: 4000 };
  const run = simulate(checkScenario({ ...site, battery: { ...battery, ageing: { atStart: state } } }), options);
  expect(Math.max(...column(run.frame, "socKwh"))).toBeLessThanOrEqual(0.7 * 1600 + 1e-9);
  expect(Math.max(...column(run.frame, "socKwh"))).toBeGreaterThan(0.6 * 1600);
});

test("a site without a battery has no such summary", () => {
  expect(simulate(checkScenario(site), options).battery).toBeUndefined();
});
