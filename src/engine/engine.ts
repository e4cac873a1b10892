import type { RunResult } from "../core/result.ts";
import type { DataFiles } from "../core/time/series.ts";
import type { ImportedFile, ReadOptions } from "../files/read/reader.ts";
import type { Executor, Run } from "./run.ts";

export type { Executor, ExecuteOptions, Outcome, Run } from "./run.ts";

export type RunOptions = {
  /** Files that the scenario names, by `dataKey`. Each crosses to a worker once. */
  readonly data?: DataFiles | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Share of the work that is done, 0…1; never after the result. */
  readonly onProgress?: ((fraction: number) => void) | undefined;
};

/** A file as its reader found it, with the hash of its bytes. */
export type ReadFile = { readonly imported: ImportedFile; readonly sha256: string };

/** Where runs happen. The page has one for its life, the command line one for a command. */
export type Engine = Executor & {
  /**
   * One run that somebody waits for: before every run of a study.
   * @throws what `simulate` throws, and CancelledError at once where the signal is aborted
   */
  run(run: Run, options?: RunOptions): Promise<RunResult>;
  /**
   * The same, on a lane where only the newest counts: it takes the place of the one that waits, and what still computes
   * is let finish if it is short, unheard. The lane stays on its worker, which keeps what the next run can use again.
   * @throws CancelledError where a newer run took the lane
   */
  latest(lane: string, run: Run, data?: DataFiles): Promise<RunResult>;
  /**
   * Reads a file in a worker.
   * @throws InputError with file and line, LimitError beyond the size limits, CancelledError
   */
  readFile(bytes: Uint8Array, name: string, options?: ReadOptions, signal?: AbortSignal): Promise<ReadFile>;
  /** Ends the workers; everything that waits rejects with CancelledError. */
  dispose(): void;
};
