import * as z from "zod/mini";
import { expect, test } from "vitest";
import { checkScenario } from "../../src/core/scenario.ts";
import type { Outcome, Run, Study } from "../../src/core/studies/study.ts";
import type { RunResult } from "../../src/core/result.ts";
import type { Executor } from "../../src/engine/run.ts";
import { runStudy } from "../../src/engine/runStudy.ts";

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

/** Answers a batch backwards, the run of seed "…/4" with a failure. */
const backwards: Executor = {
  async *execute(runs, { onProgress }) {
    const all = [...runs];
    for (let index = all.length - 1; index >= 0; index--) {
      await Promise.resolve();
      const { seed } = all[index] as Run;
      onProgress?.(all.length - index);
      yield (seed.endsWith("/4") ? { index, ok: false, error: { name: "CancelledError" } } : { index, ok: true, result: seed as unknown as RunResult }) satisfies Outcome;
    }
  },
};

test("outcomes are added in the order of their runs over all batches, whatever order they arrive in; a failed one is an outcome", async () => {
  const told: number[] = [];
  const seen = await runStudy(batches, { scenario, inputs: null, seed: "s", data: new Map() }, backwards, { onProgress: (fraction) => { told.push(fraction); } });
  expect(seen).toEqual(Array.from({ length: 9 }, (_, i) => (i === 4 ? "4:CancelledError" : `${i}:s/${i}`)));
  expect(told.at(-1)).toBe(1);
});

test("a study without runs is answered at once", async () => {
  const none = { ...batches, plan: () => [], finish: () => ["answer"] };
  expect(await runStudy(none, { scenario, inputs: null, seed: "s", data: new Map() }, backwards)).toEqual(["answer"]);
});
