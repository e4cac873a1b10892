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

const days = 3000;

/** A store that takes each day's cheap hour to its dear one. */
function storeOfDays() {
  const program = makeProgram();
  let before = -1;
  for (let i = 0; i < 2 * days; i++) {
    // Bought at 1 or 3 per kWh for a need of 5 kWh; a store of 2 kWh gives back nine tenths of what it takes.
    const [bought, charge, given, stored] = [program.column(i % 2 === 0 ? 1 : 3, 0, Infinity), program.column(0, 0, 9), program.column(0, 0, 9), program.column(0, 0, i === 2 * days - 1 ? 0 : 2)];
    program.row(5, 5);
    program.entry(bought, 1);
    program.entry(charge, -1);
    program.entry(given, 1);
    program.row(0, 0);
    program.entry(stored, 1);
    program.entry(charge, -1);
    program.entry(given, 1 / 0.9);
    if (before >= 0) program.entry(before, -1);
    before = stored;
  }
  return program.build();
}

test("what no plan can meet is infeasible", async () => {
  const solve = await loadSolver();
  const program = makeProgram();
  const x = program.column(1, 0, 1);
  program.row(2, Infinity);
  program.entry(x, 1);
  expect(solve(program.build()).status).toBe("infeasible");
});

test("a programme of thousands of columns ends in its vertex too: a store that takes a day's cheap hour to its dear one, 3,000 times", async () => {
  const solve = await loadSolver();
  const shares: number[] = [];
  const { status, objective, columns } = solve(storeOfDays(), { onProgress: (share) => { shares.push(share); } });
  expect(status).toBe("optimal");
  // Each day: 5 + 2 kWh at 1, and at 3 what 1.8 kWh leave of 5.
  expect(objective).toBeCloseTo(days * (7 + 3 * 3.2), 6);
  for (let day = 0; day < days; day++) expect(columns[8 * day]).toBeCloseTo(7, 9);
  expect(shares.length).toBeGreaterThan(3);
});

test("time that is over before a large programme is solved leaves it unsolved", async () => {
  const solve = await loadSolver();
  const program = makeProgram();
  for (let i = 0; i < 5000; i++) {
    program.row(1, Infinity);
    program.entry(program.column(1, 0, 2), 1);
  }
  expect(solve(program.build(), { timeLimitSeconds: 0 }).status).toBe("stopped");
});

test("where any point does, one is found that costs what the vertex costs, and lies on the bounds that it comes near", async () => {
  const solve = await loadSolver();
  const [vertex, point] = [solve(storeOfDays()), solve(storeOfDays(), { anyPoint: true })];
  expect(point.status).toBe("optimal");
  expect(Math.abs(point.objective / vertex.objective - 1)).toBeLessThan(1e-8);
  point.columns.forEach((value, j) => { expect(value).toBeCloseTo(vertex.columns[j] as number, 3); });
  expect([...point.columns].filter((value) => value !== 0 && Math.abs(value) < 1e-6)).toEqual([]);
});
