import { describe, expect, test } from "vitest";
import { axisOf, billOf, everyMonth, flat, signalsOf } from "../billing.ts";

// RheinNetz 2025 (Bundesnetzagentur), levies of 2025; a site of 153,642 MWh and 21.29 MW, 7,217 hours of use: network 4,875,309 €, levies 5,089,869 €.
const capacity = { kind: "annual-capacity", capacityPerKwYear: 122.21, energyPerKwh: 0.0148 };
const discount = { discountSteps: [{ fromHours: 7000, payFraction: 0.2 }, { fromHours: 7500, payFraction: 0.15 }, { fromHours: 8000, payFraction: 0.1 }] };
const axis = axisOf({ year: 2025, stepMinutes: 15, clock: "civil", timeZone: "Europe/Berlin" });
const YEAR_KWH = 153_642_000;
const PEAK_KW = 21_290;

/** All year the same, but for one quarter-hour in July. */
function yearOf(peakKw: number): Float64Array {
  const restKw = (YEAR_KWH - peakKw / 4) / (8760 - 0.25);
  const importKw = flat(axis, restKw);
  importKw[axis.monthStart[6] as number] = peakKw;
  return importKw;
}

const network = (more: object, peakKw = PEAK_KW) => billOf(axis, { tariff: { network: { ...capacity, ...more }, demandWindowMinutes: 15 } }, { importKw: yearOf(peakKw) });

describe("a network charge on the year's highest quarter-hour", () => {
  test("capacity and energy price, a twelfth of the capacity in each month, set by one step", () => {
    const bill = network({});
    // The published 4,875,309 is of the unrounded site.
    expect(bill.total).toBeCloseTo(PEAK_KW * 122.21 + YEAR_KWH * 0.0148, 4);
    expect(Math.abs(bill.total - 4_875_309)).toBeLessThan(600);
    for (const { lines } of bill.months) expect(lines.find(({ id }) => id === "capacity")).toMatchObject({ quantity: PEAK_KW, step: axis.monthStart[6], amountCost: (PEAK_KW * 122.21) / 12 });
  });

  test("7,000 hours of use leave a fifth of it, and one careless quarter-hour takes that back", () => {
    const kept = network(discount);
    expect(kept.total).toBeCloseTo(0.2 * network({}).total, 4);
    expect(Math.abs(kept.total - 975_062)).toBeLessThan(120);
    expect(kept.notes.join(" ")).toContain("7217 hours of use: 20 % of the network charge is paid");
    const careless = network(discount, 22_000);
    expect(careless.total - kept.total).toBeGreaterThan(3_900_000);
    expect(careless.notes.join(" ")).toContain("6984 hours of use; no discount below 7000 h");
  });

  test("no discount below the least energy", () => {
    expect(network({ ...discount, discountMinKwh: 200_000_000 }).total).toBeCloseTo(network({}).total, 6);
  });

  test("below the threshold the other column of the price sheet is billed", () => {
    const below = { thresholdHours: 7300, belowCapacityPerKwYear: 11.61, belowEnergyPerKwh: 0.0171 };
    expect(network(below).total).toBeCloseTo(PEAK_KW * 11.61 + YEAR_KWH * 0.0171, 4);
    expect(network({ ...below, thresholdHours: 2500 }).total).toBeCloseTo(network({}).total, 6);
  });

  test("it is the bill of a flat demand charge with a ratchet of 100 % whose year repeats", () => {
    const urdb = { flatdemandstructure: [[{ rate: 122.21 / 12 }]], lookbackPercent: 1, lookbackMonths: Array.from({ length: 12 }, () => true), energyratestructure: [[{ rate: 0.0148 }]] };
    expect(billOf(axis, { tariff: { urdb, ratchetYearEnd: "cyclic" } }, { importKw: yearOf(PEAK_KW) }).total).toBeCloseTo(network({}).total, 4);
  });

  test("policies see a twelfth of the yearly rate in every month, and the energy price", () => {
    const { demandCharges, buyPerKwh } = signalsOf(axis, { tariff: { network: capacity } });
    expect(demandCharges).toMatchObject([{ id: "capacity" }]);
    expect(demandCharges[0]?.ratePerKw[3]).toBeCloseTo(122.21 / 12, 12);
    expect(buyPerKwh[0]).toBe(0.0148);
  });
});

describe("levies", () => {
  test("German levies of 2025, one of them with a block for the first GWh", () => {
    const levies = [
      { label: "Electricity tax", ratePerKwh: 0.0205 }, { label: "KWKG", ratePerKwh: 0.00277 }, { label: "Offshore", ratePerKwh: 0.00816 }, { label: "Concession", ratePerKwh: 0.0011 },
      { label: "Special use", ratePerKwh: 0.0005, firstBlockKwh: 1_000_000, firstBlockRatePerKwh: 0.01558 },
    ];
    const bill = billOf(axis, { tariff: { levies } }, { importKw: yearOf(PEAK_KW) });
    expect(bill.energy).toBeCloseTo(YEAR_KWH * 0.03303 + 1_000_000 * 0.01508, 4);
    expect(Math.abs(bill.energy - 5_089_869)).toBeLessThan(10);
    // The first GWh is January's: 13 GWh a month.
    const special = bill.months.map(({ lines }) => lines.find(({ id }) => id === "levy-4"));
    expect(special[0]?.amountCost).toBeCloseTo((special[0]?.quantity ?? 0) * 0.0005 + 15_080, 6);
    expect(special[1]?.amountCost).toBeCloseTo((special[1]?.quantity ?? 0) * 0.0005, 6);
    expect(signalsOf(axis, { tariff: { levies } }).buyPerKwh[0]).toBeCloseTo(0.03303, 12);
  });
});

describe("contracted power", () => {
  const june = axisOf({ start: "2025-06-01", days: 30, stepMinutes: 15 });
  const contract = { kind: "per-period", weekday: everyMonth((hour) => (hour >= 10 && hour < 14 ? 0 : 1)), weekend: everyMonth(() => 1), contractedKw: [100, 200], pricePerKwYear: [24, 12] };
  // On Monday 2 June two quarters above the contract of the dear period: by 30 and by 40 kW.
  const importKw = flat(june, 80);
  importKw[96 + 40] = 130;
  importKw[96 + 41] = 140;
  const bill = (more: object) => billOf(june, { tariff: { contract: { ...contract, ...more } } }, { importKw });
  const fixed = ((24 * 100 + 12 * 200) * 30) / 365;

  test("is billed by the days of the month, used or not", () => {
    expect(bill({ excessMultiplier: 0 }).total).toBeCloseTo(fixed, 9);
  });

  test("and above it by the highest excess, or by the root of the summed squares", () => {
    expect(bill({ excessRule: "max", excessMultiplier: 2 }).total - fixed).toBeCloseTo((2 * 24 * 30 * 40) / 365, 9);
    expect(bill({ excessRule: "rss", excessMultiplier: 2 }).total - fixed).toBeCloseTo((2 * 24 * 30 * 50) / 365, 9);
    expect(bill({ excessRule: "max" }).months[0]?.lines.find(({ id }) => id === "excess-0")).toMatchObject({ quantity: 40, step: 96 + 41 });
  });
});
