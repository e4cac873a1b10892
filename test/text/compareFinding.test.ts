import { expect, test } from "vitest";
import type { RunResult } from "../../src/core/result.ts";
import { compareFinding } from "../../src/text/compareFinding.ts";
import { plainText } from "../../src/text/findings.ts";

const run = (name: string, energy: number, demand: number, peakImportKw: number, more: { stored?: number; paid?: number; wear?: number; currency?: string; days?: number } = {}) => {
  const { stored = 0, paid = 0, wear = 0, currency = "USD", days = 365 } = more;
  const total = energy + demand;
  const bill = { total, energy, demandTou: demand, demandFlat: 0, coincident: 0, fixed: 0, minimum: 0, exportCredit: 0, currency, months: [] };
  const kpis = { wearCost: wear, fuelCost: 0, lostWorkCost: 0, unservedCost: 0, residualValueCost: stored, peakImportKw };
  return { name, result: { bill, kpis, response: { netRevenue: paid }, axis: { days } } as unknown as RunResult };
};
const said = (...runs: ReturnType<typeof run>[]) => plainText(compareFinding(runs).parts);

const idle = run("Do nothing", 5_000_000, 2_000_000, 8000);

test("the cheapest run is named with what it saves against the first, the dearest with its reason", () => {
  expect(said(idle, run("Arbitrage", 4_600_000, 2_493_000, 12_000), run("Peak shaving", 5_000_000, 1_521_000, 7000)))
    .toBe("Peak shaving costs least: $479k a year below doing nothing. Arbitrage costs $93.0k more, because it sets a higher peak.");
});

test("where nothing beats the first run, the first run is the finding", () => {
  expect(said(idle, run("Arbitrage", 5_100_000, 2_000_000, 8000))).toBe("Do nothing costs least: $7.00M a year. Arbitrage costs $100k more, because it pays more for energy.");
});

test("what the store ends with counts: a lower bill paid for out of the store saves nothing", () => {
  expect(said(idle, run("Arbitrage", 4_900_000, 2_000_000, 8000, { stored: 100_000 }))).toBe("All runs cost the same, $7.00M a year.");
});

test("what programmes pay and what the battery wears count, as they do in the share of the attainable", () => {
  expect(said(idle, run("Self-consumption", 5_000_300, 2_000_000, 8000, { paid: 60_000, wear: 1500 }), run("Arbitrage", 4_990_000, 2_000_000, 8000, { wear: 76_000 })))
    .toBe("Self-consumption costs least: $58.2k a year below doing nothing. Arbitrage costs $66.0k more, because it wears the battery more.");
});

test("a bill in another currency is not compared", () => {
  expect(said(idle, run("Frankfurt", 1_000_000, 1_000_000, 8000, { currency: "EUR" }))).toBe("Do nothing costs $7.00M a year.");
});

test("a run of a day or a week is not told by the year", () => {
  const over = (days: number) => said(run("Do nothing", 900, 100, 8, { days }), run("Peak shaving", 900, 50, 7, { days })).replaceAll("\u00a0", " ");
  expect([over(1), over(7)]).toEqual(["Peak shaving costs least: $50 in 1 day below doing nothing.", "Peak shaving costs least: $50 in 7 days below doing nothing."]);
});

test("without a run there is a way out", () => {
  expect(said()).toBe("Pin a run to compare it.");
});
