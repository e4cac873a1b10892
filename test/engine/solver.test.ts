import { expect, test } from "vitest";
import { makeProgram } from "../../src/core/maths/linearProgram.ts";
import { loadSolver } from "../../src/engine/solver.ts";

/** Dantzig's diet in small: least 2x + 3y with x + y ≥ 4, x + 3y ≥ 6; by hand at x = 3, y = 1. */
function diet() {
  const program = makeProgram(1, 1);
  const [x, y] = [program.column(2, 0, Infinity), program.column(3, 0, Infinity)];
  program.row(4, Infinity);
  program.entry(x, 1);
  program.entry(y, 1);
  program.row(6, Infinity);
  program.entry(x, 1);
  program.entry(y, 3);
  program.addOffset(10);
  return program.build();
}

test("a small programme is solved to its vertex, its offset counted, and again from its own basis without an iteration", async () => {
  const solve = await loadSolver();
  const first = solve(diet());
  expect(first.status).toBe("optimal");
  expect(first.objective).toBeCloseTo(19, 9);
  expect([...first.columns]).toEqual([expect.closeTo(3, 9), expect.closeTo(1, 9)]);
  const again = solve(diet(), { startBasis: first.basis });
  expect(again.objective).toBe(first.objective);
  expect(again.iterations).toBe(0);
});

test("what no plan can meet is infeasible", async () => {
  const solve = await loadSolver();
  const program = makeProgram();
  const x = program.column(1, 0, 1);
  program.row(2, Infinity);
  program.entry(x, 1);
  expect(solve(program.build()).status).toBe("infeasible");
});
