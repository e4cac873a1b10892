import { describe, expect, test } from "vitest";
import { pressureFromAltitudePa } from "../../../src/core/site/irradiance.ts";
import { combinedLossFraction } from "../../../src/core/site/pvPower.ts";
import { airDensity, curvePower, standardSpeedMs, turbineCurves, windAtHeightLogMs, windAtHeightMs, type PowerCurve } from "../../../src/core/site/turbine.ts";
import { airAtHub, turbinePower, windAvailableKw, windInputs, windIssues } from "../../../src/core/site/wind.ts";
import { prepareWeather, weatherInputs } from "../../../src/core/site/weather.ts";
import type { WindAtHeight } from "../../../src/core/site/weatherFile.ts";
import { makeAxis } from "../../../src/core/time/axis.ts";
import { readFile } from "../../../src/files/read/index.ts";
import { dataBytes, dataText, testWithData } from "../../support/data.ts";
import { reference } from "../../support/reference.ts";

type Curve = { speed: number[]; kw: number[] };
type Case = {
  id: string;
  inputs: Record<string, number[]> & { file: string; hubHeight: number; fromHeight: number; alpha: number; losses: number; curve: Curve };
  expected: Record<string, number[]> & { annualKwh: number; monthlyKwh: number[]; meanDensity: number; firstWeekKw: number[] };
  sam?: { annualKwh: number };
  tolerance: Record<string, number>;
};
const { cases } = reference<Case>("wind.json");
const one = (id: string) => cases.find((candidate) => candidate.id === id)!;
const curveOf = ({ speed, kw }: Curve): PowerCurve => ({ speedMs: speed, power: kw });
const row = (inputs: Record<string, unknown>, name: string, i: number) => (inputs[name] as number[])[i]!;

describe("the parts of a turbine agree with closed forms", () => {
  test("shear by power law and by logarithm", () => {
    for (const [id, of, name] of [["shear-power-law", windAtHeightMs, "alpha"], ["shear-log-law", windAtHeightLogMs, "roughness"]] as const) {
      const { inputs, expected } = one(id);
      (expected["speed"] as number[]).forEach((wanted, i) => {
        const got = of(row(inputs, "speed", i), row(inputs, "fromHeight", i), row(inputs, "toHeight", i), row(inputs, name, i));
        expect(Math.abs(got / wanted - 1)).toBeLessThan(2e-8);
      });
    }
  });
  test("density from altitude and temperature", () => {
    const { inputs, expected } = one("density-from-altitude");
    (expected["density"] as number[]).forEach((wanted, i) => {
      const pressurePa = pressureFromAltitudePa(row(inputs, "altitude", i));
      expect(Math.abs(pressurePa / row(expected, "pressurePa", i) - 1)).toBeLessThan(1.1e-7);
      expect(Math.abs(airDensity(pressurePa, row(inputs, "temperatureC", i)) / wanted - 1)).toBeLessThan(1.1e-7);
    });
  });
  test("the power curve, at its edges too, with and without the density of the air", () => {
    const { inputs, expected } = one("power-curve");
    const curve = curveOf(inputs.curve);
    (expected["kw"] as number[]).forEach((wanted, i) => {
      const speed = row(inputs, "speed", i);
      expect(Math.abs(curvePower(curve, standardSpeedMs(speed, row(inputs, "density", i))) - wanted)).toBeLessThan(1e-4);
      expect(Math.abs(curvePower(curve, speed) - row(expected, "kwWithoutDensity", i))).toBeLessThan(1e-4);
    });
  });
});

/** SAM's wind resource: five lines of header (heights in the fifth), then Temperature °C, Pressure atm, Direction, Speed m/s for each height. */
function srwLevels(file: string): WindAtHeight[] {
  const [, , , , heights, ...rows] = dataText(file).trim().split(/\r?\n/);
  const cells = rows.map((line) => line.split(",").map(Number));
  const column = (index: number, factor = 1) => Float64Array.from(cells, (values) => values[index]! * factor);
  return heights!.split(",").flatMap((height, at) => at % 4 > 0 ? [] : [{ heightM: Number(height), temperatureC: column(at), pressurePa: column(at + 1, 101_325), windMs: column(at + 3) }]);
}
const sum = (values: ArrayLike<number>) => Array.from(values).reduce((total, value) => total + value, 0);
const months = (kw: Float64Array) => {
  let at = 0;
  return [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31].map((days) => sum(kw.subarray(at, (at += days * 24))));
};
const plain = { shear: "power", shearExponent: 0.2, roughnessM: 0.1, densityCorrection: true, restartMs: undefined } as const;

