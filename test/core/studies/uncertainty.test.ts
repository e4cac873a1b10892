import { describe, expect, test } from "vitest";
import { InputError } from "../../../src/core/errors.ts";
import { simulate } from "../../../src/core/simulate.ts";
import { checkScenario, withStrategy } from "../../../src/core/scenario.ts";
import { figureIndex, runFigures, studyFigures } from "../../../src/core/studies/runFigures.ts";
import type { MonteCarlo } from "../../../src/core/studies/monteCarlo.ts";
import { ask, smallSite } from "./manyRuns.ts";

const kpi = (name: string, strategy: string, seed: string): number => runFigures(simulate(withStrategy(smallSite, strategy), { seed, data: new Map() })).values[figureIndex(name)]!;
const spread = (found: MonteCarlo, strategy: number, figure: string) => {
  const of = found.strategies[strategy]?.figures[figure];
  if (of === null || of === undefined) throw new Error(`no ${figure}`);
  return of;
};
/** As anybody would: sort, and go between the two nearest. */
const plain = (values: readonly number[], fraction: number): number => {
  const rising = values.toSorted((a, b) => a - b);
  const at = (rising.length - 1) * fraction;
  return rising[Math.floor(at)]! + (at - Math.floor(at)) * (rising[Math.ceil(at)]! - rising[Math.floor(at)]!);
};

