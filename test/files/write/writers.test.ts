import { csvParseRows, dsvFormat } from "d3";
import { describe, expect, test } from "vitest";
import { column } from "../../../src/core/time/frame.ts";
import { readFile } from "../../../src/files/read/index.ts";
import { billCsv } from "../../../src/files/write/billCsv.ts";
import { writeCsv } from "../../../src/files/write/csv.ts";
import { delimited } from "../../../src/files/write/delimited.ts";
import { writers } from "../../../src/files/write/index.ts";
import { sidecar } from "../../../src/files/write/writer.ts";
import { autumnRun } from "../../support/autumnRun.ts";
import { bytesOf } from "../../support/imports.ts";
import { unzipped } from "../../support/unzip.ts";

const bytesOfFile = (written: string | Uint8Array): Uint8Array => (typeof written === "string" ? new TextEncoder().encode(written) : written);

describe("the time series as CSV", () => {
  const run = autumnRun();
  const rows = csvParseRows(writeCsv(run));

  test("has a row a step, in UTC, in local time and with the offset that tells the repeated hour apart", () => {
    expect(rows[0]!.slice(0, 4)).toEqual(["time_utc", "time_local", "utc_offset", "importKw"]);
    expect(rows.length).toBe(1 + 73 * 4);
    const repeated = rows.filter((row) => row[1] === "2025-11-02T01:30:00").map((row) => [row[0], row[2]]);
    expect(repeated).toEqual([["2025-11-02T05:30:00Z", "-04:00"], ["2025-11-02T06:30:00Z", "-05:00"]]);
  });

  test("names a unit in each header of a number, the currency in brackets, and writes codes as words", () => {
    expect(rows[0]).toContain("buyPerKwh (USD/kWh)");
    const reason = rows[0]!.indexOf("batteryReason");
    expect(rows[1]![reason]).toMatch(/^[a-zA-Z]+$/);
  });

  test("holds the very numbers of the run: what is written is read again", () => {
    for (const options of [{}, { decimal: "comma" as const }, { comments: true }]) {
      const file = readFile(bytesOf(writeCsv(run, options)), "again.csv");
      expect(file).toMatchObject({ format: "gridflex-csv", rows: 292, stepMinutes: 15, start: "2025-11-01T04:00Z", issues: [] });
      for (const [name, unit] of [["importKw", "kW"], ["socKwh", "kWh"], ["temperatureC", "C"]] as const) {
        const series = file.series.find((one) => one.name === name)!;
        expect(series.unit).toBe(unit);
        expect(series.values).toEqual(column(run.result.frame, name).map((value) => value + 0));
      }
    }
  });

  test("is the same text twice, and the comma of other locales is its own choice", () => {
    expect(writeCsv(run)).toBe(writeCsv(autumnRun()));
    const [header, first] = dsvFormat(";").parseRows(writeCsv(run, { decimal: "comma" }));
    const at = header!.indexOf("importKw");
    expect(Number(first![at]!.replace(",", "."))).toBe(column(run.result.frame, "importKw")[0]);
    expect(first![at]).not.toContain(".");
  });
});

test("the metrics hold every account of the run's carbon, which add up as their rules say", () => {
  const run = autumnRun();
  const rows = new Map(csvParseRows(writers.find(({ id }) => id === "metrics-csv")!.write(run) as string).map(([name, value]) => [name, value]));
  const number = (name: string) => Number(rows.get(name));
  expect(number("locationBasedKg") + number("scope1Kg")).toBeCloseTo(number("emissionsKg"), 6);
  expect(number("carbonFreeScoreFraction")).toBeGreaterThan(0);
  for (const name of ["marketBasedKg", "avoidedKg", "exportAvoidedKg"]) expect(Number.isFinite(number(name)) && rows.has(name), name).toBe(true);
  expect(rows.get("residualBasis")).toBe("gridAverage");
});

describe("the bill as CSV", () => {
  test("adds up: the lines of a month to its total, the totals to the bill", () => {
    const run = autumnRun();
    const [header, ...rows] = csvParseRows(billCsv.write(run) as string);
    const [kind, amount] = [header!.indexOf("kind"), header!.indexOf("amount_USD")];
    const sum = (wanted: (row: string[]) => boolean): number => rows.filter(wanted).reduce((total, row) => total + Number(row[amount]), 0);
    expect(sum((row) => row[kind] === "total")).toBeCloseTo(run.result.bill.total, 6);
    expect(sum((row) => row[kind] !== "total")).toBeCloseTo(run.result.bill.total, 6);
    expect(rows.length).toBeGreaterThan(2);
  });
});

describe("every writer", () => {
  test.each(writers)("$id says what made the file where it is asked to, and gives the same bytes twice", async (writer) => {
    const run = autumnRun();
    const written = bytesOfFile(await writer.write(run, { comments: true }));
    const text = new TextDecoder("latin1").decode(writer.id === "xlsx" ? unzipped(written).get("xl/sharedStrings.xml") : written);
    for (const part of [run.provenance.scenarioHash, run.provenance.version, "alea"]) expect(text).toContain(part);
    expect(bytesOfFile(await writer.write(autumnRun(), { comments: true }))).toEqual(written);
  });

  test("the sidecar of a file without room for it says the same, and no date", () => {
    const run = autumnRun();
    const record = JSON.parse(sidecar(run, "timeseries.csv")) as Record<string, unknown>;
    expect(record).toMatchObject({ ...run.provenance, scenario: "=autumn", currency: "USD", timeZone: "America/New_York" });
    expect(Object.keys(record)).not.toContain("date");
  });
});

describe("fields", () => {
  test.each([["=1+1", "'=1+1"], ["+A1", "'+A1"], ["-cmd", "'-cmd"], ["@x", "'@x"], ["plain", "plain"], ['a "b", c', '"a ""b"", c"'], ["=a,b", "\"'=a,b\""]])("%s is written as %s", (text, written) => {
    expect(delimited().text(text)).toBe(written);
  });

  test("numbers are never quoted nor neutralised, and what is no number is empty", () => {
    expect([-1.5, 0, 1e-7, Number.NaN, Infinity].map(delimited().number)).toEqual(["-1.5", "0", "1e-7", "", ""]);
    expect(delimited({ decimal: "comma" }).number(-1.5)).toBe("-1,5");
  });
});
