import * as z from "zod/mini";
import { expect, onTestFinished, test, vi } from "vitest";
import { checkScenario } from "../../src/core/scenario.ts";
import type { Outcome, Run, Study } from "../../src/core/studies/study.ts";
import { CancelledError } from "../../src/core/errors.ts";
import type { SimulatedRun } from "../../src/core/simulate.ts";
import type { ExecuteOptions, Executor } from "../../src/engine/run.ts";
import { runStudy, type StudyProgress } from "../../src/engine/runStudy.ts";

const scenario = checkScenario({});
/** Plans three batches of three runs and remembers what came when. */
const batches: Study<"batches", null, { planned: number; readonly seen: string[] }, readonly string[]> = {
  id: "batches", title: "", summary: "", inputs: z.null(), runs: "many", runsExpected: () => 9,
  start: () => ({ planned: 0, seen: [] }),
  * plan({ seed }, tally): Generator<Run> {
    if (tally.planned === 9) return;
    for (let i = 0; i < 3; i++) yield { scenario, seed: `${seed}/${tally.planned++}`, keep: "summary" };
  },
  add(_, { seen }, outcome) { seen.push(`${outcome.index}:${outcome.ok ? (outcome.result as unknown as string) : outcome.error.name}`); },
  finish: (_, { seen }) => seen,
};

/** Answers with the seed, the run of seed "…/4" with a failure; counts what it computes. */
const answering = (computed: string[] = []): Executor => ({
  async *execute<Kept>(runs: Iterable<Run>, { onProgress }: ExecuteOptions): AsyncGenerator<Outcome<Kept>> {
    let index = 0;
    for (const { seed } of runs) {
      await Promise.resolve();
      computed.push(seed);
      yield seed.endsWith("/4") ? { index, ok: false, error: { name: "CancelledError" } } : { index, ok: true, result: seed as Kept };
      onProgress?.(++index);
    }
  },
});
const question = { scenario, inputs: null, seed: "s", data: new Map() };
const all = Array.from({ length: 9 }, (_, i) => (i === 4 ? "4:CancelledError" : `${i}:s/${i}`));

test("outcomes are counted over all batches and handed out beside their runs; a failed one is an outcome", async () => {
  const told: StudyProgress[] = [];
  const written: string[] = [];
  const seen = await runStudy(batches, question, answering(), {
    onProgress: (fraction, progress) => { told.push(progress); expect(fraction).toBe(progress.done / 9); },
    onOutcome: ({ index }, { seed }) => { written.push(`${index}:${seed}`); },
  });
  expect(seen).toEqual(all);
  expect(told.at(-1)).toEqual({ done: 9, expected: 9, secondsLeft: 0 });
  expect(written).toEqual(Array.from({ length: 9 }, (_, i) => `${i}:s/${i}`));
});

test("what an earlier attempt recorded is not computed again, wherever it stopped, and the finding is the same", async () => {
  for (const stopped of [0, 2, 3, 5, 9]) {
    const recorded = async function* recorded(): AsyncGenerator<Outcome> {
      for (let index = 0; index < stopped; index++) {
        await Promise.resolve();
        yield index === 4 ? { index, ok: false, error: { name: "CancelledError" } } : { index, ok: true, result: `s/${index}` as unknown as SimulatedRun };
      }
    };
    const computed: string[] = [];
    expect(await runStudy(batches, question, answering(computed), { recorded: recorded() })).toEqual(all);
    expect(computed).toEqual(Array.from({ length: 9 - stopped }, (_, i) => `s/${stopped + i}`));
  }
});

test("a study that is cancelled tells what it knows by then, and rejects", async () => {
  const cancelling: Executor = {
    async *execute<Kept>(runs: Iterable<Run>, options: ExecuteOptions) {
      for await (const outcome of answering().execute<Kept>(runs, options)) {
        if (outcome.index === 1) throw new CancelledError();
        yield outcome;
      }
    },
  };
  const partial: (readonly string[])[] = [];
  await expect(runStudy(batches, question, cancelling, { onPartial: (finding) => { partial.push([...finding]); } })).rejects.toThrow(CancelledError);
  expect(partial.at(-1)).toEqual(["0:s/0"]);
});

test("a study without runs is answered at once", async () => {
  const none = { ...batches, plan: () => [], finish: () => ["answer"] };
  expect(await runStudy(none, question, answering())).toEqual(["answer"]);
});

test.each([
  // Half a second apart while it is not felt, then 20 times its length, and beyond 50 ms as much more seldom as it is longer.
  { findingMs: 1, times: 120 }, { findingMs: 50, times: 60 }, { findingMs: 200, times: 4 },
])("a partial answer that takes $findingMs ms is found $times times in a minute of runs", async ({ findingMs, times }) => {
  let nowMs = 0;
  const clock = vi.spyOn(performance, "now").mockImplementation(() => nowMs);
  onTestFinished(() => { clock.mockRestore(); });
  let parts = 0;
  const slow: typeof batches = {
    ...batches,
    * plan({ seed }, tally) { while (tally.planned < 60_000) yield { scenario, seed: `${seed}/${tally.planned++}`, keep: "summary" }; },
    add() { nowMs += 1; },
    finish: (_, { seen }) => { nowMs += findingMs; return seen; },
  };
  await runStudy(slow, question, answering(), { onPartial: () => { parts++; } });
  expect(parts).toBe(times);
});
