import { beforeAll, describe, expect, test } from "vitest";
import { checkInputs } from "../../../src/core/check.ts";
import type { Scenario } from "../../../src/core/scenario.ts";
import { foresight, foresightInputs } from "../../../src/core/studies/foresight.ts";
import { costOfParts, type CostParts } from "../../../src/core/measures/costParts.ts";
import { regret } from "../../../src/core/studies/regret.ts";
import { presets } from "../../../src/document/presets.ts";
import { inline } from "../../../src/engine/inline.ts";
import { runStudy } from "../../../src/engine/runStudy.ts";

const foresightDefaults = checkInputs(foresightInputs, {}, ["studies", "foresight"]);
let scenario: Scenario;
beforeAll(async () => {
  const whole = await (presets.find(({ id }) => id === "los-angeles-colocation") as (typeof presets)[number]).load();
  // The look-ahead throttles no work and joins no programme: beside it the optimum may not either.
  const classes = whole.load.classes.map((one) => (one.kind === "throttleable" ? { ...one, minGpuPowerFraction: 1 } : one));
  scenario = { ...whole, load: { ...whole.load, classes }, demandResponse: { ...whole.demandResponse, programmes: [] }, time: { ...whole.time, start: "2025-07-01", days: 31, stepMinutes: 60 } };
});

describe("regret", () => {
  test("is counted from an optimum that nothing undercuts, adds up over the charges, and is shared between nothing and all", async () => {
    const found = await runStudy(regret, { scenario, inputs: { lookAhead: true }, seed: "1", data: new Map() }, inline);
    const { optimum, optimalCost, idleCost } = found.known ?? { optimum: undefined, optimalCost: NaN, idleCost: NaN };
    expect(optimum?.status).toBe("optimal");
    expect(found.failed).toEqual([]);
    expect(found.rows.length).toBeGreaterThan(6);
    for (const { regretCost, regretParts, attainedFraction, cost } of found.rows) {
      expect(regretCost).toBeGreaterThan(-1e-6 * optimalCost);
      expect(costOfParts(regretParts)).toBeCloseTo(regretCost, 4);
      expect(attainedFraction).toBeCloseTo((idleCost - cost) / (idleCost - optimalCost), 9);
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
    const { idleCost, optimalCost } = found.known ?? { idleCost: NaN, optimalCost: NaN };
    const [day, rest] = found.byHorizon;
    expect(day?.cost).toBeGreaterThan(optimalCost);
    expect(day?.cost).toBeLessThan(idleCost);
    expect(Math.abs((rest?.cost ?? NaN) / optimalCost - 1)).toBeLessThan(1e-6);
    expect(found.byError[0]?.cost).toBeGreaterThan(optimalCost);
    for (const { cost } of found.persistence) expect(cost).toBeGreaterThan(optimalCost);
  });

  test("is told as far as it is known where it is stopped", () => {
    const question = { scenario, inputs: foresightDefaults, seed: "1", data: new Map() };
    expect(foresight.finish(question, foresight.start(question), {})).toMatchObject({ known: null, byHorizon: [], persistence: [], byError: [] });
    expect(regret.finish({ ...question, inputs: { lookAhead: true } }, regret.start({ ...question, inputs: { lookAhead: true } }), {})).toMatchObject({ known: null, rows: [] });
  });
});
