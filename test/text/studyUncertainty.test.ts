import { expect, test } from "vitest";
import type { MonteCarlo } from "../../src/core/studies/monteCarlo.ts";
import { spreadOf } from "../../src/core/studies/spread.ts";
import { plainText } from "../../src/text/findings.ts";
import { uncertaintyFinding } from "../../src/text/studyUncertainty.ts";

const spread = (values: readonly number[]) => spreadOf(Float64Array.from(values))!;
const none = { p10: [], p50: [], p90: [], mean: [] };
/** Peak shaving saves 1 to 3 thousand in nine draws of ten, and loses five in one. */
const saved = [1, 2, 3, 1, 2, 3, 1, 2, 3, -5].map((thousand) => -1000 * thousand);
const found: MonteCarlo = {
  seeds: 10, ended: "mostSeeds", figure: "fullCost", convergence: [], drawn: [], failures: { count: 0, first: [] },
  strategies: ["idle", "peak-shaving"].map((strategy) => ({ strategy, figures: { fullCost: spread(saved.map((value, k) => 100_000 + 1000 * k + (strategy === "idle" ? 0 : value))) }, monthlyBillCost: none, monthlyPeakKw: none, importByHourKw: none })),
  differences: [{ strategy: "peak-shaving", against: "idle", figures: { fullCost: { ...spread(saved), betterFraction: 0.9 } } }],
};

test.each([
  { days: 365, inTen: "in 8 of 10 years", better: /better than doing nothing, in 90.% of years\.$/ },
  { days: 366, inTen: "in 8 of 10 years", better: /better than doing nothing, in 90.% of years\.$/ },
  { days: 10, inTen: "in 8 of 10 runs", better: /better than doing nothing, in 90.% of runs\.$/ },
  { days: 730, inTen: "in 8 of 10 runs", better: /better than doing nothing, in 90.% of runs\.$/ },
])("runs of $days days are told $inTen", ({ days, inTen, better }) => {
  const finding = uncertaintyFinding(found, 1, "fullCost", { currency: "USD", days })!;
  expect(plainText(finding.parts)).toContain(inTen);
  expect(plainText(finding.parts)).toMatch(better);
  expect(plainText(finding.phone)).toContain(inTen);
});
