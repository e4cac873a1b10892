import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { prepareWeather, weatherInputs, type WeatherInputs } from "../../../src/core/site/weather.ts";
import { gamma } from "../../../src/core/maths/gamma.ts";
import { makeAxis, type AxisInputs } from "../../../src/core/time/axis.ts";
import { reference } from "../../support/reference.ts";

type Case = {
  id: string;
  place: { latitude: number; longitude: number; altitudeM: number };
  timeZone: string;
  inputs: { climate: { ghiKwhM2Day: number[]; temperatureMeanC: number[]; windMean10mMs: number[] }; wind: { mean10mMs: number; weibullK: number; hourlyLag1: number; diurnalAmplitude: number; seasonAmplitude: number }; [group: string]: unknown };
  expected: { annualGhiKwhM2: number; clearSkyKwhM2Day: number[]; dailyKcSd: number; dailyKcLag1: number; seedSd: number; temperatureMaxC: number[]; temperatureMinC: number[] };
};
const { cases, tolerance } = reference<Case>("synthetic-weather.json");
const monthlyGhiRel = (tolerance as { monthlyGhiRel: number }).monthlyGhiRel;

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const noData = new Map();
const year = (timeZone: string, stepMinutes: AxisInputs["stepMinutes"] = 60, days = 365) => makeAxis({ start: "2025-01-01", timeZone, stepMinutes, days, clock: "standard" });
const declared = (given: object): WeatherInputs => weatherInputs.parse({ kind: "synthetic", ...given });
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const sd = (values: readonly number[]) => {
  const middle = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - middle) ** 2)));
};
const lag1 = (values: readonly number[]) => {
  const middle = mean(values);
  return mean(values.slice(1).map((value, i) => (value - middle) * (values[i]! - middle))) / sd(values) ** 2;
};
const daysOf = (values: Float64Array) => Array.from({ length: values.length / 24 }, (_, d) => Array.from(values.subarray(d * 24, d * 24 + 24)));
const monthOfDay = DAYS.flatMap((days, month) => new Array<number>(days).fill(month));

describe.each(cases)("fifty seeded years of $id", ({ id, place, timeZone, inputs, expected }) => {
  const axis = year(timeZone);
  const years = Array.from({ length: 50 }, (_, n) => prepareWeather(declared(inputs), place, axis, noData, `${id} ${n}`).sky);
  /** Mean of each month of each year. */
  const monthly = (column: "ghiWm2" | "temperatureC" | "windMs") => years.map((sky) => {
    let at = 0;
    return DAYS.map((days) => mean(Array.from(sky[column].subarray(at, (at += days * 24)))));
  });

  test("meet the normals of global irradiation in each month, within 0.4 % and the chance of fifty years", () => {
    const ghi = monthly("ghiWm2").map((months) => months.map((watts) => (watts * 24) / 1000));
    inputs.climate.ghiKwhM2Day.forEach((normal, month) => {
      const ofMonth = ghi.map((months) => months[month]!);
      const chance = (4 * sd(ofMonth)) / Math.sqrt(ofMonth.length);
      expect(Math.abs(mean(ofMonth) - normal), `month ${month + 1}: ${mean(ofMonth)} for ${normal}`).toBeLessThan(monthlyGhiRel * normal + chance);
    });
    const annual = ghi.map((months) => months.reduce((sum, value, month) => sum + value * DAYS[month]!, 0));
    expect(mean(annual) / expected.annualGhiKwhM2).toBeCloseTo(1, 1.7);
    expect(sd(annual) / expected.seedSd).toBeGreaterThan(0.75);
    expect(sd(annual) / expected.seedSd).toBeLessThan(1.3);
  });

  test("keep global = diffuse + beam × height of the sun, none negative, none at night", () => {
    const { sky, sun } = prepareWeather(declared(inputs), place, axis, noData, "closure");
    sky.ghiWm2.forEach((ghi, i) => {
      expect(Math.min(ghi, sky.dhiWm2[i]!, sky.dniWm2[i]!)).toBeGreaterThanOrEqual(0);
      expect(Math.abs(ghi - sky.dhiWm2[i]! - sky.dniWm2[i]! * Math.max(0, sun.up[i]!))).toBeLessThan(1e-9);
      if (sun.up[i]! <= 0) expect(ghi).toBe(0);
    });
  });

  test("vary from day to day as fitted: spread and persistence of the clearness", () => {
    const clearness = years.slice(0, 20).flatMap((sky) => daysOf(sky.ghiWm2).map((hours, d) => hours.reduce((sum, watts) => sum + watts, 0) / 1000 / expected.clearSkyKwhM2Day[monthOfDay[d]!]!));
    // The reference's own figures stand before the monthly scale, which moves Frankfurt's by a tenth.
    expect(sd(clearness) / expected.dailyKcSd).toBeGreaterThan(0.88);
    expect(sd(clearness) / expected.dailyKcSd).toBeLessThan(1.2);
    expect(Math.abs(lag1(clearness) - expected.dailyKcLag1)).toBeLessThan(0.12);
  });

  test("meet monthly temperatures within 0.9 K, and the mean of daily extremes within 3.5 K (the residual wanders within the day too)", () => {
    const temperature = monthly("temperatureC");
    inputs.climate.temperatureMeanC.forEach((normal, month) => { expect(Math.abs(mean(temperature.map((months) => months[month]!)) - normal)).toBeLessThan(0.9); });
    const extremes = (pick: (...hours: number[]) => number) => DAYS.map((_, month) => mean(years.slice(0, 20).flatMap((sky) => daysOf(sky.temperatureC).filter((_, d) => monthOfDay[d] === month).map((hours) => pick(...hours)))));
    extremes(Math.max).forEach((value, month) => { expect(Math.abs(value - expected.temperatureMaxC[month]!)).toBeLessThan(3.5); });
    extremes(Math.min).forEach((value, month) => { expect(Math.abs(value - expected.temperatureMinC[month]!)).toBeLessThan(3.5); });
  });

  test("have the wind's mean within 2 %, the spread of a Weibull variable with the waves of day and year, its persistence", () => {
    const winds = years.slice(0, 20).flatMap((sky) => Array.from(sky.windMs));
    expect(mean(winds) / inputs.wind.mean10mMs).toBeGreaterThan(0.98);
    expect(mean(winds) / inputs.wind.mean10mMs).toBeLessThan(1.02);
    const { weibullK, diurnalAmplitude, seasonAmplitude } = inputs.wind;
    const ofWeibull = gamma(1 + 2 / weibullK) / gamma(1 + 1 / weibullK) ** 2;
    const expectedSpread = Math.sqrt(ofWeibull * (1 + diurnalAmplitude ** 2 / 2) * (1 + seasonAmplitude ** 2 / 2) - 1);
    expect(sd(winds) / mean(winds) / expectedSpread).toBeGreaterThan(0.97);
    expect(sd(winds) / mean(winds) / expectedSpread).toBeLessThan(1.03);
    expect(Math.abs(lag1(winds) - inputs.wind.hourlyLag1)).toBeLessThan(0.06);
  });
});

