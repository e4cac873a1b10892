import fc from "fast-check";
import { expect, test } from "vitest";
import { rainflow } from "../../../src/core/maths/rainflow.ts";
import { reference } from "../../support/reference.ts";

type RainflowCase = { readonly id: string; readonly inputs: { readonly series: readonly number[] }; readonly expected: { readonly cycles: readonly { readonly range: number; readonly mean: number; readonly count: number; readonly start: number; readonly end: number }[]; readonly totalCycles: number } };

test.each(reference<RainflowCase>("rainflow.json").cases)("counts as rainflow 3.2.0 does: $id", ({ inputs, expected }) => {
  const key = ({ start, end }: { readonly start: number; readonly end: number }) => start * 1e6 + end;
  const ours = [...rainflow(inputs.series)].sort((a, b) => key(a) - key(b));
  const theirs = [...expected.cycles].sort((a, b) => key(a) - key(b));
  expect(ours.length).toBe(theirs.length);
  theirs.forEach((cycle, i) => {
    expect(ours[i]).toMatchObject({ start: cycle.start, end: cycle.end, count: cycle.count });
    expect(ours[i]?.range).toBeCloseTo(cycle.range, 8);
    expect(ours[i]?.mean).toBeCloseTo(cycle.mean, 8);
  });
  expect(ours.reduce((sum, { count }) => sum + count, 0)).toBeCloseTo(expected.totalCycles, 9);
});

test("twice the counted ranges is the way that the series went", () => {
  fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 1, maxLength: 60 }), (series) => {
    const way = series.reduce((sum, value, i) => sum + (i === 0 ? 0 : Math.abs(value - (series[i - 1] as number))), 0);
    expect(2 * rainflow(series).reduce((sum, { range, count }) => sum + range * count, 0)).toBeCloseTo(way, 9);
  }));
});
