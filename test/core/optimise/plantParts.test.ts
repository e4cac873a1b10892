import { beforeAll, describe, expect, test } from "vitest";
import type { Solve } from "../../../src/core/maths/linearProgram.ts";
import type { RunResult } from "../../../src/core/result.ts";
import { checkScenario, withStrategy } from "../../../src/core/scenario.ts";
import { simulate } from "../../../src/core/simulate.ts";
import { loadSolver } from "../../../src/engine/solver.ts";

let solve: Solve;
beforeAll(async () => { solve = await loadSolver(); });

const hourly = (of: (hour: number) => number) => Array.from({ length: 12 }, () => Array.from({ length: 24 }, (_, hour) => of(hour)));
/** A price for every kWh, or two by the hour, and a demand charge. */
const rate = ({ cheap = 0.1, dear = cheap, perKw = 0 }: { readonly cheap?: number; readonly dear?: number; readonly perKw?: number }) => ({
  urdb: { energyratestructure: [[{ rate: cheap }], [{ rate: dear }]], energyweekdayschedule: hourly((hour) => (hour >= 12 && hour < 20 ? 1 : 0)), energyweekendschedule: hourly((hour) => (hour >= 12 && hour < 20 ? 1 : 0)), flatdemandstructure: [[{ rate: perKw }]] },
});
/** 1,200 kW at every hour of four June days; a battery that loses nothing. */
const HOURS = 96;
const LOAD_KW = 1200;
const site = (over: object) => checkScenario(JSON.parse(JSON.stringify({
  time: { start: "2025-06-16", days: 4, stepMinutes: 60 }, site: { timeZone: "America/New_York" },
  load: { itDesignKw: 1000, demand: { kind: "shape", shape: "flat", meanUtilisationFraction: 1, noiseSdFraction: 0 }, classes: [] }, facility: { cooling: { kind: "constant", pue: 1.2 } },
  battery: { powerKw: 100, energyKwh: 200, auxiliaryKwPerKwh: 0, chargeEfficiencyFraction: 1, dischargeEfficiencyFraction: 1, socMinFraction: 0, selfDischargePerHourFraction: 0, wearCostPerKwh: 0 },
  tariff: rate({}), strategy: { battery: { policy: "optimal" }, work: { policy: "run-now" } }, ...over,
})));
const run = (scenario: ReturnType<typeof site>) => simulate(scenario, { seed: "1", data: new Map(), solve, keep: "summary" });
const noBattery = { battery: { powerKw: 0, energyKwh: 0 } };

/** Told by the plant: cost of the plan, and that the plan says the same. */
function replayed({ optimum }: RunResult): number {
  expect(Math.abs(optimum?.replayRelativeDifference ?? NaN)).toBeLessThan(1e-6);
  expect(optimum?.bound ?? NaN).toBeLessThanOrEqual((optimum?.objective ?? NaN) + 1e-6);
  return optimum?.replayedCost ?? NaN;
}

describe("throttling", () => {
  // Throughput 0.955 at 0.901 of the accelerators' power (`throttle.ts`), a quarter of the server's power untouched: a cut costs 0.045 ÷ (0.75 × 0.099) of it in work.
  const lostPerCut = 0.045 / (0.75 * (1 - 0.901));
  const classes = [{ kind: "throttleable", name: "t", shareFraction: 0.4, minGpuPowerFraction: 0.5, jobs: "all" }];
  const load = { itDesignKw: 1000, demand: { kind: "shape", shape: "flat", meanUtilisationFraction: 1, noiseSdFraction: 0 }, classes, lostWorkCostPerKwh: 2 };

  test("carries what the connection cannot, at the price of the work lost", () => {
    const result = run(site({ ...noBattery, load, connection: { importLimitKw: LOAD_KW - 10 } }));
    expect(replayed(result)).toBeCloseTo(HOURS * ((LOAD_KW - 10) * 0.1 + 10 * lostPerCut * 2), 3);
    // The line under the curve goes through 0.910 at 0.788: so much less, per kWh cut, is all that the bound may claim.
    expect(result.optimum?.bound).toBeCloseTo(HOURS * ((LOAD_KW - 10) * 0.1 + 10 * (0.09 / (0.75 * (1 - 0.788))) * 2), 3);
    expect(result.optimum?.gaps).toEqual(["throttling"]);
  });

  test("is chosen where a month's peak is dearer than the work, and left where it is not", () => {
    const dip = { kind: "shape", shape: "flat", meanUtilisationFraction: 1, noiseSdFraction: 0.05 };
    const withPeak = (perKw: number) => run(site({ ...noBattery, load: { ...load, demand: dip }, tariff: rate({ perKw }) }));
    const [dear, free] = [withPeak(500), withPeak(0)];
    replayed(dear);
    expect(dear.kpis.lostWorkCost).toBeGreaterThan(0);
    expect(dear.kpis.peakImportKw).toBeLessThan(dear.idle.kpis.peakImportKw);
    expect([free.kpis.lostWorkCost, free.optimum?.status, free.optimum?.gaps]).toEqual([0, "optimal", []]);
  });
});

