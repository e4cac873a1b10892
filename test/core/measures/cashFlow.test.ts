import { expect, test } from "vitest";
import { capitalRecoveryFactor, cumulative, internalRate, internalRates, levelisedCostPerKwh, macrs, modifiedInternalRate, netPresentValue, paybackYears, presentWorthFactor } from "../../../src/core/measures/cashFlow.ts";
import { reference } from "../../support/reference.ts";

type FinanceCase = { readonly id: string; readonly inputs: Record<string, unknown>; readonly expected: Record<string, unknown> };
const { cases } = reference<FinanceCase>("finance.json");
const expectClose = (ours: number | null | undefined, theirs: unknown, relative = 1e-8) => {
  if (theirs === null) expect(ours).toBeNull();
  else expect(Math.abs((ours as number) - (theirs as number))).toBeLessThanOrEqual((relative + 1e-8) * Math.abs(theirs as number));
};

test.each(cases.filter(({ inputs }) => "cashFlow" in inputs))("agrees with numpy-financial: $id", ({ inputs, expected }) => {
  const flows = inputs["cashFlow"] as readonly number[];
  const rate = inputs["discountRate"] as number;
  expectClose(netPresentValue(flows, rate), expected["npv"]);
  expectClose(internalRate(flows), expected["irr"]);
  expect(internalRates(flows).map((irr) => Math.round(irr * 1e8) / 1e8)).toEqual(expected["allIrr"]);
  expectClose(modifiedInternalRate(flows, rate, rate), expected["mirr"]);
  expectClose(paybackYears(flows, 0), expected["simplePayback"]);
  expectClose(paybackYears(flows, rate), expected["discountedPayback"]);
  expectClose(paybackYears(flows, 0, true), expected["simplePaybackForGood"]);
  expectClose(paybackYears(flows, rate, true), expected["discountedPaybackForGood"]);
  cumulative(flows, rate).forEach((sum, year) => { expect(Math.abs(sum - ((expected["cumulativeDiscounted"] as readonly number[])[year] as number))).toBeLessThan(1e-2); });
});

test.each(cases.filter(({ id }) => id.startsWith("lcoe")))("levelised cost by closed form: $id", ({ inputs, expected }) => {
  const i = inputs as { capital: number; omPerYear: number; omEscalation: number; energyYear1Kwh: number; degradation: number; years: number; discountRate: number; replacement: Record<string, number> };
  const years = Array.from({ length: i.years }, (_, y) => y + 1);
  const costs = [i.capital, ...years.map((y) => i.omPerYear * (1 + i.omEscalation) ** (y - 1) + (i.replacement[String(y)] ?? 0))];
  const kwh = [0, ...years.map((y) => i.energyYear1Kwh * (1 - i.degradation) ** (y - 1))];
  expectClose(netPresentValue(costs, i.discountRate), expected["presentCost"]);
  expectClose(levelisedCostPerKwh(costs, kwh, i.discountRate), expected["lcoePerKwh"]);
});

test("levelised cost of storage counts what charging costs", () => {
  const { inputs, expected } = cases.find(({ id }) => id === "lcos") as FinanceCase;
  const i = inputs as { dischargedKwhPerCycleYear1: number; roundTrip: number; cyclesPerYear: number; fadePerYear: number; years: number; discountRate: number; capital: number; omPerYear: number; chargingPricePerKwh: number };
  const given = Array.from({ length: i.years }, (_, y) => i.dischargedKwhPerCycleYear1 * i.cyclesPerYear * (1 - i.fadePerYear) ** y);
  const costs = [i.capital, ...given.map((kwh) => i.omPerYear + (kwh / i.roundTrip) * i.chargingPricePerKwh)];
  expectClose(levelisedCostPerKwh(costs, [0, ...given], i.discountRate), expected["lcosPerKwh"]);
});

test("annuity factors agree with numpy-financial and REopt", () => {
  const annuity = cases.find(({ id }) => id === "annuity") as FinanceCase;
  (annuity.inputs["pairs"] as readonly [number, number][]).forEach(([rate, years], k) => {
    expectClose(presentWorthFactor(years, rate), (annuity.expected["presentWorthFactor"] as readonly number[])[k]);
    expectClose(capitalRecoveryFactor(years, rate), (annuity.expected["capitalRecoveryFactor"] as readonly number[])[k]);
  });
  expectClose(presentWorthFactor(25, 0.0564, 0.017), 15.8319943);
});

test("a basis is written off whole", () => {
  for (const shares of Object.values(macrs)) expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 10);
});

