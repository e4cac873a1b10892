import { parquetMetadata, parquetReadObjects } from "hyparquet";
import { expect, test } from "vitest";
import { column } from "../../../src/core/time/frame.ts";
import { writeParquet } from "../../../src/files/write/parquet.ts";
import { autumnRun } from "../../support/autumnRun.ts";

const run = autumnRun();
const bytes = writeParquet(run);
const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
const rows = await parquetReadObjects({ file }) as Record<string, unknown>[];

test("a year that is written is read again by another program, number for number", () => {
  expect(rows.length).toBe(292);
  for (const name of ["importKw", "socKwh", "buyPerKwh", "temperatureC"]) expect(rows.map((row) => row[name])).toEqual([...column(run.result.frame, name)]);
});

test("time is a TIMESTAMP: in UTC, and by the site's clock without a zone, with the offset that tells the repeated hour apart", () => {
  const { schema } = parquetMetadata(file);
  const type = (name: string) => schema.find((one) => one.name === name);
  expect(type("time_utc")).toMatchObject({ type: "INT64", logical_type: { type: "TIMESTAMP", isAdjustedToUTC: true, unit: "MILLIS" } });
  expect(type("time_local")).toMatchObject({ type: "INT64", logical_type: { type: "TIMESTAMP", isAdjustedToUTC: false, unit: "MILLIS" } });
  const repeated = rows.filter(({ time_local }) => (time_local as Date).toISOString() === "2025-11-02T01:30:00.000Z");
  expect(repeated.map(({ time_utc, utc_offset_minutes }) => [(time_utc as Date).toISOString(), utc_offset_minutes])).toEqual([["2025-11-02T05:30:00.000Z", -240], ["2025-11-02T06:30:00.000Z", -300]]);
});

test("units, currency, scenario, seed, version and hash stand in the key-value metadata", () => {
  const { key_value_metadata: pairs = [], created_by } = parquetMetadata(file);
  const facts = new Map(pairs.map(({ key, value }) => [key, value ?? ""]));
  expect(created_by).toBe("GridFlex version 0.0.0");
  expect(facts.get("gridflex.seed")).toBe("7");
  expect(facts.get("gridflex.scenarioHash")).toBe("ab".repeat(32));
  expect(facts.get("gridflex.currency")).toBe("USD");
  const units = JSON.parse(facts.get("gridflex.units")!) as Record<string, string>;
  expect(units).toMatchObject({ importKw: "kW", socKwh: "kWh", buyPerKwh: "USD/kWh", temperatureC: "°C" });
  expect(Object.keys(rows[0]!).filter((name) => !name.startsWith("time_") && units[name] === undefined)).toEqual([]);
  expect(JSON.parse(facts.get("gridflex.scenario")!)).toEqual(run.scenario);
});

test("codes are written as words", () => {
  expect(new Set(rows.map(({ batteryReason }) => typeof batteryReason))).toEqual(new Set(["string"]));
});
