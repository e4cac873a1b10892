import fc from "fast-check";
import { expect, test } from "vitest";
import { analyseFactor } from "../../../src/core/maths/sparseFactor.ts";

/** A quasi-definite matrix of a random pattern: each pivot outweighs its row, some of them negative. */
const anyMatrix = fc.integer({ min: 2, max: 25 }).chain((size) => fc.record({
  size: fc.constant(size),
  pairs: fc.uniqueArray(fc.tuple(fc.nat(size - 1), fc.nat(size - 1)).filter(([a, b]) => a < b), { maxLength: 60, selector: ([a, b]) => a * size + b }),
  signs: fc.array(fc.constantFrom(1, -1), { minLength: size, maxLength: size }),
  right: fc.array(fc.integer({ min: -9, max: 9 }), { minLength: size, maxLength: size }),
}));

test("K·x is the right-hand side again, factorised once and once more", () => {
  fc.assert(fc.property(anyMatrix, ({ size, pairs, signs, right }) => {
    const dense: number[][] = Array.from({ length: size }, (_, i) => Array.from({ length: size }, (__, j) => (i === j ? 0 : pairs.some(([a, b]) => (a === i && b === j) || (a === j && b === i)) ? 1 : 0)));
    const starts: number[] = [0];
    const rows: number[] = [];
    const values: number[] = [];
    for (let j = 0; j < size; j++) {
      for (let i = 0; i < j; i++) {
        if (dense[i]?.[j] !== 1) continue;
        rows.push(i);
        values.push(1);
      }
      (dense[j] as number[])[j] = (signs[j] as number) * (1 + (dense[j] as number[]).reduce((sum, value) => sum + value, 0));
      rows.push(j);
      values.push(dense[j]?.[j] as number);
      starts.push(rows.length);
    }
    const factor = analyseFactor(size, Int32Array.from(starts), Int32Array.from(rows));
    for (let round = 0; round < 2; round++) {
      factor?.factorise(Float64Array.from(values), Int8Array.from(signs), 1e-12);
      const x = Float64Array.from(right);
      factor?.solve(x);
      dense.forEach((row, i) => { expect(row.reduce((sum, value, j) => sum + value * (x[j] as number), 0)).toBeCloseTo(right[i] as number, 9); });
    }
  }), { seed: 1 });
});

test("a factor larger than allowed is not made", () => {
  // An arrow that points the wrong way: eliminated first, its tip couples all the others.
  const size = 20;
  const starts = Array.from({ length: size + 1 }, (_, j) => (j === 0 ? 0 : 2 * j - 1));
  const rows = Array.from({ length: size }, (_, j) => (j === 0 ? [0] : [0, j])).flat();
  expect(analyseFactor(size, Int32Array.from(starts), Int32Array.from(rows), 30)).toBeNull();
  expect(analyseFactor(size, Int32Array.from(starts), Int32Array.from(rows))?.fill).toBe(size * (size - 1) / 2);
});
