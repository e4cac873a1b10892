import { describe, expect, test } from "vitest";
import type { RunResult } from "../../src/core/result.ts";
import { billFinding, billedLevelSentence, dispatchFinding, plainText, runName } from "../../src/text/findings.ts";
import { syntheticYear } from "../charts/syntheticYear.ts";

const run = syntheticYear();

/** A run whose yearly cost, energy and demand stand at these figures against an idle year of 7.32 M: 4.77 energy, 2.53 demand. */
function withCosts(total: number, energy: number, demand: number, peakImportKw = 8000): RunResult {
  const bill = (all: number, one: number, other: number) => ({ ...run.bill, total: all, energy: one, demandFlat: other, demandTou: 0, coincident: 0, fixed: 20_000, exportCredit: 0 });
  return {
    ...run, strategy: { battery: "tou-arbitrage", work: "run-now" },
    bill: bill(total, energy, demand), kpis: { ...run.kpis, totalCost: total, residualValueCost: 0, peakImportKw },
    idle: { bill: bill(7_320_000, 4_770_000, 2_530_000), kpis: { ...run.kpis, totalCost: 7_320_000, residualValueCost: 0, peakImportKw: 8170 } },
  };
}
const spaced = (text: string): string => text.replaceAll(/[\u00a0\u202f]/g, " ");
const said = (result: RunResult, attained?: number) => spaced(plainText(dispatchFinding(result, attained).parts));

describe("the finding of a run", () => {
  test("says the saving, its share and where it comes from", () => expect(said(withCosts(6_839_000, 4_733_000, 2_090_000))).toBe("Arbitrage saves $481k a year, 6.6 % of the bill, most of it by a lower peak."));
  test("says how much of the attainable was taken where the optimum is known", () => expect(said(withCosts(6_629_000, 4_330_000, 2_280_000), 0.7304)).toBe("Arbitrage saves $691k a year; all costs counted, 73 % of what was attainable."));
  test("says beside the bill that the share counts more than the bill, whatever the bill did", () => {
    expect([said(withCosts(7_320_300, 4_770_300, 2_530_000), 0.15), said(withCosts(7_413_000, 4_330_000, 3_060_000, 12_720), 0.15), said(withCosts(7_320_300, 4_770_300, 2_530_000), 0.001)]).toEqual([
      "Arbitrage leaves the bill at $7.32M a year; all costs counted, 15 % of what was attainable.", "Arbitrage costs $93.0k more a year; all costs counted, 15 % of what was attainable.", "Arbitrage costs the same as doing nothing: $7.32M a year.",
    ]);
  });
  test("says a loss as plainly, with its reason", () => expect(said(withCosts(7_413_000, 4_330_000, 3_060_000, 12_720))).toBe("Arbitrage costs $93.0k more a year, because charging sets a new peak."));
  test("does not blame a peak that is lower", () => expect(said(withCosts(7_413_000, 4_330_000, 3_060_000, 8000))).toBe("Arbitrage costs $93.0k more a year, because more is billed as demand."));
  test("calls equal what is equal", () => expect(said(withCosts(7_320_100, 4_770_000, 2_530_000))).toBe("Arbitrage costs the same as doing nothing: $7.32M a year."));
  test("counts what the store holds at the end", () => {
    const result = withCosts(6_839_000, 4_733_000, 2_090_000);
    expect(said({ ...result, kpis: { ...result.kpis, residualValueCost: 81_000 } })).toContain("saves $400k");
  });
  test("of doing nothing says what it costs", () => expect(said({ ...withCosts(7_320_000, 4_770_000, 2_530_000), strategy: { battery: "idle", work: "run-now" } })).toBe("Doing nothing costs $7.32M a year, 65 % of it energy."));
  test("of a shorter run says for how long", () => expect(said({ ...withCosts(6_839_000, 4_733_000, 2_090_000), axis: { ...run.axis, days: 30 } })).toContain("in 30 days"));
  test("makes its numbers strong", () => expect(dispatchFinding(withCosts(6_839_000, 4_733_000, 2_090_000)).parts.filter(({ strong }) => strong).map(({ text }) => spaced(text))).toEqual(["$481k", "6.6 %"]));
});

test("the finding of the bill names the dearest month", () => expect(spaced(plainText(billFinding(run).parts))).toMatch(/^The bill is \$6\.\d\dM a year, \d\d % of it energy; July 2025 is dearest at \$5\d\dk\.$/));
test("a billed level says its money", () => {
  const { figure, rest } = billedLevelSentence({ kw: 4540, label: "On-peak demand", cost: 112_000 }, "August", "USD");
  expect(spaced(`${figure} ${rest}`)).toBe("4.54 MW on-peak demand sets $112k of August");
});
test("a run is named by its policies", () => expect([
  runName({ strategy: { battery: "tou-arbitrage", work: "run-now" } }), runName({ strategy: { battery: "idle", work: "price-defer" } }), runName({ strategy: { battery: "mpc", work: "joint" } }), runName({ strategy: { battery: "tou-arbitrage", work: "price-defer" } }), runName({ strategy: { battery: "new-one", work: "run-now" } }),
  runName({ strategy: { battery: "idle", work: "run-now" } }), runName({ strategy: { battery: "idle", work: "run-now", cooling: "cheap-cold" } }),
]).toEqual(["Arbitrage", "Defer by price", "Look-ahead", "Arbitrage with work deferred by price", "new-one", "Do nothing", "Cheap cold"]));
