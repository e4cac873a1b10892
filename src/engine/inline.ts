import { CancelledError, toErrorRecord } from "../core/errors.ts";
import { Kept, executeRun } from "./executeRun.ts";
import type { ExecuteOptions, Executor, Outcome, Run } from "./run.ts";

/** Runs in the thread that asks, one after another, each with what the last one left in `kept`. */
export const inlineWith = (kept: Kept): Executor => ({
  async *execute(runs: Iterable<Run>, { data, signal, onProgress }: ExecuteOptions): AsyncGenerator<Outcome> {
    let index = 0;
    for (const run of runs) {
      if (signal?.aborted === true) throw new CancelledError();
      const outcome = outcomeOf(index, run, data, kept);
      index++;
      onProgress?.(index);
      yield outcome;
    }
  },
});

/** The same for a single batch: for tests and scripts. */
export const inline: Executor = { execute: (runs, options) => inlineWith(new Kept()).execute(runs, options) };

function outcomeOf(index: number, run: Run, data: ExecuteOptions["data"], kept: Kept): Outcome {
  try {
    return { index, ok: true, result: executeRun(run, { data, kept }) };
  } catch (error) {
    return { index, ok: false, error: toErrorRecord(error) };
  }
}
