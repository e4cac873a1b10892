import { expect, test } from "vitest";
import { finishedRun, meanImportCostPerKwh } from "../../../src/core/measures/finishedRun.ts";
import { kpisOf, metrics } from "../../../src/core/measures/metrics/index.ts";
import { runColumns, type RunColumn } from "../../../src/core/result.ts";
import { batteryInputs, batteryRatings } from "../../../src/core/site/battery.ts";

const columns = Object.fromEntries(runColumns.map(({ name }) => [name, new Float64Array(4)])) as Record<RunColumn, Float64Array>;
Object.assign(columns, {
  importKw: Float64Array.of(100, 40, 0, 60), demandKw: Float64Array.of(105, 70, 60, 70), exportKw: Float64Array.of(0, 0, 30, 0), pvKw: Float64Array.of(0, 50, 60, 0), windKw: Float64Array.of(0, 0, 30, 0), curtailedKw: Float64Array.of(0, 0, 10, 0),
  chargeKw: Float64Array.of(0, 20, 0, 0), dischargeKw: Float64Array.of(0, 0, 0, 10), servedKw: Float64Array.of(100, 70, 60, 70), unservedKw: Float64Array.of(5, 0, 0, 0),
  socKwh: Float64Array.of(50, 60, 60, 55), buyPerKwh: Float64Array.of(0.1, 0.2, 0.3, 0.4), averageCarbonGPerKwh: Float64Array.of(400, 300, 200, 100), lostWorkKw: Float64Array.of(0, 0, 8, 0),
});
const bill = { total: 123, currency: "USD" } as never;
const run = finishedRun({
  stepHours: 0.5, columns, bill, work: [{ missedKwh: 3 }, { missedKwh: 4 }] as never, generator: { fuelCost: 7, emissionsKg: 11 } as never, costs: { valueOfLostLoadPerKwh: 20, lostWorkCostPerKwh: 2 }, meanImportCostPerKwh: 0.2,
  ratings: { ...batteryRatings(batteryInputs.parse({ powerKw: 20, energyKwh: 100, dischargeEfficiencyFraction: 0.8 }), 0.5), hallItKw: 0 },
});

test("the figures of a four-step run, worked by hand", () => {
  expect(kpisOf(run)).toEqual({
    totalCost: 130, // the bill and 7 of fuel
    importKwh: 100, // (100 + 40 + 60)·½ h
    exportKwh: 15,
    peakImportKw: 100,
    loadFactorFraction: 0.5, // 100 kWh in 2 h = 50 kW, over 100
    pvKwh: 55,
    curtailedKwh: 5,
    selfConsumptionFraction: 55 / 75, // 70 used or exported, 15 exported, 75 offered
    dischargeKwh: 5,
    equivalentFullCycles: 0.0625, // 5/0.8 = 6.25 kWh of the store of 100
    emissionsKg: 40, // (100·400 + 40·300 + 60·100)·½ h = 29,000 g, and 11 kg of fuel
    unservedKwh: 2.5,
    missedKwh: 7,
    lostWorkKwh: 4,
    worstResidualKw: 0,
    residualValueCost: expect.closeTo((50 - 55) * 0.8 * 0.2, 12) as never, // starts at 50, ends at 55: worth 0.80
    windKwh: 15,
    generatorKwh: 0,
    fuelCost: 7,
    wearCost: expect.closeTo(5 * 0.056, 12) as never,
    unservedCost: 50,
    lostWorkCost: 8,
    availabilityFraction: 1 - 2.5 / 152.5,
  });
});

test("a step that does not balance is found, and so is one that is no number", () => {
  const broken = { ...columns, servedKw: Float64Array.of(100, 70, 60, 71) };
  const residual = metrics.find(({ id }) => id === "worstResidualKw")!;
  expect(residual.of({ ...run, columns: broken })).toBe(1);
  expect(residual.of({ ...run, columns: { ...columns, importKw: Float64Array.of(NaN, 40, 0, 60) } })).toBeNaN();
});

test("the mean import price is weighted by what was imported, and plain where nothing was", () => {
  expect(meanImportCostPerKwh(columns)).toBeCloseTo((100 * 0.1 + 40 * 0.2 + 60 * 0.4) / 200, 12);
  expect(meanImportCostPerKwh({ ...columns, importKw: new Float64Array(4) })).toBeCloseTo(0.25, 12);
});

test("every id names its unit", () => {
  const endings: Readonly<Record<string, RegExp>> = { kWh: /Kwh$/, kW: /Kw$/, kg: /Kg$/, "%": /Fraction$/, currency: /Cost$/, cycles: /Cycles$/ };
  for (const { id, unit } of metrics) expect(id).toMatch(endings[unit]!);
});
