import { describe, expect, test } from "vitest";
import { checkScenario } from "../../../src/core/scenario.ts";
import { simulate } from "../../../src/core/simulate.ts";
import { survival, survivalInputs, survivalSite, survivalStudy, type SurvivalSite } from "../../../src/core/studies/survival.ts";

const sure = survivalInputs.parse({ availabilityFraction: 1 });
const sets = { ratingKw: 2, units: 2, startFailureFraction: 0, meanTimeToFailureHours: 5, fuelKwhPerKwh: 3, fuelIdleFraction: 0, fuelStockHours: undefined };
const store = { chargeKw: 1, dischargeKw: 1, outageFloorKwh: 2, socMaxKwh: 4, chargeEfficiency: 1, dischargeEfficiency: 1 };
const none = { chargeKw: 0, dischargeKw: 0, outageFloorKwh: 0, socMaxKwh: 0, chargeEfficiency: 1, dischargeEfficiency: 1 };
const flat = (loadKw: number, over: Partial<SurvivalSite>, hours = 48): SurvivalSite => ({
  loadKw: new Float64Array(hours).fill(loadKw), generationKw: new Float64Array(hours), socKwh: new Float64Array(hours), battery: none, ...over,
});

const firstStart = (site: SurvivalSite, hours: readonly number[], over: object = {}) => survival(site, { ...sure, maxHours: Math.max(...hours), ...over }, hours).byStart.map(({ fraction }) => fraction[0]!);

describe("published figures", () => {
  // REopt.jl, test of its backup reliability: loads 1, 2, 2, 1 kW; two generators of 1 kW with a mean time to failure of 5 h; a battery
  // of 1 kW and 4 kWh that may be emptied to half and begins with 3 kWh.
  test("REopt's two generators and battery survive one, two and three hours as REopt has it", () => {
    const found = firstStart({ loadKw: [1, 2, 2, 1], generationKw: [0, 0, 0, 0], socKwh: [3, 3, 3, 3], battery: store, generator: sets }, [1, 2, 3]);
    [1, 0.8704, 0.557056].forEach((expected, k) => expect(found[k]).toBeCloseTo(expected, 6));
  });
  // 0.99^20 · 0.9 · 0.98: the battery stands in for the last four hours.
  test("one generator of availability 0.98 that fails to start one time in ten, with four hours of battery, survives a day with 0.721394", () => {
    const generator = { ...sets, ratingKw: 100, units: 1, startFailureFraction: 0.1, meanTimeToFailureHours: 100 };
    const battery = { ...none, chargeKw: 100, dischargeKw: 100, socMaxKwh: 400 };
    const [day] = firstStart(flat(100, { generator, battery, socKwh: new Float64Array(48).fill(400) }), [24], { availabilityFraction: 0.98 });
    expect(Math.abs(day! - 0.721394)).toBeLessThan(1e-5);
  });
});

describe("without chance", () => {
  const certain = { ...sets, ratingKw: 100, units: 1, meanTimeToFailureHours: 1e12 };
  test("a battery carries its energy over the load, in hours", () => {
    const curve = survival(flat(50, { battery: { ...none, dischargeKw: 100, socMaxKwh: 400, dischargeEfficiency: 0.9 }, socKwh: new Float64Array(48).fill(400) }), { ...sure, maxHours: 12 });
    expect(curve.meanFraction.map((p) => Math.round(p * 1e6) / 1e6)).toEqual([1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0]);
    expect(curve.meanHours).toBeCloseTo(7, 9);
  });
  test("tanks of six hours at full load carry six hours of it, and more of half", () => {
    const lasts = (loadKw: number) => survival(flat(loadKw, { generator: { ...certain, fuelStockHours: 6 } }), { ...sure, maxHours: 24 }).meanHours;
    expect(lasts(100)).toBeCloseTo(6, 6);
    expect(lasts(50)).toBeCloseTo(12, 6);
  });
  test("a load above what stands by is not carried, its critical half is", () => {
    expect(firstStart(flat(150, { generator: certain }), [24])).toEqual([0]);
    expect(firstStart(flat(150, { generator: certain }), [24], { criticalLoadFraction: 0.5 })[0]).toBeCloseTo(1, 6);
  });
  test("the worst start is the one before the heaviest hour that nothing can carry", () => {
    const loadKw = Float64Array.from({ length: 48 }, (_, h) => (h === 30 ? 500 : 50));
    const curve = survival({ ...flat(50, { generator: certain }), loadKw }, { ...sure, maxHours: 10 });
    expect(curve.worstStartHour).toBe(30);
    expect(curve.worstFraction.every((p) => p === 0)).toBe(true);
    expect(curve.meanFraction[9]).toBeCloseTo(38 / 48, 6);
  });
});

test("longer outages are survived less often, more sets more often", () => {
  const curve = (units: number) => survival(flat(90, { generator: { ...sets, ratingKw: 50 * units, units, meanTimeToFailureHours: 200, startFailureFraction: 0.02 } }), { ...sure, maxHours: 24 }).meanFraction;
  const [two, three] = [curve(2), curve(3)];
  two.slice(1).forEach((p, k) => expect(p).toBeLessThanOrEqual(two[k]! + 1e-12));
  two.forEach((p, k) => expect(three[k]).toBeGreaterThan(p));
});

test("a site's own run gives its curve: load, sun and the charge that each hour begins with", () => {
  const scenario = checkScenario({
    version: 1, time: { days: 7, stepMinutes: 15 }, battery: { powerKw: 800, energyKwh: 1600 }, generator: { ratingKw: 1200, units: 3, fuelStockHours: 24 }, solar: { dcKw: 500 },
  });
  const run = simulate(scenario, { seed: "1", data: new Map() });
  const site = survivalSite(scenario, run);
  expect([site.loadKw.length, site.socKwh[0]]).toEqual([168, 800]);
  const curve = survival(site, survivalInputs.parse({ maxHours: 36 }));
  expect(curve.meanFraction[0]).toBeGreaterThan(0.99);
  expect(curve.meanFraction[35]).toBeLessThan(0.5);
  expect(curve.meanHours).toBeGreaterThan(20);
});

test("as a study it takes one run and answers as the curve of that run", () => {
  const scenario = checkScenario({ version: 1, time: { days: 2, stepMinutes: 60 }, battery: { powerKw: 800, energyKwh: 1600 } });
  const question = { scenario, inputs: survivalInputs.parse({ maxHours: 6 }), seed: "1", data: new Map() };
  const tally = survivalStudy.start(question);
  const [run, ...others] = [...survivalStudy.plan(question, tally)];
  expect([run?.keep, others.length]).toEqual(["frame", 0]);
  const result = simulate(scenario, { seed: "1", data: new Map() });
  survivalStudy.add(question, tally, { index: 0, ok: true, result });
  expect([...survivalStudy.plan(question, tally)]).toEqual([]);
  expect(survivalStudy.finish(question, tally, {})).toEqual({ ...survival(survivalSite(scenario, result), question.inputs), startMs: result.axis.startMs });
});
