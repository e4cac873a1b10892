import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { solveByFewColumns } from "../../../src/core/maths/fewColumns.ts";
import { makeProgram, type LinearProgram, type Solve } from "../../../src/core/maths/linearProgram.ts";
import { loadSolver } from "../../../src/engine/solver.ts";

let solve: Solve;
beforeAll(async () => { solve = await loadSolver(); });

const anyTask = fc.record({
  needs: fc.array(fc.record({ need: fc.integer({ min: 1, max: 100 }), price: fc.integer({ min: 1, max: 50 }), yields: fc.tuple(fc.integer({ min: 0, max: 10 }), fc.integer({ min: 0, max: 10 })) }), { minLength: 1, maxLength: 40 }),
  cost: fc.tuple(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 0, max: 400 })),
  most: fc.tuple(fc.constantFrom(0, 5, 1000), fc.constantFrom(1, 1000)),
  budget: fc.constantFrom(Infinity, 3000, 100),
  near: fc.tuple(fc.constantFrom(0.1, 5, 900), fc.constantFrom(0.1, 5, 900)),
});

/** Two machines to buy, of which each step may use what they yield, and buy the rest. */
function machines({ needs, cost, most, budget }: Pick<typeof anyTask extends fc.Arbitrary<infer Task> ? Task : never, "needs" | "cost" | "most" | "budget">): LinearProgram {
  const program = makeProgram();
  const sizes = cost.map((perUnit, k) => program.column(perUnit, 0, most[k] as number));
  program.row(-Infinity, budget);
  for (const [k, size] of sizes.entries()) program.entry(size, 10 * (k + 1));
  for (const { need, price, yields } of needs) {
    const bought = program.column(price, 0, Infinity);
    const used = yields.map(() => program.column(0, 0, Infinity));
    program.row(need, Infinity);
    for (const column of [bought, ...used]) program.entry(column, 1);
    used.forEach((column, k) => {
      program.row(-Infinity, 0);
      program.entry(column, 1);
      program.entry(sizes[k] as number, -(yields[k] as number));
    });
  }
  return program.build();
}

test("costs what the programme solved as it stands does, keeps its rows, and wherever it begins", () => {
  fc.assert(fc.property(anyTask, ({ near, ...task }) => {
    const program = machines(task);
    const whole = solve(program);
    const shares: number[] = [];
    const found = solveByFewColumns(program, [0, 1], solve, { near, onProgress: (share) => { shares.push(share); } });
    expect(found.status).toBe("optimal");
    expect(Math.abs(found.objective - whole.objective)).toBeLessThan(1e-7 * Math.max(1, Math.abs(whole.objective)));
    const [first = NaN, second = NaN] = found.columns;
    expect(10 * first + 20 * second).toBeLessThan(task.budget * (1 + 1e-9));
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
  }), { numRuns: 200 });
});

test("what has no plan at any size is infeasible", () => {
  const program = makeProgram();
  const [size, used] = [program.column(1, 0, 10), program.column(0, 0, Infinity)];
  program.row(50, Infinity);
  program.entry(used, 1);
  program.row(-Infinity, 0);
  program.entry(used, 1);
  program.entry(size, -2);
  expect(solveByFewColumns(program.build(), [size], solve, { near: [1] }).status).toBe("infeasible");
});
