import { expect, test } from "vitest";
import type { RunResult } from "../../src/core/result.ts";
import { strategyFindingTexts } from "../../src/text/strategyFindings.ts";

const site = { demandCharges: [{ id: "tou-1", label: "On-peak demand" }] } as unknown as RunResult["site"];
const level = (billingMonth: number, thresholdKw: number, monthAhead: boolean) => ({ kind: "peakThreshold", billingMonth, demandCharge: "tou-1", thresholdKw, monthAhead } as const);

test("levels that were found with the month known ahead say so", () => {
  const [text] = strategyFindingTexts({ site, findings: [level(0, 82_000, true), level(1, 95_000, true)] });
  expect(text?.replaceAll("\u00a0", " ")).toBe("On-peak demand: import held at 82 MW to 95 MW in 2 months, with each month's load known ahead; without that knowledge the battery saves less.");
});

test("levels that were found from the past alone say so too, and one level is told once", () => {
  const [text, ...more] = strategyFindingTexts({ site, findings: [level(0, 500, false)] });
  expect(text?.replaceAll("\u00a0", " ")).toBe("On-peak demand: import held at 500 kW in 1 month, from the past alone.");
  expect(more).toEqual([]);
});

test("a strategy that held nothing says nothing", () => {
  expect(strategyFindingTexts({ site, findings: [] })).toEqual([]);
});
