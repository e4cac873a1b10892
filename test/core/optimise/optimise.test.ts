import { beforeAll, describe, expect } from "vitest";
import type { Solve } from "../../../src/core/maths/linearProgram.ts";
import { gapOf, optimise } from "../../../src/core/optimise/optimise.ts";
import { loadSolver } from "../../../src/engine/solver.ts";
import { testWithData } from "../../support/data.ts";
import { reference } from "../../support/reference.ts";
import { yearCaseOf, type OptimumCase } from "./optimumCase.ts";

let solve: Solve;
beforeAll(async () => { solve = await loadSolver(); });

describe("a year known ahead", () => {
  testWithData.each(reference<OptimumCase>("optimum.json").cases)("costs what native HiGHS finds: $title", (year) => {
    const optimum = optimise(yearCaseOf(year), solve);
    expect(Math.abs(optimum.objective / year.expected.objective - 1)).toBeLessThan(1e-6);
    expect(optimum.status).toBe("optimal");
    expect(optimum.gaps).toEqual([]);
    expect(gapOf(optimum)).toBeLessThan(1e-9);
  });
});
