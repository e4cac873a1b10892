import { describe, expect, test } from "vitest";
import { InputError } from "../../../src/core/errors.ts";
import { pvAvailableKw, solarInputs } from "../../../src/core/site/pv.ts";
import { prepareWeather, weatherInputs, type WeatherInputs } from "../../../src/core/site/weather.ts";
import { fileSky } from "../../../src/core/site/weatherRows.ts";
import { pvChain } from "../../../src/core/site/pvChain.ts";
import { pvArray } from "../../../src/core/site/pv.ts";
import { makeAxis, type AxisInputs } from "../../../src/core/time/axis.ts";
import { dataKey, type DataFiles, type WeatherFile } from "../../../src/core/time/series.ts";
import { readFile } from "../../../src/files/read/index.ts";
import { dataBytes, testWithData } from "../../support/data.ts";

const inputsOf = (file: string) => weatherInputs.parse({ kind: "file", data: { file } }) as Extract<WeatherInputs, { kind: "file" }>;
const dataOf = (file: string, weather: WeatherFile): DataFiles => new Map([[dataKey(inputsOf(file).data), { sha256: "", weather }]]);
const axisOf = (timeZone: string, stepMinutes: AxisInputs["stepMinutes"], start = "2025-01-01", days = 365) => makeAxis({ start, timeZone, stepMinutes, days, clock: "civil" });
const total = (values: ArrayLike<number>) => Array.from(values).reduce((sum, value) => sum + value, 0);

const virginia = "weather/USA_VA_Leesburg.Exec.epw";
const site = { latitude: 39.043, longitude: -77.487, altitudeM: 95 };
const lay = (file: string, weather: WeatherFile, axis: ReturnType<typeof axisOf>, at = site) => prepareWeather(inputsOf(file), at, axis, dataOf(file, weather), "any");

describe("a typical year (EPW, Virginia) on the axis of 2025", () => {
  const read = () => readFile(dataBytes(virginia), virginia).weather!;

  testWithData.each([5, 10, 15, 20, 30, 60] as const)("keeps each component's energy at %i-minute steps", (step) => {
    const weather = read();
    const axis = axisOf("America/New_York", step);
    const { sky } = lay(virginia, weather, axis);
    const wanted = (column: "ghi" | "dhi" | "dni") => total(weather.columns[column]!.values);
    expect(total(sky.ghiWm2) * axis.stepHours).toBeCloseTo(wanted("ghi"), 3);
    expect(total(sky.dhiWm2) * axis.stepHours).toBeCloseTo(wanted("dhi"), 3);
    // Some rows at sunrise hold more beam than the minutes of sun could bring.
    expect((total(sky.dniWm2) * axis.stepHours) / wanted("dni")).toBeGreaterThan(0.99);
    expect((total(sky.dniWm2) * axis.stepHours) / wanted("dni")).toBeLessThan(1 + 1e-9);
  });

  testWithData("keeps the energy of every single hour at 15-minute steps, and has no global light while the sun is down unless the hour has no sun at all", () => {
    const weather = read();
    const { sky, sun } = lay(virginia, weather, axisOf("America/New_York", 15));
    const hours = weather.columns.ghi!.values;
    hours.forEach((ghi, hour) => {
      expect(Math.abs(total(sky.ghiWm2.subarray(hour * 4, hour * 4 + 4)) / 4 - ghi)).toBeLessThan(1e-9 * (1 + ghi));
      const height = Array.from(sun.up.subarray(hour * 4, hour * 4 + 4));
      if (height.some((up) => up > 0)) height.forEach((up, quarter) => { if (up <= 0) expect(sky.ghiWm2[hour * 4 + quarter]).toBe(0); });
    });
  });

  testWithData("rises and falls within the hour as the sun does: a clear morning is no staircase", () => {
    const { sky } = lay(virginia, read(), axisOf("America/New_York", 15));
    let climbs = 0;
    let steps = 0;
    for (let i = 0; i < sky.ghiWm2.length; i++) {
      if (!(sky.ghiWm2[i]! > 50 && i % 96 < 44)) continue;
      steps++;
      if (sky.ghiWm2[i + 1]! > sky.ghiWm2[i]!) climbs++;
    }
    expect(climbs / steps).toBeGreaterThan(0.8);
  });

  testWithData.each([15, 30, 60] as const)("gives the array the same year within 0.5 % at %i-minute steps as on the file's own rows", (step) => {
    const weather = read();
    const axis = axisOf("America/New_York", step);
    const inputs = solarInputs.parse({ dcKw: 1000 });
    const own = fileSky(weather, virginia);
    const ownKwh = total(pvChain(pvArray(inputs), own.sun, own.sky, weather.altitudeM, 1).acKw);
    const { availableKw } = pvAvailableKw(inputs, lay(virginia, weather, axis), axis, new Map());
    expect(Math.abs((total(availableKw) * axis.stepHours) / ownKwh - 1)).toBeLessThan(0.005);
  });

  testWithData("fills 29 February with the 28th and says so; the hours after it stand where they belong", () => {
    const weather = read();
    const { sky, warnings } = lay(virginia, weather, axisOf("America/New_York", 60, "2024-01-01", 366));
    expect(warnings.map(({ code }) => code)).toContain("leapDayFilled");
    const hour = (day: number) => sky.temperatureC[day * 24 + 12];
    expect(hour(59)).toBe(hour(58));
    expect(hour(60)).toBe(weather.columns.temperatureC!.values[59 * 24 + 12]);
  });
});