describe("seeded weather", () => {
  const place = { latitude: 39.043, longitude: -77.487, altitudeM: 95 };
  const bytes = (seed: string, given: object = {}, at = place) => {
    const { sky } = prepareWeather(declared(given), at, year("America/New_York", 15, 60), noData, seed);
    return [sky.ghiWm2, sky.dniWm2, sky.dhiWm2, sky.temperatureC, sky.windMs].map((column) => column.join());
  };

  test("is the same for the same seed, another for another", () => {
    expect(bytes("a")).toEqual(bytes("a"));
    bytes("a").forEach((column, c) => { expect(column).not.toBe(bytes("b")[c]); });
  });

  test("draws each component from a stream of its own: another wind moves neither sun nor temperature", () => {
    const [ghi, dni, dhi, temperature, wind] = bytes("a");
    const gusty = bytes("a", { wind: { weibullK: 1.3 } });
    expect(gusty.slice(0, 4)).toEqual([ghi, dni, dhi, temperature]);
    expect(gusty[4]).not.toBe(wind);
  });

  test("needs nothing but a place: 1,350 to 1,750 kWh/m² and 12 to 17 °C a year in Virginia", () => {
    const years = Array.from({ length: 12 }, (_, n) => prepareWeather(declared({}), place, year("America/New_York"), noData, `plain ${n}`).sky);
    const annual = mean(years.map((sky) => sky.ghiWm2.reduce((sum, watts) => sum + watts, 0) / 1000));
    // Measured: 1,535 kWh/m² and 13.8 °C (TMYx Leesburg).
    expect(annual).toBeGreaterThan(1350);
    expect(annual).toBeLessThan(1750);
    expect(mean(years.map((sky) => mean(Array.from(sky.temperatureC))))).toBeGreaterThan(12);
    expect(mean(years.map((sky) => mean(Array.from(sky.temperatureC))))).toBeLessThan(17);
  });

  test("has its summer in January south of the equator", () => {
    const { sky } = prepareWeather(declared({}), { latitude: -33.9, longitude: 151.2, altitudeM: 20 }, year("Australia/Sydney"), noData, "south");
    const month = (column: Float64Array, first: number) => mean(Array.from(column.subarray(first * 24, (first + 31) * 24)));
    expect(month(sky.temperatureC, 0)).toBeGreaterThan(month(sky.temperatureC, 181) + 8);
    expect(month(sky.ghiWm2, 0)).toBeGreaterThan(1.5 * month(sky.ghiWm2, 181));
  });

  test.each(cases)("meets typed normals without fitted parameters: $id", ({ place: there, timeZone, inputs }) => {
    const years = Array.from({ length: 20 }, (_, n) => prepareWeather(declared({ climate: inputs.climate }), there, year(timeZone), noData, `normals ${n}`).sky);
    const annual = mean(years.map((sky) => sky.ghiWm2.reduce((sum, watts) => sum + watts, 0) / 1000));
    const wanted = inputs.climate.ghiKwhM2Day.reduce((sum, day, month) => sum + day * DAYS[month]!, 0);
    expect(Math.abs(annual / wanted - 1)).toBeLessThan(0.025);
    const temperature = mean(years.map((sky) => mean(Array.from(sky.temperatureC))));
    expect(Math.abs(temperature - inputs.climate.temperatureMeanC.reduce((sum, value, month) => sum + (value * DAYS[month]!) / 365, 0))).toBeLessThan(0.5);
    const wind = mean(years.map((sky) => mean(Array.from(sky.windMs))));
    expect(wind / inputs.climate.windMean10mMs.reduce((sum, value, month) => sum + (value * DAYS[month]!) / 365, 0)).toBeCloseTo(1, 1.5);
  });

  test("has the same irradiation in steps of a quarter of an hour as of an hour, in the mean of many years", () => {
    const annual = (step: AxisInputs["stepMinutes"]) => mean(Array.from({ length: 12 }, (_, n) => {
      const axis = year("America/New_York", step);
      return (prepareWeather(declared({}), place, axis, noData, `step ${n}`).sky.ghiWm2.reduce((sum, watts) => sum + watts, 0) * axis.stepHours) / 1000;
    }));
    expect(annual(15) / annual(60)).toBeCloseTo(1, 1.7);
  });
});

