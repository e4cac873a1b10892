import { expect, test } from "vitest";
import fc from "fast-check";
import { equalInputs } from "../../src/engine/equalInputs.ts";

test("a copy is equal; any change of a leaf, key or length is not", () => {
  fc.assert(fc.property(fc.jsonValue(), (value) => { expect(equalInputs(value, structuredClone(value))).toBe(true); }));
  fc.assert(fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => { expect(equalInputs(a, b)).toBe(isSame(a, b)); }));
});

/** Vitest's own notion of strict equality, as the yardstick. */
function isSame(a: unknown, b: unknown): boolean {
  try { expect(a).toStrictEqual(b); return true; } catch { return false; }
}

test.each([[[1, 2], [1]], [{ a: 1 }, { b: 1 }], [{ a: undefined }, {}], [[], {}], [null, {}], [0, -0], ["1", 1], [{ a: [1, { b: 2 }] }, { a: [1, { b: 3 }] }]])("%j is not %j", (a, b) => {
  expect(equalInputs(a, b)).toBe(false);
});
