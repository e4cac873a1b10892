import { describe, expect, test } from "vitest";
import { cashFlow, cashFlowModel } from "../../src/charts/cashFlow.ts";
import { colour } from "../../src/charts/palette.ts";
import { textWidth } from "../../src/charts/textWidth.ts";
import { toSvg } from "../../src/charts/toSvg.ts";
import { checkInputs } from "../../src/core/check.ts";
import { finance, type ProjectYear, type YearFigures } from "../../src/core/measures/finance.ts";
import { financeInputs } from "../../src/core/measures/financeInputs.ts";
import type { Lifetime } from "../../src/core/studies/lifetime.ts";

const still: YearFigures = { billCost: 0, fuelCost: 0, programmeRevenue: 0, lostWorkCost: 0, unservedCost: 0, storedCost: 0, importKwh: 0, exportKwh: 0, pvKwh: 0, windKwh: 0, dischargeKwh: 0, chargeCost: 0, peakImportKw: 0, emissionsKg: 0 };

/** A battery that saves a flat amount a year, fades two points a year and is renewed in year 10. */
function life(savedCost: number, count = 20): Lifetime {
  const years = Array.from({ length: count }, (_, index): ProjectYear => ({
    year: index + 1, project: { ...still, programmeRevenue: 10_000 }, baseline: { ...still, billCost: savedCost }, replaced: index === 9,
    capacityAtStartFraction: 1 - 0.02 * (index % 10), capacityAtEndFraction: 0.98 - 0.02 * (index % 10),
  }));
  const found = finance(checkInputs(financeInputs, {}), { solarDcKw: 0, windKw: 0, batteryKw: 500, batteryKwh: 2000, coldStoreKwh: 0, generatorKw: 0 }, years);
  return { ...found, form: "yearByYear", currency: "USD", runs: 0, firstYear: null as unknown as Lifetime["firstYear"] };
}

test("the bands of a year add up to its cash flow", () => {
  const { years } = cashFlowModel(life(200_000));
  for (const { amounts, flow } of years) expect(Object.values(amounts).reduce((sum, amount) => sum + amount, 0)).toBeCloseTo(flow, 6);
});

test("the table tells every year's flow and the battery's capacity, and empty where there is none", () => {
  const found = life(200_000);
  const { columns, rows } = cashFlow.toTable(cashFlowModel(found));
  expect(rows.length).toBe(21);
  expect(rows.every((row) => row.length === columns.length)).toBe(true);
  expect(rows[10]?.at(-1)).toBe(80);
  expect(rows[1]?.[columns.findIndex(({ title }) => title === "Cash flow")]).toBe(Math.round(found.years[1]?.netRevenue ?? NaN));
});

test("it says what the project is worth, whether it pays back, and what becomes of the battery", () => {
  expect(cashFlow.summary(cashFlowModel(life(400_000)))).toMatch(/net present value .*paid back after [\d.]+ years, discounted\. The battery ends at 80.% of its first capacity, renewed once\./);
  expect(cashFlow.summary(cashFlowModel(life(0)))).toContain("never paid back");
});

describe.each([{ saved: 0, count: 20 }, { saved: 400_000, count: 20 }, { saved: 5_000_000, count: 1 }, { saved: 200_000, count: 60 }])("laid out: $saved a year over $count years", ({ saved, count }) => {
  const model = cashFlowModel(life(saved, count));
  test.each([{ width: 840, height: 420 }, { width: 358, height: 430 }, { width: 120, height: 90 }])("within $width × $height, alike twice", (size) => {
    const marks = cashFlow.layout(model, size);
    expect(cashFlow.layout(model, size)).toEqual(marks);
    expect(toSvg(marks, size, "dark")).not.toMatch(/NaN|undefined|Infinity/);
    for (const mark of marks) {
      if (mark.kind !== "text") continue;
      expect(colour(mark.fill, "light")).toMatch(/^#[0-9a-f]{6}$/);
      const width = textWidth(mark.text, mark.size, mark.bold);
      const left = mark.anchor === "end" ? mark.x - width : mark.anchor === "middle" ? mark.x - width / 2 : mark.x;
      if (size.width > 300) expect([left >= -1, left + width <= size.width + 1, mark.text]).toEqual([true, true, mark.text]);
    }
  });
});
