import type { SimulatedRun } from "../core/simulate.ts";
import type { Outcome, Run } from "../core/studies/study.ts";
import type { DataFiles } from "../core/time/series.ts";

export type { Outcome, Run } from "../core/studies/study.ts";

export type ExecuteOptions = {
  readonly data: DataFiles;
  readonly signal?: AbortSignal | undefined;
  /** Called with the number of finished runs. */
  readonly onProgress?: ((done: number) => void) | undefined;
};

/** Where the runs of a study are computed: here, in a pool of workers, in files, in a queue. */
export type Executor = {
  /**
   * Takes runs as they are wanted, a bounded number ahead, and gives outcomes in the order of their index. Leaving the loop early cancels what is left.
   * `RunKept` is what the `keep` of the runs says: the caller names it.
   * @throws CancelledError where the signal is aborted
   */
  execute<RunKept = SimulatedRun>(runs: Iterable<Run>, options: ExecuteOptions): AsyncIterable<Outcome<RunKept>>;
};
