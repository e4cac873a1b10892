import { beforeAll, expect, test } from "vitest";
import { basisStatus, makeProgram, type LinearProgram, type Solve } from "../../../src/core/maths/linearProgram.ts";
import { orderedProgram } from "../../../src/core/maths/orderedProgram.ts";
import { loadSolver } from "../../../src/engine/solver.ts";

let solve: Solve;
beforeAll(async () => { solve = await loadSolver(); });

/** A store that buys at changing prices for a steady need. */
function storeProgram(): LinearProgram {
  const program = makeProgram();
  let before = -1;
  for (let i = 0; i < 40; i++) {
    const bought = program.column(1 + ((i * 7) % 11), 0, 8);
    const stored = program.column(0, 0, i === 39 ? 0 : 12);
    program.row(3, 3);
    program.entry(bought, 1);
    program.entry(stored, -1);
    if (before >= 0) program.entry(before, 0.99);
    before = stored;
  }
  return program.build();
}

test("in the order of its vertex a programme has the same optimum, told in the order it was given in", () => {
  const program = storeProgram();
  const expected = solve(program);
  const ordered = orderedProgram(program, expected.basis);
  expect(ordered.program.columns).not.toEqual(program.columns);
  const found = ordered.restore(solve(ordered.program, { startBasis: ordered.basis }));
  expect(found.iterations).toBe(0);
  expect(found.objective).toBeCloseTo(expected.objective, 9);
  found.columns.forEach((value, j) => { expect(value).toBeCloseTo(expected.columns[j] as number, 9); });
  found.rowDuals.forEach((dual, r) => { expect(dual).toBeCloseTo(expected.rowDuals[r] as number, 9); });
  expect(found.basis).toEqual(expected.basis);
});

test("basic columns come first", () => {
  const program = storeProgram();
  const { basis } = orderedProgram(program, solve(program).basis);
  const basics = basis.columns.filter((status) => status === basisStatus.basic).length;
  expect([...basis.columns.subarray(0, basics)].every((status) => status === basisStatus.basic)).toBe(true);
});
