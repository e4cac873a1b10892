import { describe, expect, test } from "vitest";
import { prepareWeather, weatherInputs } from "../../../src/core/site/weather.ts";
import { windAvailableKw, windInputs } from "../../../src/core/site/wind.ts";
import { makeAxis } from "../../../src/core/time/axis.ts";
import { dataKey } from "../../../src/core/time/series.ts";
import { readFile } from "../../../src/files/read/index.ts";
import { dataBytes, testWithData } from "../../support/data.ts";
import { reference } from "../../support/reference.ts";

const wyoming = "weather/WY_Southern-Flat_Lands.srw";
const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe("a SAM wind resource", () => {
  // Figures: the data folder's README, computed from the file by its authors.
  testWithData("holds four heights of a typical year with their speeds, °C and Pa, and says that it has no place", () => {
    const { format, weather, rows, timeZone, issues } = readFile(dataBytes(wyoming), wyoming);
    expect([format, rows, timeZone]).toEqual(["srw", 8760, "Etc/GMT+7"]);
    expect(weather!.windLevels!.map(({ heightM }) => heightM)).toEqual([50, 80, 110, 140]);
    [9.51, 10.18, 10.65, 11.03].forEach((ms, level) => { expect(mean(weather!.windLevels![level]!.windMs.values)).toBeCloseTo(ms, 2); });
    expect(weather!.windLevels![0]!.pressurePa!.values[0]).toBeCloseTo(0.756533925 * 101_325, 6);
    expect(weather!.windLevels![0]!.windMs.typicalYear).toBe(true);
    expect(weather!.altitudeM).toBe(2088);
    expect(issues.map(({ class: of }) => of)).toEqual(["columns"]);
  });

  testWithData("gives a turbine on the run's axis the year of the closed form and of SAM (hub 95 m)", () => {
    const { inputs, expected } = reference<{ id: string; inputs: { curve: { speed: number[]; kw: number[] } }; expected: { annualKwh: number } }>("wind.json").cases.find(({ id }) => id === "srw hub 95 m")!;
    const weather = weatherInputs.parse({ kind: "file", data: { file: wyoming } });
    if (weather.kind !== "file") throw new Error("a file was asked for");
    const axis = makeAxis({ start: "2025-01-01", timeZone: "America/Denver", stepMinutes: 60, days: 365, clock: "standard" });
    const data = new Map([[dataKey(weather.data), { sha256: "", weather: readFile(dataBytes(wyoming), wyoming).weather! }]]);
    const air = prepareWeather(weather, { latitude: 41.5, longitude: -105.8, altitudeM: 2088 }, axis, data, "1");
    const { speed, kw } = inputs.curve;
    const turbine = windInputs.parse({ ratedKw: 2050, hubHeightM: 95, lossFraction: 0, turbine: "own", ownCurve: { speedMs: speed, powerFraction: kw.map((power) => power / 2050) } });
    const { availableKw } = windAvailableKw(turbine, air, axis, data);
    expect(availableKw.reduce((sum, power) => sum + power, 0) / expected.annualKwh).toBeCloseTo(1, 6);
    // Nobody is told of another place: the file names none.
    expect(air.warnings).toEqual([]);
  });
});

const header = (units: string, ninth = "-7", year = "year??") => `id,city??,WY,USA,${year},41,-105,2088,${ninth},8760\ntest\nTemperature,Pressure,Direction,Speed\n${units}\n80,80,80,80\n`;
const bytes = (text: string) => new TextEncoder().encode(text);
const year = "5,0.75,270,8\n".repeat(8760);

test("a step of one hour in the clock's place is no clock: it follows from the longitude", () => {
  expect(readFile(bytes(header("C,atm,degrees,m/s", "1", "2013") + year), "a.srw")).toMatchObject({ format: "srw", timeZone: "Etc/GMT+7", start: "2013-01-01T07:00Z" });
});

test.each([
  ["another unit of pressure", header("C,furlong,degrees,m/s") + year, /line 4.*furlong/],
  ["a file cut off", header("C,atm,degrees,m/s") + "5,0.75,270,8\n".repeat(100), /100 rows/],
  ["a word among the numbers", `${header("C,atm,degrees,m/s")}5,0.75,270,fast\n${"5,0.75,270,8\n".repeat(8759)}`, /line 6.*fast/],
])("%s is refused with its line", (_, text, said) => {
  expect(() => readFile(bytes(text), "a.srw")).toThrow(said);
});
