import { describe, expect, test } from "vitest";
import type { Io } from "../../../src/cli/command.ts";
import { importCommand } from "../../../src/cli/commands/import.ts";
import { gridflex } from "../../../src/cli/gridflex.ts";
import { dataBytes, testWithData } from "../../support/data.ts";
import { bytesOf } from "../../support/imports.ts";
import { samples } from "../../support/samples.ts";

async function call(bytes: Uint8Array, ...words: string[]) {
  let stdout = "";
  let stderr = "";
  const io: Io = { stdout: (text) => { stdout += text; }, stderr: (text) => { stderr += text; }, readFile: () => Promise.resolve(bytes), writeFile: () => Promise.reject(new Error("nothing is written")) };
  return { code: await gridflex(["import", "FILE", ...words], io, [importCommand]), stdout, stderr };
}

describe("gridflex import", () => {
  testWithData("prints what a real file holds, the meant series first, and each oddity with count, place and sentence", async () => {
    const { code, stdout, stderr } = await call(dataBytes("prices/der-vet_hourly_timeseries.csv"), "--json");
    expect([code, stderr]).toEqual([0, ""]);
    const summary = JSON.parse(stdout) as Record<string, unknown> & { series: { name: string; unit: string; mean: number }[]; issues: { class: string; count: number; first: string; message: string }[] };
    expect(Object.keys(summary)).toEqual(["format", "kind", "rows", "stepMinutes", "start", "end", "timeZone", "series", "issues"]);
    expect(summary).toMatchObject({ format: "der-vet", kind: "price", rows: 8760, stepMinutes: 60, start: "2017-01-01T00:00Z", end: "2018-01-01T00:00Z", timeZone: null });
    expect(summary.series[0]).toMatchObject({ name: "DA Price ($/kWh)", unit: "$/kWh", min: 0, max: 0.77113269 });
    expect(summary.issues.every(({ class: name, count, first, message }) => name !== "" && count > 0 && first !== "" && message !== "")).toBe(true);
  });

  testWithData("tells the columns of a table without a time axis alike", async () => {
    const { stdout } = await call(dataBytes("llm/AzureLLMInferenceTrace_conv.csv"), "--json");
    expect(JSON.parse(stdout)).toMatchObject({ kind: "requests", stepMinutes: null, series: [{ name: "ContextTokens", min: 2, max: 14_050 }, { name: "GeneratedTokens", min: 7, max: 1000 }] });
  });

  test("takes column, unit, zone, year and the order of day and month from the caller", async () => {
    const rows = Array.from({ length: 24 }, (_, i) => `03/04/2025 ${String(i).padStart(2, "0")}:00,${i},1`).join("\n");
    const { stdout } = await call(bytesOf(`time,y,z\n${rows}`), "--json", "--column", "y", "--unit", "MWh", "--time-zone", "Europe/Berlin", "--day-first", "yes");
    expect(JSON.parse(stdout)).toMatchObject({ kind: "load", start: "2025-04-02T22:00Z", timeZone: "Europe/Berlin", series: [{ name: "y", unit: "kW", max: 23_000 }, { name: "z", unit: "" }] });
    const undated = await call(bytesOf(`kW\n${"5\n".repeat(8760)}`), "--json", "--year", "2025", "--time-zone", "Etc/GMT+5");
    expect(JSON.parse(undated.stdout)).toMatchObject({ start: "2025-01-01T05:00Z" });
  });

  test("without --json it says the same in lines", async () => {
    const { stdout } = await call(bytesOf(samples["entsoe"]!));
    expect(stdout).toContain("entsoe: price, 24 rows, every 60 min, 2025-01-14T23:00Z to 2025-01-15T23:00Z, clock Europe/Brussels");
  });

  test("what cannot be read ends with 2 and file, line, what was found and what is allowed; nothing on standard output", async () => {
    const broken = samples["csv"]!.replace("2025-01-15T05:00:00,5", "2025-01-15T05:00:00,five");
    const { code, stdout, stderr } = await call(bytesOf(broken), "--json");
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(/FILE.*7.*five.*a number/s);
    expect((await call(bytesOf("no table at all"))).code).toBe(2);
  });
});
