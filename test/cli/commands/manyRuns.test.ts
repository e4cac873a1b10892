import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } from "hyparquet";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { studyFigures } from "../../../src/core/studies/runFigures.ts";
import { measuredSite } from "../../core/studies/manyRuns.ts";

const program = fileURLToPath(new URL("../../../dist/cli/gridflex.js", import.meta.url));
let folder = "";
const path = (name: string) => join(folder, name);
const measured = measuredSite();
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "gridflex-many-"));
  writeFileSync(path("load.csv"), measured.csv);
  writeFileSync(path("site.json"), JSON.stringify({ ...measured.site, studies: { monteCarlo: { mostSeeds: 16, batchSeeds: 8, toleranceFraction: 1e-9 } } }));
});
afterAll(() => { rmSync(folder, { recursive: true, force: true }); });

type Done = { readonly code: number; readonly stdout: string; readonly stderr: string };
const gridflex = (...words: readonly string[]): Promise<Done> => new Promise((resolve) => {
  execFile(process.execPath, [program, ...words], { cwd: folder, maxBuffer: 1e8 }, (error, stdout, stderr) => { resolve({ code: typeof error?.code === "number" ? error.code : 0, stdout, stderr }); });
});
const done = async (...words: readonly string[]): Promise<string> => {
  const { code, stdout, stderr } = await gridflex(...words);
  if (code !== 0) throw new Error(`gridflex ${words.join(" ")} ended with ${code}: ${stderr}`);
  return stdout;
};

