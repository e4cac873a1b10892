import { describe, expect, test } from "vitest";
import fc from "fast-check";
import * as functions from "../../../src/core/maths/functions.ts";
import { reference } from "../../support/reference.ts";

type Case = { readonly id: keyof typeof Math & keyof typeof functions; readonly tolerance: number; readonly rows: readonly (readonly (number | string)[])[] };
type AnyFunction = (...args: readonly number[]) => number;

const ours = (name: string): AnyFunction => (functions as unknown as Record<string, AnyFunction>)[name] as AnyFunction;
const theirs = (name: string): AnyFunction => (Math as unknown as Record<string, AnyFunction>)[name] as AnyFunction;

function relativeError(found: number, expected: number): number {
  if (Object.is(found, expected)) return 0;
  if (expected === 0 || Number.isNaN(expected)) return Infinity;
  return Math.abs(found - expected) / Math.abs(expected);
}

describe.each(reference<Case>("functions.json").cases)("$id", ({ id, rows, tolerance }) => {
  test(`agrees with mpmath at ${rows.length} arguments`, () => {
    const worst = Math.max(...rows.map((row) => relativeError(ours(id)(...row.slice(0, -1).map(Number)), Number(row.at(-1)))));
    expect(worst).toBeLessThan(tolerance);
  });
});

const anyAngle = fc.double({ min: -1.5e6, max: 1.5e6, noNaN: true });
const anyNumber = fc.double();
const domains: readonly (readonly [string, fc.Arbitrary<number>])[] = [
  ["sin", anyAngle], ["cos", anyAngle], ["tan", anyAngle], ["sin", fc.double({ min: -7, max: 7 })], ["cos", fc.double({ min: -7, max: 7 })],
  ["asin", fc.double({ min: -1.1, max: 1.1 })], ["acos", fc.double({ min: -1.1, max: 1.1 })], ["atan", anyNumber],
  ["exp", fc.double({ min: -708, max: 711 })], ["expm1", fc.double({ min: -708, max: 711 })], ["log", anyNumber], ["log1p", anyNumber], ["log2", anyNumber], ["log10", anyNumber],
  ["sinh", fc.double({ min: -712, max: 712 })], ["cosh", fc.double({ min: -712, max: 712 })], ["tanh", anyNumber], ["cbrt", fc.double({ min: -1e300, max: 1e300 })],
];

test.each(domains)("%s is the engine's own within 1e-13, special values included", (name, domain) => {
  fc.assert(fc.property(domain, (x) => {
    expect(relativeError(ours(name)(x), theirs(name)(x))).toBeLessThan(1e-13);
  }), { numRuns: 4000 });
});

test("atan2 is the engine's own within 1e-13 in every quadrant, signed zeros and infinities included", () => {
  const special = fc.constantFrom(0, -0, 1, -1, Infinity, -Infinity, NaN, 1e-300, -1e300);
  const side = fc.oneof(special, fc.double({ min: -1e6, max: 1e6 }));
  fc.assert(fc.property(side, side, (y, x) => {
    const expected = Math.atan2(y, x);
    // Below the smallest normal number digits are lost by the format itself.
    if (Math.abs(expected) > 0 && Math.abs(expected) < 2.3e-308) return;
    expect(relativeError(functions.atan2(y, x), expected)).toBeLessThan(1e-13);
  }), { numRuns: 4000 });
});

test("pow is the engine's own within 1e-13, special values included", () => {
  const special = fc.constantFrom(0, -0, 1, -1, 2, 3, -3, 0.5, -0.5, Infinity, -Infinity, NaN, 1e26, -1e26, 7, -31);
  const base = fc.oneof(special, fc.double({ min: 1e-6, max: 1e6 }), fc.double({ min: -20, max: 20 }));
  const exponent = fc.oneof(special, fc.double({ min: -40, max: 40 }), fc.integer({ min: -60, max: 60 }));
  fc.assert(fc.property(base, exponent, (x, y) => {
    const expected = Math.pow(x, y);
    if (Math.abs(expected) > 0 && Math.abs(expected) < 2.3e-308) return;
    expect(relativeError(functions.pow(x, y), expected), `${x} ** ${y}`).toBeLessThan(1e-13);
  }), { numRuns: 8000 });
});

test("squares are squares, powers of two and ten have whole logarithms, and identities hold to the last digits", () => {
  expect(functions.pow(1.1, 2)).toBe(1.1 * 1.1);
  expect(functions.pow(10, 22)).toBe(1e22);
  expect(functions.pow(10, -3)).toBe(1e-3);
  for (let n = -1074; n <= 1023; n++) expect(functions.log2(2 ** n)).toBe(n);
  for (let n = 0; n <= 22; n++) expect(functions.log10(Number(`1e${n}`))).toBe(n);
  fc.assert(fc.property(fc.double({ min: -1e4, max: 1e4, noNaN: true }), (x) => {
    expect(functions.sin(x) * functions.sin(x) + functions.cos(x) * functions.cos(x)).toBeCloseTo(1, 14);
    expect(functions.sin(-x)).toBe(-functions.sin(x));
    expect(functions.cos(-x)).toBe(functions.cos(x));
  }));
});

test("an angle beyond the range of its reduction is refused, not answered wrongly", () => {
  expect(() => functions.sin(2e6)).toThrow(RangeError);
  expect(functions.cos(Infinity)).toBeNaN();
});
