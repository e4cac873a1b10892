import { expect, test } from "vitest";
import fc from "fast-check";
import { latinHypercube } from "../../../src/core/maths/latinHypercube.ts";
import { elementaryEffects, MORRIS_STEP, morrisTrajectory } from "../../../src/core/maths/morris.ts";
import { saltelliDesign, sobolIndices } from "../../../src/core/maths/sobolIndices.ts";
import { SOBOL_DIMENSIONS, sobolSequence } from "../../../src/core/maths/sobolSequence.ts";
import { mean } from "../../../src/core/maths/statistics.ts";
import { randomStream } from "../../../src/core/time/streams.ts";
import { reference } from "../../support/reference.ts";

type Cases = {
  readonly "sobol-64": { readonly expected: readonly { readonly index: number; readonly point: readonly number[] }[] };
  readonly "morris-ishigami": { readonly inputs: { readonly points: readonly (readonly number[])[]; readonly outputs: readonly number[] }; readonly expected: Readonly<Record<"mu" | "muStar" | "sigma", readonly number[]>>; readonly tolerance: number };
  readonly "sobol-indices-ishigami": { readonly inputs: { readonly dimensions: number; readonly outputs: readonly number[] }; readonly expected: Readonly<Record<"first" | "total", readonly number[]>>; readonly tolerance: number };
};
const { cases } = reference<{ readonly id: string }>("sensitivity.json");
const found = <Id extends keyof Cases>(id: Id) => cases.find((one) => one.id === id) as unknown as Cases[Id];
const draws = (seed: string) => randomStream(seed, "test").next;

/** Ishigami & Homma (1990), a = 7, b = 0.1, over [−π, π]³. */
const ishigami = ([u1 = 0, u2 = 0, u3 = 0]: ArrayLike<number> & Iterable<number>): number => {
  const [x1, x2, x3] = [u1, u2, u3].map((u) => Math.PI * (2 * u - 1)) as [number, number, number];
  return Math.sin(x1) + 7 * Math.sin(x2) ** 2 + 0.1 * x3 ** 4 * Math.sin(x1);
};

test("the Sobol sequence has the published points in all its dimensions", () => {
  const { expected } = found("sobol-64");
  const sequence = sobolSequence(SOBOL_DIMENSIONS);
  const point = new Float64Array(SOBOL_DIMENSIONS);
  for (const { index, point: published } of expected) {
    sequence.at(index, point);
    expect(Array.from(point)).toEqual(published);
  }
});

test("a scrambled block of 2^m points has one point in each of 2^m intervals of every coordinate, and other seeds other points", () => {
  const count = 256;
  const first = ["1", "2"].map((seed) => {
    const sequence = sobolSequence(SOBOL_DIMENSIONS, draws(seed));
    const strata = Array.from({ length: SOBOL_DIMENSIONS }, () => new Uint8Array(count));
    const point = new Float64Array(SOBOL_DIMENSIONS);
    for (let i = 3 * count; i < 4 * count; i++) {
      sequence.at(i, point);
      point.forEach((x, dimension) => strata[dimension]![Math.floor(x * count)]!++);
    }
    for (const counts of strata) expect(new Set(counts)).toEqual(new Set([1]));
    return Array.from(point);
  });
  expect(first[0]).not.toEqual(first[1]);
});

test("two coordinates of the scrambled sequence fill the square: one point in each box of 1/16 by 1/16", () => {
  const sequence = sobolSequence(2, draws("net"));
  const point = new Float64Array(2);
  const boxes = new Uint8Array(256);
  for (let i = 0; i < 256; i++) {
    sequence.at(i, point);
    boxes[16 * Math.floor(point[0]! * 16) + Math.floor(point[1]! * 16)]!++;
  }
  expect(new Set(boxes)).toEqual(new Set([1]));
});

test("a Latin hypercube has exactly one point in each stratum of each coordinate", () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 8 }), fc.string({ maxLength: 8 }), (count, dimensions, seed) => {
    const points = latinHypercube(count, dimensions, draws(seed));
    for (let dimension = 0; dimension < dimensions; dimension++) {
      const strata = Array.from({ length: count }, (_, i) => Math.floor(points[i * dimensions + dimension]! * count)).sort((a, b) => a - b);
      expect(strata).toEqual(Array.from({ length: count }, (_, i) => i));
    }
  }), { numRuns: 60 });
});

test("each move of a Morris trajectory moves one coordinate by two thirds of its range, within it, and every coordinate once", () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 12 }), fc.string({ maxLength: 8 }), (dimensions, seed) => {
    const { points, moved } = morrisTrajectory(dimensions, draws(seed));
    expect([...moved].sort((a, b) => a - b)).toEqual(Array.from({ length: dimensions }, (_, k) => k));
    expect(points.flat().every((x) => x >= 0 && x <= 1 + 1e-12)).toBe(true);
    moved.forEach((k, step) => {
      points[step + 1]!.forEach((x, other) => { expect(Math.abs(x - points[step]![other]!)).toBeCloseTo(other === k ? MORRIS_STEP : 0, 12); });
    });
  }), { numRuns: 60 });
});

