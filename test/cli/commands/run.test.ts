import { parquetMetadata } from "hyparquet";
import { expect, test } from "vitest";
import { parseArgs } from "../../../src/cli/command.ts";
import { run } from "../../../src/cli/commands/run.ts";
import { unzipped } from "../../support/unzip.ts";

const scenario = { name: "Hall", time: { start: "2025-07-07", days: 7, stepMinutes: 60 }, battery: { powerKw: 200, energyKwh: 400 } };

/** The command in this process; what it writes is kept and not written. */
async function filesOf(...words: string[]): Promise<ReadonlyMap<string, string | Uint8Array>> {
  const files = new Map<string, string | Uint8Array>();
  const io = {
    stdout: () => {}, stderr: () => {},
    readFile: (path: string) => (path.endsWith("site.json") ? Promise.resolve(new TextEncoder().encode(JSON.stringify(scenario))) : Promise.reject(new Error(path))),
    writeFile: (path: string, content: string | Uint8Array) => { files.set(path.replaceAll("\\", "/"), content); return Promise.resolve(); },
  };
  expect(await run.run(parseArgs(run, ["site.json", "--out", "out", ...words]), io)).toBe(0);
  return files;
}

test("without a format the run is written as text that holds everything", async () => {
  const files = [...(await filesOf()).keys()].sort();
  expect(files).toEqual(expect.arrayContaining(["out/bill.csv", "out/bill.csv.json", "out/metrics.csv", "out/result.json", "out/timeseries.csv", "out/timeseries.csv.json"]));
  expect(files.filter((name) => !/\.(?:csv|json)$/.test(name))).toEqual([]);
});

test("Parquet, workbook and report are written when they are asked for, and nothing else", async () => {
  const files = await filesOf("--format", "parquet,xlsx,html");
  expect([...files.keys()].sort()).toEqual(["out/report.html", "out/run.xlsx", "out/timeseries.parquet"]);
  const parquet = files.get("out/timeseries.parquet") as Uint8Array;
  expect(Number(parquetMetadata(parquet.slice().buffer).num_rows)).toBe(168);
  expect([...unzipped(files.get("out/run.xlsx") as Uint8Array).keys()]).toContain("xl/workbook.xml");
  expect(new TextDecoder().decode(files.get("out/report.html") as Uint8Array)).toMatch(/^<!doctype html>[\s\S]*Grid flexibility score/);
  expect(await filesOf("--format", "parquet,xlsx,html")).toEqual(files);
});

test("a format that is none is refused with those that are", async () => {
  await expect(filesOf("--format", "parquet,pdf")).rejects.toMatchObject({ issues: [{ where: { path: "--format" }, found: '"pdf"', allowed: expect.stringContaining("xlsx") as unknown }] });
});
