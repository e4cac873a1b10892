import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Mark } from "../../src/charts/mark.ts";
import { axisLines, parallel, parallelRowAt, pointOn } from "../../src/charts/parallel.ts";
import { keptRows, shareOf, type ParallelModel } from "../../src/charts/parallelAxes.ts";
import { bestCell, sweepCellAt, sweepCellNext, sweepMap } from "../../src/charts/sweepMap.ts";
import { sweepMapModel } from "../../src/charts/sweepMapModel.ts";
import { tradeOff, tradeOffNext, tradeOffRowAt, type TradeOffModel } from "../../src/charts/tradeOff.ts";
import { frontOf, kneeOf } from "../../src/core/studies/pareto.ts";

const size = { width: 900, height: 380 };
const rows = Array.from({ length: 30 }, (_, row) => row);
const cost = rows.map((row) => 100 + row + (row % 4) * 9);
const carbon = rows.map((row) => 5000 / (row + 5) + (row % 4) * 60);
const columns = [cost, carbon].map((values) => Float64Array.from(values));
const front = frontOf(columns);
const model: TradeOffModel = { currency: "USD", across: { id: "fullCost", values: cost }, up: { id: "emissionsKg", values: carbon }, front, isJoined: true, knee: kneeOf(columns, front), current: null };

const dots = (marks: readonly Mark[], id: string) => marks.filter((mark) => mark.kind === "dot" && mark.id === id) as readonly Extract<Mark, { kind: "dot" }>[];

describe("the front", () => {
  const marks = tradeOff.layout(model, size);

  test("has a dot for each row, those of the front joined from left to right as they fall", () => {
    expect(dots(marks, "row").length + dots(marks, "front").length).toBe(rows.length);
    const line = marks.find((mark) => mark.kind === "line" && mark.id === "front") as Extract<Mark, { kind: "line" }>;
    const [xs, ys] = [0, 1].map((k) => Array.from(line.points).filter((_, index) => index % 2 === k)) as [number[], number[]];
    expect(xs).toEqual(xs.toSorted((a, b) => a - b));
    // Less is better: the front goes down the page.
    expect(ys).toEqual(ys.toSorted((a, b) => a - b));
  });

  test("a place on a dot is its row, and a place beside all dots is none", () => {
    dots(marks, "front").forEach(({ x, y }, place) => { expect(tradeOffRowAt(model, size, x, y)).toBe(front[place]); });
    expect(tradeOffRowAt(model, size, 5, 5)).toBeNull();
  });

  test("keys go through every row once from left to right, and with Shift through the front", () => {
    const walk = (from: number, isLong: boolean) => {
      const seen = [from];
      for (;;) {
        const next = tradeOffNext(model, seen.at(-1)!, "ArrowRight", isLong)!;
        if (next === seen.at(-1)) return seen;
        seen.push(next);
      }
    };
    const first = tradeOffNext(model, 7, "Home", false)!;
    const all = walk(first, false);
    expect(all.toSorted((a, b) => a - b)).toEqual(rows);
    expect(walk(front[0]!, true)).toEqual(front);
    expect(tradeOffNext(model, first, "ArrowLeft", false)).toBe(first);
  });

  test("the scenario as it stands is drawn among the rows, and told where it lies far beyond them", () => {
    expect(dots(tradeOff.layout({ ...model, current: { across: 120, up: 500 } }, size), "current")).toHaveLength(1);
    const far = { ...model, current: { across: 900, up: 500 } };
    expect(dots(tradeOff.layout(far, size), "current")).toHaveLength(0);
    expect(tradeOff.subtitle(far, size.width)).toContain("$900");
  });
});

