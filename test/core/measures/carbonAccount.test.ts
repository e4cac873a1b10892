import fc from "fast-check";
import { expect, test } from "vitest";
import type { CarbonContract } from "../../../src/core/market/carbon.ts";
import { avoidedKg, carbonAccount, type AccountedRun } from "../../../src/core/measures/carbonAccount.ts";
import { checkScenario } from "../../../src/core/scenario.ts";
import { simulate } from "../../../src/core/simulate.ts";

const kw = (...values: number[]) => Float64Array.from(values);
const contract = (values: Float64Array, gPerKwh = 0): CarbonContract => ({ name: "Wind", kw: values, gPerKwh });

/** Hours of a site that imports its load; what differs is given. */
function site(importKw: Float64Array, changes: { readonly share?: Float64Array; readonly contracts?: readonly CarbonContract[]; readonly columns?: Partial<AccountedRun["columns"]>; readonly inputs?: AccountedRun["inputs"]; readonly averageG?: Float64Array; readonly initialSocKwh?: number } = {}): AccountedRun {
  const none = new Float64Array(importKw.length);
  return {
    columns: { importKw, exportKw: none, pvKw: none, windKw: none, generatorKw: none, chargeKw: none, dischargeKw: none, servedKw: importKw, socKwh: none, ...changes.columns },
    passive: { importKw, exportKw: none },
    carbon: { averageGPerKwh: changes.averageG ?? none, marginalGPerKwh: none, carbonFreeFraction: changes.share ?? none, contracts: changes.contracts ?? [], warnings: [] },
    inputs: changes.inputs ?? { matching: "annual" }, ratings: { chargeEfficiency: 0.9, dischargeEfficiency: 0.8, initialSocKwh: changes.initialSocKwh ?? 0 }, stepHours: 1, scope1Kg: 0,
  };
}

test("24/7: contracted 4, 14, 0 against a load of 10 with a grid of 40, 50, 30 % carbon-free scores 64.67 %, where a year's matching claims 60 %", () => {
  const account = carbonAccount(site(kw(10, 10, 10), { share: kw(0.4, 0.5, 0.3), contracts: [contract(kw(4, 14, 0))] }));
  expect(account.carbonFreeScoreFraction).toBeCloseTo(19.4 / 30, 12);
  expect(account.annualMatchFraction).toBeCloseTo(18 / 30, 12);
});

test("24/7: the battery gives back the mix that it took, oldest first, and its losses are load", () => {
  // Hour 1: load 0, 10 kW taken at 100 % free: 9 stored. Hour 2: 10 kW taken at 0 %: 9 more. Hour 3: 8 kW given of 10 stored: 9 free and 1 not.
  const account = carbonAccount(site(kw(10, 10, 0), {
    share: kw(1, 0, 0), columns: { servedKw: kw(0, 0, 8), chargeKw: kw(10, 10, 0), dischargeKw: kw(0, 0, 8), socKwh: kw(9, 18, 8) },
  }));
  // Free: 1 lost in hour 1, 9 of the 10 drawn in hour 3. Load: 1 + 1 lost on the way in, 10 drawn.
  expect(account.carbonFreeScoreFraction).toBeCloseTo(10 / 12, 12);
});

test("24/7: own sun counts where it is used, not where it is exported, and a diesel set never", () => {
  const used = carbonAccount(site(kw(4, 0), { columns: { pvKw: kw(6, 12), exportKw: kw(0, 2), servedKw: kw(10, 10) } }));
  expect(used.carbonFreeScoreFraction).toBeCloseTo(16 / 20, 12);
  const diesel = carbonAccount(site(kw(0), { columns: { generatorKw: kw(10), servedKw: kw(10) } }));
  expect(diesel.carbonFreeScoreFraction).toBe(0);
});

/** At the margin: storage saves carbon only where the intensities lie further apart than its losses. */
test.each([
  { charging: 300, discharging: 800, kg: 380 },
  { charging: 500, discharging: 500, kg: -75 },
  { charging: 450, discharging: 500, kg: -25 },
])("1 MWh charged at $charging g and 0.85 MWh given back at $discharging g avoid $kg kg", ({ charging, discharging, kg }) => {
  expect(avoidedKg(kw(1000, 1000), kw(2000, 150), kw(charging, discharging), 1)).toBeCloseTo(kg, 9);
});

test("market-based: contracts in their order, what they leave at the residual mix, or at the grid's average and said so", () => {
  const load = kw(10, 10);
  const contracts = [contract(kw(6, 0)), contract(kw(0, 20), 100)];
  const averageG = kw(300, 500);
  const annual = carbonAccount(site(load, { contracts, averageG }));
  // 6 kWh at 0 and 14 at 100 g: covered whole, by another hour's energy too.
  expect(annual).toMatchObject({ marketBasedKg: 1.4, coveredKwh: 20, residualBasis: "gridAverage", locationBasedKg: 8 });
  const hourly = carbonAccount(site(load, { contracts, averageG, inputs: { matching: "hourly" } }));
  expect(hourly.coveredKwh).toBe(16);
  expect(hourly.marketBasedKg).toBeCloseTo((4 * 300 + 10 * 100) / 1000, 12);
  const residual = carbonAccount(site(load, { contracts: [contract(kw(6, 0))], averageG, inputs: { matching: "annual", residualMixGPerKwh: 450 } }));
  expect(residual.residualBasis).toBe("residualMix");
  expect(residual.marketBasedKg).toBeCloseTo((14 * 450) / 1000, 12);
  expect(carbonAccount(site(load, { averageG })).marketBasedKg).toBeCloseTo(8, 12);
});

test("a score lies between the grid's least and greatest share where nothing else is free, whatever the battery does", () => fc.assert(fc.property(
  fc.constantFrom("tou-arbitrage", "self-consumption", "peak-shaving"), fc.integer({ min: 0, max: 4000 }), (policy, energyKwh) => {
    const table = Array.from({ length: 12 }, () => Array.from({ length: 24 }, (_, hour) => (hour < 12 ? 0.2 : 0.7)));
    const run = simulate(checkScenario({
      time: { start: "2025-07-01", days: 10, stepMinutes: 30 }, battery: { powerKw: 500, energyKwh }, price: { index: { kind: "additive" } },
      carbon: { carbonFree: { kind: "table", carbonFreeFraction: table } }, strategy: { battery: { policy } },
    }), { seed: "3", data: new Map() });
    expect(run.carbon.carbonFreeScoreFraction).toBeGreaterThanOrEqual(0.2 - 1e-9);
    expect(run.carbon.carbonFreeScoreFraction).toBeLessThanOrEqual(0.7 + 1e-9);
  }), { numRuns: 8 }));

test("a run's accounts: location-based with scope 1 is its emissions, and doing nothing avoids nothing", () => {
  const scenario = checkScenario({ time: { start: "2025-01-01", days: 14, stepMinutes: 60 }, battery: { powerKw: 300, energyKwh: 1200 }, solar: { dcKw: 500 } });
  const run = simulate({ ...scenario, strategy: { ...scenario.strategy, battery: { policy: "idle" } } }, { seed: "1", data: new Map() });
  expect(run.carbon.locationBasedKg + run.carbon.scope1Kg).toBeCloseTo(run.kpis.emissionsKg, 6);
  expect(run.carbon.avoidedKg).toBe(0);
  expect(run.carbon.exportAvoidedKg).toBe(0);
});
