import { describe, expect, test } from "vitest";
import { charts, lazyCharts } from "../../src/charts/index.ts";
import { column } from "../../src/core/time/frame.ts";
import { syntheticYear } from "../charts/syntheticYear.ts";
import { expectLaidOut, expectTold } from "../support/laidOut.ts";

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
      expectLaidOut(made, size);
    });

    test("is laid out alike twice", () => expect(made.layout(sizes[0]!)).toEqual(made.layout(sizes[0]!)));

    test("says itself in a sentence, a subtitle and a table", () => {
      expectTold(made);
    });
  });
});

function zeros() {
  const result = syntheticYear({ isBare: true, stepMinutes: 60 });
  for (const { name } of result.columns) column(result.frame, name).fill(0);
  return { ...result, bill: { ...result.bill, months: result.bill.months.map((month) => ({ ...month, total: 0, lines: [] })) } };
}

function syntheticIdle(steps: number) {
  return syntheticYear({ isBare: true, steps });
}
