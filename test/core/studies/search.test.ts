import { describe, expect, test } from "vitest";
import fc from "fast-check";
import { simulate } from "../../../src/core/simulate.ts";
import { checkScenario, withStrategy } from "../../../src/core/scenario.ts";
import { equipmentCostPerYear } from "../../../src/core/studies/equipmentCost.ts";
import { checkStudies } from "../../../src/core/studies/index.ts";
import { frontOf, kneeOf, paretoRow } from "../../../src/core/studies/pareto.ts";
import { figureIndex, runFigures } from "../../../src/core/studies/runFigures.ts";
import { withParameter } from "../../../src/core/studies/parameters.ts";
import { solver } from "../../../src/engine/solver.ts";
import { ask, smallSite } from "./manyRuns.ts";

describe("sweep", () => {
  test("a full factorial has each value with each other, and each row is the run of its scenario", async () => {
    const values = [{ path: "battery.energyKwh", values: [200, 400] }, { path: "strategy", values: ["idle", "tou-arbitrage", "self-consumption"] }];
    const { table, rows, best } = await ask("sweep", { values });
    expect(rows).toBe(6);
    expect(table?.parameters.map(({ values: column }) => column)).toEqual([[200, 200, 200, 400, 400, 400], ["idle", "tou-arbitrage", "self-consumption", "idle", "tou-arbitrage", "self-consumption"]]);
    const run = runFigures(simulate(withStrategy(withParameter(smallSite, "battery.energyKwh", 400), "tou-arbitrage"), { seed: "1", data: new Map() }));
    expect(table?.figures["totalCost"]?.[4]).toBe(run.values[figureIndex("totalCost")]);
    const cheapest = Math.min(...table!.figures["fullCost"]!.map((value) => value!));
    expect(best["fullCost"]?.value).toBe(cheapest);
    expect(best["fullCost"]?.parameters).toEqual(table!.parameters.map(({ values: column }) => column[best["fullCost"]!.row]));
  });

  test("a Latin hypercube puts one row in each stratum of each range, logarithmic or whole too", async () => {
    const { table } = await ask("sweep", { points: 12, ranges: [{ path: "battery.powerKw", low: 50, high: 450, scale: "log" }, { path: "solar.dcKw", low: 0, high: 240, whole: true }] });
    const strata = (values: readonly unknown[], low: number, high: number) => values.map((value) => Math.floor(12 * (Number(value) - low) / (high - low))).toSorted((a, b) => a - b);
    expect(strata(table!.parameters[0]!.values.map((value) => Math.log(Number(value))), Math.log(50), Math.log(450))).toEqual(Array.from({ length: 12 }, (_, i) => i));
    expect(table!.parameters[1]!.values.every((value) => Number.isInteger(value))).toBe(true);
  });

  test("lists and ranges together: every combination has every point", async () => {
    const { table, rows } = await ask("sweep", { values: [{ path: "strategy", values: ["idle", "tou-arbitrage"] }], ranges: [{ path: "solar.dcKw", low: 100, high: 200 }], points: 3, sampling: "sobol" });
    expect(rows).toBe(6);
    const [, sun] = table!.parameters.map(({ values }) => values);
    expect(sun!.slice(0, 3)).toEqual(sun!.slice(3));
  });
});

describe("trade-offs", () => {
  test("no row beats a row of the front, and every other is beaten or equalled by one", () => {
    fc.assert(fc.property(fc.array(fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 9 })), { minLength: 1, maxLength: 40 }), (rows) => {
      const costs = [0, 1, 2].map((k) => Float64Array.from(rows, (row) => row[k]!));
      const beats = (a: number, b: number) => costs.every((column) => column[a]! <= column[b]!) && costs.some((column) => column[a]! < column[b]!);
      const front = frontOf(costs);
      for (const held of front) expect(rows.some((_, other) => beats(other, held))).toBe(false);
      rows.forEach((_, row) => { if (!front.includes(row)) expect(front.some((held) => costs.every((column) => column[held]! <= column[row]!))).toBe(true); });
    }));
  });

  test("the knee is the row farthest below the chord between the ends", () => {
    const costs = [[0, 1, 2, 5, 10], [10, 5, 2, 1, 0]].map((column) => Float64Array.from(column));
    expect(kneeOf(costs, frontOf(costs))).toBe(2);
    const straight = [[0, 1, 2], [2, 1, 0]].map((column) => Float64Array.from(column));
    expect(kneeOf(straight, frontOf(straight))).toBeNull();
  });

  test("of a sweep of sun and battery the front rises in cost as it falls in emissions", async () => {
    const found = await ask("pareto", { figures: ["totalCost", "emissionsKg"], ranges: [{ path: "solar.dcKw", low: 0, high: 400 }, { path: "battery.energyKwh", low: 100, high: 800 }], points: 16 });
    const [cost, carbon] = ["totalCost", "emissionsKg"].map((figure) => found.front.map((row) => found.table.figures[figure]![row]!));
    expect(cost).toEqual(cost!.toSorted((a, b) => a - b));
    expect(carbon).toEqual(carbon!.toSorted((a, b) => b - a));
  });
});

