import fc from "fast-check";
import { expect, test } from "vitest";
import { sliderRange } from "../../../src/app/inputs/sliderRange.ts";

const rating = { title: "Power", help: "", min: 0, max: 1e7 };

test("a rating that may be 10 GW is set by a hand around the megawatts that the site has", () => {
  expect(sliderRange(rating, 2000, 2000, undefined)).toMatchObject({ min: 0, max: 10_000 });
});

test("where the site has none, the range is what its load would build", () => {
  expect(sliderRange(rating, 0, 0, 25_000)).toMatchObject({ min: 0, max: 150_000 });
});

test("a narrow range is taken as declared", () => {
  expect(sliderRange({ title: "Efficiency", help: "", min: 0.3, max: 1, step: 0.001 }, 0.948, 0.948, undefined)).toMatchObject({ min: 0.3, max: 1 });
});

test("an open range with nothing to go by has no slider", () => {
  expect(sliderRange({ title: "Rate", help: "" }, undefined, undefined, undefined)).toBeNull();
});

test("the range holds the value, never leaves what is allowed, and has steps that a hand can find", () => {
  const anyMeta = fc.record({ min: fc.double({ min: 0, max: 10, noNaN: true }), span: fc.double({ min: 1e-3, max: 1e8, noNaN: true }) });
  fc.assert(fc.property(anyMeta, fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }), ({ min, span }, a, b) => {
    const meta = { title: "x", help: "", min, max: min + span };
    const [opened, value] = [min + a * span, min + b * span];
    const range = sliderRange(meta, opened, value, undefined);
    if (range === null) return;
    expect(range.min).toBeLessThanOrEqual(value);
    expect(range.max).toBeGreaterThanOrEqual(value * (1 - 1e-9));
    expect(range.max).toBeGreaterThanOrEqual(opened * (1 - 1e-9));
    expect((range.max - range.min) / range.step).toBeGreaterThanOrEqual(100);
    expect((range.max - range.min) / range.step).toBeLessThanOrEqual(1000);
  }), { numRuns: 2000 });
});
