import { expect, test } from "vitest";
import { InputError } from "../../../src/core/errors.ts";
import { checkScenario, withStrategy } from "../../../src/core/scenario.ts";
import { simulate } from "../../../src/core/simulate.ts";
import { compare } from "../../../src/core/studies/compare.ts";

const site = checkScenario({
  time: { start: "2025-07-01", days: 14, stepMinutes: 30 }, solar: { dcKw: 2000 }, battery: { powerKw: 300, energyKwh: 600, wearCostPerKwh: 0 },
  price: { index: { kind: "additive" } },
});
const options = { seed: "7", data: new Map() };

test("each run is the one that the scenario under that strategy makes by itself", () => {
  const names = ["tou-arbitrage", "idle", "self-consumption+price-defer"];
  const runs = compare(site, names, options);
  expect(runs.map(({ strategy }) => strategy)).toEqual(names);
  for (const { strategy, scenario, result } of runs) {
    expect(scenario).toEqual(withStrategy(site, strategy));
    expect(result).toEqual(simulate(scenario, options));
  }
});

test("doing nothing differs from itself by nothing, and the difference of every other is its figure less that of doing nothing", () => {
  const [idle, arbitrage] = compare(site, ["idle", "tou-arbitrage"], { ...options, keep: "summary" });
  expect(new Set(Object.values(idle?.differenceFromIdle ?? {}))).toEqual(new Set([0]));
  expect(arbitrage?.differenceFromIdle.totalCost).toBe((arbitrage?.result.kpis.totalCost ?? 0) - (idle?.result.kpis.totalCost ?? 0));
  expect(arbitrage?.differenceFromIdle.totalCost).toBeLessThan(0);
});

test("a name that is none is refused before anything runs", () => {
  expect(() => compare(site, ["idle", "magic"], options)).toThrow(InputError);
});