describe("sets beside the grid", () => {
  const sets = (over: object) => ({ ratingKw: 1000, fuelKwhPerKwh: 2.5, fuelIdleFraction: 0.3, fuelCostPerKwh: 0.06, minLoadFraction: 0.3, permittedHours: 5, startFailureFraction: 0, meanTimeToFailureHours: 1e6, ...over });

  test("run at full load in the hours of their permit where their fuel is cheaper than the grid", () => {
    const result = run(site({ ...noBattery, tariff: rate({ cheap: 0.5 }), generator: sets({}) }));
    expect(replayed(result)).toBeCloseTo(HOURS * LOAD_KW * 0.5 - 5 * 1000 * (0.5 - (2.5 + 0.3) * 0.06), 6);
    expect([result.optimum?.status, result.generator?.hoursBesideGrid]).toEqual(["optimal", 5]);
  });

  test("stay off below their least load, and the bound that lets them run says why it lies lower", () => {
    const result = run(site({ ...noBattery, tariff: rate({ cheap: 0.5 }), generator: sets({ ratingKw: 3000, minLoadFraction: 0.5 }) }));
    expect(replayed(result)).toBeCloseTo(HOURS * LOAD_KW * 0.5, 6);
    expect(result.optimum?.status).toBe("feasible");
    expect(result.optimum?.gaps).toEqual(["generator"]);
    expect(result.kpis.fuelCost).toBe(0);
  });
});

describe("programmes", () => {
  const programme = (over: object) => ({ demandResponse: { programmes: [{ id: "p", events: { kind: "list", events: [{ start: "2025-06-17T16:00", durationHours: 1 }] }, ...over }] } });

  test("are paid against a firm level what capacity and energy delivered come to", () => {
    const result = run(site(programme({ ask: { firmKw: 1100, committedKw: 100 }, baseline: { referenceKw: LOAD_KW }, pay: { capacityPerKwMonth: 9, energyPerKwh: 0.5 } })));
    // Four of June's thirty days; the battery gives its 100 kW for the hour and takes them back at the same price.
    expect(replayed(result)).toBeCloseTo(HOURS * LOAD_KW * 0.1 - 100 * 9 * (4 / 30) - 100 * 0.5, 6);
    expect(result.optimum?.status).toBe("optimal");
  });

  test("charge a price beside the tariff's in their hours", () => {
    const result = run(site(programme({ ask: { kind: "price", pricePerKwh: 1.2 } })));
    expect(replayed(result)).toBeCloseTo(HOURS * LOAD_KW * 0.1 + (LOAD_KW - 100) * 1.2, 6);
    expect(result.optimum?.status).toBe("optimal");
  });

  test("that reckon from past days move with the plan: said, with a bound that takes the most that is paid", () => {
    const result = run(site({ time: { start: "2025-06-02", days: 20, stepMinutes: 60 }, ...programme({ ask: { kind: "reduceBy", committedKw: 100 }, pay: { capacityPerKwMonth: 9, energyPerKwh: 0.5 } }) }));
    replayed(result);
    expect(result.optimum?.gaps).toContain("programmes");
    expect(result.response?.programmes[0]?.total).toBeGreaterThan(100 * 0.5 * 0.9);
  });

  test("a connection that may be broken is broken where the penalty is less than what keeping it costs", () => {
    const nonFirm = (breachPenaltyPerKwh: number) => ({ connection: { importLimitKw: 1300 }, demandResponse: { nonFirm: { flexibleKw: 400, calls: { kind: "list", events: [{ start: "2025-06-17T16:00", durationHours: 4 }] }, whenShort: "breach", breachPenaltyPerKwh } } });
    // Down to 900 kW for four hours: 200 kWh come from the battery, 1,000 are drawn all the same.
    expect(replayed(run(site(nonFirm(3))))).toBeCloseTo(HOURS * LOAD_KW * 0.1 + 1000 * 3, 6);
  });
});