test("is finite, bright by day and dark by night, wherever on the globe and whatever the normals", () => fc.assert(fc.property(
  fc.record({ latitude: fc.double({ min: -90, max: 90, noNaN: true }), longitude: fc.double({ min: -180, max: 180, noNaN: true }), altitudeM: fc.integer({ min: -430, max: 6000 }) }),
  fc.constantFrom("Etc/UTC", "Asia/Kolkata", "Pacific/Auckland", "America/St_Johns"), fc.constantFrom(...([5, 20, 60] as const)),
  fc.option(fc.array(fc.double({ min: 0, max: 12, noNaN: true }), { minLength: 12, maxLength: 12 })), fc.string(),
  (place, timeZone, step, ghiKwhM2Day, seed) => {
    const axis = makeAxis({ start: "2024-02-27", timeZone, stepMinutes: step, days: 4, clock: "civil" });
    const { sky, sun } = prepareWeather(declared(ghiKwhM2Day === null ? {} : { climate: { ghiKwhM2Day } }), place, axis, noData, seed);
    for (const column of Object.values(sky)) expect(column.every((value) => Number.isFinite(value))).toBe(true);
    sky.ghiWm2.forEach((ghi, i) => {
      expect(Math.min(ghi, sky.dniWm2[i]!, sky.dhiWm2[i]!, sky.windMs[i]!)).toBeGreaterThanOrEqual(0);
      if (sun.up[i]! <= 0) expect(ghi).toBe(0);
    });
  },
), { numRuns: 60 }));

test.each(cases)("seed 1, with which page and command line begin, is an ordinary year at $id: no sunnier than the normals by more than a standard deviation", ({ place, timeZone, inputs, expected }) => {
  const { sky } = prepareWeather(declared(inputs), place, year(timeZone), noData, "1");
  const annual = sky.ghiWm2.reduce((sum, watts) => sum + watts, 0) / 1000;
  expect(Math.abs(annual - expected.annualGhiKwhM2)).toBeLessThan(expected.seedSd);
});

test("normals that no clear sky gives are told, and which month", () => {
  const { warnings } = prepareWeather(declared({ climate: { ghiKwhM2Day: new Array<number>(12).fill(6) } }), { latitude: 50, longitude: 8.7, altitudeM: 110 }, year("Europe/Berlin"), noData, "1");
  expect(warnings.find(({ code }) => code === "normalsAboveClearSky")?.values["month"]).toBe(12);
});

test("what is typed wrong is refused: a chain whose rows are no probabilities, eleven months", () => {
  expect(weatherInputs.safeParse({ kind: "synthetic", sky: { transition: [[0.3, 0.3, 0.3], [0.2, 0.3, 0.5], [0.1, 0.2, 0.7]] } }).success).toBe(false);
  expect(weatherInputs.safeParse({ kind: "synthetic", climate: { ghiKwhM2Day: new Array(11).fill(3) } }).success).toBe(false);
  expect(weatherInputs.safeParse({ kind: "rain" }).success).toBe(false);
});
