import { expect, test } from "vitest";
import { facilityAround, facilityInputs, facilityIssues, itBehindMeterKw, prepareFacility, pueOf } from "../../../src/core/site/facility.ts";

test.each([
  ["hyperscale", -10, 1.08], ["hyperscale", 40, 1.22], ["modern", 20, 1.22], ["legacy", 35, 1.71],
] as const)("curve %s gives its point at %f °C", (curve, temperatureC, pue) => {
  expect(pueOf({ kind: "curve", curve })(temperatureC)).toBeCloseTo(pue, 12);
});

test("a curve is straight between its points and level beyond its ends", () => {
  const pue = pueOf({ kind: "curve", curve: "hyperscale" });
  expect(pue(22.5)).toBeCloseTo(1.11, 12);
  expect(pue(-30)).toBe(1.08);
  expect(pue(50)).toBe(1.22);
});

test("an overhead that stays when the load falls raises PUE at part load as a + (1 − a)/L does", () => {
  // Overhead 0.4 at full load, a = 0.6, L = 0.5: 0.4·(0.6 + 0.4/0.5) = 0.56.
  const inputs = facilityInputs.parse({ cooling: { kind: "constant", pue: 1.4 }, fixedOverheadFraction: 0.4 });
  const { busPerIt, busFixedKw } = prepareFacility(inputs, new Float64Array([20]), 1000, 1);
  expect((busPerIt[0]! * 500 + busFixedKw[0]!) / 500).toBeCloseTo(1.56, 12);
  expect(busPerIt[0]! * 1000 + busFixedKw[0]!).toBeCloseTo(1400, 9);
});

test("points that do not rise in temperature are refused", () => {
  const inputs = facilityInputs.parse({ cooling: { kind: "points", points: [{ temperatureC: 20, pue: 1.2 }, { temperatureC: 20, pue: 1.3 }] } });
  expect(facilityIssues(inputs)).toEqual([{ where: { path: "facility.cooling.points[1].temperatureC" }, found: "20", allowed: "above 20, the point before it" }]);
});

test("chillers drawn straight around a load are exact there, and within two thousandths a tenth beside it", () => {
  const inputs = facilityInputs.parse({ cooling: { kind: "plant" } });
  const itKw = Float64Array.of(600, 800, 950);
  const { busPerIt, busFixedKw, plant } = facilityAround(prepareFacility(inputs, Float64Array.of(5, 20, 35), 1000, 1), itKw);
  itKw.forEach((kw, i) => {
    expect(busPerIt[i]! * kw + busFixedKw[i]!).toBeCloseTo(plant!.busKw(i, kw), 6);
    expect(Math.abs((busPerIt[i]! * kw * 1.1 + busFixedKw[i]!) / plant!.busKw(i, kw * 1.1) - 1)).toBeLessThan(0.002);
  });
});

test("the IT load behind a meter draws what the meter reads, whatever the cooling", () => {
  for (const cooling of [{ kind: "plant" }, { kind: "plant", chiller: "air", economiser: "none" }, { kind: "curve" }]) {
    const facility = prepareFacility(facilityInputs.parse({ cooling, fixedOverheadFraction: 0.3 }), Float64Array.of(28), 1000, 1);
    for (const meterKw of [400, 900, 1300]) {
      const itKw = itBehindMeterKw(facility, 0, meterKw);
      expect(facility.plant?.busKw(0, itKw) ?? facility.busPerIt[0]! * itKw + facility.busFixedKw[0]!).toBeCloseTo(meterKw, 6);
    }
  }
});