describe("a file of another clock, step or year", () => {
  testWithData("in UTC (PVGIS) keeps its energy on the civil clock of Rome, and peaks about noon there", () => {
    const file = "weather/tmy_45.000_8.000_2005_2023.csv";
    const weather = readFile(dataBytes(file), file).weather!;
    const axis = axisOf("Europe/Rome", 60);
    const { sky, warnings } = lay(file, weather, axis, { latitude: 45, longitude: 8, altitudeM: 250 });
    // An hour is moved over the end of the year by the clock; both ends are dark.
    expect(total(sky.ghiWm2)).toBeCloseTo(total(weather.columns.ghi!.values.map((value) => Math.max(0, value))), 3);
    const byHour = new Float64Array(24);
    sky.ghiWm2.forEach((watts, i) => { byHour[axis.hour[i]!]! += watts; });
    const noon = byHour.reduce((sum, watts, hour) => sum + watts * (hour + 0.5), 0) / total(byHour);
    // Solar noon at 8° E is 12:28 in winter, 13:28 in summer time; the rows hold instants ten minutes past the hour, counted here at half past.
    expect(noon).toBeGreaterThan(12.7);
    expect(noon).toBeLessThan(13.8);
    expect(warnings).toEqual([]);
  });

  testWithData("in half hours of 2017 serves 2025 as a typical year, and says so", () => {
    const file = "weather/test_read_psm3.csv";
    const weather = readFile(dataBytes(file), file).weather!;
    const axis = axisOf("America/Denver", 15);
    const { sky, warnings } = lay(file, weather, axis, { latitude: 40.5, longitude: -108.5, altitudeM: 2168 });
    expect(warnings).toContainEqual({ code: "weatherOfOtherYear", values: { year: 2017 } });
    expect(total(sky.ghiWm2) / 4).toBeCloseTo(total(weather.columns.ghi!.values) / 2, 3);
  });

  testWithData("in quarters of an hour is averaged to hours, sun in their middle", () => {
    const file = "weather/LosAngeles_WeatherFile_15min.csv";
    const weather = readFile(dataBytes(file), file).weather!;
    const { sky } = lay(file, weather, axisOf("America/Los_Angeles", 60), { latitude: 33.97, longitude: -118.42, altitudeM: 27 });
    expect(total(sky.ghiWm2)).toBeCloseTo(total(weather.columns.ghi!.values) / 4, 3);
  });

  testWithData("of another place is said to be so", () => {
    const weather = readFile(dataBytes(virginia), virginia).weather!;
    const { warnings } = lay(virginia, weather, axisOf("America/Chicago", 60), { latitude: 32.9, longitude: -97, altitudeM: 171 });
    expect(warnings.find(({ code }) => code === "weatherElsewhere")?.values["distanceKm"]).toBeGreaterThan(1500);
  });
});

describe("what a file lacks of global, beam and diffuse", () => {
  const read = () => readFile(dataBytes(virginia), virginia).weather!;
  const without = (weather: WeatherFile, ...names: ("ghi" | "dni" | "dhi")[]): WeatherFile =>
    ({ ...weather, columns: Object.fromEntries(Object.entries(weather.columns).filter(([name]) => !names.includes(name as "ghi"))) });
  const yearKwh = (weather: WeatherFile) => {
    const { sky, sun } = fileSky(weather, virginia);
    return total(pvChain(pvArray(solarInputs.parse({ dcKw: 1000 })), sun, sky, weather.altitudeM, 1).acKw);
  };

  testWithData("follows from the two others by global = diffuse + beam × height of the sun", () => {
    const { sky, sun } = fileSky(without(read(), "ghi"), virginia);
    sky.ghiWm2.forEach((ghi, i) => { expect(ghi).toBeCloseTo(sky.dhiWm2[i]! + sky.dniWm2[i]! * Math.max(0, sun.up[i]!), 9); });
    for (const name of ["dni", "dhi"] as const) expect(Math.abs(yearKwh(without(read(), name)) / yearKwh(read()) - 1)).toBeLessThan(0.03);
  });

  testWithData("follows from the global alone by Erbs: the array's year moves by less than 5 %, and the laid one with it", () => {
    const globalOnly = without(read(), "dni", "dhi");
    expect(Math.abs(yearKwh(globalOnly) / yearKwh(read()) - 1)).toBeLessThan(0.05);
    const axis = axisOf("America/New_York", 15);
    const { availableKw } = pvAvailableKw(solarInputs.parse({ dcKw: 1000 }), lay(virginia, globalOnly, axis), axis, new Map());
    expect(Math.abs((total(availableKw) * axis.stepHours) / yearKwh(globalOnly) - 1)).toBeLessThan(0.006);
  });

  testWithData("is refused where nothing says it: beam alone", () => {
    expect(() => fileSky(without(read(), "ghi", "dhi"), virginia)).toThrow(/global, or beam and diffuse/);
  });
});

