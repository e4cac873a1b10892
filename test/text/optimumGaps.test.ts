import { expect, test } from "vitest";
import { linearGaps } from "../../src/core/market/tariff/linear.ts";
import { plantGaps } from "../../src/core/optimise/optimise.ts";
import { optimumReasons, replayDiffers } from "../../src/text/optimumGaps.ts";

test("every part that no programme holds is told in one sentence of its own", () => {
  const codes = [...linearGaps, ...plantGaps];
  const told = codes.map((code) => optimumReasons({ status: "feasible", gaps: [code] }));
  for (const sentences of told) {
    expect(sentences).toHaveLength(1);
    expect(sentences[0]).toMatch(/^[A-Z][^.]+\.$/);
  }
  expect(new Set(told.flat()).size).toBe(codes.length);
});

test("what is proven needs no reason, what the clock cut off has one, and a live plan claims nothing to explain", () => {
  expect(optimumReasons({ status: "optimal", gaps: ["throttling"] })).toEqual([]);
  expect(optimumReasons({ status: "stopped", gaps: [] })).toHaveLength(1);
  expect(optimumReasons({ status: "feasible", gaps: [], live: "feasible" })).toEqual([]);
});

test("a plan that the plant ran at another cost says so", () => {
  expect(replayDiffers({ replayRelativeDifference: 1e-9 })).toBe(false);
  expect(replayDiffers({ replayRelativeDifference: -5e-3 })).toBe(true);
});
