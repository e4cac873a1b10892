import { CancelledError, toErrorRecord } from "../core/errors.ts";
import { Kept, executeRun } from "./executeRun.ts";
import type { ExecuteOptions, Executor, Outcome, Run } from "./run.ts";

/** Runs in the thread that asks, one after another: for tests, scripts and a single run. */
export const inline: Executor = {
  async *execute(runs: Iterable<Run>, { data, signal, onProgress }: ExecuteOptions): AsyncGenerator<Outcome> {
    const kept = new Kept();
    let index = 0;
    for (const run of runs) {
      if (signal?.aborted === true) throw new CancelledError();
      const outcome = outcomeOf(index, run, data, kept);
      index++;
      onProgress?.(index);
      yield outcome;
    }
  },
};

function outcomeOf(index: number, run: Run, data: ExecuteOptions["data"], kept: Kept): Outcome {
  try {
    return { index, ok: true, result: executeRun(run, { data, kept }) };
  } catch (error) {
    return { index, ok: false, error: toErrorRecord(error) };
  }
}
