import { expect, test } from "vitest";
import * as z from "zod/mini";
import { growth, growthInputs } from "../../../src/core/studies/growth.ts";
import { compoundThrough, demandAt, fitCompound, gompertzThrough, logisticThrough, saturationOfThree } from "../../../src/core/studies/growthCurves.ts";

/** Fits of the published anchors, computed independently of this code: parameters and TWh in 2030, 2035, 2040. */
const fits = [
  { id: "low", anchors: [[2023, 176], [2028, 325]], K: 600, g: 0.13051, r: 0.20926, tm: 2027.202, c: 0.13867, t0: 2024.472, logistic: [385, 502, 561], gompertz2040: 534, compound2040: 1416 },
  { id: "mid", anchors: [[2024, 183], [2030, 426]], K: 900, g: 0.15122, r: 0.2098, tm: 2030.509, c: 0.126, t0: 2027.695, logistic: [426, 648, 792], gompertz2040: 728, compound2040: 1742 },
  { id: "high", anchors: [[2023, 176], [2028, 580]], K: 1500, g: 0.26935, r: 0.31132, tm: 2029.482, c: 0.16263, t0: 2027.686, logistic: [810, 1272, 1445], gompertz2040: 1311, compound2040: 10149 },
] as const;

test.each(fits)("the $id path has the published parameters in each form", ({ anchors, K, g, r, tm, c, t0, logistic, gompertz2040, compound2040 }) => {
  const [first, last] = anchors.map(([year, value]) => ({ year, value })) as [{ year: number; value: number }, { year: number; value: number }];
  const compound = compoundThrough([first, last]);
  expect(compound).toMatchObject({ growthFraction: expect.closeTo(g, 5) as number });
  expect(Math.round(demandAt(compound, 2040))).toBe(compound2040);
  const s = logisticThrough([first, last], K);
  expect(s).toMatchObject({ rate: expect.closeTo(r, 5) as number, midYear: expect.closeTo(tm, 3) as number });
  expect([2030, 2035, 2040].map((year) => Math.round(demandAt(s, year)))).toEqual(logistic);
  const gompertz = gompertzThrough([first, last], K);
  expect(gompertz).toMatchObject({ rate: expect.closeTo(c, 5) as number, midYear: expect.closeTo(t0, 3) as number });
  expect(Math.round(demandAt(gompertz, 2040))).toBe(gompertz2040);
});

test("three points imply a saturation only where growth slows: 76, 176, 325 give 593.8; 76, 176, 434 give none", () => {
  expect(saturationOfThree(76, 176, 325)).toBeCloseTo(593.8, 1);
  expect(saturationOfThree(76, 176, 434)).toBeNull();
});

test("compound growth fitted to 2014, 2016, 2018 and 2023 is 13.93 % a year, 408 TWh in 2030", () => {
  const fit = fitCompound([[2014, 58], [2016, 60], [2018, 76], [2023, 176]].map(([year = 0, value = 0]) => ({ year, value })));
  expect(fit).toMatchObject({ growthFraction: expect.closeTo(0.1393, 4) as number });
  expect(Math.round(demandAt(fit, 2030))).toBe(408);
});

const defaults = z.parse(growthInputs, undefined);

test("the default paths cross 8 % of US electricity in 2029.1, 2028.5 and 2025.7, and the fan holds 325, 434, 580 in 2028", () => {
  const result = growth(defaults, "1");
  expect(result.paths.map(({ crossingYear }) => Math.round((crossingYear ?? 0) * 10) / 10)).toEqual([2029.1, 2028.5, 2025.7]);
  const at2028 = result.years.indexOf(2028);
  const { p10Twh, p50Twh, p90Twh } = result.fan;
  // By construction; 2,000 draws keep the quantiles within a few per cent.
  expect((p10Twh[at2028] ?? 0) / 325).toBeCloseTo(1, 1);
  expect((p50Twh[at2028] ?? 0) / 434).toBeCloseTo(1, 1);
  expect((p90Twh[at2028] ?? 0) / 580).toBeCloseTo(1, 1);
  expect(Math.round(result.backTest.saidTwh)).toBe(107);
});

test("the fan is the same by seed and another by another", () => {
  expect(growth(defaults, "a")).toEqual(growth(defaults, "a"));
  expect(growth(defaults, "a").fan).not.toEqual(growth(defaults, "b").fan);
});

test("no growth is a flat path whose fan has no width", () => {
  const flat = { firstYear: 2023, firstTwh: 176, lastYear: 2028, lastTwh: 176.0000001, saturationTwh: 40_000 };
  const { fan } = growth({ ...defaults, low: flat, mid: flat, high: flat }, "1");
  for (const twh of [...fan.p10Twh, ...fan.p50Twh, ...fan.p90Twh]) expect(twh).toBeCloseTo(176, 4);
});
