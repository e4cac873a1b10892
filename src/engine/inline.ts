import { CancelledError, toErrorRecord } from "../core/errors.ts";
import { needsSolver } from "../core/strategies/index.ts";
import { Kept, executeRun } from "./executeRun.ts";
import { solver } from "./solver.ts";
import type { ExecuteOptions, Executor, Outcome, Run } from "./run.ts";

/** Runs in the thread that asks, one after another, each with what the last one left in `kept`. */
export const inlineWith = (kept: Kept): Executor => ({
  async *execute(runs: Iterable<Run>, { data, signal, onProgress }: ExecuteOptions): AsyncGenerator<Outcome> {
    let index = 0;
    for (const run of runs) {
      if (signal?.aborted === true) throw new CancelledError();
      const outcome = await outcomeOf(index, run, data, kept);
      index++;
      onProgress?.(index);
      yield outcome;
    }
  },
});

/** The same for a single batch: for tests and scripts. */
export const inline: Executor = { execute: (runs, options) => inlineWith(new Kept()).execute(runs, options) };

async function outcomeOf(index: number, run: Run, data: ExecuteOptions["data"], kept: Kept): Promise<Outcome> {
  try {
    return { index, ok: true, result: executeRun(run, { data, kept, solve: needsSolver(run.scenario.strategy) ? await solver() : undefined }) };
  } catch (error) {
    return { index, ok: false, error: toErrorRecord(error) };
  }
}