describe("a plan that is worked on in shards and collected", () => {
  test("gives the bytes of the study computed here, batch after batch, however often a shard is run or cut off", async () => {
    const whole = await done("montecarlo", "site.json", "--json", "--out", "here.parquet");
    await done("montecarlo", "site.json", "--plan", "runs.ndjson");
    const shard = (plan: string, k: number, out: string) => done("work", plan, "--shard", `${k}/2`, "--out", out, "--workers", "1");
    const parts: string[] = [];
    let collected = "";
    let plan = "runs.ndjson";
    for (let batch = 0; batch < 2; batch++) {
      for (const k of [1, 2]) {
        parts.push(`part-${batch}-${k}.ndjson`);
        await shard(plan, k, parts.at(-1)!);
      }
      // A shard that was run elsewhere too, and one that was killed while it wrote.
      if (batch === 0) {
        await shard(plan, 2, "again.ndjson");
        expect(readFileSync(path("again.ndjson"), "utf8")).toBe(readFileSync(path("part-0-2.ndjson"), "utf8"));
        parts.push("again.ndjson");
        const before = readFileSync(path("part-0-1.ndjson"), "utf8");
        truncateSync(path("part-0-1.ndjson"), Math.floor(0.6 * statSync(path("part-0-1.ndjson")).size));
        const missing = await gridflex("collect", "runs.ndjson", ...parts, "--json");
        expect(missing).toMatchObject({ code: 1, stdout: "" });
        expect(missing.stderr).toContain("run its shard again");
        await shard(plan, 1, "part-0-1.ndjson");
        expect(readFileSync(path("part-0-1.ndjson"), "utf8")).toBe(before);
      }
      plan = `next-${batch}.ndjson`;
      collected = await done("collect", "runs.ndjson", ...parts, "--plan", plan, "--json", "--out", "there.parquet");
      expect(collected === "").toBe(batch < 1);
    }
    expect(collected).toBe(whole);
    expect(readFileSync(path("there.parquet")).equals(readFileSync(path("here.parquet")))).toBe(true);
  }, 120_000);

  test("refuses parts of another study and plans of another version", async () => {
    await done("sweep", "site.json", "--vary", "solar.dcKw=100,200", "--plan", "sweep.ndjson");
    await done("work", "sweep.ndjson", "--out", "sweep-part.ndjson");
    await done("sweep", "site.json", "--vary", "solar.dcKw=100,300", "--plan", "other.ndjson");
    const mixed = await gridflex("collect", "other.ndjson", "sweep-part.ndjson");
    expect(mixed.code).toBe(2);
    expect(mixed.stderr).toContain("scenario, inputs, seed and data must be the same");
    const absent = await gridflex("collect", "sweep.ndjson", "sweep-part.ndjson", "nowhere.ndjson");
    expect(absent).toMatchObject({ code: 2, stdout: "" });
    expect(absent.stderr).toContain("nowhere.ndjson: found no such file");
    writeFileSync(path("older.ndjson"), readFileSync(path("sweep.ndjson"), "utf8").replace(/"version":"[^"]*"/, '"version":"0.0.9"'));
    expect((await gridflex("work", "older.ndjson", "--out", "x.ndjson")).stderr).toContain("0.0.9");
    writeFileSync(path("cut.ndjson"), readFileSync(path("sweep.ndjson"), "utf8").split("\n").slice(0, 2).join("\n"));
    expect(await gridflex("work", "cut.ndjson", "--out", "y.ndjson")).toMatchObject({ code: 2 });
  }, 60_000);
});

test("where no rule may stop it a study is planned whole", async () => {
  await done("montecarlo", "site.json", "--seeds", "16", "--tolerance", "0", "--plan", "whole.ndjson");
  await done("work", "whole.ndjson", "--out", "whole-part.ndjson");
  expect(await done("collect", "whole.ndjson", "whole-part.ndjson", "--json")).toBe(await done("montecarlo", "site.json", "--seeds", "16", "--tolerance", "0", "--json"));
}, 60_000);

test("a study that was stopped goes on from its log and ends with the same bytes", async () => {
  const words = ["tune", "site.json", "--vary", "strategy.battery.minGainPerKwh=0..0.4", "--candidates", "8", "--json"];
  const whole = await done(...words, "--log", "log.ndjson");
  const log = readFileSync(path("log.ndjson"), "utf8");
  truncateSync(path("log.ndjson"), Math.floor(log.length / 2));
  expect(await done(...words, "--log", "log.ndjson")).toBe(whole);
  expect(readFileSync(path("log.ndjson"), "utf8")).toBe(log);
}, 60_000);

test("a sweep's rows stand in a Parquet file in their order, with what was set and what came out", async () => {
  const found = JSON.parse(await done("sweep", "site.json", "--vary", "battery.energyKwh=200,400;strategy=idle,tou-arbitrage", "--json", "--out", "rows.parquet")) as { readonly table: { readonly figures: Readonly<Record<string, readonly number[]>> } };
  const file = await asyncBufferFromFile(path("rows.parquet"));
  const rows = await parquetReadObjects({ file });
  expect(rows.map((row) => [row["run"], row["battery.energyKwh"], row["strategy"]])).toEqual([[0, 200, "idle"], [1, 200, "tou-arbitrage"], [2, 400, "idle"], [3, 400, "tou-arbitrage"]]);
  for (const { id } of studyFigures) expect(rows.map((row) => row[id] as unknown)).toEqual(found.table.figures[id]);
  const { key_value_metadata: facts } = await parquetMetadataAsync(file);
  expect(facts?.find(({ key }) => key === "gridflex.study")?.value).toBe("sweep");
}, 60_000);

test("rows of the optimiser's front stand there with their weight of carbon, and what each costs with its equipment", async () => {
  const found = JSON.parse(await done("pareto", "site.json", "--by", "optimiser", "--weights", "0,0.5", "--json", "--out", "front.parquet")) as { readonly table: { readonly figures: Readonly<Record<string, readonly number[]>> } };
  const rows = await parquetReadObjects({ file: await asyncBufferFromFile(path("front.parquet")) });
  expect(rows.map((row) => [row["strategy"], row["strategy.battery.carbonCostPerKg"]])).toEqual([["optimal+run-now", 0], ["optimal+run-now", 0.5]]);
  expect(rows.map((row) => row["costWithEquipment"] as unknown)).toEqual(found.table.figures["costWithEquipment"]);
  expect(await gridflex("pareto", "site.json", "--by", "optimiser", "--weights", "0,much")).toMatchObject({ code: 2 });
}, 60_000);

test("each command tells its finding, and refuses what cannot be asked", async () => {
  expect(await done("sensitivity", "site.json", "--vary", "solar.dcKw=300..500;battery.energyKwh=300..500")).toContain("DC rating");
  expect(await done("sensitivity", "site.json", "--method", "morris", "--rows", "4", "--vary", "solar.dcKw=300..500")).toMatch(/4\strajectories/);
  expect(await done("pareto", "site.json", "--figures", "totalCost,emissionsKg", "--vary", "solar.dcKw=0..400", "--points", "6")).toContain("none beats");
  expect(await gridflex("sweep", "site.json", "--vary", "battery.powerKwh=1,2")).toMatchObject({ code: 2 });
  expect((await gridflex("sensitivity", "site.json", "--vary", "solar.dcKw=1,2")).stderr).toContain("LOW..HIGH");
  expect((await gridflex("work", "--shard", "5/3", "x.ndjson", "--out", "y")).stderr).toContain("K/N");
}, 60_000);

test.each([
  ["a count", ["montecarlo", "site.json", "--seeds", "-3"], /^--seeds: found -3; allowed: a whole number, 2 …/],
  ["a range that falls", ["sensitivity", "site.json", "--vary", "solar.dcKw=300..200"], /^--vary solar\.dcKw: found 200; allowed: above low/],
  ["a value out of range", ["sweep", "site.json", "--vary", "solar.dcKw=1,x"], /^--vary solar\.dcKw: found "x"; allowed: a number/],
  ["a figure that is none", ["sensitivity", "site.json", "--method", "sobol", "--figure", "cost"], /^--figure: found "cost"/],
  ["rows that are no power of two", ["sensitivity", "site.json", "--method", "sobol", "--rows", "33"], /^--rows: found 33; allowed: a power of two/],
  ["rows of a tornado", ["sensitivity", "site.json", "--rows", "5"], /^--rows: found 5; allowed: with --method morris or sobol/],
  ["half a thread", ["sweep", "site.json", "--vary", "solar.dcKw=1,2", "--workers", "1.5"], /^--workers: found "1\.5"; allowed: a whole number, 1 … 1024/],
])("%s is refused by the name of its option, not as if it stood in the file", async (_, words, message) => {
  const refused = await gridflex(...words);
  expect(refused).toMatchObject({ code: 2, stdout: "" });
  expect(refused.stderr).toMatch(message);
}, 60_000);
