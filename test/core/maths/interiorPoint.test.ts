import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { interiorPoint } from "../../../src/core/maths/interiorPoint.ts";
import { makeProgram, type LinearProgram, type Solve } from "../../../src/core/maths/linearProgram.ts";
import { loadSolver } from "../../../src/engine/solver.ts";

let solve: Solve;
beforeAll(async () => { solve = await loadSolver(); });

type Store = { readonly prices: readonly number[]; readonly needs: readonly number[]; readonly roomKwh: number; readonly powerKw: number; readonly efficiency: number; readonly levelCost: number };

/** A store over some steps: bought and sold at prices, kept within a window, a level that all purchases stay under and that costs; now and then a step that must buy. */
const anyStore: fc.Arbitrary<Store> = fc.record({
  prices: fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 2, maxLength: 60 }),
  needs: fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 60, maxLength: 60 }),
  roomKwh: fc.integer({ min: 1, max: 40 }),
  powerKw: fc.integer({ min: 1, max: 12 }),
  efficiency: fc.constantFrom(1, 0.9),
  levelCost: fc.constantFrom(0, 7, 300),
});

function storeProgram({ prices, needs, roomKwh, powerKw, efficiency, levelCost }: Store): LinearProgram {
  const program = makeProgram();
  const level = program.column(levelCost, 0, Infinity);
  const steps = prices.map((price, i) => ({
    bought: program.column(price / 10, 0, Infinity), charge: program.column(0, 0, powerKw), given: program.column(0.01, 0, powerKw),
    stored: program.column(0, i === prices.length - 1 ? roomKwh / 2 : 0, i === prices.length - 1 ? roomKwh / 2 : roomKwh),
  }));
  steps.forEach(({ bought, charge, given, stored }, i) => {
    program.row(needs[i] as number, needs[i] as number);
    program.entry(bought, 1);
    program.entry(charge, -1);
    program.entry(given, 1);
    const before = steps[i - 1];
    program.row(before === undefined ? roomKwh / 2 : 0, before === undefined ? roomKwh / 2 : 0);
    program.entry(stored, 1);
    program.entry(charge, -efficiency);
    program.entry(given, 1 / efficiency);
    if (before !== undefined) program.entry(before.stored, -1);
    program.row(-Infinity, 0);
    program.entry(bought, 1);
    program.entry(level, -1);
  });
  return program.build();
}

describe("the interior point", () => {
  test("finds what the simplex finds, with a bound under it", () => {
    fc.assert(fc.property(anyStore, (store) => {
      const program = storeProgram(store);
      const vertex = solve(program);
      expect(vertex.status).toBe("optimal");
      const inside = interiorPoint(program, { tolerance: 1e-9 });
      expect(inside?.status).toBe("optimal");
      const scale = Math.max(1, Math.abs(vertex.objective));
      expect(Math.abs((inside?.objective ?? NaN) - vertex.objective)).toBeLessThan(1e-7 * scale);
      expect(inside?.bound).toBeLessThan(vertex.objective + 1e-7 * scale);
    }), { seed: 1, numRuns: 200 });
  });

  test("tells a vertex to begin from, where ties are broken: of a long store at two prices the simplex has next to nothing left to do", () => {
    fc.assert(fc.property(anyStore, (store) => {
      const program = storeProgram(store);
      const inside = interiorPoint(program, { tolerance: 1e-11, breakTies: 1e-4 });
      const basics = [...inside?.basis.columns ?? [], ...inside?.basis.rows ?? []].filter((status) => status === 1);
      expect(basics).toHaveLength(program.rowCount);
      const [cold, begun] = [solve(program), solve(program, { startBasis: inside?.basis })];
      expect(Math.abs(begun.objective - cold.objective)).toBeLessThan(1e-7 * Math.max(1, Math.abs(cold.objective)));
    }), { seed: 2, numRuns: 50 });
    const program = storeProgram({ prices: Array.from({ length: 300 }, (_, i) => (i % 24 < 12 ? 10 : 30)), needs: Array.from({ length: 300 }, (_, i) => 3 + (i * 7) % 5), roomKwh: 20, powerKw: 5, efficiency: 0.9, levelCost: 300 });
    const inside = interiorPoint(program, { tolerance: 1e-11, breakTies: 1e-4 });
    expect(solve(program, { startBasis: inside?.basis }).iterations).toBeLessThan(solve(program).iterations / 5);
  });

  test("counts offsets, columns that only have an upper bound, and rows between two sides", () => {
    const program = makeProgram();
    const [x, y] = [program.column(2, -Infinity, 8), program.column(1, -3, Infinity)];
    program.row(1, 4);
    program.entry(x, 1);
    program.entry(y, 1);
    program.addOffset(5);
    // x + y ≥ 1 binds; y is the cheaper, and without an upper bound of its own only x + y ≤ 4 and x's price hold it: x falls as y rises, until nothing holds it.
    program.row(-2, Infinity);
    program.entry(x, 1);
    const inside = interiorPoint(program.build());
    expect(inside?.columns[x]).toBeCloseTo(-2, 6);
    expect(inside?.columns[y]).toBeCloseTo(3, 6);
    expect(inside?.objective).toBeCloseTo(4, 6);
    expect(inside?.rowDuals[0]).toBeCloseTo(1, 6);
  });

  test("meets a row that joins thousands of steps, and tells its price", () => {
    // Each step costs its number; so many in all must be taken, half a unit at most from each: the cheapest are, and one unit more would cost what the first left out does.
    const count = 4000;
    const program = makeProgram();
    const steps = Array.from({ length: count }, (_, i) => program.column((i * 7919) % count, 0, 0.5));
    const neighbours = steps.slice(1).map((step, i) => [steps[i] as number, step] as const);
    // Rows between neighbours that never hold, so that the programme is one of neighbours in time.
    for (const [one, other] of neighbours) {
      program.row(-Infinity, 2);
      program.entry(one, 1);
      program.entry(other, 1);
    }
    const total = program.row(500.25, Infinity);
    for (const step of steps) program.entry(step, 1);
    const inside = interiorPoint(program.build());
    // 1,000 whole steps at 0 … 999 and half of the next.
    expect(inside?.objective).toBeCloseTo(0.5 * (999 * 1000 / 2) + 0.25 * 1000, 2);
    expect(inside?.rowDuals[total]).toBeCloseTo(1000, 4);
  });

  test("says that it is lost where no point keeps the rows, and stops when told to", () => {
    const program = makeProgram();
    const x = program.column(1, 0, 1);
    program.row(2, Infinity);
    program.entry(x, 1);
    expect(interiorPoint(program.build())?.status).toBe("lost");
    expect(interiorPoint(storeProgram({ prices: [1, 5, 2], needs: [1, 2, 3], roomKwh: 2, powerKw: 1, efficiency: 0.9, levelCost: 7 }), { goOn: () => false })?.status).toBe("stopped");
  });

  test("leaves a column without any bound to others", () => {
    const program = makeProgram();
    program.column(1, -Infinity, Infinity);
    expect(interiorPoint(program.build())).toBeNull();
  });
});
