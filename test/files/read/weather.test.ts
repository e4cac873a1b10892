import { describe, expect, test } from "vitest";
import type { WeatherColumn } from "../../../src/core/time/series.ts";
import { InputError } from "../../../src/core/errors.ts";
import { readFile } from "../../../src/files/read/index.ts";
import type { ImportedFile } from "../../../src/files/read/reader.ts";
import { minutesAfterSolarNoon } from "../../../src/files/read/solarNoon.ts";
import { dataBytes, dataText, testWithData } from "../../support/data.ts";
import { bytesOf, issueClasses, issuesOf, summary } from "../../support/imports.ts";

type Figures = Readonly<Partial<Record<WeatherColumn, readonly [min: number | null, mean: number, max: number | null]>>>;
type Case = {
  readonly file: string; readonly format: string; readonly rows: number; readonly stepMinutes: number; readonly timeZone: string; readonly sunMinutes: number;
  readonly place: readonly [latitude: number, longitude: number, altitudeM: number]; readonly start: string; readonly typicalYear: boolean;
  readonly figures: Figures; readonly classes: readonly string[]; readonly noonMinutes?: number;
};

// Figures: the data folder's README, computed from the files by its authors; digits as printed there.
const cases: readonly Case[] = [
  {
    file: "weather/USA_VA_Leesburg.Exec.epw", format: "epw", rows: 8760, stepMinutes: 60, timeZone: "Etc/GMT+5", sunMinutes: 30, place: [39.078, -77.558, 119],
    start: "2018-01-01T05:00Z", typicalYear: true, classes: ["mixedYears", "zone"], noonMinutes: 60 * (0.93 - 0.5),
    figures: { temperatureC: [-12, 13.78, 37], ghi: [0, 175.3, 984], dni: [null, 196.9, null], windMs: [0, 2.73, 16.5], pressurePa: [99_762, 99_899.92, 100_007] },
  },
  {
    file: "weather/USA_TX_Dallas-Fort.Worth.epw", format: "epw", rows: 8760, stepMinutes: 60, timeZone: "Etc/GMT+6", sunMinutes: 30, place: [32.898, -97.019, 170.7],
    start: "2018-01-01T06:00Z", typicalYear: true, classes: ["mixedYears", "zone"], noonMinutes: 60 * (1.01 - 0.5),
    figures: { temperatureC: [-3.9, 19.81, 40], ghi: [0, 202.1, 1004], dni: [null, 230.5, null], windMs: [0, 4.9, 18] },
  },
  {
    file: "weather/723170TYA.CSV", format: "tmy3", rows: 8760, stepMinutes: 60, timeZone: "Etc/GMT+5", sunMinutes: 30, place: [36.1, -79.95, 273],
    start: "2018-01-01T05:00Z", typicalYear: true, classes: ["columns", "mixedYears"], noonMinutes: 0,
    figures: { ghi: [0, 178.8, 1013], dni: [null, 168.6, null], dhi: [null, 77.9, null], temperatureC: [-16.7, 14.42, 35.6], windMs: [0, 3.05, 15.4] },
  },
  {
    file: "weather/phoenix_az_33.450495_-111.983688_psmv3_60_tmy.csv", format: "nsrdb", rows: 8760, stepMinutes: 60, timeZone: "Etc/GMT+7", sunMinutes: 30, place: [33.45, -111.98, 358],
    start: "2018-01-01T07:00Z", typicalYear: true, classes: ["mixedYears"], noonMinutes: 60 * 0.02,
    figures: { ghi: [0, 241.4, 1066], dni: [null, 305.7, null], dhi: [null, 56.2, null], temperatureC: [-1, 21.9, 47], windMs: [0.1, 1.79, 8.3], pressurePa: [95_000, 96_136.53, 98_000] },
  },
  {
    file: "weather/test_read_psm3.csv", format: "nsrdb", rows: 17_520, stepMinutes: 30, timeZone: "Etc/GMT+7", sunMinutes: 0, place: [40.53, -108.54, 2168],
    start: "2017-01-01T07:00Z", typicalYear: false, classes: [],
    figures: { ghi: [0, 199.6, 1058], dni: [null, 248.1, null], temperatureC: [-27.7, 8.08, 35], windMs: [0.1, 2.65, 11.7] },
  },
  {
    file: "weather/LosAngeles_WeatherFile_15min.csv", format: "nsrdb", rows: 35_040, stepMinutes: 15, timeZone: "Etc/GMT+8", sunMinutes: 7.5, place: [33.966674, -118.42282, 27],
    start: "2012-01-01T08:00Z", typicalYear: true, classes: ["leapDay", "zone"],
    figures: { ghi: [0, 218.2, 1117.8], dni: [null, 241.5, null], temperatureC: [4.8375, 17.15, 33.632], windMs: [0, 1.75, 8.6774], pressurePa: [101_000, 101_000, 101_000] },
  },
  {
    file: "weather/tmy_45.000_8.000_2005_2023.csv", format: "pvgis-csv", rows: 8760, stepMinutes: 60, timeZone: "UTC", sunMinutes: 60 * 0.1761, place: [45, 8, 250],
    start: "2018-01-01T00:00Z", typicalYear: true, classes: ["footer", "mixedYears"],
    figures: { temperatureC: [-2.34, 13.56, 34.33], ghi: [0, 163.9, 971], dni: [0, 181.7, 917.18], dhi: [null, 65.2, null], windMs: [0, 1.21, 7.52] },
  },
];

