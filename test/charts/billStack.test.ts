import { expect, test } from "vitest";
import { billStack } from "../../src/charts/billStack.ts";
import { loadDuration } from "../../src/charts/loadDuration.ts";
import { column } from "../../src/core/time/frame.ts";
import { syntheticYear } from "./syntheticYear.ts";

const year = syntheticYear();
const model = billStack.model(year, {});
const size = { width: 700, height: 320 };

test("the bands of a month add up to its total, credits taken off", () => {
  for (const { amounts, total } of model.months) expect(Object.values(amounts).reduce((sum, amount) => sum + amount, 0)).toBeCloseTo(total, 6);
});

test("credits hang below zero, charges stand on it", () => {
  const marks = billStack.layout(model, size);
  const zero = marks.find((mark) => mark.kind === "line" && mark.stroke === "axis")!;
  const y = zero.kind === "line" ? zero.points[1]! : Number.NaN;
  for (const mark of marks) {
    if (mark.kind !== "rects" || mark.boxes[2]! <= 12) continue;
    if (mark.id === "exportCredit") expect(mark.boxes[1]!).toBeGreaterThanOrEqual(y - 1);
    else expect(mark.boxes[1]! + mark.boxes[3]!).toBeLessThanOrEqual(y + 1);
  }
});

test("the table is the bill to the cent", () => {
  const { rows, columns } = billStack.toTable(model);
  const total = columns.findIndex(({ title }) => title === "Total");
  expect(rows.map((row) => row[total])).toEqual(year.bill.months.map((month) => Math.round(month.total * 100) / 100));
});


test("the load duration curve is the window's import, highest first", () => {
  const { afterKw } = loadDuration.model(year, { from: 0, to: 35_040 });
  const importKw = column(year.frame, "importKw");
  expect([...afterKw]).toEqual([...importKw].sort((a, b) => b - a));
  const { rows } = loadDuration.toTable(loadDuration.model(year, { from: 0, to: 35_040 }));
  expect([rows[0]![1], rows.at(-1)![1]]).toEqual([afterKw[0], afterKw.at(-1)]);
});
