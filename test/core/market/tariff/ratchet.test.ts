import { expect, test } from "vitest";
import { axisOf, billOf, flat } from "../billing.ts";

/** Peaks of 2025 by month, in the first hour of its second day; 100 kW else. */
function run(tariff: object, peaksKw: Readonly<Record<number, number>> = { 1: 400, 7: 1000 }, start = "2025-01-01", days = 365) {
  const axis = axisOf({ start, days });
  const importKw = flat(axis, 100);
  axis.monthLabels.forEach(({ month }, m) => { importKw[(axis.monthStart[m] as number) + 24] = peaksKw[month] ?? 100; });
  const bill = billOf(axis, { tariff }, { importKw });
  return { bill, lines: bill.months.map(({ lines }) => lines.find(({ id }) => id === "flat")) };
}

const flatDemand = { flatdemandstructure: [[{ rate: 10 }]] };

test("version 7: each month's own fraction of the highest of the eleven months before", () => {
  const demandratchetpercentage = [0.5, 0.5, 0.5, 0.5, 0.5, 0, 0, 0, 0.8, 0.8, 0.8, 0.8];
  const { lines } = run({ urdb: { ...flatDemand, demandratchetpercentage }, ratchetYearEnd: "chronological" });
  expect(lines.map((line) => line?.quantity)).toEqual([400, 200, 200, 200, 200, 100, 1000, 100, 800, 800, 800, 800]);
});

test("fractions above 1 are per cent, and the bill says so", () => {
  const { lines, bill } = run({ urdb: { ...flatDemand, demandratchetpercentage: Array.from({ length: 12 }, () => 50) }, ratchetYearEnd: "chronological" });
  expect(lines[11]?.quantity).toBe(500);
  expect(bill.notes).toContain("demandratchetpercentage is above 1 and taken as per cent.");
});

test("last year's peaks floor the first months, and the line says which month set it", () => {
  const priorPeaksKw = [0, 0, 0, 0, 0, 0, 0, 0, 2000, 0, 0, 0];
  const { lines, bill } = run({ urdb: { ...flatDemand, lookbackPercent: 0.6, lookbackRange: 6 }, priorPeaksKw });
  expect(lines.map((line) => line?.quantity)).toEqual([1200, 1200, 1200, 240, 240, 240, 1000, 600, 600, 600, 600, 600]);
  expect(lines[0]).toMatchObject({ setBy: "60 % of 2024-09", meteredKw: 400 });
  expect(lines[0]).not.toHaveProperty("step");
  expect(lines[3]).toMatchObject({ setBy: "60 % of 2025-01" });
  expect(lines[6]).toMatchObject({ quantity: 1000, step: 181 * 24 + 24 });
  expect(bill.notes).toContain("Ratchet: months before the run are last year's given peaks.");
});

test("a year that repeats takes its own later months for those before it", () => {
  const { lines, bill } = run({ urdb: { ...flatDemand, lookbackPercent: 0.6, lookbackRange: 6 } });
  expect(lines[0]).toMatchObject({ quantity: 600, setBy: "60 % of 2025-07", meteredKw: 400 });
  expect(bill.notes).toContain("Ratchet: months before the run are taken from the run itself (the year repeats).");
});

test("listed months floor every month, looking back eleven", () => {
  const lookbackMonths = [0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0];
  const { lines } = run({ urdb: { ...flatDemand, lookbackPercent: 0.5, lookbackMonths }, ratchetYearEnd: "chronological" });
  expect(lines.map((line) => line?.quantity)).toEqual([400, 100, 100, 100, 100, 100, 1000, 500, 500, 500, 500, 500]);
});

test("a run over New Year looks back into the year that it holds", () => {
  const { lines } = run({ urdb: { ...flatDemand, lookbackPercent: 0.5, lookbackRange: 3 }, ratchetYearEnd: "chronological" }, { 11: 800 }, "2025-10-01", 182);
  expect(lines.map((line) => line?.quantity)).toEqual([100, 800, 400, 400, 400, 100]);
});

test("time-of-use periods are ratcheted where they are named, any-time demand always", () => {
  const urdb = { ...flatDemand, demandratestructure: [[{ rate: 1 }]], lookbackPercent: 0.5, lookbackRange: 11 };
  const quantity = (more: object) => run({ urdb, ratchetYearEnd: "chronological", ...more }).bill.months.map(({ lines }) => lines.find(({ id }) => id === "tou-0")?.quantity);
  expect(quantity({})[8]).toBe(100);
  expect(quantity({ ratchetPeriods: [0] })[8]).toBe(500);
});