/** Half a unit of the last digit that the README prints. */
const halfDigit = (printed: number): number => 0.5000001 * 10 ** -(String(printed).split(".")[1]?.length ?? 0);

describe("measured weather", () => {
  testWithData.each(cases)("$file has the figures of its README", (expected) => {
    const file = readFile(dataBytes(expected.file), expected.file);
    const { weather } = file;
    expect({ ...file, series: undefined, weather: undefined, issues: undefined, end: undefined }).toMatchObject({
      format: expected.format, kind: "weather", rows: expected.rows, stepMinutes: expected.stepMinutes, timeZone: expected.timeZone, start: expected.start,
    });
    expect([weather!.latitude, weather!.longitude, weather!.altitudeM]).toEqual(expected.place);
    expect(weather!.sunMinutes).toBeCloseTo(expected.sunMinutes, 9);
    expect(weather!.windHeightM).toBe(10);
    expect(issueClasses(file)).toEqual(expected.classes);
    for (const [column, [min, mean, max]] of Object.entries(expected.figures) as [WeatherColumn, readonly [number | null, number, number | null]][]) {
      const series = weather!.columns[column]!;
      expect(series.typicalYear).toBe(expected.typicalYear);
      expect(series.values.length).toBe(expected.rows);
      const found = summary(series);
      if (min !== null) expect(found.min, `${column} min`).toBeCloseTo(min, 9);
      if (max !== null) expect(found.max, `${column} max`).toBeCloseTo(max, 9);
      expect(Math.abs(found.mean - mean), `${column} mean ${found.mean}`).toBeLessThan(halfDigit(mean));
    }
    if (expected.noonMinutes !== undefined) expect(Math.abs(minutesAfterSolarNoon(weather!)! - expected.noonMinutes)).toBeLessThan(0.8);
  });

  testWithData("NSRDB half-hours hold values of the instant stamped: the file's own zenith column turns at the solar noon of the stamps", () => {
    // The lowest zenith of 21 June by the file's column, against the row that the reader puts the sun of noon to.
    const rows = dataText("weather/test_read_psm3.csv").split("\n").slice(3).map((line) => line.split(","));
    const day = rows.filter((cells) => cells[1] === "6" && cells[2] === "21");
    const lowest = day.reduce((least, cells) => (Number(cells[13]) < Number(least[13]) ? cells : least));
    const { weather } = readFile(dataBytes("weather/test_read_psm3.csv"), "psm3.csv");
    const index = rows.indexOf(lowest);
    const atMs = weather!.columns.ghi!.startMs + (index * 30 + weather!.sunMinutes) * 60_000;
    // Solar noon of 108.54° W on 21 June: 12:00 + 3.54° × 4 min + 1.8 min (equation of time) − 0, in UTC−7: 12:16.
    const noon = Date.UTC(2017, 5, 21, 19, 16);
    expect(Math.abs(atMs - noon) / 60_000).toBeLessThanOrEqual(15);
  });

  testWithData("a real year out of a typical one: the first row of the EPW is the hour from midnight to one", () => {
    const { weather } = readFile(dataBytes("weather/USA_TX_Dallas-Fort.Worth.epw"), "dallas.epw");
    const lines = dataText("weather/USA_TX_Dallas-Fort.Worth.epw").split("\r\n");
    expect(weather!.columns.temperatureC!.values[0]).toBe(Number(lines[8]!.split(",")[6]));
    expect(weather!.columns.temperatureC!.values[8759]).toBe(Number(lines[8767]!.split(",")[6]));
  });
});

