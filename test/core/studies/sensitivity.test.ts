import { describe, expect, test } from "vitest";
import { simulate } from "../../../src/core/simulate.ts";
import { figureIndex, runFigures } from "../../../src/core/studies/runFigures.ts";
import { suggestedRanges, withParameter } from "../../../src/core/studies/parameters.ts";
import { bySwing } from "../../../src/core/studies/tornado.ts";
import { ask, smallSite } from "./manyRuns.ts";

const figures = (path: string, value: number) => runFigures(simulate(withParameter(smallSite, path, value), { seed: "1", data: new Map() })).values;
const ranges = [
  { path: "load.itDesignKw", low: 400, high: 600 }, { path: "battery.energyKwh", low: 200, high: 600 }, { path: "tariff.urdb.flatdemandstructure[0][0].rate", low: 1, high: 3 }, { path: "solar.dcKw", low: 300, high: 500 },
];

describe("one at a time", () => {
  test("each end is the run with that one input there, sorted by the swing of the figure", async () => {
    const found = await ask("tornado", { ranges, figure: "totalCost" });
    const k = figureIndex("totalCost");
    for (const { path, low, high, atLow, atHigh } of found.inputs) expect([atLow?.[k], atHigh?.[k]]).toEqual([figures(path, low)[k], figures(path, high)[k]]);
    expect(found.base?.[k]).toBe(figures("load.itDesignKw", 500)[k]);
    const swings = found.inputs.map(({ atLow, atHigh }) => Math.abs(atHigh![k]! - atLow![k]!));
    expect(swings).toEqual(swings.toSorted((a, b) => b - a));
    expect(found.inputs[0]).toMatchObject({ path: "load.itDesignKw", title: "IT design power", unit: "kW", base: 500 });
    expect(bySwing(found.inputs, found.base, "pvKwh")[0]?.path).toBe("solar.dcKw");
  });

  test("where none are named, what the site's builder chooses is moved, a fifth down and up", async () => {
    const found = await ask("tornado");
    expect(found.inputs.map(({ path }) => path).toSorted()).toEqual(suggestedRanges(smallSite).map(({ path }) => path).toSorted());
    expect(found.inputs.find(({ path }) => path === "battery.powerKw")).toMatchObject({ low: 160, high: 240 });
    expect(found.inputs.find(({ path }) => path === "battery.chargeEfficiencyFraction")?.high).toBeLessThanOrEqual(1);
  });
});

test("screening: what a figure does not read has no effect, what it is proportional to has one without spread", async () => {
  const found = await ask("morris", { ranges, trajectories: 6, figure: "pvKwh" });
  expect(found.trajectories).toBe(6);
  expect(found.inputs[0]?.path).toBe("solar.dcKw");
  const sun = found.inputs[0]?.effects["pvKwh"];
  expect(sun!.sigma).toBeLessThan(0.05 * sun!.muStar);
  // All of the sun is used here, so its energy is in proportion to the array.
  expect(sun!.mu).toBeCloseTo(figures("solar.dcKw", 500)[figureIndex("pvKwh")]! - figures("solar.dcKw", 300)[figureIndex("pvKwh")]!, 3);
  expect(found.inputs.find(({ path }) => path.startsWith("tariff"))?.effects["pvKwh"]?.muStar).toBe(0);
});

test("shares of the variance: of the sun's energy the array explains all, of the bill the load explains most, and all the shares about 1", async () => {
  const found = await ask("sobol", { ranges: ranges.filter(({ path }) => path !== "battery.energyKwh"), rows: 32, figures: ["totalCost", "pvKwh"] });
  expect(found.rows).toBe(32);
  expect(found.inputs[0]?.path).toBe("load.itDesignKw");
  const sun = found.inputs.find(({ path }) => path === "solar.dcKw");
  expect(sun!.total["pvKwh"]!.low).toBeLessThan(1);
  expect(sun!.total["pvKwh"]!.high).toBeGreaterThan(1);
  for (const { path, total } of found.inputs) if (path !== "solar.dcKw") expect(total["pvKwh"]).toEqual({ value: 0, low: 0, high: 0 });
  const sum = found.inputs.reduce((total, { first }) => total + first["totalCost"]!.value, 0);
  expect(Math.abs(sum - 1)).toBeLessThan(0.25);
  for (const { total } of found.inputs) expect(total["totalCost"]!.low).toBeLessThanOrEqual(total["totalCost"]!.high);
});

test("rows that are no power of two are refused", async () => {
  await expect(ask("sobol", { rows: 100 })).rejects.toThrow("a power of two");
});
