import { expect, test } from "vitest";
import { gamma, logGamma } from "../../../src/core/maths/gamma.ts";
import { erf, erfc, normalCdf, normalQuantile } from "../../../src/core/maths/normal.ts";
import { reference } from "../../support/reference.ts";

type Case = { readonly id: string; readonly tolerance: number; readonly rows: readonly (readonly [number, string])[] };
const functions: Readonly<Record<string, (x: number) => number>> = { erf, erfc, normalCdf, normalQuantile, gamma, logGamma };

test.each(reference<Case>("distributions.json").cases)("$id agrees with mpmath", ({ id, rows, tolerance }) => {
  for (const [x, text] of rows) {
    const expected = Number(text);
    // Near its zeros at 1 and 2 log Γ is small beside what is added up in it, and the quantile beside its argument's last bit.
    const scale = Math.max(Math.abs(expected), id === "logGamma" || id === "normalQuantile" ? 1 : 0);
    expect(Math.abs((functions[id] as (x: number) => number)(x) - expected) / scale, `${id}(${x})`).toBeLessThan(tolerance);
  }
});

test("ends: certain and impossible events, and what is no probability", () => {
  expect(normalQuantile(0)).toBe(-Infinity);
  expect(normalQuantile(1)).toBe(Infinity);
  expect(normalQuantile(1.1)).toBeNaN();
  expect(normalQuantile(-0.1)).toBeNaN();
  expect(normalCdf(-Infinity)).toBe(0);
  expect(normalCdf(Infinity)).toBe(1);
  expect(erf(0)).toBe(0);
  expect(gamma(0)).toBeNaN();
  expect(gamma(172)).toBe(Infinity);
});
