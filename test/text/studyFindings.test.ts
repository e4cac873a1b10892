import { expect, test } from "vitest";
import type { OptimumFacts } from "../../src/core/result.ts";
import type { Foresight } from "../../src/core/studies/foresight.ts";
import type { Sizing } from "../../src/core/studies/sizing.ts";
import { plainText } from "../../src/text/findings.ts";
import { regretSentence, strategyName, toldParts } from "../../src/text/regret.ts";
import { foresightFinding } from "../../src/text/studyForesight.ts";
import { sizingFinding } from "../../src/text/studySizing.ts";

const optimum: OptimumFacts = { status: "optimal", objective: 9e5, bound: 9e5, gap: 0, gaps: [], replayedCost: 9e5, replayRelativeDifference: 0 };
const plain = (text: string | undefined) => (text ?? "").replace(/[\u202f\u00a0]/g, " ");

const sized: Sizing = {
  currency: "USD", status: "optimal", sizes: { batteryKw: 835, batteryKwh: 4478, solarDcKw: 0, windKw: 0 }, capitalCost: 2e6, operationCost: 3e6, equipmentCostPerYear: 2e5, totalCostPerYear: 3.2e6, withoutCostPerYear: 3.5e6,
  lifeCycleCost: 46e6, withoutLifeCycleCost: 50e6, replay: optimum, replayRelativeDifference: 0, surface: null, stepMinutes: 60,
};

test("sizing says what is built and what that saves, or that nothing pays", () => {
  expect(plain(plainText(sizingFinding(sized, 25).parts))).toBe("835 kW, 4.48 MWh of battery saves $4.00M over 25 years: $3.20M a year, not $3.50M.");
  const nothing = { ...sized, sizes: { batteryKw: 0, batteryKwh: 0, solarDcKw: 0, windKw: 0 } };
  expect(plain(plainText(sizingFinding(nothing, 25).parts))).toBe("Nothing pays: with nothing built the year costs $3.50M, and every size costs more.");
  const all = { ...sized, sizes: { batteryKw: 835, batteryKwh: 4478, solarDcKw: 3648, windKw: 2225 } };
  expect(plain(plainText(sizingFinding(all, 20).parts))).toBe("835 kW, 4.48 MWh of battery, 3.65 MW of solar and 2.23 MW of wind save $4.00M over 20 years.");
});

const point = (cost: number) => ({ cost, attainedFraction: (1e6 - cost) / 1e5 });
const looked: Foresight = {
  currency: "USD", known: { idleCost: 1e6, optimalCost: 9e5, optimum }, byError: [],
  byHorizon: [{ horizonHours: 24, ...point(9.1e5) }, { horizonHours: 48, ...point(9.3e5) }], persistence: [{ horizonHours: 24, ...point(9.5e5) }],
};

test("foresight tells the best perfect forecast, what last week is worth, and where looking further does worse", () => {
  expect(plain(plainText(foresightFinding(looked)?.parts ?? []))).toBe("A perfect forecast of 24 h takes 90 % of the $100k attainable; last week repeated, 50 %. 48 h do worse.");
  expect(plain(plainText(foresightFinding({ ...looked, persistence: [{ horizonHours: 24, ...point(1.02e6) }] })?.parts ?? []))).toContain("last week repeated costs $20.0k more than doing nothing");
  expect(plain(plainText(foresightFinding({ ...looked, known: { idleCost: 1e6, optimalCost: 1e6, optimum } })?.parts ?? []))).toContain("Nothing can be saved here");
  expect(foresightFinding({ ...looked, known: null })).toBeNull();
});

test("regret names who comes nearest, and keeps charges that have no name of their own in one", () => {
  const parts = { energy: 1, demand: 2, exportCredit: 3, fixed: 4, events: 5, wear: 6, fuel: 7, lostWork: 8, unserved: 9, residual: 10 };
  expect(toldParts(parts)).toEqual({ energy: 1, demand: 2, exportCredit: 3, events: 5, wear: 6, other: 38 });
  const row = (strategy: string, cost: number) => ({ strategy, cost, regretCost: cost - 9e5, regretParts: parts, attainedFraction: (1e6 - cost) / 1e5 });
  const found = { currency: "USD", known: { optimum, optimalCost: 9e5, optimalParts: parts, idleCost: 1e6 }, rows: [row("idle", 1e6), row("optimal+joint", 9e5), row("peak-shaving+run-now", 9.2e5), row("mpc+joint", 9.4e5)], failed: [] };
  expect(plain(regretSentence(found) ?? "")).toBe("Peak shaving comes nearest: $20.0k above the optimum, 80 % of the attainable saving.");
  expect(regretSentence({ ...found, known: null, rows: [] })).toBeNull();
  expect([strategyName("idle"), strategyName("idle+price-defer"), strategyName("mpc+joint")].every((name) => !name.includes("+"))).toBe(true);
});
