import { CancelledError, toErrorRecord } from "../core/errors.ts";
import { needsSolver } from "../core/strategies/index.ts";
import { executeFigures } from "./executeFigures.ts";
import { Kept, executeRun } from "./executeRun.ts";
import { solver } from "./solver.ts";
import type { ExecuteOptions, Executor, Outcome, Run } from "./run.ts";

/** Runs in the thread that asks, one after another, each with what the last one left in `kept`. */
export const inlineWith = (kept: Kept): Executor => ({
  async *execute<RunKept>(runs: Iterable<Run>, { data, signal, onProgress }: ExecuteOptions): AsyncGenerator<Outcome<RunKept>> {
    let index = 0;
    for (const run of runs) {
      if (signal?.aborted === true) throw new CancelledError();
      const outcome = await outcomeOf<RunKept>(index, run, data, kept);
      index++;
      onProgress?.(index);
      yield outcome;
    }
  },
});

/** The same for a single batch: for tests and scripts. */
export const inline: Executor = { execute: (runs, options) => inlineWith(new Kept()).execute(runs, options) };

/** The caller names what its runs keep: `RunKept` is what `run.keep` says. */
async function outcomeOf<RunKept>(index: number, run: Run, data: ExecuteOptions["data"], kept: Kept): Promise<Outcome<RunKept>> {
  try {
    const result = run.keep === "figures" ? await executeFigures(run, { data, kept })
      : executeRun(run, { data, kept, solve: needsSolver(run.scenario.strategy) ? await solver() : undefined });
    return { index, ok: true, result: result as RunKept };
  } catch (error) {
    return { index, ok: false, error: toErrorRecord(error) };
  }
}
