import type { ErrorRecord } from "../core/errors.ts";
import type { RunResult } from "../core/result.ts";
import type { Scenario } from "../core/scenario.ts";
import type { DataFiles } from "../core/time/series.ts";

/** One run: what the result is a function of, beside the data files that the scenario names. */
export type Run = {
  readonly scenario: Scenario;
  readonly seed: string;
  /** "summary": no column of steps comes back. */
  readonly keep: "summary" | "frame";
};

/** A finished run of many: a failed one is an outcome, not the end. `index` is its place among the runs that were handed in. */
export type Outcome =
  | { readonly index: number; readonly ok: true; readonly result: RunResult }
  | { readonly index: number; readonly ok: false; readonly error: ErrorRecord };

export type ExecuteOptions = {
  readonly data: DataFiles;
  readonly signal?: AbortSignal | undefined;
  /** Called with the number of finished runs. */
  readonly onProgress?: ((done: number) => void) | undefined;
};

/** Where the runs of a study are computed: here, in a pool of workers, in files, in a queue. */
export type Executor = {
  /**
   * Takes runs as they are wanted and gives outcomes in the order they arrive. Leaving the loop early cancels what is left.
   * @throws CancelledError where the signal is aborted
   */
  execute(runs: Iterable<Run>, options: ExecuteOptions): AsyncIterable<Outcome>;
};
