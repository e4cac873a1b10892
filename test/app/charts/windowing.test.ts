import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fitted, panned, resized, zoomed } from "../../../src/app/charts/windowing.ts";
import type { Steps } from "../../../src/app/charts/windowing.ts";

const length = 35_040;
const least = 4;
const anyWindow = fc.tuple(fc.integer({ min: 0, max: length }), fc.integer({ min: 0, max: length })).map(([a, b]): Steps => fitted({ from: Math.min(a, b), to: Math.max(a, b) }, length, least));
const expectInside = ({ from, to }: Steps) => {
  expect(Number.isInteger(from) && Number.isInteger(to)).toBe(true);
  expect(from).toBeGreaterThanOrEqual(0);
  expect(to).toBeLessThanOrEqual(length);
  expect(to - from).toBeGreaterThanOrEqual(least);
};

describe("whatever the hand does, the window stays inside the year and holds some steps", () => {
  test("zooming", () => fc.assert(fc.property(anyWindow, fc.double({ min: 0.1, max: 10, noNaN: true }), fc.double({ min: -5000, max: 50_000, noNaN: true }), (window, factor, pivot) => { expectInside(zoomed(window, factor, pivot, length, least)); })));
  test("panning, and its length is kept", () => fc.assert(fc.property(anyWindow, fc.double({ min: -50_000, max: 50_000, noNaN: true }), (window, by) => {
    const moved = panned(window, by, length);
    expectInside(moved);
    expect(moved.to - moved.from).toBe(window.to - window.from);
  })));
  test("resizing, and the other edge stays", () => fc.assert(fc.property(anyWindow, fc.constantFrom("from" as const, "to" as const), fc.double({ min: -50_000, max: 50_000, noNaN: true }), (window, edge, step) => {
    const moved = resized(window, edge, step, length, least);
    expectInside(moved);
    expect(edge === "from" ? moved.to : moved.from).toBe(edge === "from" ? window.to : window.from);
  })));
});

test("zooming keeps the step under the pointer in its place", () => expect(zoomed({ from: 1000, to: 2000 }, 0.5, 1250, length, least)).toEqual({ from: 1125, to: 1625 }));
test("a run shorter than the least window is shown whole", () => expect(fitted({ from: 0, to: 1 }, 2, least)).toEqual({ from: 0, to: 2 }));
