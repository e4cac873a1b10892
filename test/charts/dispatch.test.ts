import { describe, expect, test } from "vitest";
import { cursorMarks, dispatchModel, dispatchReadout, layout, layoutDispatch, subtitle, toTable } from "../../src/charts/dispatch.ts";
import type { Mark } from "../../src/charts/mark.ts";
import { reasonCode } from "../../src/core/site/reason.ts";
import { column } from "../../src/core/time/frame.ts";
import { civilOf } from "../../src/text/dates.ts";
import { syntheticYear } from "./syntheticYear.ts";

const year = syntheticYear();
const size = { width: 840, height: 640 };
const august4 = Array.from({ length: 35_040 }, (_, i) => i).find((i) => { const c = civilOf(year.axis, i); return c.month === 8 && c.day === 4 && c.hour === 0; })!;
const week = dispatchModel(year, { from: august4, to: august4 + 672 });
const whole = dispatchModel(year, { from: 0, to: 35_040 });
const importKw = column(year.frame, "importKw");
const highest = importKw.reduce((a, b) => Math.max(a, b));

const topOf = (mark: Mark): number => (mark.kind === "rects" ? Math.min(...mark.boxes.filter((_, i) => i % 4 === 1)) : mark.kind === "line" ? Math.min(...mark.points.filter((y, i) => i % 2 === 1 && !Number.isNaN(y))) : Infinity);

describe("a peak is never averaged away", () => {
  test.each([[840, 640], [358, 430], [1600, 900]])("the year at %d px shows its highest import", (width, height) => {
    const { marks, power } = layoutDispatch(whole, { width, height });
    const top = Math.min(...marks.filter(({ id }) => id === "import").map(topOf));
    expect(Math.abs(top - power.scale(highest))).toBeLessThan(1);
  });

  test("a single step of 14 MW in a year of 8 MW reaches 14 MW", () => {
    const spiked = syntheticYear();
    column(spiked.frame, "importKw")[20_000] = 14_000;
    const { marks, power } = layoutDispatch(dispatchModel(spiked, { from: 0, to: 35_040 }), size);
    expect(Math.abs(Math.min(...marks.filter(({ id }) => id === "import").map(topOf)) - power.scale(14_000))).toBeLessThan(1);
  });
});

describe("import lies on zero, charging below it", () => {
  const { marks, power } = layoutDispatch(week, size);
  const bands = marks.filter((mark) => mark.kind === "rects");
  test("the band of import begins at the zero line", () => {
    const { boxes } = bands.find(({ id }) => id === "import")!;
    for (let i = 0; i < boxes.length; i += 4) expect(boxes[i + 1]! + boxes[i + 3]!).toBeCloseTo(power.scale(0), 6);
  });
  test("the band of charging ends at it", () => {
    const { boxes } = bands.find(({ id }) => id === "charge")!;
    for (let i = 0; i < boxes.length; i += 4) expect(boxes[i + 1]).toBeCloseTo(power.scale(0), 6);
  });
  test("what the site does not have is not drawn", () => expect(marks.some(({ id }) => id === "wind" || id === "generator" || id === "export")).toBe(false));
  test("what is hidden is not drawn", () => expect(layout(dispatchModel(year, { from: august4, to: august4 + 672, hidden: new Set(["pv"]) }), size).some(({ id }) => id === "pv")).toBe(false));
});

describe("what is billed", () => {
  test("stands at the bill's kW, with a dot at the step that set it", () => {
    const line = year.bill.months[7]!.lines.find(({ id }) => id === "flat")!;
    const around = dispatchModel(year, { from: line.step! - 200, to: line.step! + 200 });
    const { marks, power, frame } = layoutDispatch(around, size);
    const dot = marks.find((mark) => mark.kind === "dot" && mark.id === "level" && Math.abs(mark.y - power.scale(line.quantity)) < 0.01);
    expect(dot).toMatchObject({ x: frame.xOf(line.step! + 0.5) });
  });
  test("is drawn over the hours that the charge counts alone", () => {
    const level = week.levels.find(({ id }) => id === "tou-2")!;
    const charges = column(year.frame, "demandCharges");
    level.applies.forEach((applies, i) => expect(applies).toBe(charges[level.from + i] === 3 ? 1 : 0));
  });
  test("says the money of its month", () => {
    const line = year.bill.months[7]!.lines.find(({ id }) => id === "flat")!;
    const texts = layout(dispatchModel(year, { from: line.step! - 200, to: line.step! + 200 }), size).flatMap((mark) => (mark.kind === "text" ? [mark.text] : []));
    expect(texts).toContain(`any time sets $${Math.round(line.amountCost / 1000)}k of August`);
  });
});

