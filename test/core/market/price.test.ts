import { describe, expect, test } from "vitest";
import { checkInputs } from "../../../src/core/check.ts";
import { InputError } from "../../../src/core/errors.ts";
import { preparePrice, priceInputs } from "../../../src/core/market/price.ts";
import type { PreparedPrice } from "../../../src/core/market/price.ts";
import type { Axis } from "../../../src/core/time/axis.ts";
import { reference } from "../../support/reference.ts";
import { axisOf, billOf, everyMonth, flat, plainRate, signalsOf } from "./billing.ts";

type Case = { readonly id: string; readonly timeZone: string; readonly inputs: object; readonly expected: Record<string, number> };
const { cases } = reference<Case>("prices.json");

function priceOf(axis: Axis, inputs: object, seed = "1"): PreparedPrice {
  const price = preparePrice(checkInputs(priceInputs, inputs, ["price"]), { axis, seed, data: new Map() });
  if (price === undefined) throw new Error("no price");
  return price;
}

const quantile = (values: readonly number[], q: number) => values.toSorted((a, b) => a - b)[Math.floor(q * (values.length - 1))] as number;
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Over many seeds: means of each year's statistics. */
function statistics(axis: Axis, index: object, seeds: number) {
  const years = Array.from({ length: seeds }, (_, seed) => [...priceOf(axis, { index }, `s${seed}`).buyPerKwh].map((perKwh) => perKwh * 1000));
  const above = (level: number) => mean(years.map((year) => year.filter((price) => price > level).length));
  const days = years.flatMap((year) => Array.from({ length: axis.inputs.days }, (_, day) => year.slice(axis.dayStart[day], axis.dayStart[day + 1])));
  const all = years.flat();
  const centre = mean(all);
  return {
    meanPerMwh: centre, sdPerMwh: Math.sqrt(mean(all.map((price) => (price - centre) * (price - centre)))), lowest: all.reduce((low, price) => Math.min(low, price)), highest: all.reduce((high, price) => Math.max(high, price)),
    hoursAbove200: above(200), hoursAbove1000: above(1000), hoursAbove2000: above(2000), negativeHours: mean(years.map((year) => year.filter((price) => price < 0).length)),
    dailyMaxMedian: quantile(days.map((day) => Math.max(...day)), 0.5), dailyMax95: quantile(days.map((day) => Math.max(...day)), 0.95),
    dailySpreadMedian: quantile(days.map((day) => Math.max(...day) - Math.min(...day)), 0.5),
  };
}

describe("seeded prices have the statistics of an independent reading of the same model", () => {
  test.each(cases)("$id", ({ timeZone, inputs, expected }) => {
    const seeds = 60;
    const found = statistics(axisOf({ year: 2025, clock: "civil", timeZone }), inputs, seeds) as Record<string, number>;
    const { meanPerMwh, meanSdOverSeeds = meanPerMwh as number * 0.03 * Math.sqrt(seeds) / 3, ...rest } = expected;
    // Standard errors of both means.
    expect(Math.abs((found["meanPerMwh"] as number) - (meanPerMwh as number))).toBeLessThan((3 * Math.SQRT2 * meanSdOverSeeds) / Math.sqrt(seeds));
    const far = Object.entries(rest).filter(([key, value]) => Math.abs((found[key] as number) - value) > Math.max(0.12 * value, 4)).map(([key, value]) => `${key}: ${found[key]} against ${value}`);
    expect(far).toEqual([]);
  });

  test("a scarcity peak is never above the cap, a calm price never above the threshold it begins at", () => {
    const dallas = cases[0] as Case;
    const prices = priceOf(axisOf({ year: 2025, clock: "civil", timeZone: dallas.timeZone }), { index: { ...dallas.inputs, scarcityDayFraction: Array.from({ length: 12 }, () => 0) } }).buyPerKwh;
    expect(prices.every((price) => price <= 0.2)).toBe(true);
    expect(statistics(axisOf({ year: 2025 }), dallas.inputs, 3).highest).toBeLessThanOrEqual(5000);
  });
});

describe("a seeded price", () => {
  const { inputs } = cases[0] as Case;
  const year = (stepMinutes: number, seed = "1") => priceOf(axisOf({ year: 2025, stepMinutes, clock: "civil", timeZone: "America/Chicago" }), { index: inputs }, seed).buyPerKwh;

  test("is the same in steps of any length, and another with another seed", () => {
    const [hourly, quarterly] = [year(60), year(15)];
    expect(quarterly.filter((_, i) => i % 4 === 0)).toEqual(hourly);
    expect(quarterly.filter((_, i) => i % 4 === 3)).toEqual(hourly);
    expect(year(60, "2")).not.toEqual(hourly);
  });

  test("of a month does not move when another month's scarce days do", () => {
    const changed = { ...inputs, scarcityDayFraction: [0.9, 0, 0.032, 0.067, 0.097, 0.2, 0.387, 0.871, 0.3, 0.194, 0.133, 0] };
    const axis = axisOf({ year: 2025, clock: "civil", timeZone: "America/Chicago" });
    const july = (index: object) => priceOf(axis, { index }).buyPerKwh.slice(axis.monthStart[6], axis.monthStart[7]);
    expect(july(changed)).toEqual(july(inputs));
  });
});

describe("what a kWh costs and earns", () => {
  const axis = axisOf({ start: "2025-06-01", days: 30 });
  const table = { kind: "table", pricePerMwh: everyMonth((hour) => (hour === 3 ? -20 : 50)) };

  test("index with losses and factor, plus the adder; negative prices pass through; export earns the index less its spread", () => {
    const { buyPerKwh, sellPerKwh } = priceOf(axis, { index: table, lossFraction: 0.05, indexFactor: 1.1, adderPerKwh: 0.007, exportSpreadPerKwh: 0.004 });
    expect(buyPerKwh[0]).toBeCloseTo(0.05 * 1.05 * 1.1 + 0.007, 12);
    expect(buyPerKwh[3]).toBeCloseTo(-0.02 * 1.05 * 1.1 + 0.007, 12);
    expect([sellPerKwh[0], sellPerKwh[3]].map((price) => Math.round((price as number) * 1e9) / 1e9)).toEqual([0.046, -0.024]);
  });

  test("it comes on top of the rate's energy, or in its place", () => {
    const cost = (withTariff: string) => billOf(axis, { price: { index: { kind: "table", pricePerMwh: everyMonth(() => 50) }, withTariff }, tariff: { urdb: plainRate(0.03) } }, { importKw: flat(axis, 1) }).energy;
    expect(cost("add")).toBeCloseTo(720 * 0.08, 9);
    expect(cost("replace")).toBeCloseTo(720 * 0.05, 9);
  });

  test("exports under a price and no other rule earn it, and policies see both prices", () => {
    const market = { price: { index: table, exportSpreadPerKwh: 0.01 } };
    expect(billOf(axis, market, { importKw: flat(axis, 0), exportKw: flat(axis, 1) }).exportCredit).toBeCloseTo(30 * (23 * 0.04 - 0.03), 9);
    const { buyPerKwh, sellPerKwh } = signalsOf(axis, market);
    expect([buyPerKwh[0], buyPerKwh[3], sellPerKwh[0], sellPerKwh[3]]).toEqual([0.05, -0.02, 0.04, -0.03]);
  });

  test("a series that does not cover the run is refused", () => {
    const series = { values: [0.05, 0.06], stepMinutes: 60, unit: "$/kWh" };
    expect(() => priceOf(axis, { index: { kind: "series", series } })).toThrow(InputError);
  });
});
