import { expect, test } from "vitest";
import * as z from "zod/mini";
import { growth, growthInputs, ieaRegions } from "../../../src/core/studies/growth.ts";
import { growthClaims } from "../../../src/core/studies/growthClaims.ts";

const inputs = z.parse(growthInputs, undefined);
const claims = growthClaims(inputs);
const claim = (id: string) => claims.find((one) => one.id === id);

test("EPRI's growth a year from 152 TWh in 2023 makes its published TWh and, within its own total, shares of 2030", () => {
  expect(["epri-low", "epri-moderate", "epri-high", "epri-higher"].map((id) => Math.round(claim(id)?.reproducedTwh ?? 0))).toEqual([196, 214, 296, 404]);
  for (const one of claims.filter(({ id }) => id.startsWith("epri"))) {
    // EPRI's 4 % of 2023 with 152 TWh means 3,648 TWh of all else; it grew to about 4,060 by its shares.
    expect(one.reproducedTwh / (one.reproducedTwh + 4058)).toBeCloseTo(one.publishedShareFraction ?? 0, 2);
  }
});

test("LBNL's range of 2028 is 13.1 and 26.9 % a year from 176 TWh; 7.0 and 18.3 % stood behind it", () => {
  expect(claim("lbnl-low")?.growthFraction).toBeCloseTo(0.131, 3);
  expect(claim("lbnl-high")?.growthFraction).toBeCloseTo(0.269, 3);
  const { history } = growth(inputs, "1");
  const at = (year: number) => history.find((point) => point.year === year)?.twh ?? Number.NaN;
  expect(Math.pow(at(2018) / at(2014), 1 / 4) - 1).toBeCloseTo(0.07, 3);
  expect(Math.pow(at(2023) / at(2018), 1 / 5) - 1).toBeCloseTo(0.183, 3);
});

test("doubling by 2030: IEA ×2.33 and LBNL do; EPRI's low, moderate and, just, high do not", () => {
  expect(claims.filter(({ doublesBy2030 }) => doublesBy2030).map(({ id }) => id)).toEqual(["lbnl-low", "lbnl-high", "epri-higher", "iea"]);
  expect(claim("iea")?.multiple).toBeCloseTo(2.33, 2);
  expect(["epri-low", "epri-moderate", "epri-high"].map((id) => claim(id)?.multipleIn2030)).toEqual([expect.closeTo(1.29, 2), expect.closeTo(1.41, 2), expect.closeTo(1.95, 2)]);
});

test("8 % of US electricity: IEA by 2030, BloombergNEF by 2035, EPRI's low and moderate not by 2040 (282 TWh, 5.9 %; 348 TWh, 7.2 %)", () => {
  expect(claim("iea")?.crossingYear).toBeLessThan(2030);
  expect(claim("bnef")?.crossingYear).toBeLessThan(2035);
  expect(claim("epri-low")).toMatchObject({ crossingYear: null, twh2040: expect.closeTo(282, 0) as number, share2040Fraction: expect.closeTo(0.059, 3) as number });
  expect(claim("epri-moderate")).toMatchObject({ crossingYear: null, twh2040: expect.closeTo(348, 0) as number, share2040Fraction: expect.closeTo(0.072, 3) as number });
});

test("the IEA's regions add up to its world, in 2024 and 2030", () => {
  const [world, ...regions] = ieaRegions;
  expect(regions.reduce((sum, { twh2024 }) => sum + twh2024, 0)).toBeCloseTo(world?.twh2024 ?? 0, -1);
  expect(regions.reduce((sum, { twh2030 }) => sum + twh2030, 0)).toBeCloseTo(world?.twh2030 ?? 0, -1);
});

test("in Gompertz form the paths reach 534, 728 and 1,311 TWh in 2040; compounded the high one takes 69 % of all electricity", () => {
  const gompertz = growth({ ...inputs, form: "gompertz" }, "1");
  expect(gompertz.paths.map(({ twh }) => Math.round(twh.at(-1) ?? 0))).toEqual([534, 728, 1311]);
  const compound = growth({ ...inputs, form: "compound" }, "1");
  expect(compound.paths.at(-1)?.shareFraction.at(-1)).toBeCloseTo(0.69, 2);
});

test("efficiency beyond the paths: 3 % a year with half of it taken back leaves 0.985 a year; connected power caps every path", () => {
  const [plain, thrifty] = [growth(inputs, "1"), growth({ ...inputs, extraEfficiency: true }, "1")];
  const at2035 = plain.years.indexOf(2035);
  expect((thrifty.paths[1]?.twh[at2035] ?? 0) / (plain.paths[1]?.twh[at2035] ?? 1)).toBeCloseTo(Math.pow(0.985, 10), 10);
  const capped = growth({ ...inputs, connectedGw: 100, connectedUtilisationFraction: 0.59 }, "1");
  // 100 GW · 8.76 · 0.59.
  for (const twh of [...capped.paths.flatMap((path) => path.twh), ...capped.fan.p90Twh]) expect(twh).toBeLessThanOrEqual(516.84 + 1e-9);
});
