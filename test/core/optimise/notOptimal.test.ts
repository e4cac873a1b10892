import { beforeAll, expect, test } from "vitest";
import { InfeasibleError } from "../../../src/core/errors.ts";
import type { Solve } from "../../../src/core/maths/linearProgram.ts";
import { checkScenario } from "../../../src/core/scenario.ts";
import { simulate } from "../../../src/core/simulate.ts";
import { loadSolver } from "../../../src/engine/solver.ts";

let solve: Solve;
beforeAll(async () => { solve = await loadSolver(); });

const site = (over: object) => checkScenario({
  time: { days: 3, stepMinutes: 60 }, load: { itDesignKw: 1000, demand: { kind: "shape", shape: "flat", meanUtilisationFraction: 1 }, classes: [] }, facility: { cooling: { kind: "constant", pue: 1.2 } },
  battery: { powerKw: 100, energyKwh: 200, auxiliaryKwPerKwh: 0 }, strategy: { battery: { policy: "optimal" }, work: { policy: "run-now" } }, ...over,
});
const run = (scenario: ReturnType<typeof site>, solver = solve) => simulate(scenario, { seed: "1", data: new Map(), solve: solver, keep: "summary" });

test("a connection that cannot carry the load is named, with when and by how much", () => {
  const found = (() => { try { run(site({ connection: { importLimitKw: 900 } })); } catch (error) { return error; } return undefined; })();
  expect(found).toBeInstanceOf(InfeasibleError);
  const { limit, firstStep, shortKw } = found as InfeasibleError;
  expect(limit).toBe("importLimitKw");
  expect(firstStep).toBeLessThan(72);
  expect(shortKw).toBeGreaterThan(100);
  expect(shortKw).toBeLessThanOrEqual(300 + 1e-6);
});

test("a run cut off by its time limit is never called optimal, and falls back on what its months found", () => {
  const limited: Solve = (program, options) => ({ ...solve(program, options), ...(program.columnCount > 6 * 24 * 32 ? { status: "stopped" as const } : {}) });
  const { optimum } = run(site({ time: { start: "2025-01-01", days: 59, stepMinutes: 60 }, connection: { importLimitKw: 2000 } }), limited);
  expect(optimum?.status).toBe("stopped");
  expect(optimum?.bound).toBeNull();
  expect(optimum?.gap).toBeNull();
  expect(Math.abs(optimum?.replayRelativeDifference ?? NaN)).toBeLessThan(1e-6);
});

test("falling tiers within reach of the month are said: a bound that no plan undercuts, and beside it the plan's own cost", () => {
  const flat = Array.from({ length: 12 }, () => Array<number>(24).fill(0));
  const { optimum } = run(site({ tariff: { urdb: { energyratestructure: [[{ rate: 0.2, max: 86_500 }, { rate: 0.1 }]], energyweekdayschedule: flat, energyweekendschedule: flat, flatdemandstructure: [[{ rate: 10 }]] } } }));
  expect(optimum?.gaps).toContain("fallingTiers");
  expect(optimum?.bound ?? NaN).toBeLessThanOrEqual((optimum?.objective ?? NaN) + 1e-6);
  expect(Math.abs(optimum?.replayRelativeDifference ?? NaN)).toBeLessThan(1e-6);
});

test("negative prices burn nothing: the battery never works both ways, and bound and plan lie close", () => {
  const table = Array.from({ length: 12 }, () => Array.from({ length: 24 }, (_, hour) => (hour < 6 ? -40 : hour > 17 ? 120 : 50)));
  const { optimum } = run(site({ price: { index: { kind: "table", pricePerMwh: table } }, battery: { powerKw: 100, energyKwh: 400, wearCostPerKwh: 0 } }));
  expect(optimum?.bound ?? NaN).toBeLessThanOrEqual((optimum?.objective ?? NaN) + 1e-6);
  expect(optimum?.gap ?? NaN).toBeLessThan(0.05);
  expect(Math.abs(optimum?.replayRelativeDifference ?? NaN)).toBeLessThan(1e-6);
});
