import { expect, test } from "vitest";
import { checkScenario, scenarioSchema, withStrategy } from "../../../../src/core/scenario.ts";
import { declaredInputs } from "../../../../src/app/inputs/declaration.ts";
import { differingInputs } from "../../../../src/app/views/compare/differingInputs.ts";

const tree = declaredInputs(scenarioSchema);
const site = checkScenario({ battery: { powerKw: 4000, energyKwh: 8000 } });

test("a site is the same as itself, in every input", () => {
  const { rows, count } = differingInputs(tree, [site, structuredClone(site)], 0);
  expect(rows).toEqual([]);
  expect(count).toBeGreaterThan(100);
});

test("one changed input is one row, with title, unit and each run's value", () => {
  const larger = checkScenario({ ...site, battery: { ...site.battery, energyKwh: 16_000 } });
  const { rows } = differingInputs(tree, [site, larger, site], 0);
  expect(rows.map(({ group, label, cells }) => [group, label, cells.map(({ text }) => text)])).toEqual([["Battery", "Energy", ["8,000\u00a0kWh", "16,000\u00a0kWh", "8,000\u00a0kWh"]]]);
});

test("a value is copied into the run in view alone, and makes it the same", () => {
  const larger = checkScenario({ ...site, battery: { ...site.battery, energyKwh: 16_000 } });
  const [row] = differingInputs(tree, [site, larger], 0).rows;
  expect(row!.cells[0]!.copy).toBeUndefined();
  const draft = structuredClone(site);
  row!.cells[1]!.copy!(draft);
  expect(differingInputs(tree, [checkScenario(draft), larger], 0).rows).toEqual([]);
});

test("a strategy is copied with the inputs that belong to it, and what belongs to another strategy cannot be", () => {
  const shaving = withStrategy(site, "peak-shaving");
  const arbitrage = withStrategy(site, "tou-arbitrage");
  const { rows } = differingInputs(tree, [arbitrage, shaving], 0);
  const policy = rows.find(({ id }) => id === "strategy.battery.policy")!;
  const own = rows.filter(({ id }) => id.startsWith("strategy.battery.") && id !== "strategy.battery.policy");
  expect(own.length).toBeGreaterThan(0);
  expect(own.every(({ cells }) => cells.every(({ copy }) => copy === undefined))).toBe(true);
  const draft = structuredClone(arbitrage);
  policy.cells[1]!.copy!(draft);
  expect(checkScenario(draft)).toEqual(shaving);
});
