import { expect } from "vitest";
import type { MadeChart } from "../../src/charts/index.ts";
import type { Mark, Size } from "../../src/charts/mark.ts";
import { colour } from "../../src/charts/palette.ts";
import { textWidth } from "../../src/charts/textWidth.ts";
import { toSvg } from "../../src/charts/toSvg.ts";

/** What holds for every chart: it draws something finite in known colours inside its box, and has an SVG. */
export function expectLaidOut(made: Pick<MadeChart, "layout">, size: Size): void {
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
}

/** What it owes who cannot see it: a sentence, a subtitle and a whole table. */
export function expectTold(made: MadeChart): void {
  expect(made.summary()).toMatch(/\.$/);
  expect(`${made.summary()} ${made.subtitle(840)} ${made.subtitle(358)}`).not.toMatch(/NaN|undefined|Infinity/);
  const { columns, rows } = made.toTable();
  for (const row of rows) expect(row.length).toBe(columns.length);
  expect(rows.flat().every((cell) => typeof cell !== "number" || Number.isFinite(cell))).toBe(true);
}

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
