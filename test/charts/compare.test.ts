import { describe, expect, test } from "vitest";
import { importMultiples, importMultiplesModel } from "../../src/charts/importMultiples.ts";
import { savingByCharge, savingByChargeModel } from "../../src/charts/savingByCharge.ts";
import { column } from "../../src/core/time/frame.ts";
import { syntheticYear } from "./syntheticYear.ts";

const year = syntheticYear();
const idle = syntheticYear({ isBare: true });
const runs = [{ letter: "A", name: "Do nothing", result: idle }, { letter: "B", name: "Peak shaving", result: year }];
const size = { width: 560, height: 300 };

describe("net import of several runs", () => {
  const model = importMultiplesModel(runs, { from: 20_000, to: 20_288 }, { name: "Battery plan", result: year })!;
  const marks = importMultiples.layout(model, size);

  test("stands on one scale: the same kW is as high in each", () => {
    const heights = runs.map((_, index) => {
      const zero = marks.filter((mark) => mark.kind === "line" && mark.stroke === "axis")[index]!;
      const dot = marks.filter((mark) => mark.kind === "dot")[index]!;
      const highest = Math.max(...model.runs[index]!.netKw.subarray(20_000, 20_288));
      return zero.kind === "line" && dot.kind === "dot" ? (zero.points[1]! - 0.5 - dot.y) / highest : Number.NaN;
    });
    expect(Math.abs(heights[0]! / heights[1]! - 1)).toBeLessThan(0.02);
  });
  test("marks the highest step of each", () => expect(marks.filter(({ id }) => id === "highest")).toHaveLength(2));
  test("dots the optimum over each", () => expect(marks.filter(({ id }) => id === "bound")).toHaveLength(2));
  test("takes export off import", () => {
    const other = syntheticYear();
    column(other.frame, "importKw")[20_010] = 100;
    column(other.frame, "exportKw")[20_010] = 700;
    expect(importMultiplesModel([{ letter: "A", name: "x", result: other }], { from: 20_000, to: 20_020 })!.runs[0]!.netKw[20_010]).toBe(-600);
  });
  test("leaves out a run of another axis", () => expect(importMultiplesModel([...runs, { letter: "C", name: "Hourly", result: syntheticYear({ stepMinutes: 60 }) }], { from: 0, to: 96 })!.runs).toHaveLength(2));
  test("of no run is nothing", () => expect(importMultiplesModel([], { from: 0, to: 96 })).toBeNull());
});

describe("saving by charge", () => {
  const base = { letter: "A", name: "Do nothing", bill: year.idle.bill };
  const model = savingByChargeModel(base, [{ letter: "B", name: "Peak shaving", bill: year.bill }]);
  test("adds up, charge by charge, to the difference of the bills", () => {
    const [run] = model.runs;
    expect(Object.values(run!.saved).reduce((sum, amount) => sum + amount, 0)).toBeCloseTo(run!.total, 6);
    expect(run!.total).toBeCloseTo(year.idle.bill.total - year.bill.total, 6);
  });
  test("draws what is dearer to the left of zero", () => {
    const marks = savingByCharge.layout(savingByChargeModel({ ...base, bill: year.bill }, [{ letter: "B", name: "Dearer", bill: year.idle.bill }]), size);
    const zero = marks.findLast((mark) => mark.kind === "line" && mark.stroke === "axis")!;
    const x = zero.kind === "line" ? zero.points[0]! : Number.NaN;
    const bars = marks.filter((mark) => mark.kind === "rects" && mark.boxes[3]! > 12);
    expect(bars.length).toBeGreaterThan(1);
    for (const bar of bars) if (bar.kind === "rects") expect(bar.boxes[0]! + bar.boxes[2]!).toBeLessThanOrEqual(x + 1);
  });
  test("says so where the bills are the same", () => expect(savingByCharge.layout(savingByChargeModel(base, [base]), size)).toMatchObject([{ kind: "text", text: "The bills are the same." }]));
});