describe("cost with equipment", () => {
  const { equipment } = checkStudies({}).pareto;

  test("is what the run costs, and the days' share of what is built", async () => {
    const { table } = await ask("sweep", { values: [{ path: "battery.energyKwh", values: [0, 400, 4000] }] });
    const [cost, whole] = ["fullCost", "costWithEquipment"].map((figure) => table!.figures[figure]!.map((value) => value!)) as [number[], number[]];
    [0, 400, 4000].forEach((kwh, row) => {
      const built = equipmentCostPerYear(withParameter(smallSite, "battery.energyKwh", kwh), equipment);
      expect(whole[row]).toBeCloseTo(cost[row]! + (2 / 365) * built, 9);
    });
    // By the run's cost alone the largest store would win.
    expect(cost[2]).toBeLessThanOrEqual(cost[1]!);
    expect(whole[2]).toBeGreaterThan(whole[1]!);
  });

  test("of one kW of solar is its capital over the annuity, and its upkeep", () => {
    // The annuity of 25 years at 6.24 % with a bill that rises by 1.66 % a year, as the closed sum of its geometric series.
    const bare = checkScenario({ battery: { powerKw: 0, energyKwh: 0 }, solar: { dcKw: 0 }, wind: { ratedKw: 0 } });
    expect(equipmentCostPerYear(bare, equipment)).toBe(0);
    const oneKw = equipmentCostPerYear(checkScenario({ ...bare, solar: { ...bare.solar, dcKw: 1 } }), equipment);
    const ratio = 1.0166 / 1.0624;
    expect(oneKw).toBeCloseTo(1661 / ((1 - ratio ** 25) / (1.0624 - 1.0166)) + 22, 9);
  });
});

describe("tuner", () => {
  const inputs = { ranges: [{ path: "strategy.battery.minGainPerKwh", low: 0, high: 0.5 }], candidates: 14, trainingSeeds: 2, heldBackSeeds: 4 };
  /** Nothing gains half a unit of money a kWh here: as it stands the battery rests. */
  const resting = withParameter(smallSite, "strategy.battery.minGainPerKwh", 0.5);

  test("finds the inputs that serve, and reports them under seeds that were not searched on", async () => {
    const seeds = new Map<string, number>();
    const found = await ask("tuner", inputs, resting, { onOutcome: (_, { seed }) => { seeds.set(seed, (seeds.get(seed) ?? 0) + 1); } });
    expect(found.candidates).toHaveLength(14);
    expect(found.candidates[0]?.values).toBeNull();
    const best = found.candidates[found.best!]!;
    expect(best.values![0]).toBeLessThan(0.2);
    expect(best.trainingMean).toBe(Math.min(...found.candidates.map(({ trainingMean }) => trainingMean!)));
    expect(found.heldBack).toMatchObject({ seeds: 4, betterFraction: 1 });
    // Training on seeds 1.1 and 1.2, all candidates each; held back 1.3 to 1.6, twice each.
    expect([...seeds]).toEqual([["1.1", 14], ["1.2", 14], ["1.3", 2], ["1.4", 2], ["1.5", 2], ["1.6", 2]].map(([seed, count]) => [seed, count]));
    const tuned = withParameter(resting, "strategy.battery.minGainPerKwh", best.values![0]!);
    const cost = (seed: string) => runFigures(simulate(tuned, { seed, data: new Map() })).values[figureIndex("fullCost")]!;
    expect(found.heldBack?.tuned.mean).toBeCloseTo(["1.3", "1.4", "1.5", "1.6"].reduce((sum, seed) => sum + cost(seed), 0) / 4, 9);
    expect(found.heldBack?.heldBackGain).toBeCloseTo(-(found.heldBack?.difference.mean ?? NaN), 12);
    // Four seeds: 3.182 standard errors on either side.
    const [low, high] = found.heldBack!.gainInterval!;
    expect((high - low) / (2 * 3.182 * found.heldBack!.difference.standardDeviation / 2)).toBeCloseTo(1, 2);
    expect(found.history.map(({ trainingMean }) => trainingMean)).toEqual(found.history.map(({ trainingMean }) => trainingMean).toSorted((a, b) => b - a));
  });

  test("where nothing beats the scenario as it stands, it says so", async () => {
    const found = await ask("tuner", { ...inputs, figure: "pvKwh", candidates: 6 });
    expect(found).toMatchObject({ best: 0, heldBack: null });
  });

  test("with a larger budget the first candidates are the same", async () => {
    const [small, large] = await Promise.all([12, 30].map((candidates) => ask("tuner", { ...inputs, candidates }, resting)));
    expect(large!.candidates.slice(0, 12)).toEqual(small!.candidates);
    expect(large!.candidates).toHaveLength(30);
  });

  test("without ranges it searches what an operator may choose, within what each may be", async () => {
    const pathsOf = async (site: typeof smallSite) => {
      const found = await ask("tuner", { candidates: 4, trainingSeeds: 1, heldBackSeeds: 2 }, site);
      expect(found.failures.count).toBe(0);
      return found.inputs.map(({ path }) => path);
    };
    expect(await pathsOf(smallSite)).toEqual(["strategy.battery.minGainPerKwh"]);
    // A reserve is worth nothing where the grid is always there.
    expect(await pathsOf(checkScenario({ ...smallSite, outages: { events: { kind: "seeded" } } }))).toEqual(["strategy.battery.minGainPerKwh", "battery.reserveFraction"]);
    await expect(pathsOf(withStrategy(smallSite, "idle"))).rejects.toThrow("studies.tuner.ranges");
  });

  test("the search is the same whichever way it is stopped and taken up again", async () => {
    const outcomes: unknown[] = [];
    const whole = await ask("tuner", inputs, resting, { onOutcome: (outcome) => { outcomes.push(outcome); } });
    for (const stopped of [5, 17, 30]) {
      const recorded = async function* recorded() {
        await Promise.resolve();
        yield* outcomes.slice(0, stopped) as never[];
      };
      expect(await ask("tuner", inputs, resting, { recorded: recorded() })).toEqual(whole);
    }
  });
});