test("no two names of the plot touch", () => {
  for (const model of [week, whole, dispatchModel(year, { from: august4, to: august4 + 96 })]) {
    for (const width of [840, 358]) {
      const { marks, frame } = layoutDispatch(model, { width, height: width === 840 ? 640 : 430 });
      const names = marks.filter((mark) => mark.kind === "text").filter(({ y, x }) => y < frame.stack.top + frame.stack.height && x > frame.left);
      names.forEach((a, i) => names.slice(i + 1).forEach((b) => {
        // A figure and the rest of its sentence are one text in two weights.
        if (a.id === "level" && b.id === "level" && a.y === b.y) return;
        expect(Math.abs(a.y - b.y) >= 12 || Math.abs(a.x - b.x) > 20, `${a.text} / ${b.text}`).toBe(true);
      }));
    }
  }
});

test("a held axis only widens", () => {
  const first = layoutDispatch(week, size).range;
  const quiet = { ...dispatchModel(year, { from: august4 + 500, to: august4 + 520 }), hold: first };
  expect(layoutDispatch(quiet, size).range).toEqual(first);
  const wider = { lowKw: -20_000, highKw: 30_000 };
  expect(layoutDispatch({ ...week, hold: wider }, size).range).toEqual(wider);
});

describe("the cursor", () => {
  const drawn = layoutDispatch(week, size);
  test("stands in the middle of its step, its dots at the step's own values", () => {
    const step = august4 + 70;
    const dots = cursorMarks(week, drawn, step, false).filter((mark) => mark.kind === "dot");
    expect(dots.every(({ x }) => x === drawn.frame.xOf(step + 0.5))).toBe(true);
    expect(dots[0]!.y).toBeCloseTo(drawn.power.scale(importKw[step]!), 6);
  });
  test("is not drawn outside the window", () => expect(cursorMarks(week, drawn, august4 - 1, false)).toEqual([]));
  test("comes back from a place on the page to the step that was asked for", () => {
    for (let step = week.from; step < week.to; step += 13) expect(drawn.frame.stepAt(drawn.frame.xOf(step + 0.5))).toBe(step);
  });
});

describe("the readout", () => {
  test("shows the step's values in one unit, with sums that are their sums", () => {
    const readout = dispatchReadout(week, august4 + 70);
    const sum = readout.supply.reduce((all, { value }) => all + Number(value), 0);
    expect(new Set([...readout.supply, ...readout.use].map(({ unit }) => unit))).toEqual(new Set(["MW"]));
    expect(Math.abs(sum - Number(readout.supplySum.value))).toBeLessThanOrEqual(0.02);
  });
  test("names the price's period", () => expect(dispatchReadout(week, august4 + 70).signals.map(({ name }) => name)).toContain("Price, on-peak"));
});

test("the table has the window's steps with every quantity of the site", () => {
  const table = toTable(week);
  expect(table.rows).toHaveLength(672);
  const at = table.columns.findIndex(({ title }) => title === "Grid import");
  expect(table.rows.map((row) => row[at])).toEqual([...importKw.subarray(august4, august4 + 672)]);
});

test("the subtitle says unit, step, period and zone", () => {
  expect(subtitle(week, 840)).toBe("MW, mean of 15 min · 4 Aug to 10 Aug 2025 · Los Angeles time");
  expect(subtitle(whole, 840)).toBe("MW, mean of 1\u00a0day, with extremes · year 2025 · Los Angeles time");
});

describe("what hurts is never left unsaid", () => {
  const stressed = syntheticYear();
  for (let step = august4 + 40; step < august4 + 60; step++) {
    column(stressed.frame, "unservedKw")[step] = step === august4 + 50 ? 412 : 20;
    column(stressed.frame, "batteryReason")[step] = reasonCode.outage;
  }
  test.each(["supply", "demand"] as const)("unserved demand is named with its most, on the side of %s, at any width", (side) => {
    for (const width of [840, 358]) {
      const texts = layout(dispatchModel(stressed, { from: august4, to: august4 + 672, side }), { width, height: 640 }).flatMap((mark) => (mark.kind === "text" ? [mark.text] : []));
      expect(texts).toContain("Unserved 412\u00a0kW");
    }
  });
  test("hours without the grid are hatched from their first step to their last", () => {
    const { marks, frame } = layoutDispatch(dispatchModel(stressed, { from: august4, to: august4 + 672 }), size);
    const outage = marks.find(({ id }) => id === "outage");
    expect(outage?.kind === "rects" && [outage.boxes[0], outage.boxes[2], outage.pattern]).toEqual([frame.xOf(august4 + 40), frame.xOf(august4 + 60) - frame.xOf(august4 + 40), "slash"]);
  });
});