describe("rows over all inputs", () => {
  const values = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 30 });
  const share = fc.double({ min: 0, max: 1, noNaN: true });

  test("a row is kept exactly where each of its values lies within the brush of its axis", () => {
    fc.assert(fc.property(values, share, share, (held, a, b) => {
      const axis = { id: "a", title: "A", unit: "", kind: "input" as const, values: held };
      const [from, to] = [Math.min(a, b), Math.max(a, b)];
      const [low, high] = [Math.min(...held), Math.max(...held)];
      const kept = keptRows({ currency: "USD", axes: [axis], brushes: { a: { from, to } }, marked: [] });
      held.forEach((value, row) => {
        const place = high > low ? (value - low) / (high - low) : 0.5;
        if (Math.abs(place - from) > 1e-6 && Math.abs(place - to) > 1e-6) expect(kept.includes(row)).toBe(place > from && place < to);
      });
    }));
  });

  const wide: ParallelModel = {
    currency: "USD", brushes: {}, marked: [], axes: [
      { id: "strategy", title: "Strategy", unit: "", kind: "input", values: ["idle", "tou", "idle", "peak"] },
      { id: "kwh", title: "Energy", unit: "kWh", kind: "input", values: [0, 100, 200, 400] },
      { id: "fullCost", title: "Cost", unit: "currency", kind: "figure", values: [4, 3, null, 1] },
    ],
  };

  test("names stand evenly in the order in which they were given, numbers where their value is", () => {
    expect(wide.axes[0]!.values.map((value) => shareOf(wide.axes[0]!, value))).toEqual([0, 0.5, 0, 1]);
    expect(wide.axes[1]!.values.map((value) => shareOf(wide.axes[1]!, value))).toEqual([0, 0.25, 0.5, 1]);
    expect(shareOf(wide.axes[2]!, null)).toBeNull();
  });

  test.each([size, { width: 360, height: 300 }])("a place on a row's line is that row, at $width px", (place) => {
    const lines = axisLines(wide, place);
    const [[x1, y1], [x2, y2]] = [pointOn(lines[1]!, 1), pointOn(lines[2]!, 0)];
    expect(parallelRowAt(wide, place, 0.3 * x1 + 0.7 * x2, 0.3 * y1 + 0.7 * y2)).toBe(3);
    // What is not kept is not there.
    expect(parallelRowAt({ ...wide, brushes: { kwh: { from: 0, to: 0.6 } } }, place, 0.3 * x1 + 0.7 * x2, 0.3 * y1 + 0.7 * y2)).not.toBe(3);
    expect(parallel.summary(wide)).toContain("4");
  });
});

describe("the map", () => {
  const grid = Array.from({ length: 12 }, (_, row) => row);
  const [kwh, kw] = [grid.map((row) => 100 * (row % 4)), grid.map((row) => 10 * Math.floor(row / 4))];
  const map = sweepMapModel({ title: "Energy", unit: "kWh", values: kwh }, { title: "Sun", unit: "kW", values: kw }, { id: "fullCost", values: grid.map((row) => (row === 5 ? null : 50 - row)) }, "USD");

  test("of a full factorial each cell is its row, a failed one is empty, and the best is marked", () => {
    expect(map.cells.map(({ rows: held }) => held)).toEqual(grid.map((row) => (row === 5 ? [] : [row])));
    expect(map.cells[5]!.value).toBeNaN();
    expect(bestCell(map)).toBe(11);
  });

  test("of points drawn over ranges every row is in one cell, and a cell is the mean of its rows", () => {
    fc.assert(fc.property(fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 1, max: 9, noNaN: true })), { minLength: 1, maxLength: 80 }), (points) => {
      const drawn = sweepMapModel({ title: "A", unit: "", values: points.map(([a]) => a) }, { title: "B", unit: "", values: points.map(([, b]) => b) }, { id: "fullCost", values: points.map(([, , value]) => value) }, "USD");
      expect(drawn.cells.flatMap(({ rows: held }) => held).sort((a, b) => a - b)).toEqual(points.map((_, row) => row));
      for (const { value, rows: held } of drawn.cells) if (held.length > 0) expect(value).toBeCloseTo(held.reduce((sum, row) => sum + points[row]![2], 0) / held.length, 9);
    }));
  });

  test("places and keys lead to the cell that is drawn there", () => {
    const cells = sweepMap.layout(map, size).filter((mark) => mark.kind === "rects" && mark.id === "cell") as readonly Extract<Mark, { kind: "rects" }>[];
    cells.forEach(({ boxes: [x, y, width, height] }, cell) => { expect(sweepCellAt(map, size, x! + width! / 2, y! + height! / 2)).toBe(cell); });
    expect(sweepCellAt(map, size, 2, 2)).toBeNull();
    expect(["ArrowRight", "ArrowUp", "ArrowLeft", "ArrowDown"].map((key) => sweepCellNext(map, 5, key))).toEqual([6, 9, 4, 1]);
    expect(sweepCellNext(map, 0, "ArrowLeft")).toBe(0);
  });
});
