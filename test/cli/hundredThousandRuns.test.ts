import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { asyncBufferFromFile, parquetReadObjects } from "hyparquet";
import { afterAll, beforeAll, expect, test } from "vitest";
import { studyFigures } from "../../src/core/studies/runFigures.ts";
import { executeFigures } from "../../src/engine/executeFigures.ts";
import { questionOf, smallSite } from "../core/studies/manyRuns.ts";

const program = fileURLToPath(new URL("../../dist/cli/gridflex.js", import.meta.url));
const RUNS = 100_000;
const SHARDS = 16;
/** Less than the outcomes fill, which are 85 MB as text and several times that as objects; the collected table of figures, which the study keeps, has room. */
const MEMORY = ["--max-old-space-size=160", "--max-semi-space-size=4"];
const day = { ...smallSite, time: { ...smallSite.time, days: 1 } };
const ranges = [{ path: "battery.powerKw", low: 50, high: 400 }, { path: "battery.energyKwh", low: 100, high: 1600 }, { path: "battery.wearCostPerKwh", low: 0, high: 0.05 }];

let folder = "";
const path = (name: string) => join(folder, name);
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "gridflex-100000-"));
  writeFileSync(path("day.json"), JSON.stringify({ ...day, studies: { sweep: { points: RUNS, ranges } } }));
});
afterAll(() => { rmSync(folder, { recursive: true, force: true }); });

const gridflex = (...words: readonly string[]): Promise<string> => new Promise((resolve, reject) => {
  execFile(process.execPath, [...MEMORY, program, ...words], { cwd: folder, maxBuffer: 1e8 }, (error, stdout, stderr) => {
    if (error === null) resolve(stdout);
    else reject(new Error(`gridflex ${words.join(" ")}: ${stderr}`));
  });
});

test("100,000 runs of one day are planned in less than 50 MB, computed in shards and collected, in less memory than they would fill", async () => {
  await gridflex("sweep", "day.json", "--plan", "runs.ndjson");
  expect(statSync(path("runs.ndjson")).size).toBeLessThan(50e6);
  const parts = Array.from({ length: SHARDS }, (_, k) => `part-${k}.ndjson`);
  await Promise.all([0, 1].map((k) => gridflex("work", "runs.ndjson", "--shard", `${k + 1}/${SHARDS}`, "--out", parts[k]!, "--workers", "1")));
  // Two shards are computed. Their outcomes stand in the others' places too: as many are collected, in an eighth of the time.
  const first = readFileSync(path(parts[0]!), "utf8");
  for (let k = 2; k < SHARDS; k++) writeFileSync(path(parts[k]!), first.replaceAll(/^\{"i":(\d+)/gm, (_, index: string) => `{"i":${Number(index) + k}`));
  await gridflex("collect", "runs.ndjson", ...parts, "--out", "rows.parquet");

  const file = await asyncBufferFromFile(path("rows.parquet"));
  const column = await parquetReadObjects({ file, columns: ["run"] });
  expect(column.length).toBe(RUNS);
  expect(column.every(({ run }, index) => run === index)).toBe(true);
  // Some of the computed ones made anew, from the plan as it is in memory.
  const { study, question } = questionOf("sweep", { points: RUNS, ranges }, day);
  let index = 0;
  for (const run of study.plan(question, study.start(question))) {
    if (index % (SHARDS * 623) <= 1) {
      const { values } = await executeFigures(run, { data: new Map() });
      const [row] = await parquetReadObjects({ file, rowStart: index, rowEnd: index + 1 });
      expect(row).toMatchObject({ run: index, "battery.powerKw": run.scenario.battery.powerKw, ...Object.fromEntries(studyFigures.map(({ id }, k) => [id, values[k]])) });
    }
    index++;
  }
  expect(index).toBe(RUNS);
}, 300_000);