describe("damaged weather", () => {
  const header = [
    "LOCATION,Nowhere,-,XXX,Made,999999,40.0,-75.0,-5.0,100.0", "DESIGN CONDITIONS,0", "TYPICAL/EXTREME PERIODS,0", "GROUND TEMPERATURES,0",
    "HOLIDAYS/DAYLIGHT SAVINGS,No,0,0,0", "COMMENTS 1,-", "COMMENTS 2,-", "DATA PERIODS,1,1,Data,Sunday, 1/ 1,12/31",
  ];
  const row = (at: number, over: Readonly<Record<number, string>> = {}, year = 2017): string => {
    const date = new Date(Date.UTC(year, 0, 1) + at * 3_600_000);
    const cells = [year, date.getUTCMonth() + 1, date.getUTCDate(), date.getUTCHours() + 1, 0, "?9", "10.0", "5.0", "70", "101000", 0, 0, 300, 0, 0, 0, 0, 0, 0, 0, "180", "3.0", 5, 5, 20, 77777, 9, 999999999, 10, "0.1", 0, 88, "0.2", 0, 0].map(String);
    for (const [index, text] of Object.entries(over)) cells[Number(index)] = text;
    return cells.join(",");
  };
  const year = (change: (rows: string[]) => string[] = (rows) => rows): Uint8Array => bytesOf([...header, ...change(Array.from({ length: 8760 }, (_, i) => row(i)))].join("\r\n"));
  const read = (bytes: Uint8Array): ImportedFile => readFile(bytes, "site.epw");

  test("a year of one calendar is a real year", () => {
    const file = read(year());
    expect(file.weather!.columns.ghi!.typicalYear).toBe(false);
    expect([file.start, file.end, file.issues]).toEqual(["2017-01-01T05:00Z", "2018-01-01T05:00Z", []]);
  });

  test("PVGIS tells in a comment when its satellite looked, in hours from the end of the row", () => {
    // −0.8239 h from hour 1 is 0.1761 h from midnight: the offset that its CSV of the same place states.
    const bytes = bytesOf(new TextDecoder().decode(year()).replace("COMMENTS 2,-", "COMMENTS 2,Irradiance Time Offset (h):-0.8239"));
    expect(read(bytes).weather!.sunMinutes).toBeCloseTo(60 * 0.1761, 9);
    expect(read(year()).weather!.sunMinutes).toBe(30);
  });

  test("a typical year that ends early is refused with the line", () => {
    const mixed = (at: number): string => row(at, { 0: at < 4344 ? "2011" : "2005" });
    const bytes = bytesOf([...header, ...Array.from({ length: 5000 }, (_, i) => mixed(i))].join("\n"));
    expect(issuesOf(() => read(bytes))).toEqual([{ where: { file: "site.epw", line: 5008 }, found: "5000 rows at the end of the file", allowed: "8760 rows, a whole typical year" }]);
  });

  test("a row cut off in the middle is refused with the line", () => {
    const bytes = year((rows) => [...rows.slice(0, 4000), rows[4000]!.slice(0, 20)]);
    expect(issuesOf(() => read(bytes))[0]).toMatchObject({ where: { line: 4009 }, found: "7 fields" });
  });

  test("a temperature in Fahrenheit is refused by what can be measured on the ground", () => {
    const bytes = year((rows) => rows.map((_, i) => row(i, { 6: "88.0" })));
    expect(issuesOf(() => read(bytes))[0]).toMatchObject({ where: { line: 9 }, found: "temperatureC 88 (8760 rows outside)", allowed: expect.stringContaining("-90 … 60 C") });
  });

  test("a word among the numbers is refused with the line; NaN and the format's 9999 are gaps", () => {
    expect(issuesOf(() => read(year((rows) => rows.with(99, row(99, { 13: "cloudy" })))))).toEqual([{ where: { file: "site.epw", line: 108 }, found: 'ghi "cloudy"', allowed: "a number" }]);
    const file = read(year((rows) => rows.with(99, row(99, { 13: "NaN" })).with(100, row(100, { 13: "9999", 6: "99.9" }))));
    expect(file.issues).toEqual([
      { class: "gap", count: 1, first: "2017-01-05T09:00Z", message: "1 values of temperatureC are missing.", series: "temperatureC" },
      { class: "gap", count: 2, first: "2017-01-05T08:00Z", message: "2 values of ghi are missing.", series: "ghi" },
    ]);
    expect(file.weather!.columns.ghi!.values[99]).toBeNaN();
  });

  test("rows that are missing, doubled or out of order are counted, and stand in their own place", () => {
    const file = read(year((rows) => [...rows.slice(0, 10), ...rows.slice(12, 20), rows[25]!, ...rows.slice(20, 25), ...rows.slice(25)].map((line, i) => (i === 0 ? line.replace(",10.0,", ",11.0,") : line))));
    expect(file.issues.map(({ class: name, count }) => [name, count])).toEqual(expect.arrayContaining([["order", 1], ["duplicate", 1], ["gap", 2]]));
    expect(file.weather!.columns.temperatureC!.values.length).toBe(8760);
    expect(file.weather!.columns.temperatureC!.values[0]).toBe(11);
    expect(file.weather!.columns.temperatureC!.values[10]).toBeNaN();
  });

  test("a file that is of no known format is answered with each reader tried and its first reason", () => {
    expect(() => readFile(bytesOf("once upon a time\nthere was no table\n"), "tale.txt")).toThrow(InputError);
    const issues = issuesOf(() => readFile(bytesOf("once upon a time\nthere was no table\n"), "tale.txt"));
    expect(issues).toContainEqual({ where: { file: "tale.txt" }, found: "no LOCATION line at the start", allowed: "EnergyPlus weather (EPW)" });
  });
});