describe("what cannot serve is refused", () => {
  const column = (values: number[], name: string) => ({ name, unit: "", startMs: Date.UTC(2025, 0, 1), stepMinutes: 60, values: Float64Array.from(values), typicalYear: false, utcOffsetMinutes: 0 });
  const short = (values: number[], extra: Partial<WeatherFile["columns"]> = {}): WeatherFile =>
    ({ latitude: 0, longitude: 0, altitudeM: 0, windHeightM: 10, sunMinutes: 30, columns: { temperatureC: column(values, "temperatureC"), ...extra } });
  const day = () => axisOf("Etc/UTC", 60, "2025-01-01", 1);
  const equator = { latitude: 0, longitude: 0, altitudeM: 0 };

  test("a file that nobody read", () => {
    expect(() => prepareWeather(inputsOf("none.epw"), site, day(), new Map(), "1")).toThrow(InputError);
  });
  test("a file shorter than the run", () => {
    expect(() => lay("short.csv", short([1, 2, 3]), day(), equator)).toThrow(/covers the run/);
  });
  test("a gap in what is used, by its first instant", () => {
    const ghi = new Array<number>(24).fill(0);
    ghi[11] = NaN;
    expect(() => lay("gap.csv", short(new Array<number>(24).fill(10), { ghi: column(ghi, "ghi") }), day(), equator)).toThrow(/1 of 24 values of ghi missing, the first at 2025-01-01T11:00:00Z/);
  });
  test("an array under weather without irradiance; temperature alone is fine without an array", () => {
    const weather = lay("plain.csv", short(new Array<number>(24).fill(10)), day(), equator);
    expect(() => pvAvailableKw(solarInputs.parse({ dcKw: 5 }), weather, day(), new Map())).toThrow(/no irradiance/);
    expect(pvAvailableKw(solarInputs.parse({}), weather, day(), new Map()).availableKw).toEqual(new Float64Array(24));
  });
});

describe("an array", () => {
  const axis = axisOf("America/New_York", 60);
  const weather = prepareWeather(weatherInputs.parse({ kind: "synthetic" }), site, axis, new Map(), "1");
  const kwh = (given: object) => total(pvAvailableKw(solarInputs.parse({ dcKw: 1000, ...given }), weather, axis, new Map()).availableKw);

  test("never gives more than its inverter, never less than nothing", () => {
    const { availableKw } = pvAvailableKw(solarInputs.parse({ dcKw: 1000, dcAcRatio: 1.6 }), weather, axis, new Map());
    expect(availableKw.reduce((most, kw) => Math.max(most, kw), 0)).toBe(625);
    expect(availableKw.every((kw) => kw >= 0)).toBe(true);
  });
  test("loses half a percent with each year of age", () => {
    expect(kwh({ ageYears: 20, dcAcRatio: 0.5 }) / kwh({ dcAcRatio: 0.5 })).toBeCloseTo(0.995 ** 20, 2);
  });
  test("gives more on a tracker than on a rack, and less on a roof, which is warmer", () => {
    expect(kwh({ mount: "oneAxis" })).toBeGreaterThan(1.1 * kwh({}));
    expect(kwh({ mount: "roof" })).toBeLessThan(kwh({}));
  });
  test("is hotter and so poorer by other cell models within a few percent", () => {
    for (const cellModel of ["noct", "sapm", "faiman", "pvsyst", "fuentes"]) expect(Math.abs(kwh({ cellModel }) / kwh({}) - 1)).toBeLessThan(0.04);
    for (const coverModel of ["coated-v8", "physical", "physical-coated", "ashrae"]) expect(Math.abs(kwh({ coverModel }) / kwh({}) - 1)).toBeLessThan(0.04);
  });
  test("may be a measured series instead, aged, its night draw cut off and told", () => {
    const values = new Array<number>(8760).fill(10);
    values[0] = -1;
    const { availableKw, warnings } = pvAvailableKw(solarInputs.parse({ ageYears: 1, production: { values, stepMinutes: 60, unit: "kW" } }), weather, axis, new Map());
    expect(availableKw[0]).toBe(0);
    expect(availableKw[5]).toBeCloseTo(9.95, 12);
    expect(warnings).toContainEqual({ code: "negativeProduction", values: { steps: 1 } });
    const perKw = solarInputs.parse({ dcKw: 300, productionPerKw: true, production: { values: values.map(() => 0.5), stepMinutes: 60, unit: "kW" } });
    expect(pvAvailableKw(perKw, weather, axis, new Map()).availableKw[7]).toBe(150);
  });
});
