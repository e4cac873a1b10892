import { beforeAll, describe, expect, test } from "vitest";
import type { Scenario } from "../../../src/core/scenario.ts";
import { foresight } from "../../../src/core/studies/foresight.ts";
import { costOfParts, regret, type CostParts } from "../../../src/core/studies/regret.ts";
import { presets } from "../../../src/document/presets.ts";
import { inline } from "../../../src/engine/inline.ts";
import { runStudy } from "../../../src/engine/runStudy.ts";

let scenario: Scenario;
beforeAll(async () => {
  const whole = await (presets.find(({ id }) => id === "los-angeles-colocation") as (typeof presets)[number]).load();
  scenario = { ...whole, time: { ...whole.time, start: "2025-07-01", days: 31, stepMinutes: 60 } };
});

describe("regret", () => {
  test("is counted from an optimum that nothing undercuts, adds up over the charges, and is shared between nothing and all", async () => {
    const found = await runStudy(regret, { scenario, inputs: { lookAhead: true }, seed: "1", data: new Map() }, inline);
    expect(found.optimum.status).toBe("optimal");
    expect(found.failed).toEqual([]);
    expect(found.rows.length).toBeGreaterThan(6);
    for (const { regretCost, regretParts, attainedFraction, cost } of found.rows) {
      expect(regretCost).toBeGreaterThan(-1e-6 * found.optimalCost);
      expect(costOfParts(regretParts)).toBeCloseTo(regretCost, 4);
      expect(attainedFraction).toBeCloseTo((found.idleCost - cost) / (found.idleCost - found.optimalCost), 9);
    }
    const row = (strategy: string) => found.rows.find((one) => one.strategy === strategy);
    expect(row("idle")?.attainedFraction).toBe(0);
    expect(row("optimal+joint")?.attainedFraction).toBe(1);
    // The optimum cycles for the demand charges: it wears the battery more than doing nothing, and pays less demand.
    const idle = row("idle")?.regretParts as CostParts;
    expect(idle.wear).toBeLessThan(0);
    expect(idle.demand).toBeGreaterThan(0);
  });
});

describe("the value of foresight", () => {
  test("lies between doing nothing and the optimum, and is all of it where a plan sees the rest of the run step by step", async () => {
    const found = await runStudy(foresight, { scenario, inputs: { horizonHours: [24, 8784], errorSdFraction: [0.05], errorHorizonHours: 48, everyHours: 24 }, seed: "1", data: new Map() }, inline);
    const [day, rest] = found.byHorizon;
    expect(day?.cost).toBeGreaterThan(found.optimalCost);
    expect(day?.cost).toBeLessThan(found.idleCost);
    expect(Math.abs((rest?.cost ?? NaN) / found.optimalCost - 1)).toBeLessThan(1e-6);
    expect(found.byError[0]?.cost).toBeGreaterThan(found.optimalCost);
    expect(found.persistence.cost).toBeGreaterThan(found.optimalCost);
  });
});
