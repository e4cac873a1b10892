import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { ledgerDays, ledgerOf, ledgerSum } from "../../../src/core/measures/ledger.ts";
import type { RunResult } from "../../../src/core/result.ts";
import { checkScenario, withStrategy, type Scenario } from "../../../src/core/scenario.ts";
import { simulate } from "../../../src/core/simulate.ts";
import { column } from "../../../src/core/time/frame.ts";

const sites = ["ashburn-hyperscale", "dallas-ai-training", "los-angeles-colocation", "new-york-inference-edge", "frankfurt-colocation"];
const siteOf = (name: string): Scenario => {
  const { studies: _, ...scenario } = JSON.parse(readFileSync(new URL(`../../../scenarios/${name}.json`, import.meta.url), "utf8")) as Record<string, unknown>;
  return checkScenario(scenario);
};
const run = (scenario: Scenario) => simulate(scenario, { seed: "1", data: new Map() });
const hoursOf = ({ axis }: RunResult) => axis.stepMinutes / 60;

describe.each(sites)("the ledger of %s", (name) => {
  const result = run(withStrategy(siteOf(name), "tou-arbitrage"));
  const ledgers = result.bill.months.map((_, index) => ledgerOf(result, index));

  test("adds up to the bill, month by month, to the cent and far below", () => {
    for (const [index, ledger] of ledgers.entries()) expect(Math.abs(ledgerSum(ledger) - result.bill.months[index]!.total)).toBeLessThan(1e-6);
  });

  test("its days add up to what the days made", () => {
    for (const ledger of ledgers) {
      const days = ledgerDays(result, ledger);
      const ofMonth = ledger.ofMonth.reduce((sum, { amountCost }) => sum + amountCost, 0);
      expect(days.reduce((sum, { sumCost }) => sum + sumCost, ofMonth)).toBeCloseTo(ledger.billedCost, 6);
      expect(days.map(({ from }) => from)).toEqual([ledger.from, ...days.slice(0, -1).map(({ to }) => to)]);
    }
  });

  test("a peak stands on the step of its import", () => {
    for (const { marks } of ledgers) {
      for (const { line, step } of marks) {
        if (line.unit === "kW" && line.meteredKw === undefined && line.kind.startsWith("demand")) expect(column(result.frame, "importKw")[step]!).toBeGreaterThan(0);
      }
    }
    expect(ledgers.some(({ marks, ofMonth }) => marks.length + ofMonth.length > 0)).toBe(true);
  });
});

const flat = (value: number) => Array.from({ length: 12 }, () => Array.from({ length: 24 }, (_, hour) => (hour >= 16 && hour < 21 ? value : 0)));
const small = (more: object) => checkScenario({
  time: { start: "2025-03-01", days: 31, stepMinutes: 60 }, load: { itDesignKw: 500 }, battery: { powerKw: 200, energyKwh: 400 }, ...more,
});

test("each step's energy is its import at its period's rate, through the 23 hours of the clock change", () => {
  const result = run(small({ tariff: { urdb: { energyratestructure: [[{ rate: 0.05 }], [{ rate: 0.25 }]], energyweekdayschedule: flat(1), energyweekendschedule: flat(1), fixedchargefirstmeter: 100, fixedchargeunits: "$/month" } } }));
  const ledger = ledgerOf(result, 0);
  const [importKw, period] = [column(result.frame, "importKw"), column(result.frame, "energyPeriod")];
  ledger.energyCost.forEach((cost, i) => { expect(cost).toBeCloseTo(importKw[i]! * hoursOf(result) * (period[i] === 1 ? 0.25 : 0.05), 8); });
  expect(ledger.shared).toEqual([]);
  expect(ledger.ofMonth.map(({ line, amountCost }) => [line.kind, amountCost])).toEqual([["fixed", 100]]);
  const days = ledgerDays(result, ledger);
  expect(days).toHaveLength(31);
  expect(days[8]!.to - days[8]!.from).toBe(23);
});

test("tiers of a period are one mean price to its steps", () => {
  const result = run(small({ tariff: { urdb: { energyratestructure: [[{ rate: 0.05, max: 10_000, unit: "kWh" }, { rate: 0.2 }]], energyweekdayschedule: flat(0), energyweekendschedule: flat(0) } } }));
  const ledger = ledgerOf(result, 0);
  const importKw = column(result.frame, "importKw");
  const mean = result.bill.months[0]!.energy / result.bill.months[0]!.importKwh;
  expect(mean).toBeGreaterThan(0.05);
  expect(mean).toBeLessThan(0.2);
  ledger.energyCost.forEach((cost, i) => { expect(cost).toBeCloseTo(importKw[i]! * mean, 8); });
});

test("a market price stands at each step, the levies beside it spread by energy", () => {
  const result = run(small({ price: { index: { kind: "scarcity" } }, tariff: { levies: [{ label: "Levy", ratePerKwh: 0.02 }] } }));
  const ledger = ledgerOf(result, 0);
  const [importKw, buy] = [column(result.frame, "importKw"), column(result.frame, "buyPerKwh")];
  expect(Math.abs(ledgerSum(ledger) - result.bill.total)).toBeLessThan(1e-6);
  ledger.energyCost.forEach((cost, i) => { expect(cost).toBeCloseTo(importKw[i]! * buy[i]!, 6); });
});
