import { describe, expect, test } from "vitest";
import { charts, lazyCharts } from "../../src/charts/index.ts";
import type { Mark } from "../../src/charts/mark.ts";
import { colour } from "../../src/charts/palette.ts";
import { textWidth } from "../../src/charts/textWidth.ts";
import { toSvg } from "../../src/charts/toSvg.ts";
import { column } from "../../src/core/time/frame.ts";
import { syntheticYear } from "../charts/syntheticYear.ts";

const sizes = [{ width: 840, height: 640 }, { width: 358, height: 430 }, { width: 120, height: 90 }];
const year = syntheticYear();
const frames = {
  "an empty frame": { result: syntheticYear({ steps: 0 }), from: 0, to: 0 },
  "a window of no steps": { result: year, from: 500, to: 500 },
  "one step": { result: syntheticYear({ steps: 1 }), from: 0, to: 1 },
  "a day": { result: year, from: 9600, to: 9696 },
  "a year": { result: year, from: 0, to: year.axis.length },
  "a year of nothing but demand": { result: syntheticYear({ isBare: true, stepMinutes: 60 }), from: 0, to: 8760 },
  "a year of zeros": { result: zeros(), from: 0, to: 8760 },
};

const all = [...charts, ...await Promise.all(lazyCharts.map(({ load }) => load()))];

describe.each(all.map((chart) => [chart.id, chart] as const))("%s", (_, chart) => {
  describe.each(Object.entries(frames))("of %s", (_name, { result, from, to }) => {
    const made = chart.make(result, { from, to, idle: syntheticIdle(result.axis.length) });

    test.each(sizes)("is laid out within $width × $height", (size) => {
      const marks = made.layout(size);
      expect(marks.length).toBeGreaterThan(0);
      for (const mark of marks) {
        expectFinite(mark);
        for (const token of tokensOf(mark)) expect(colour(token, "light")).toMatch(/^#[0-9a-f]{6}$/);
        if (mark.kind === "text") {
          const width = textWidth(mark.text, mark.size, mark.bold);
          const left = mark.anchor === "end" ? mark.x - width : mark.anchor === "middle" ? mark.x - width / 2 : mark.x;
          // On a thumbnail some text may be cut; at the sizes of the page none is.
          if (size.width > 300) expect([left >= -1, left + width <= size.width + 1, mark.text]).toEqual([true, true, mark.text]);
        }
      }
      expect(toSvg(marks, size, "dark")).not.toMatch(/NaN|undefined|Infinity/);
    });

    test("is laid out alike twice", () => expect(made.layout(sizes[0]!)).toEqual(made.layout(sizes[0]!)));

    test("says itself in a sentence, a subtitle and a table", () => {
      expect(made.summary()).toMatch(/\.$/);
      expect(made.subtitle(840)).not.toMatch(/NaN|undefined/);
      const { columns, rows } = made.toTable();
      for (const row of rows) expect(row.length).toBe(columns.length);
      expect(rows.flat().every((cell) => typeof cell !== "number" || Number.isFinite(cell))).toBe(true);
    });
  });
});

function expectFinite(mark: Mark): void {
  switch (mark.kind) {
    case "rects": {
      expect(mark.boxes.length % 4).toBe(0);
      expect(mark.boxes.every(Number.isFinite)).toBe(true);
      for (let i = 2; i < mark.boxes.length; i += 4) expect(Math.min(mark.boxes[i]!, mark.boxes[i + 1]!)).toBeGreaterThanOrEqual(0);
      return;
    }
    // NaN lifts the pen, in both coordinates.
    case "line": expect(mark.points.every((value, i) => Number.isFinite(value) || Number.isNaN(mark.points[i ^ 1]!))).toBe(true); return;
    case "area": expect(mark.points.every(Number.isFinite)).toBe(true); return;
    case "dot": case "text": expect([mark.x, mark.y].every(Number.isFinite)).toBe(true);
  }
}

function tokensOf(mark: Mark): string[] {
  return mark.kind === "line" ? [mark.stroke] : mark.kind === "dot" ? [mark.fill, ...(mark.stroke === undefined ? [] : [mark.stroke])] : [mark.fill];
}

function zeros() {
  const result = syntheticYear({ isBare: true, stepMinutes: 60 });
  for (const { name } of result.columns) column(result.frame, name).fill(0);
  return { ...result, bill: { ...result.bill, months: result.bill.months.map((month) => ({ ...month, total: 0, lines: [] })) } };
}

function syntheticIdle(steps: number) {
  return syntheticYear({ isBare: true, steps });
}
