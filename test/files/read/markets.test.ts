import { describe, expect, test } from "vitest";
import { readFile } from "../../../src/files/read/index.ts";
import type { ImportedFile, ReadOptions } from "../../../src/files/read/reader.ts";
import { bytesOf, issuesOf } from "../../support/imports.ts";
import { samples } from "../../support/samples.ts";

const read = (text: string, options: ReadOptions = {}): ImportedFile => readFile(bytesOf(text), "market.csv", options);
const series = (file: ImportedFile, name: string) => file.series.find((one) => one.name === name)!;
const two = (value: number): string => String(value).padStart(2, "0");

describe("places of a market", () => {
  test.each([["ercot", ["HB_NORTH", "HB_WEST"], "2025-01-15T06:00Z"], ["nyiso", ["CAPITL", "N.Y.C."], "2025-01-15T05:00Z"]])("%s lists them one below the other: a series each, none guessed", (id, names, start) => {
    const file = read(samples[id]!);
    expect(file.series.map(({ name }) => name)).toEqual(names);
    expect(file).toMatchObject({ kind: "price", start, currency: "USD", primary: undefined });
    expect(file.series.every(({ unit }) => unit === "$/kWh")).toBe(true);
  });

  test("the whole price is taken, never a component of it", () => {
    const caiso = read(samples["caiso"]!);
    expect(caiso.series.map(({ name }) => name)).toEqual(["TH_NP15"]);
    expect(Array.from(caiso.series[0]!.values).every((value, i) => value === i / 1000)).toBe(true);
    expect(series(read(samples["nyiso"]!), "N.Y.C.").values[3]).toBe(3.9 / 1000);
    const components = samples["caiso"]!.split("\n").filter((line) => !line.includes(",LMP,")).join("\n");
    expect(issuesOf(() => read(components))[0]).toMatchObject({ found: "no row of LMP_TYPE LMP" });
  });
});

