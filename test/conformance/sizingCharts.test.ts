import { describe, expect, test } from "vitest";
import { foresightCurve } from "../../src/charts/foresightCurve.ts";
import type { MadeChart } from "../../src/charts/index.ts";
import { madeChart } from "../../src/charts/made.ts";
import { sizingSurface } from "../../src/charts/sizingSurface.ts";
import type { Foresight } from "../../src/core/studies/foresight.ts";
import type { OptimumFacts } from "../../src/core/result.ts";
import type { SizingSurface } from "../../src/core/studies/sizingSurface.ts";
import { expectLaidOut, expectTold } from "../support/laidOut.ts";

const sizes = [{ width: 840, height: 380 }, { width: 358, height: 280 }, { width: 120, height: 90 }];

const optimum: OptimumFacts = { status: "optimal", objective: 9e5, bound: 9e5, gap: 0, gaps: [], replayedCost: 9e5, replayRelativeDifference: 0 };
const point = (cost: number) => ({ cost, attainedFraction: (1e6 - cost) / 1e5 });
const by = (hours: readonly number[], costs: readonly number[]) => hours.map((horizonHours, k) => ({ horizonHours, ...point(costs[k] ?? NaN) }));
const horizons = [6, 12, 24, 48, 96, 168];
const looked: Foresight = {
  currency: "USD", known: { idleCost: 1e6, optimalCost: 9e5, optimum },
  byHorizon: by(horizons, [1.02e6, 9.4e5, 9.12e5, 9.15e5, 9.11e5, 9.1e5]), persistence: by(horizons, [1.03e6, 9.7e5, 9.6e5, 9.6e5, 9.6e5, 9.6e5]),
  byError: [0.02, 0.05, 0.1, 0.2].map((errorSdFraction) => ({ errorSdFraction, ...point(9.5e5 + errorSdFraction * 8e5) })),
};
const curveOf = (over: Partial<Foresight>) => madeChart(foresightCurve, { ...looked, errorHorizonHours: 48, ...over });

const around = [0, 1 / 3, 2 / 3, 1, 4 / 3, 5 / 3, 2];
const bowl = (kw: number, kwh: number): SizingSurface => ({
  batteryKw: around.map((share) => share * kw), batteryKwh: around.map((share) => share * kwh),
  totalCostPerYear: around.map((a) => around.map((b) => 3.2e6 + (a * b === 0 ? 9e4 : 5e4 * (a - 1) ** 2 + 8e4 * (a - b) ** 2))),
});
const surfaceOf = (surface: SizingSurface | null) => madeChart(sizingSurface, { surface, currency: "USD" });

const cases: Readonly<Record<string, Readonly<Record<string, MadeChart>>>> = {
  "the value of foresight": {
    empty: curveOf({ known: null, byHorizon: [], persistence: [], byError: [] }), "of the optimum alone": curveOf({ byHorizon: [], persistence: [], byError: [] }), "of one horizon": curveOf({ byHorizon: looked.byHorizon.slice(0, 1), persistence: [], byError: [] }),
    full: curveOf({}), "where nothing can be saved": curveOf({ known: { idleCost: 9e5, optimalCost: 9e5, optimum }, byHorizon: by(horizons, horizons.map(() => 9e5)), persistence: [], byError: [] }),
    "of a plan that is not proven": curveOf({ known: { idleCost: 1e6, optimalCost: 9e5, optimum: { ...optimum, status: "feasible", gap: 0.01 } } }),
  },
  "the cost surface": {
    empty: surfaceOf(null), full: surfaceOf(bowl(835, 4478)), "of a large site": surfaceOf(bowl(120_000, 960_000)),
    "of one cell": surfaceOf({ batteryKw: [0, 100], batteryKwh: [0, 200], totalCostPerYear: [[5, 5], [5, 4]] }), "that is flat": surfaceOf({ ...bowl(100, 200), totalCostPerYear: around.map(() => around.map(() => 1e6)) }),
  },
};

describe.each(Object.entries(cases))("%s", (_name, made) => {
  describe.each(Object.entries(made))("%s", (_case, chart) => {
    test.each(sizes)("is laid out within $width × $height", (size) => { expectLaidOut(chart, size); });
    test("is laid out alike twice", () => expect(chart.layout(sizes[0]!)).toEqual(chart.layout(sizes[0]!)));
    test("says itself in a sentence, a subtitle and a table", () => { expectTold(chart); });
  });
});