test("elementary effects agree with SALib's from the same outputs", () => {
  const { inputs, expected, tolerance } = found("morris-ishigami");
  const walks = Array.from({ length: inputs.points.length / 4 }, (_, t) => {
    const points = inputs.points.slice(4 * t, 4 * t + 4);
    const moved = [0, 1, 2].map((step) => points[step]!.findIndex((x, k) => Math.abs(x - points[step + 1]![k]!) > 0.1));
    return { points, moved };
  });
  const effects = elementaryEffects(walks, walks.map((_, t) => inputs.outputs.slice(4 * t, 4 * t + 4)));
  effects.forEach(({ mu, muStar, sigma }, k) => {
    expect(mu).toBeCloseTo(expected.mu[k]!, -Math.log10(tolerance));
    expect(muStar).toBeCloseTo(expected.muStar[k]!, -Math.log10(tolerance));
    expect(sigma).toBeCloseTo(expected.sigma[k]!, -Math.log10(tolerance));
  });
});

test("Sobol indices agree with SALib's from the same outputs", () => {
  const { inputs, expected, tolerance } = found("sobol-indices-ishigami");
  const { first, total, rows } = sobolIndices(inputs.outputs, inputs.dimensions, draws("bootstrap"));
  expect(rows).toBe(32);
  first.forEach(({ value }, k) => { expect(value).toBeCloseTo(expected.first[k]!, -Math.log10(tolerance)); });
  total.forEach(({ value }, k) => { expect(value).toBeCloseTo(expected.total[k]!, -Math.log10(tolerance)); });
});

function indicesOf(model: (point: Float64Array) => number, dimensions: number, rows: number, seed: string) {
  const design = saltelliDesign(dimensions, draws(seed));
  const outputs = Array.from({ length: rows * design.pointsPerRow }, (_, i) => model(design.point(Math.floor(i / design.pointsPerRow), i % design.pointsPerRow)));
  return sobolIndices(outputs, dimensions, draws(`${seed}/bootstrap`));
}

/** Analytic, Ishigami & Homma (1990) with a = 7, b = 0.1: V = a²/8 + bπ⁴/5 + b²π⁸/18 + 1/2. */
const ishigamiIndices = (() => {
  const [a, b] = [7, 0.1];
  const variance = a * a / 8 + b * Math.PI ** 4 / 5 + b * b * Math.PI ** 8 / 18 + 0.5;
  const first = [0.5 * (1 + b * Math.PI ** 4 / 5) ** 2 / variance, a * a / 8 / variance, 0];
  const together = b * b * Math.PI ** 8 * (1 / 18 - 1 / 50) / variance;
  return { variance, first, total: [first[0]! + together, first[1]!, together] };
})();
const weights = [3, 2, 1, 0.5];
const linear = (point: Float64Array) => mean(weights.map((weight, k) => weight * point[k]!));
const linearShare = weights.map((weight) => weight * weight / weights.reduce((sum, one) => sum + one * one, 0));

test.each(["1", "2", "3"])("the indices of the Ishigami function lie within their confidence intervals, seed %s", (seed) => {
  const found = indicesOf(ishigami, 3, 2048, seed);
  expect(Math.abs(found.variance / ishigamiIndices.variance - 1)).toBeLessThan(0.02);
  for (const order of ["first", "total"] as const) {
    found[order].forEach(({ value, low, high }, k) => {
      const expected = ishigamiIndices[order][k]!;
      expect(expected).toBeGreaterThanOrEqual(low);
      expect(expected).toBeLessThanOrEqual(high);
      expect(Math.abs(value - expected)).toBeLessThan(0.03);
    });
  }
});

test("in a linear model each coordinate explains the share of its squared weight, alone as with the others", () => {
  const { first, total } = indicesOf(linear, 4, 1024, "linear");
  for (const order of [first, total]) {
    order.forEach(({ low, high }, k) => {
      expect(linearShare[k]!).toBeGreaterThanOrEqual(low);
      expect(linearShare[k]!).toBeLessThanOrEqual(high);
    });
  }
});

test.each([32, 64, 128])("of %d rows the 95 % intervals hold the true index about as often as they say", (rows) => {
  for (const { model, first, total } of [{ model: linear, first: linearShare, total: linearShare }, { model: ishigami, ...ishigamiIndices }]) {
    let [held, asked] = [0, 0];
    for (let seed = 0; seed < 60; seed++) {
      const found = indicesOf(model, first.length, rows, `coverage/${seed}`);
      for (const [indices, truth] of [[found.first, first], [found.total, total]] as const) {
        indices.forEach(({ low, high }, k) => {
          asked++;
          if (low <= truth[k]! && truth[k]! <= high) held++;
        });
      }
    }
    expect(held / asked).toBeGreaterThan(rows < 64 ? 0.9 : 0.945);
  }
});

test("rows that lack an output are left out, and an output that does not vary has no indices", () => {
  const { rows, first } = sobolIndices([1, 2, 1, 2, 3, 4, NaN, 4, 5, 6, 5, 6], 2, draws("gap"));
  expect(rows).toBe(2);
  expect(first.every(({ value }) => Number.isFinite(value))).toBe(true);
  expect(sobolIndices(new Float64Array(40).fill(7), 2, draws("flat")).first.every(({ value }) => Number.isNaN(value))).toBe(true);
});