describe("clocks of the markets", () => {
  /** Hour-ending rows of an ERCOT day, as it publishes them: hour 3 is absent in spring, hour 2 stands twice in autumn, with the flag. */
  const ercotDay = (date: string, hours: readonly (readonly [number, string])[]): string =>
    `DeliveryDate,HourEnding,SettlementPoint,SettlementPointPrice,DSTFlag\n${hours.map(([hour, flag], i) => `${date},${two(hour)}:00,HB_NORTH,${i},${flag}`).join("\n")}\n`;
  const plain = (from: number, to: number): (readonly [number, string])[] => Array.from({ length: to - from + 1 }, (_, i) => [from + i, "N"] as const);

  test("ERCOT's days of 23 and 25 hours are whole", () => {
    const spring = read(ercotDay("03/08/2026", [...plain(1, 2), ...plain(4, 24)]));
    expect(spring).toMatchObject({ start: "2026-03-08T06:00Z", end: "2026-03-09T05:00Z", issues: [] });
    const autumn = read(ercotDay("11/01/2026", [...plain(1, 2), [2, "Y"], ...plain(3, 24)]));
    expect(autumn).toMatchObject({ start: "2026-11-01T05:00Z", end: "2026-11-02T06:00Z" });
    expect(Array.from(autumn.series[0]!.values)).toEqual(Array.from({ length: 25 }, (_, i) => i / 1000));
  });

  test("ERCOT's real-time quarters are delivery hour and interval", () => {
    const rows = Array.from({ length: 96 }, (_, i) => `03/21/2026,${Math.floor(i / 4) + 1},${(i % 4) + 1},LZ_HOUSTON,LZ,${i},N`);
    const file = read(`DeliveryDate,DeliveryHour,DeliveryInterval,SettlementPointName,SettlementPointType,SettlementPointPrice,DSTFlag\n${rows.join("\n")}`);
    expect(file).toMatchObject({ stepMinutes: 15, start: "2026-03-21T05:00Z", end: "2026-03-22T05:00Z", primary: "LZ_HOUSTON" });
    expect(file.series[0]!.values[95]).toBe(95 / 1000);
  });

  test("NYISO's five-minute prices are stamped at their end, its hours at their start, and a repeated hour stands twice in order", () => {
    const five = Array.from({ length: 24 }, (_, i) => { const minute = 5 * (i + 1); return `"03/06/2026 ${two(Math.floor(minute / 60))}:${two(minute % 60)}:00","CAPITL",61757,${i},0,0`; });
    const header = '"Time Stamp","Name","PTID","LBMP ($/MWHr)","Marginal Cost Losses ($/MWHr)","Marginal Cost Congestion ($/MWHr)"';
    expect(read([header, ...five].join("\n"))).toMatchObject({ stepMinutes: 5, start: "2026-03-06T05:00Z", end: "2026-03-06T07:00Z" });
    const autumn = ["00", "01", "01", ...Array.from({ length: 22 }, (_, i) => two(i + 2))].map((hour, i) => `"11/02/2025 ${hour}:00","CAPITL",61757,${i},0,0`);
    const file = read([header, ...autumn].join("\n"));
    expect(file).toMatchObject({ start: "2025-11-02T04:00Z", end: "2025-11-03T05:00Z" });
    expect(file.series[0]!.values.length).toBe(25);
  });

  test("NYISO's files before July 2016, whose last header cell lacks its end, are read", () => {
    const rows = Array.from({ length: 24 }, (_, i) => `"03/01/2016 ${two(i)}:00","CAPITL",61757,14.16,0.47,-7.20`);
    const file = read(`"Time Stamp","Name","PTID","LBMP ($/MWHr)","Marginal Cost Losses ($/MWHr)","Marginal Cost Congestion ($/MWH"\n${rows.join("\n")}`);
    expect(file.series[0]!.values[0]).toBe(14.16 / 1000);
  });

  test("PJM is read by its UTC column, newest first or not", () => {
    const file = read(samples["pjm"]!);
    expect(file).toMatchObject({ start: "2025-01-15T00:00Z", end: "2025-01-16T00:00Z", primary: "DOM" });
    const [header, ...rows] = samples["pjm"]!.trim().split("\n");
    const falling = read([header, ...rows.toReversed()].join("\n"));
    expect(falling.series[0]!.values).toEqual(file.series[0]!.values);
    expect(falling.issues).toContainEqual(expect.objectContaining({ class: "order" }));
  });

  test("EIA-930 stamps the end of the hour, with grouped thousands in quotes", () => {
    const file = read(samples["eia-930"]!);
    expect(file).toMatchObject({ start: "2025-01-15T05:00Z", kind: "load", primary: "PJM Demand (MW)" });
    expect(series(file, "PJM Demand (MW)").values[1]).toBe(90_001_000);
  });

  test("IESO keeps Eastern Standard Time all year, and its demand is in MW", () => {
    const file = read(samples["ieso"]!, { timeZone: "America/Toronto" });
    expect(file).toMatchObject({ kind: "load", timeZone: "Etc/GMT+5", start: "2025-01-15T05:00Z", primary: "Ontario Demand" });
    expect(series(file, "Ontario Demand").values[0]).toBe(14_000_000);
  });

  test("DER-VET knows no daylight saving: a zone means its standard time", () => {
    expect(read(samples["der-vet"]!, { timeZone: "America/Los_Angeles" })).toMatchObject({ timeZone: "Etc/GMT+8", start: "2017-01-01T08:00Z" });
  });

  test("hours that Electricity Maps estimates are counted", () => {
    expect(read(samples["electricity-maps"]!).issues).toContainEqual(expect.objectContaining({ class: "columns", count: 3 }));
  });

  test("AVERT's table says neither pollutant nor unit; what is taken is said, and the caller overrules it", () => {
    expect(read(samples["avert"]!)).toMatchObject({ kind: "carbon", issues: expect.arrayContaining([expect.objectContaining({ class: "unit" })]) });
    expect(series(read(samples["avert"]!), "MIDA").values[0]).toBeCloseTo(1.5 * 453.59237, 9);
    expect(series(read(samples["avert"]!, { unit: "kg/kWh" }), "MIDA").values[0]).toBe(1500);
  });
});

