import { describe, expect, test } from "vitest";
import { chillerCapacityFraction, chillerCop, coolingPlantInputs, freeCoolingFraction, makeCoolingPlant, wetBulbC } from "../../../src/core/site/coolingPlant.ts";

// Worked from the published coefficients apart from this program, at 6.67 °C (44 °F) of chilled water and full load.
test.each([[18, 8.3], [22, 7.45], [26, 6.7], [29.4, 6.15], [32, 5.7]])("a water-cooled chiller with condenser water of %f °C has COP %f", (sinkC, cop) => {
  expect(Math.abs(chillerCop("water", 6.67, sinkC, 1) - cop)).toBeLessThan(0.06);
});
test.each([[10, 4.8], [20, 4.4], [30, 3.5], [35, 3.1], [40, 2.7], [45, 2.3]])("an air-cooled chiller in air of %f °C has COP %f", (sinkC, cop) => {
  expect(Math.abs(chillerCop("air", 6.67, sinkC, 1) - cop)).toBeLessThan(0.06);
});
test.each([["water", 29.4, 0.95], ["air", 35, 1.13]] as const)("at half load a %s-cooled chiller in %f °C has %f of its full-load COP", (kind, sinkC, factor) => {
  expect(chillerCop(kind, 6.67, sinkC, 0.5) / chillerCop(kind, 6.67, sinkC, 1)).toBeCloseTo(factor, 1.5);
});
test.each([[10, 6.8], [15, 7.95]])("warmer chilled water of %f °C gives COP %f", (chilledWaterC, cop) => {
  expect(Math.abs(chillerCop("water", chilledWaterC, 29.4, 1) - cop)).toBeLessThan(0.06);
});
test("at its rating a chiller has its rated capacity", () => {
  expect(chillerCapacityFraction("water", 6.67, 29.44)).toBeCloseTo(1, 1);
  expect(chillerCapacityFraction("air", 6.67, 35)).toBeCloseTo(1, 1);
});

test("Stull's wet bulb of 20 °C at 50 % is 13.7 °C", () => {
  expect(wetBulbC(20, 0.5)).toBeCloseTo(13.7, 1);
});

describe("free cooling", () => {
  const air = { economiser: "air", supplyAirC: 24, chilledWaterC: 15 } as const;
  test("by outdoor air is full below the supply temperature and none at the return's", () => {
    expect([freeCoolingFraction(air, 20, 0), freeCoolingFraction(air, 36, 0), freeCoolingFraction(air, 29.5, 0)]).toEqual([1, 0, 0.5]);
  });
  test("by tower water is full where towers reach the chilled water and none where they reach the return", () => {
    const water = { ...air, economiser: "water" } as const;
    expect([freeCoolingFraction(water, 0, 9.5), freeCoolingFraction(water, 0, 19.5), freeCoolingFraction(water, 0, 14.5)]).toEqual([1, 0, 0.5]);
  });
});

describe("a plant", () => {
  const plant = (over: object, temperatureC: number) => makeCoolingPlant(coolingPlantInputs.parse({ kind: "plant", ...over }), Float64Array.of(temperatureC), 1000, 1);
  const pue = (over: object, temperatureC: number, itKw = 800) => plant(over, temperatureC).busKw(0, itKw) / itKw;
  test("has the PUE of such plants: new ones 1.15 to 1.35, without free cooling in the heat up to 1.6", () => {
    expect(pue({}, 5)).toBeGreaterThan(1.1);
    expect(pue({}, 5)).toBeLessThan(1.25);
    expect(pue({}, 35)).toBeGreaterThan(1.25);
    expect(pue({}, 35)).toBeLessThan(1.4);
    expect(pue({ chiller: "air", economiser: "none", chilledWaterC: 7 }, 38)).toBeGreaterThan(1.45);
    expect(pue({ chiller: "air", economiser: "none", chilledWaterC: 7 }, 38)).toBeLessThan(1.7);
  });
  test("draws more when it is hotter, and more for more work, and never less than the work", () => {
    const temperatures = Array.from({ length: 26 }, (_, k) => -10 + 2 * k);
    const byHeat = temperatures.map((temperatureC) => pue({}, temperatureC));
    byHeat.slice(1).forEach((value, k) => expect(value).toBeGreaterThanOrEqual(byHeat[k]! - 1e-12));
    const byWork = Array.from({ length: 20 }, (_, k) => plant({}, 25).busKw(0, 50 * (k + 1)));
    byWork.slice(1).forEach((value, k) => expect(value).toBeGreaterThan(byWork[k]! + 50));
  });
  test("takes for a heat what a chiller of its COP takes, staged so that none runs below the least load", () => {
    const site = makeCoolingPlant(coolingPlantInputs.parse({ kind: "plant", leastLoadFraction: 0.5 }), Float64Array.of(30), 1000, 1);
    const sinkC = wetBulbC(30, 0.6) + 4;
    for (const share of [0.2, 0.5, 0.8, 1]) {
      const heatKw = share * site.chillerCapacityKw(0);
      expect(heatKw / site.chillerKw(0, heatKw)).toBeCloseTo(chillerCop("water", 15, sinkC, Math.max(share, 0.5)), 9);
    }
  });
  test("loses PUE at part load, because pumps, UPS and lights do not fall with it", () => {
    expect(pue({}, 25, 200)).toBeGreaterThan(pue({}, 25, 900));
  });
  test("double conversion at half load of each path loses 3.4 % and more of the IT power", () => {
    expect(pue({ economiser: "air", ups: "double" }, 5) - pue({ economiser: "air", ups: "eco" }, 5)).toBeCloseTo(0.04 - 0.012, 1.5);
  });
});