describe("Monte Carlo", () => {
  test("its quantiles are those of a plain sort of runs that anybody can make again by their seeds", async () => {
    const found = await ask("monteCarlo", { mostSeeds: 24, batchSeeds: 8, toleranceFraction: 0 });
    expect(found.strategies.map(({ strategy }) => strategy)).toEqual(["idle", "tou-arbitrage"]);
    for (const figure of ["totalCost", "pvKwh", "savingCost"]) {
      found.strategies.forEach(({ strategy }, s) => {
        const values = Array.from({ length: 24 }, (_, k) => kpi(figure, strategy, `1.${k + 1}`));
        const { p10, p50, p90, min, max, exceedance } = spread(found, s, figure);
        for (const [told, fraction] of [[p10, 0.1], [p50, 0.5], [p90, 0.9]] as const) expect(told).toBeCloseTo(plain(values, fraction), 9);
        expect([min, max]).toEqual([Math.min(...values), Math.max(...values)]);
        expect(exceedance[25]).toBeCloseTo(plain(values, 0.75), 9);
      });
    }
    expect(found).toMatchObject({ seeds: 24, ended: "mostSeeds", failures: { count: 0 } });
    expect(found.convergence.map(({ seeds }) => seeds)).toEqual([8, 16, 24]);
  });

  test("strategies run under the same seeds: the spread of their difference is that of differences, not the difference of spreads", async () => {
    const found = await ask("monteCarlo", { mostSeeds: 20, batchSeeds: 10, toleranceFraction: 0, strategies: ["idle", "tou-arbitrage", "self-consumption"] });
    const [, peak] = found.differences;
    const values = Array.from({ length: 20 }, (_, k) => kpi("totalCost", "self-consumption", `1.${k + 1}`) - kpi("totalCost", "idle", `1.${k + 1}`));
    expect(peak?.figures["totalCost"]?.p50).toBeCloseTo(plain(values, 0.5), 9);
    expect(peak?.figures["totalCost"]?.betterFraction).toBe(values.filter((value) => value < 0).length / 20);
    const saved = found.differences[0]?.figures["totalCost"]?.standardDeviation ?? NaN;
    expect(saved).toBeLessThan(spread(found, 1, "totalCost").standardDeviation);
    expect(found.strategies[1]?.figures["savingCost"]?.mean).toBeCloseTo(-(found.differences[0]?.figures["fullCost"]?.mean ?? NaN), 6);
  });

  test("doing nothing joins no programme: the saving of a strategy is what it costs less", async () => {
    const enrolled = checkScenario({ ...smallSite, demandResponse: { programmes: [{ preset: "pjm-capacity-2023", ask: { firmKw: 300, committedKw: 100 }, baseline: { referenceKw: 400 }, pay: { capacityPerKwMonth: 10 } }] } });
    const found = await ask("monteCarlo", { mostSeeds: 4, batchSeeds: 4, toleranceFraction: 0 }, enrolled);
    expect(found.strategies[0]?.figures["responseRevenue"]).toMatchObject({ min: 0, max: 0 });
    expect(spread(found, 1, "responseRevenue").mean).not.toBe(0);
    expect(spread(found, 1, "savingCost").mean).toBeCloseTo(-(found.differences[0]?.figures["fullCost"]?.mean ?? NaN), 6);
  });

  test("it ends after the first whole batch in which the mean of every strategy is known well enough", async () => {
    const found = await ask("monteCarlo", { mostSeeds: 200, batchSeeds: 6, toleranceFraction: 0.05 });
    expect(found.ended).toBe("tolerance");
    const within = found.convergence.map(({ strategies }) => strategies.every(({ mean, halfWidth }) => halfWidth <= 0.05 * Math.abs(mean)));
    expect(within.indexOf(true)).toBe(within.length - 1);
    expect(found.seeds).toBe(6 * found.convergence.length);
  });

  test("the bands go along the months and the hours of the clock", async () => {
    const { strategies: [idle] } = await ask("monteCarlo", { mostSeeds: 10, batchSeeds: 10, toleranceFraction: 0 });
    expect(idle?.monthlyBillCost.p50).toHaveLength(1);
    expect(idle?.monthlyBillCost.p90[0]).toBe(idle?.figures["totalCost"]?.p90);
    expect(idle?.importByHourKw.p50).toHaveLength(24);
    expect(idle!.importByHourKw.p50[12]).toBeLessThan(idle!.importByHourKw.p50[0]!);
  });

  test("inputs that are drawn widen the spread, and are told", async () => {
    const inputs = { mostSeeds: 16, batchSeeds: 16, toleranceFraction: 0, strategies: ["idle"] };
    const narrow = await ask("monteCarlo", inputs);
    const wide = await ask("monteCarlo", { ...inputs, ranges: [{ path: "load.itDesignKw", low: 300, high: 700 }] });
    expect(spread(wide, 0, "importKwh").standardDeviation).toBeGreaterThan(2 * spread(narrow, 0, "importKwh").standardDeviation);
    expect(wide.drawn).toMatchObject([{ path: "load.itDesignKw", unit: "kW", base: 500 }]);
  });

  test("parts that are held stay as under the study's own seed, and each run can still be made again", async () => {
    const noisy = checkScenario({ ...smallSite, load: { ...smallSite.load, demand: { kind: "shape", noiseSdFraction: 0.1, meanUtilisationFraction: 0.5 } } });
    const of = (seed: string) => simulate(withStrategy(noisy, "idle"), { seed, data: new Map() }).kpis;
    const seeds = Array.from({ length: 8 }, (_, k) => `1.${k + 1}`);
    const inputs = { mostSeeds: 8, batchSeeds: 8, toleranceFraction: 0, strategies: ["idle"] };
    const sky = await ask("monteCarlo", { ...inputs, held: ["weather"] }, noisy);
    expect(spread(sky, 0, "pvKwh")).toMatchObject({ min: of("1").pvKwh, max: of("1").pvKwh });
    const imports = seeds.map((seed) => of(`${seed};weather=1`).importKwh);
    expect(new Set(imports).size).toBe(8);
    expect(spread(sky, 0, "importKwh")).toMatchObject({ min: Math.min(...imports), max: Math.max(...imports) });
    const still = await ask("monteCarlo", { ...inputs, held: ["weather", "load", "price", "events", "outages", "forecast"] }, noisy);
    expect(spread(still, 0, "totalCost")).toMatchObject({ min: of("1").totalCost, max: of("1").totalCost });
  });

  test("a run that fails is counted and told, and the rest stands", async () => {
    const found = await ask("monteCarlo", { mostSeeds: 8, batchSeeds: 8, toleranceFraction: 0, strategies: ["idle"], ranges: [{ path: "battery.socMinFraction", low: 0.1, high: 0.45 }, { path: "battery.initialSocFraction", low: 0.2, high: 0.8 }] });
    expect(found.failures.count).toBeGreaterThan(0);
    expect(found.failures.first[0]?.error).toMatchObject({ name: "InputError" });
    expect(spread(found, 0, "totalCost").count).toBe(8 - found.failures.count);
  });

  test.each([
    [{ strategies: ["thrifty"] }, "studies.monteCarlo.strategies[0]"],
    [{ ranges: [{ path: "battery.powerKwh", low: 1, high: 2 }] }, "studies.monteCarlo.ranges[0].path"],
    [{ ranges: [{ path: "battery.powerKw", low: -5, high: 2 }] }, "studies.monteCarlo.ranges[0].low"],
    [{ ranges: [{ path: "battery.powerKw", low: 5, high: 2 }] }, "studies.monteCarlo.ranges[0].high"],
    [{ ranges: [{ path: "load.classes[9].shareFraction", low: 0, high: 1 }] }, "studies.monteCarlo.ranges[0].path"],
  ])("what cannot be asked is refused with its place: %j", async (inputs, path) => {
    const error: unknown = await ask("monteCarlo", inputs).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(InputError);
    expect((error as InputError).issues[0]?.where.path).toBe(path);
  });
});

test("every figure of many runs has its own name, and none is NaN", () => {
  expect(new Set(studyFigures.map(({ id }) => id)).size).toBe(studyFigures.length);
  const { values } = runFigures(simulate(smallSite, { seed: "1", data: new Map() }));
  expect(values.every((value) => value === null || Number.isFinite(value))).toBe(true);
  expect(values[figureIndex("fullCost")]).not.toBeNull();
});
