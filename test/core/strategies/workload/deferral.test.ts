import { describe, expect, test } from "vitest";
import { withStrategy } from "../../../../src/core/scenario.ts";
import { simulate } from "../../../../src/core/simulate.ts";
import { presets } from "../../../../src/document/presets.ts";

describe.each(["ashburn-hyperscale", "los-angeles-colocation"])("work put off for cheaper hours at %s", (id) => {
  const run = (async () => {
    const preset = presets.find((one) => one.id === id)!;
    return simulate(withStrategy(await preset.load(), "idle+price-defer"), { seed: "1", data: new Map(), keep: "summary" });
  })();
  test("pays less than work run at once, and misses no deadline", async () => {
    const { kpis, idle } = await run;
    expect(kpis.totalCost).toBeLessThan(idle.kpis.totalCost);
    expect(kpis.missedKwh).toBeLessThan(1e-6);
  });
  // All is served by the end of the run: caught up on its last day alone, that would set December's peak.
  test("does not pay for the run's end with its last month's peak", async () => {
    const { bill, idle } = await run;
    const demand = (of: typeof bill) => of.months[11]!.demandFlat + of.months[11]!.demandTou;
    expect(demand(bill)).toBeLessThanOrEqual(demand(idle.bill));
  });
});