describe("a turbine's year from a measured resource", () => {
  testWithData.each(cases.filter(({ id }) => id.startsWith("srw")))("$id: equals the closed form step by step, and SAM within 0.2 %", ({ inputs, expected, sam, tolerance }) => {
    const hub = airAtHub(srwLevels(inputs.file), { ...plain, hubHeightM: inputs.hubHeight });
    const kw = turbinePower(hub, curveOf(inputs.curve), plain);
    expect(Math.abs(sum(kw) / expected.annualKwh - 1)).toBeLessThan(tolerance["relAnnual"]!);
    expect(Math.abs(sum(kw) / sam!.annualKwh - 1)).toBeLessThan(tolerance["relToSam"]!);
    expected.firstWeekKw.forEach((wanted, i) => { expect(Math.abs(kw[i]! - wanted)).toBeLessThan(tolerance["stepKw"]! + 1e-8 * wanted); });
    months(kw).forEach((kwh, month) => { expect(Math.abs(kwh / expected.monthlyKwh[month]! - 1)).toBeLessThan(1e-6); });
    expect(sum(hub.pressurePa.map((pa, i) => airDensity(pa, hub.temperatureC[i]!))) / 8760).toBeCloseTo(expected.meanDensity, 6);
  });

  testWithData("an EPW's wind at 10 m, taken to the hub, through losses", () => {
    const { inputs, expected } = one("epw 10 m to hub");
    const { columns } = readFile(dataBytes(inputs.file), inputs.file).weather!;
    const winds = [{ heightM: inputs.fromHeight, windMs: columns.windMs!.values, temperatureC: columns.temperatureC!.values, pressurePa: columns.pressurePa!.values }];
    const hub = airAtHub(winds, { ...plain, hubHeightM: inputs.hubHeight, shearExponent: inputs.alpha });
    const kw = turbinePower(hub, curveOf(inputs.curve), plain).map((full) => full * (1 - inputs.losses));
    expect(Math.abs(sum(kw) / expected.annualKwh - 1)).toBeLessThan(1.1e-6);
    months(kw).forEach((kwh, month) => { expect(Math.abs(kwh / expected.monthlyKwh[month]! - 1)).toBeLessThan(1.1e-6); });
    expected.firstWeekKw.forEach((wanted, i) => { expect(Math.abs(kw[i]! - wanted)).toBeLessThan(1e-4); });
  });
});

/** Capacity factor in Rayleigh winds of a mean, standard air, no losses. */
function rayleighCapacityFactor(curve: PowerCurve, mean: number): number {
  const parts = 20_000;
  const probability = (speed: number) => 1 - Math.exp((-Math.PI / 4) * (speed / mean) ** 2);
  return sum(Array.from({ length: parts }, (_, n) => {
    const [from, to] = [(n * 40) / parts, ((n + 1) * 40) / parts];
    return curvePower(curve, (from + to) / 2) * (probability(to) - probability(from));
  }));
}

test.each([
  ["lowWind", [0.37, 0.47, 0.58]], ["mediumWind", [0.32, 0.41, 0.53]], ["highWind", [0.27, 0.36, 0.48]], ["reoptLarge", [0.38, 0.48, 0.59]],
] as const)("%s has the capacity factors of its class in Rayleigh winds of 6, 7 and 8.5 m/s", (name, wanted) => {
  [6, 7, 8.5].forEach((mean, i) => { expect(Math.abs(rayleighCapacityFactor(turbineCurves[name], mean) - wanted[i]!)).toBeLessThan(0.011); });
});

