import { describe, expect, test } from "vitest";
import fc from "fast-check";
import { batteryInputs, batteryIssues, batteryRatings, chargeLimitKw, dischargeLimitKw, keepPerStep, residualValueCost, socAfterKwh } from "../../../src/core/site/battery.ts";
import { reference } from "../../support/reference.ts";

type LinearCase = {
  id: string;
  inputs: {
    requestKw: number[]; stepHours: number; energyKwh: number; chargeLimitKw: number; dischargeLimitKw: number;
    etaCharge: number; etaDischarge: number; socMin: number; socMax: number; socStart: number; selfDischargePerHour: number;
  };
  expected: { chargeKw: number[]; dischargeKw: number[]; socKwh: number[]; chargedKwh: number; dischargedKwh: number };
};
type CellCase = {
  id: string;
  inputs: { stepHours: number; energyKwh: number };
  expected: { socPercent: number[]; powerKw: number[] };
  linearFit: { etaCharge: number; etaDischarge: number; usableShareOfNominal: number };
  tolerance: { socPoints: number };
};
const { cases } = reference<LinearCase | CellCase>("battery.json");

/** How far a figure lies from the reference's, in units of the tolerance: 1e-5, and figures there are rounded to 9 significant digits. */
const distance = (value: number, expected: number) => Math.abs(value - expected) / (1e-5 + 1e-8 * Math.abs(expected));

describe("a linear store follows the exact trajectory", () => {
  test.each(cases.filter((row): row is LinearCase => "socKwh" in row.expected))("of case $id", ({ inputs, expected }) => {
    const stepHours = Math.round(inputs.stepHours * 60) / 60;
    const battery = {
      chargeKw: inputs.chargeLimitKw, dischargeKw: inputs.dischargeLimitKw, socMaxKwh: inputs.socMax * inputs.energyKwh,
      chargeEfficiency: inputs.etaCharge, dischargeEfficiency: inputs.etaDischarge, keepPerStep: keepPerStep(inputs.selfDischargePerHour, stepHours),
    };
    let socKwh = inputs.socStart * inputs.energyKwh;
    let [chargedKwh, dischargedKwh, worst] = [0, 0, 0];
    inputs.requestKw.forEach((requestKw, i) => {
      const chargeKw = Math.min(Math.max(requestKw, 0), chargeLimitKw(battery, socKwh, stepHours));
      const dischargeKw = Math.min(Math.max(-requestKw, 0), dischargeLimitKw(battery, socKwh, inputs.socMin * inputs.energyKwh, stepHours));
      socKwh = socAfterKwh(battery, socKwh, chargeKw, dischargeKw, stepHours);
      chargedKwh += chargeKw * stepHours;
      dischargedKwh += dischargeKw * stepHours;
      worst = Math.max(worst, distance(chargeKw, expected.chargeKw[i]!), distance(dischargeKw, expected.dischargeKw[i]!), distance(socKwh, expected.socKwh[i]!));
    });
    expect(worst).toBeLessThanOrEqual(1);
    expect(distance(chargedKwh, expected.chargedKwh)).toBeLessThanOrEqual(1);
    expect(distance(dischargedKwh, expected.dischargedKwh)).toBeLessThanOrEqual(1);
  });
});

describe("a linear store follows the shape of SAM's stateful cells", () => {
  test.each(cases.filter((row): row is CellCase => "linearFit" in row))("$id", ({ inputs, expected, linearFit, tolerance }) => {
    const battery = { chargeEfficiency: linearFit.etaCharge, dischargeEfficiency: linearFit.etaDischarge, keepPerStep: 1 };
    const usableKwh = inputs.energyKwh * linearFit.usableShareOfNominal;
    let socKwh = (expected.socPercent[0]! / 100) * usableKwh;
    expected.powerKw.forEach((powerKw, i) => {
      if (i === 0) return;
      socKwh = socAfterKwh(battery, socKwh, Math.max(powerKw, 0), Math.max(-powerKw, 0), inputs.stepHours);
      expect(Math.abs((socKwh / usableKwh) * 100 - expected.socPercent[i]!)).toBeLessThan(tolerance.socPoints);
    });
  });
});

test("what the store ends below its start is worth the import that it would have saved", () => {
  // score.md, worked example: 200 kWh at the start, 315.789 at the end, 0.95, mean price 3,400/24,000.
  expect(residualValueCost({ initialSocKwh: 200, dischargeEfficiency: 0.95 }, 315.789473684, 3400 / 24000)).toBeCloseTo(-15.583, 3);
});

test("a round trip gives back the product of the efficiencies", () => fc.assert(fc.property(
  fc.double({ min: 0.3, max: 1, noNaN: true }), fc.double({ min: 0.3, max: 1, noNaN: true }), fc.double({ min: 1, max: 1e5, noNaN: true }),
  (chargeEfficiency, dischargeEfficiency, chargeKw) => {
    const store = { chargeEfficiency, dischargeEfficiency, keepPerStep: 1, dischargeKw: Infinity };
    const socKwh = socAfterKwh(store, 0, chargeKw, 0, 1);
    expect(dischargeLimitKw(store, socKwh, 0, 1) / chargeKw).toBeCloseTo(chargeEfficiency * dischargeEfficiency, 12);
  },
)));

test("by default a site has no battery, and losses are never zero", () => {
  const inputs = batteryInputs.parse(undefined);
  expect(batteryRatings(inputs, 0.25)).toMatchObject({ capacityKwh: 0, chargeKw: 0, auxiliaryKw: 0 });
  expect(inputs.chargeEfficiencyFraction * inputs.dischargeEfficiencyFraction).toBeCloseTo(0.899, 3);
  expect(1 - keepPerStep(inputs.selfDischargePerHourFraction, 720)).toBeCloseTo(0.02, 3);
  expect(inputs.auxiliaryKwPerKwh).toBeGreaterThan(0);
  expect(inputs.wearCostPerKwh).toBeGreaterThan(0);
});

test("a start outside the window is refused with its path and the window", () => {
  const inputs = { ...batteryInputs.parse({}), initialSocFraction: 0.1 };
  expect(batteryIssues(inputs)).toEqual([{ where: { path: "battery.initialSocFraction" }, found: "0.1", allowed: "0.2 … 1 (socMinFraction … socMaxFraction)" }]);
});
