import { beforeAll, describe, expect, test } from "vitest";
import { checkInputs } from "../../../src/core/check.ts";
import { marketSignals } from "../../../src/core/market/market.ts";
import { tariffInputs } from "../../../src/core/market/tariff/inputs.ts";
import { prepareTariff } from "../../../src/core/market/tariff/prepareTariff.ts";
import type { Solve } from "../../../src/core/maths/linearProgram.ts";
import { liveOptimum } from "../../../src/core/optimise/liveOptimum.ts";
import { optimise } from "../../../src/core/optimise/optimise.ts";
import type { YearCase } from "../../../src/core/optimise/yearCase.ts";
import { makeAxis, type StepMinutes } from "../../../src/core/time/axis.ts";
import { loadSolver } from "../../../src/engine/solver.ts";

let solve: Solve;
beforeAll(async () => { solve = await loadSolver(); });

/** A site of megawatts with a day's shape, a week's and noise of its own. */
function site({ stepMinutes, selfDischarge, flat, tou, days = 365, wear = 0 }: { readonly stepMinutes: StepMinutes; readonly selfDischarge: number; readonly flat: number; readonly tou: number; readonly days?: number; readonly wear?: number }): YearCase {
  const axis = makeAxis({ start: "2025-01-01", timeZone: "America/Los_Angeles", stepMinutes, days, clock: "civil" });
  let state = 1;
  const noise = () => { state = (state * 48271) % 2147483647; return state / 2147483647 - 0.5; };
  const loadKw = Float64Array.from({ length: axis.length }, (_, i) => 9000 + 1500 * Math.sin(((axis.hour[i] as number) - 9) / 24 * 6.283) - ((axis.weekday[i] as number) > 4 ? 800 : 0) + 1200 * noise());
  const pvKw = Float64Array.from({ length: axis.length }, (_, i) => Math.max(0, 3000 * Math.sin(((axis.hour[i] as number) - 6) / 12 * Math.PI)));
  const schedule = Array.from({ length: 12 }, () => Array.from({ length: 24 }, (_, hour) => (hour >= 16 && hour < 21 ? 2 : hour >= 8 && hour < 16 ? 1 : 0)));
  const urdb = {
    energyratestructure: [[{ rate: 0.09 }], [{ rate: 0.11 }], [{ rate: 0.17 }]], energyweekdayschedule: schedule, energyweekendschedule: schedule,
    ...(flat > 0 && { flatdemandstructure: [[{ rate: flat }]] }),
    ...(tou > 0 && { demandratestructure: [[{ rate: 0 }], [{ rate: 0 }], [{ rate: tou }]], demandweekdayschedule: schedule, demandweekendschedule: schedule }),
  };
  const keep = Math.pow(1 - selfDischarge, axis.stepHours);
  return {
    axis, baseKw: loadKw, baseItKw: loadKw, battery: true, curtails: true, classes: [],
    site: { busPerIt: loadKw, pvAvailableKw: pvKw, windAvailableKw: new Float64Array(axis.length), importLimitKw: new Float64Array(axis.length).fill(30_000), exportLimitKw: new Float64Array(axis.length) },
    ratings: {
      chargeKw: 5000, dischargeKw: 5000, capacityKwh: 20_000, socMinKwh: 2000, outageFloorKwh: 2000, socMaxKwh: 18_000, initialSocKwh: 10_000, chargeEfficiency: 0.95, dischargeEfficiency: 0.95,
      keepPerStep: keep, gridCharging: true, wearCostPerKwh: wear, auxiliaryKw: 0, hallItKw: Infinity,
    },
    tariff: prepareTariff(checkInputs(tariffInputs, { urdb }, ["tariff"]), { axis, currency: "USD", seed: "1" }),
  };
}

function live(year: YearCase) {
  const { axis, ratings, site: { importLimitKw, exportLimitKw, pvAvailableKw }, baseKw, tariff } = year;
  const none = new Float64Array(axis.length);
  const { buyPerKwh, sellPerKwh, demandCharges } = marketSignals({ tariff, carbon: { averageGPerKwh: none, marginalGPerKwh: none, warnings: [] }, warnings: [] } as never);
  return liveOptimum({ axis, initialSocKwh: ratings.initialSocKwh, demandCharges, battery: { ...ratings, stepHours: axis.stepHours, netLoadKw: baseKw.map((kw, i) => kw - (pvAvailableKw[i] as number)), buyPerKwh, sellPerKwh, importLimitKw, exportLimitKw } });
}

describe("the live optimum", () => {
  test.each([
    ["energy alone", { stepMinutes: 15, selfDischarge: 2.8e-5, flat: 0, tou: 0 }],
    ["an any-time charge", { stepMinutes: 60, selfDischarge: 0, flat: 20, tou: 0 }],
    ["an any-time charge and self-discharge", { stepMinutes: 60, selfDischarge: 2.8e-5, flat: 20, tou: 0 }],
    ["an evening charge and wear", { stepMinutes: 60, selfDischarge: 2.8e-5, flat: 0, tou: 25, wear: 0.03 }],
    ["a year in quarter hours", { stepMinutes: 15, selfDischarge: 2.8e-5, flat: 20, tou: 0 }],
  ] as const)("lies within 0.01 % of the linear programme: %s", (_, options) => {
    const year = site(options);
    const found = live(year);
    const { objective } = optimise(year, solve);
    expect(found?.quality).toBe("close");
    expect(found?.cost).toBeGreaterThan(objective * (1 - 1e-7));
    expect(found?.cost).toBeLessThan(objective * (1 + 1e-4));
  });

  test("with two charges is a plan that costs no less than the optimum, near it, and claims nothing", () => {
    const year = site({ stepMinutes: 60, selfDischarge: 2.8e-5, flat: 15, tou: 15, days: 120 });
    const found = live(year);
    const { objective } = optimise(year, solve);
    expect(found?.quality).toBe("feasible");
    expect(found?.cost).toBeGreaterThan(objective * (1 - 1e-7));
    expect(found?.cost).toBeLessThan(objective * 1.02);
  });

  test("is none where the connection cannot carry the load", () => {
    const year = site({ stepMinutes: 60, selfDischarge: 0, flat: 20, tou: 0, days: 20 });
    year.site.importLimitKw.fill(5000);
    expect(live(year)).toBeNull();
  });
});
