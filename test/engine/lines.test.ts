import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { canonicalJson } from "../../src/document/hash.ts";
import { version } from "../../src/document/version.ts";
import { InputError } from "../../src/core/errors.ts";
import type { RunFigures } from "../../src/core/studies/runFigures.ts";
import type { Outcome } from "../../src/core/studies/study.ts";
import { mergeOutcomes, outcomeLine, outcomeOfLine, planLines, readPlan, runsOfShard, plannedRun, type PlanHeader, type PlannedLine } from "../../src/engine/lines.ts";
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
    read.forEach((line, k) => { expect(canonicalJson(plannedRun(oneDay, line).run)).toBe(canonicalJson(planned[k])); });
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
    const lines = [...planLines(header("monteCarlo", question.inputs), new Map(), study.plan(question, study.start(question)))];
    const planned: PlannedLine[] = await all((await readPlan(stream(lines), "runs.ndjson")).runs);
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
