import { beforeAll, expect, test } from "vitest";
import type { Solve } from "../../../src/core/maths/linearProgram.ts";
import { checkScenario, withStrategy } from "../../../src/core/scenario.ts";
import { simulate } from "../../../src/core/simulate.ts";
import { loadSolver } from "../../../src/engine/solver.ts";
import { reference } from "../../support/reference.ts";

let solve: Solve;
beforeAll(async () => { solve = await loadSolver(); });

type Case = { readonly id: string; readonly source: string; readonly inputs: object; readonly expected: { readonly objective: number }; readonly tolerance: { readonly relative: number; readonly above?: number } };

test.each(reference<Case>("optimumSites.json").cases)("$id costs what a formulation written apart finds", ({ inputs, expected: { objective: least }, tolerance: { relative, above = 0 } }) => {
  const { optimum } = simulate(withStrategy(checkScenario(inputs), "optimal"), { seed: "1", data: new Map(), solve, keep: "summary" });
  const { objective = NaN, bound = NaN, status, replayRelativeDifference = NaN } = optimum ?? {};
  const slack = relative * Math.abs(least);
  expect(objective).toBeGreaterThan(least - slack);
  expect(objective).toBeLessThan(least + slack + above * Math.abs(least));
  expect(bound).toBeLessThan(least + slack);
  expect(Math.abs(replayRelativeDifference)).toBeLessThan(1e-6);
  // Optimal is said of nothing that lies above the true optimum.
  if (status === "optimal") expect(Math.abs(objective - least)).toBeLessThan(slack);
});