describe("turbines at a site", () => {
  const axis = makeAxis({ start: "2025-01-01", timeZone: "America/Chicago", stepMinutes: 60, days: 60, clock: "civil" });
  const site = { latitude: 32.9, longitude: -97, altitudeM: 171 };
  const weather = prepareWeather(weatherInputs.parse({ kind: "synthetic", wind: { mean10mMs: 6 } }), site, axis, new Map(), "1");
  const available = (given: object) => windAvailableKw(windInputs.parse({ ratedKw: 2000, ...given }), weather, axis, new Map()).availableKw;
  const steady = (...windMs: number[]): WindAtHeight => ({ heightM: 80, windMs: Float64Array.from(windMs), temperatureC: new Float64Array(windMs.length).fill(15), pressurePa: new Float64Array(windMs.length).fill(101_325) });

  test("give nothing without a rating, and never more than the rating less losses", () => {
    expect(sum(available({ ratedKw: 0 }))).toBe(0);
    const kw = available({ lossFraction: 0.1 });
    expect(sum(kw)).toBeGreaterThan(0);
    expect(kw.every((value) => value >= 0 && value <= 1800 + 1e-9)).toBe(true);
  });
  test("give more from a higher hub, and less in thinner air", () => {
    expect(sum(available({ hubHeightM: 120 }))).toBeGreaterThan(sum(available({ hubHeightM: 60 })));
    expect(sum(available({ shear: "log" }))).toBeGreaterThan(0);
    const mountain = prepareWeather(weatherInputs.parse({ kind: "synthetic", wind: { mean10mMs: 6 } }), { ...site, altitudeM: 2500 }, axis, new Map(), "1");
    expect(sum(windAvailableKw(windInputs.parse({ ratedKw: 2000 }), mountain, axis, new Map()).availableKw)).toBeLessThan(sum(available({})));
  });
  test("stand after a storm until it has calmed, where a restart speed is given", () => {
    const winds = steady(24, 26, 24, 22.5, 21, 24);
    const running = (restartMs: number | undefined) => Array.from(turbinePower(winds, turbineCurves.mediumWind, { densityCorrection: false, restartMs }));
    expect(running(22)).toEqual([1, 0, 0, 0, 1, 1]);
    expect(running(undefined)).toEqual([1, 0, 1, 1, 1, 1]);
  });
  test("follow the user's own table, and refuse one that does not rise or is missing", () => {
    const own = { speedMs: [0, 4, 12, 20], powerFraction: [0, 0, 1, 1] };
    const kw = windAvailableKw(windInputs.parse({ ratedKw: 100, turbine: "own", ownCurve: own, lossFraction: 0, densityCorrection: false }), { winds: [steady(8, 30, 2)] }, { ...axis, length: 3 }, new Map()).availableKw;
    expect(Array.from(kw)).toEqual([50, 0, 0]);
    expect(windInputs.safeParse({ ownCurve: { speedMs: [0, 5, 5], powerFraction: [0, 0.5, 1] } }).success).toBe(false);
    expect(windIssues(windInputs.parse({ turbine: "own" })).map(({ where }) => where.path)).toEqual(["wind.ownCurve"]);
    expect(windIssues(windInputs.parse({ turbine: "own", ownCurve: own }))).toEqual([]);
    expect(() => windAvailableKw(windInputs.parse({ ratedKw: 5 }), { winds: [] }, axis, new Map())).toThrow(/no wind/);
  });
  test("may be a measured series instead, of one kW if said so", () => {
    const production = { values: new Array<number>(8760).fill(0.25), stepMinutes: 60, unit: "kW" };
    expect(available({ production })[9]).toBe(0.25);
    expect(available({ production, productionPerKw: true })[9]).toBe(500);
  });
  test("lose by default what SAM's list of losses multiplies to", () => {
    const percents = [0.5, 1.5, 3.58, 1.91, 0.1, 1.8, 0.4, 0.21, 1, 0.84, 0.99, 1.7, 0.4, 1.1, 0.81, 1.1];
    expect(combinedLossFraction(percents.map((percent) => percent / 100))).toBeCloseTo(windInputs.parse({}).lossFraction, 3);
  });
});
