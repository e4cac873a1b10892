import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { canonicalJson } from "../../src/document/hash.ts";
import { version } from "../../src/document/version.ts";
import { CancelledError, InputError } from "../../src/core/errors.ts";
import { studyFigures, type RunFigures } from "../../src/core/studies/runFigures.ts";
import type { Outcome, Run } from "../../src/core/studies/study.ts";
import { inlineWith } from "../../src/engine/inline.ts";
import { Kept } from "../../src/engine/executeRun.ts";
import { mergeOutcomes, outcomeLine, outcomeOfLine, planLines, readPlan, runsOfShard, type PlanHeader, type PlannedRun } from "../../src/engine/lines.ts";
import type { Executor } from "../../src/engine/run.ts";
import { runStudy } from "../../src/engine/runStudy.ts";
import { questionOf, smallSite } from "../core/studies/manyRuns.ts";

const oneDay = { ...smallSite, time: { ...smallSite.time, days: 1 } };
const header = (study: string, inputs: unknown): PlanHeader => ({ format: "gridflex-runs-1", version, study, inputs, seed: "1", studyHash: "x", first: 0, base: oneDay });
async function* stream<Value>(values: Iterable<Value>): AsyncGenerator<Value> {
  for (const value of values) {
    await Promise.resolve();
    yield value;
  }
}
const all = async <Value>(values: AsyncIterable<Value>): Promise<Value[]> => {
  const list: Value[] = [];
  for await (const value of values) list.push(value);
  return list;
};
const ranges = [{ path: "solar.dcKw", low: 0, high: 800 }, { path: "battery.powerKw", low: 50, high: 400 }, { path: "battery.energyKwh", low: 100, high: 1600 }];

describe("on paper", () => {
  test("a run comes back as it was planned, strategy, list places and absent inputs too", async () => {
    const { study, question } = questionOf("sweep", { points: 4, ranges, values: [{ path: "strategy", values: ["idle", "peak-shaving", "tou-arbitrage+price-defer"] }, { path: "tariff.urdb.flatdemandstructure[0][0].rate", values: [1, 4] }] }, oneDay);
    const planned = [...study.plan(question, study.start(question))];
    const plan = await readPlan(stream(planLines(header("sweep", question.inputs), new Map([["a.csv", "QQ=="]]), planned)), "runs.ndjson");
    const read = await all(plan.runs);
    expect(plan.files.get("a.csv")).toBe("QQ==");
    expect(read.map(({ index }) => index)).toEqual(planned.map((_, index) => index));
    read.forEach(({ run }, k) => { expect(canonicalJson(run)).toBe(canonicalJson(planned[k])); });
  });

  test("a plan that was cut off is refused where it ends", async () => {
    const { study, question } = questionOf("sweep", { points: 5, ranges }, oneDay);
    const lines = [...planLines(header("sweep", question.inputs), new Map(), study.plan(question, study.start(question)))];
    await expect(readPlan(stream(lines.slice(0, 1)), "cut")).rejects.toBeInstanceOf(InputError);
    const { runs } = await readPlan(stream(lines.slice(0, 4)), "cut");
    await expect(all(runs)).rejects.toThrow("cut off");
  });

  test("every run is in one shard and no other, and runs that share their site are not parted", async () => {
    const { study, question } = questionOf("monteCarlo", { mostSeeds: 30, batchSeeds: 30, strategies: ["idle", "tou-arbitrage", "self-consumption"] }, oneDay);
    const planned: PlannedRun[] = [...study.plan(question, study.start(question))].map((run, index) => ({ index, run }));
    await fc.assert(fc.asyncProperty(fc.integer({ min: 1, max: 40 }), async (shards) => {
      const parts = await Promise.all(Array.from({ length: shards }, (_, shard) => all(runsOfShard(stream(planned), shard, shards))));
      expect(parts.flat().map(({ index }) => index).sort((a, b) => a - b)).toEqual(planned.map(({ index }) => index));
      for (const part of parts) expect(part.length % 3).toBe(0);
    }), { numRuns: 20 });
  });

  test("parts become one in the order of the runs, whatever stands twice", async () => {
    await fc.assert(fc.asyncProperty(fc.array(fc.uniqueArray(fc.nat(60)), { maxLength: 6 }), async (parts) => {
      const outcomes = parts.map((part) => stream(part.toSorted((a, b) => a - b).map((index): Outcome<RunFigures> => ({ index, ok: false, error: { name: "CancelledError" } }))));
      const merged = await all(mergeOutcomes(outcomes));
      expect(merged.map(({ index }) => index)).toEqual([...new Set(parts.flat())].sort((a, b) => a - b));
    }), { numRuns: 100 });
  });

  test("an outcome comes back to the last bit, and half a line is none", () => {
    fc.assert(fc.property(fc.array(fc.option(fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => (value === 0 ? 0 : value)))), (values) => {
      const outcome: Outcome<RunFigures> = { index: 7, ok: true, result: { values, monthlyBillCost: [], monthlyPeakKw: [], importByHourKw: [] } };
      const line = outcomeLine(outcome);
      expect(outcomeOfLine(line)).toEqual(outcome);
      expect(outcomeOfLine(line.slice(0, -2))).toBeUndefined();
    }));
  });
});

test("100,000 runs of one day are planned in less than 50 MB, read in shards and added up without being held", async () => {
  const count = 100_000;
  const { study, question } = questionOf("sweep", { points: count, ranges }, oneDay);
  const lines = function* lines(): Generator<string> { yield* planLines(header("sweep", question.inputs), new Map(), study.plan(question, study.start(question))); };
  let bytes = 0;
  for (const line of lines()) bytes += line.length + 1;
  expect(bytes).toBeLessThan(50e6);

  // One of 64 shards is computed, of the others the lines stand for outcomes.
  const { runs } = await readPlan(stream(lines()), "runs");
  const shard: PlannedRun[] = [];
  for await (const planned of runsOfShard(runs, 2, 64)) shard.push(planned);
  expect(shard.length).toBeGreaterThan(1000);
  const some: Run[] = shard.slice(0, 40).map(({ run }) => run);
  const computed = await all(inlineWith(new Kept()).execute<RunFigures>(some, { data: new Map() }));
  expect(computed.every(({ ok }) => ok)).toBe(true);
  const [sample] = computed;
  if (sample?.ok !== true) throw new Error("the first run failed");

  const part = async function* part(shardOf: number): AsyncGenerator<Outcome<RunFigures>> {
    for (let index = shardOf; index < count; index += 64) {
      await Promise.resolve();
      yield outcomeOfLine(outcomeLine({ ...sample, index, result: { ...sample.result, values: sample.result.values.map((value, k) => (k === 0 ? index : value)) } }))!;
    }
  };
  const nothing: Executor = { execute: () => { throw new CancelledError(); } };
  let most = 0;
  const before = process.memoryUsage().heapUsed;
  const found = await runStudy(study, question, nothing, {
    recorded: mergeOutcomes(Array.from({ length: 64 }, (_, k) => part(k))),
    onOutcome({ index }) {
      if (index % 10_000 === 0) most = Math.max(most, process.memoryUsage().heapUsed - before);
    },
  });
  expect(found.rows).toBe(count);
  expect(found.table?.figures[studyFigures[0]!.id]?.[99_999]).toBe(99_999);
  expect(found.best[studyFigures[0]!.id]).toMatchObject({ row: 0, value: 0 });
  // Columns of numbers stand outside the heap; outcomes held would be some 200 MB in it.
  expect(most).toBeLessThan(150e6);
}, 120_000);
