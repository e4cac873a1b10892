import { beforeAll, describe, expect, test } from "vitest";
import type { Solve } from "../../src/core/maths/linearProgram.ts";
import type { RunResult } from "../../src/core/result.ts";
import { withStrategy, type Scenario } from "../../src/core/scenario.ts";
import { simulate } from "../../src/core/simulate.ts";
import { batteryPolicies, workPolicies } from "../../src/core/strategies/index.ts";
import { costOfParts, costParts } from "../../src/core/measures/costParts.ts";
import { presets } from "../../src/document/presets.ts";
import { loadSolver } from "../../src/engine/solver.ts";

let solve: Solve;
beforeAll(async () => { solve = await loadSolver(); });

/** All that a run costs, with what its store ends below its start; but for fixed charges, which no plan can change, and a reserve, whose calls nobody plans. */
const costOf = (run: RunResult) => {
  const programmes = run.response?.programmes.reduce((sum, { total }) => sum + (total ?? 0), 0) ?? 0;
  return costOfParts(costParts(run, programmes - (run.response?.nonFirm?.penaltyCost ?? 0))) - run.bill.fixed;
};
const rules = (policies: readonly { readonly id: string; readonly plans?: string }[]) => policies.filter(({ plans }) => plans === undefined).map(({ id }) => id);

describe.each(presets)("the summer at $id, by the hour", ({ load }) => {
  let scenario: Scenario;
  beforeAll(async () => {
    const whole = await load();
    scenario = { ...whole, time: { ...whole.time, start: "2025-06-01", days: 92, stepMinutes: 60 } };
  });
  const run = (strategy: string, site = scenario) => simulate(withStrategy(site, strategy), { seed: "1", data: new Map(), solve, keep: "summary" });

  test("costs under no rule, and under no look-ahead with a perfect forecast, less than the bound of the optimum", () => {
    const best = run("optimal+joint");
    const bound = best.optimum?.bound ?? NaN;
    expect(bound).toBeLessThanOrEqual((best.optimum?.objective ?? NaN) * (1 + 1e-9));
    const perfect = { ...scenario, strategy: { ...scenario.strategy, battery: { policy: "mpc", forecast: "perfect", horizonHours: 48, everyHours: 4, blockMinutes: 60, errorSdFraction: 0 }, work: { policy: "joint" } } };
    const lookAhead = simulate(perfect, { seed: "1", data: new Map(), solve, keep: "summary" });
    const named: (readonly [string, RunResult])[] = [
      ["mpc, perfect", lookAhead], ...rules(batteryPolicies).map((id) => [`${id}+${scenario.strategy.work.policy}`, run(`${id}+${scenario.strategy.work.policy}`)] as const),
      ...rules(workPolicies).map((id) => [`${scenario.strategy.battery.policy}+${id}`, run(`${scenario.strategy.battery.policy}+${id}`)] as const),
    ];
    for (const [name, one] of named) expect([name, costOf(one) >= bound - 1e-6 * Math.abs(bound)]).toEqual([name, true]);
  }, 300_000);
});