describe("outages", () => {
  test("a battery is full when the grid goes, and what it cannot carry is priced", () => {
    const result = run(site({ outages: { events: { kind: "list", outages: [{ start: "2025-06-17T16:00", durationHours: 3 }] }, valueOfLostLoadPerKwh: 5 } }));
    // 100 kW from a full 200 kWh: two of the three hours' tenth.
    expect(replayed(result)).toBeCloseTo((HOURS - 3) * LOAD_KW * 0.1 + 200 * 0.1 + (3 * LOAD_KW - 200) * 5, 6);
    expect(result.optimum?.gaps).toEqual(["outages"]);
    expect(result.optimum?.gap).toBeLessThan(1e-9);
  });

  test("with a reserve no rule pays less than the bound", () => {
    const scenario = site({
      battery: { powerKw: 100, energyKwh: 400, reserveFraction: 0.6, initialSocFraction: 0.3 }, tariff: rate({ cheap: 0.05, dear: 0.3, perKw: 15 }), time: { start: "2025-06-16", days: 14, stepMinutes: 60 },
      outages: { events: { kind: "list", outages: [{ start: "2025-06-20T11:00", durationHours: 4 }] }, valueOfLostLoadPerKwh: 5 },
    });
    const best = run(scenario);
    replayed(best);
    expect(best.optimum?.gaps).toContain("floor");
    for (const rule of ["tou-arbitrage", "peak-shaving", "self-consumption"]) {
      const { bill, kpis } = run(withStrategy(scenario, rule));
      const cost = bill.total - bill.fixed + kpis.wearCost + kpis.fuelCost + kpis.lostWorkCost + kpis.unservedCost + kpis.residualValueCost;
      expect([rule, cost >= (best.optimum?.bound ?? NaN)]).toEqual([rule, true]);
    }
  });
});

describe("a cold store", () => {
  const cold = (over: object) => site({
    time: { start: "2025-07-01", days: 6, stepMinutes: 60 }, tariff: rate({ cheap: 0.05, dear: 0.25, perKw: 10 }), facility: { cooling: { kind: "plant", economiser: "none", coldStoreKwh: 2000, coldStoreKw: 400 } }, ...over,
  });
  const planned = (over: object) => run(withStrategy(cold(over), "optimal+run-now"));

  test("is planned with the battery, within a thousandth of what no plan undercuts, and costs no more than the rule", () => {
    const best = planned({});
    const cost = replayed(best);
    expect(best.strategy.cooling).toBe("planned-cold");
    expect(best.optimum?.gaps).toEqual(["partLoad"]);
    expect(best.optimum?.gap).toBeLessThan(1e-3);
    const rule = run(withStrategy(cold({}), "optimal+run-now+cheap-cold"));
    expect(cost).toBeLessThan(replayed(rule));
    expect(best.optimum?.bound ?? NaN).toBeLessThan(replayed(rule));
  });

  test("twice as large never makes the year dearer", () => {
    const large = planned({ facility: { cooling: { kind: "plant", economiser: "none", coldStoreKwh: 4000, coldStoreKw: 400 } } });
    expect(large.optimum?.bound ?? NaN).toBeLessThanOrEqual((planned({}).optimum?.bound ?? NaN) + 1e-6);
  });
});
