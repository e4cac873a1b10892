import { beforeAll, describe, expect, test } from "vitest";
import { checkInputs } from "../../../src/core/check.ts";
import { InputError } from "../../../src/core/errors.ts";
import type { Scenario } from "../../../src/core/scenario.ts";
import { sizing, sizingInputs } from "../../../src/core/studies/sizing.ts";
import { presets } from "../../../src/document/presets.ts";
import { loadSolver } from "../../../src/engine/solver.ts";

const preset = (name: string) => (presets.find(({ id }) => id === name) as (typeof presets)[number]).load();
let scenario: Scenario;
beforeAll(async () => { scenario = await preset("new-york-inference-edge"); });

const ask = async (inputs: object, site = scenario) => sizing.finish({ scenario: site, inputs: checkInputs(sizingInputs, inputs, ["studies", "sizing"]), seed: "1", data: new Map() }, null, { solve: await loadSolver() });

describe("sizing", () => {
  test("chooses what the plant confirms, what no battery around it undercuts, and what pays", async () => {
    const found = await ask({ mostSolarKw: 0, mostWindKw: 0 });
    expect(found.sizes.batteryKw).toBeGreaterThan(10);
    expect(Math.abs(found.replayRelativeDifference)).toBeLessThan(1e-6);
    expect(found.replay.status).toBe("optimal");
    expect(found.totalCostPerYear).toBeLessThan(found.withoutCostPerYear);
    expect(found.totalCostPerYear).toBeCloseTo(found.operationCost + found.equipmentCostPerYear, 6);
    const all = found.surface?.totalCostPerYear.flat() ?? [];
    expect(all).toHaveLength(49);
    for (const cost of all) expect(cost).toBeGreaterThan(found.totalCostPerYear * (1 - 1e-6));
    // The charge that the free programme begins with costs the rest of the surface nothing: the point itself is on it.
    expect(Math.min(...all)).toBeLessThan(found.totalCostPerYear * (1 + 1e-4));
  }, 300_000);

  test("keeps to the most that may be built, and to the budget, and asks no reserve of the equipment: a site that holds more than pays here is sized all the same", async () => {
    const { demandResponse } = scenario;
    const holding = { ...scenario, demandResponse: { ...demandResponse, reserve: { ...demandResponse.reserve, heldKw: 5000 } } };
    const found = await ask({ mostSolarKw: 100, mostWindKw: 0, mostBatteryKw: 200, budgetCost: 300_000, surface: false }, holding);
    // What the plant makes of an array of that size is what the programme counted on.
    expect(Math.abs(found.replayRelativeDifference)).toBeLessThan(1e-6);
    expect(found.sizes.solarDcKw).toBeLessThan(100 + 1e-6);
    expect(found.sizes.batteryKw).toBeGreaterThan(0);
    expect(found.sizes.batteryKw).toBeLessThan(200 + 1e-6);
    expect(found.totalCostPerYear).toBeLessThan(found.withoutCostPerYear);
    expect(found.capitalCost).toBeLessThan(300_000 * (1 + 1e-9));
    expect(found.capitalCost).toBeGreaterThan(299_000);
    expect(found.surface).toBeNull();
  }, 300_000);

  test("is asked of a whole year", async () => {
    await expect(ask({}, { ...scenario, time: { ...scenario.time, days: 30 } })).rejects.toThrow(InputError);
  });
});