describe("weather from other services", () => {
  test("PVGIS says when its satellite looked, in JSON as in CSV", () => {
    expect(read(samples["pvgis-json"]!).weather!.sunMinutes).toBeCloseTo(60 * 0.1761, 9);
    const hourly = samples["pvgis-csv"]!.replace(/^time\(UTC\),.*$/m, "time,Gb(i),Gd(i),Gr(i),H_sun,T2m,WS10m,Int").replace(/^(\d{8}:\d\d)00,.*$/gm, "$110,100,50,0,20,5,2,0");
    const flat = read(hourly.replace("Elevation (m): 250.0", "Elevation (m): 250.0\nSlope: 0 deg.\nAzimuth: 0 deg."));
    expect(flat.weather).toMatchObject({ sunMinutes: 10 });
    expect(flat.weather!.columns.ghi!.values[0]).toBe(150);
    expect(flat.start).toBe("2025-01-15T00:00Z");
    expect(issuesOf(() => read(hourly.replace("Elevation (m): 250.0", "Elevation (m): 250.0\nSlope: 30 deg.\nAzimuth: 0 deg.")))[0]).toMatchObject({ found: expect.stringContaining("tilted by 30 degrees") });
  });

  test("Open-Meteo's units are converted, and radiation is that of the hour before its stamp", () => {
    const file = read(samples["open-meteo"]!);
    expect(file.weather!.columns.temperatureC!.values[0]).toBeCloseTo(10, 9);
    expect(file.weather!.columns.windMs!.values[0]).toBeCloseTo(10, 9);
    expect([file.start, file.weather!.sunMinutes]).toEqual(["2025-01-15T05:00Z", 0]);
    const sunny = JSON.parse(samples["open-meteo"]!) as { hourly: Record<string, unknown>; hourly_units: Record<string, string> };
    sunny.hourly["shortwave_radiation"] = Array(48).fill(100);
    sunny.hourly_units["shortwave_radiation"] = "W/m²";
    const lit = read(JSON.stringify(sunny));
    expect([lit.start, lit.weather!.sunMinutes]).toEqual(["2025-01-15T04:00Z", 30]);
  });

  test("SolarAnywhere stamps the end of five minutes", () => {
    const file = read(samples["solaranywhere"]!);
    expect(file).toMatchObject({ stepMinutes: 5, start: "2021-01-01T05:00Z", end: "2021-01-02T05:00Z", timeZone: "Etc/GMT+5" });
    expect(file.weather!.sunMinutes).toBe(2.5);
  });
});

describe("Green Button", () => {
  test("thousands of Wh an hour, prefixed tags, a feed without links between its entries", () => {
    const file = read(samples["green-button"]!);
    expect(file).toMatchObject({ kind: "load", rows: 24, stepMinutes: 60, start: "2025-01-15T00:00Z" });
    expect(Array.from(file.series[0]!.values)).toEqual(Array.from({ length: 24 }, (_, i) => i));
  });

  test("gas is named and left out; a meter in the other direction is a series of its own", () => {
    const gas = samples["green-button"]!.replace("<flowDirection>", "<commodity>7</commodity><flowDirection>");
    expect(issuesOf(() => read(gas))[0]).toMatchObject({ found: "no meter of electric energy or power among 1" });
    const exported = read(samples["green-button"]!.replace("<flowDirection>1<", "<flowDirection>19<"));
    expect(exported.series[0]!.name).toContain("delivered to the grid");
    expect(exported.primary).toBeUndefined();
  });

  test("a feed cut off, a reading without a number, and one of another length are refused with what is wrong", () => {
    const whole = samples["green-button"]!;
    expect(issuesOf(() => read(whole.slice(0, whole.indexOf("</feed>"))))[0]!.allowed).toContain("cut off");
    expect(issuesOf(() => read(whole.replace("<espi:value>5<", "<espi:value>five<")))[0]).toMatchObject({ found: '<value> "five"' });
    expect(issuesOf(() => read(whole.replace("<espi:duration>3600<", "<espi:duration>900<")))[0]!.found).toContain("900 s");
  });
});
