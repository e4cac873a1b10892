import { expect, test } from "vitest";
import type { OptimumFacts } from "../../src/core/result.ts";
import { isOptimum, optimumStatus } from "../../src/text/optimum.ts";

const facts = (more: Partial<OptimumFacts>): OptimumFacts => ({ status: "optimal", objective: 100, bound: 100, gap: 0, gaps: [], replayedCost: 100, replayRelativeDifference: 0, ...more });
const plain = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, " ");

test("what is proven says its gap and time, and is the optimum", () => {
  expect(plain(optimumStatus(facts({ seconds: 3.14 })))).toBe("proven: gap 0.00 %, 3.1 s");
  expect(isOptimum(facts({}))).toBe(true);
});

test("a plan that a limit cut off is within a bound, not proven, and never the optimum", () => {
  const stopped = facts({ status: "stopped", gap: 0.004, seconds: 60 });
  expect(plain(optimumStatus(stopped))).toBe("stopped: within 0.4 % of the best possible, not proven, 60.0 s");
  expect(isOptimum(stopped)).toBe(false);
  expect(isOptimum(facts({ status: "feasible", gap: 0.0004 }))).toBe(false);
});

test("a plan by dynamic programming claims no more than it knows", () => {
  expect(isOptimum(facts({ status: "feasible", live: "close", gap: null, bound: null }))).toBe(true);
  expect(plain(optimumStatus(facts({ status: "feasible", live: "close" })))).toBe("the battery's best to 0.01 %");
  expect(isOptimum(facts({ status: "feasible", live: "feasible", gap: null, bound: null }))).toBe(false);
  expect(optimumStatus(facts({ status: "feasible", live: "feasible" }))).toBe("no bound yet");
});

test("a plan within a ten-thousandth of its bound is the optimum by name, and says how near it is", () => {
  const near = facts({ status: "feasible", gap: 0.00002, seconds: 2 });
  expect(isOptimum(near)).toBe(true);
  expect(plain(optimumStatus(near))).toBe("solved: within 0.01 % of the best possible, 2.0 s");
});