test("the optimiser with a weight on carbon draws a front: what it plans costs more and emits less as the weight rises, and its replay keeps the promise", async () => {
  const schedule = Array.from({ length: 12 }, () => Array.from({ length: 24 }, (_, hour) => (hour >= 8 && hour < 16 ? 150 : 600)));
  const optimal = withStrategy({ ...smallSite, carbon: checkScenario({ carbon: { average: { kind: "table", gPerKwh: schedule } } }).carbon }, "optimal");
  const weights = [0, 0.2, 0.5, 2];
  const found = await ask("pareto", { figures: ["fullCost", "emissionsKg"], values: [{ path: "strategy.battery.carbonCostPerKg", values: weights }] }, optimal);
  const [cost, carbon] = ["fullCost", "emissionsKg"].map((figure) => found.table.figures[figure]!.map((value) => value!)) as [number[], number[]];
  for (const k of [1, 2, 3]) {
    expect(cost[k]!).toBeGreaterThanOrEqual(cost[k - 1]! - 1e-6 * cost[0]!);
    expect(carbon[k]!).toBeLessThanOrEqual(carbon[k - 1]! + 1e-6 * carbon[0]!);
  }
  expect(carbon[3]!).toBeLessThan(carbon[0]! - 10);
  const byOptimiser = await ask("pareto", { figures: ["fullCost", "emissionsKg"], by: "optimiser", planWork: true, carbonCostsPerKg: weights }, { ...smallSite, carbon: optimal.carbon });
  expect(byOptimiser).toEqual(found);
  await expect(ask("pareto", { by: "optimiser", values: [{ path: "strategy", values: ["idle"] }] })).rejects.toThrow("studies.pareto.values[0].path");
  const asked = { scenario: { ...smallSite, carbon: optimal.carbon }, inputs: { ...checkStudies({}).pareto, by: "optimiser" as const, planWork: true, carbonCostsPerKg: weights }, seed: "1" };
  expect(paretoRow(asked, 2)).toEqual(withParameter(optimal, "strategy.battery.carbonCostPerKg", 0.5));
  const { optimum } = simulate(withParameter(optimal, "strategy.battery.carbonCostPerKg", 0.5), { seed: "1", data: new Map(), solve: await solver() });
  expect(optimum?.status).toBe("optimal");
  expect(Math.abs(optimum?.replayRelativeDifference ?? 1)).toBeLessThan(1e-6);
});
