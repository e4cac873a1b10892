import type { ErrorRecord } from "../core/errors.ts";
import type { SimulatedRun } from "../core/simulate.ts";
import type { RunFigures } from "../core/studies/runFigures.ts";
import type { Question } from "../core/studies/study.ts";
import type { DataFile } from "../core/time/series.ts";
import type { ImportedFile, ReadOptions } from "../files/read/reader.ts";
import type { FinishedRun, WriteOptions } from "../files/write/writer.ts";
import type { Run } from "./run.ts";

/** Every type that crosses a port between the page (or the command line) and its workers. */

/** What a worker can be asked for, and what it answers, by kind. */
export type Work = {
  readonly run: { readonly job: { readonly kind: "run"; readonly run: Run; /** The optimum without a solver. */ readonly live?: boolean | undefined }; readonly value: SimulatedRun };
  /** Of runs that share their site the figures alone, or why there are none, run by run. */
  readonly figures: { readonly job: { readonly kind: "figures"; readonly runs: readonly Run[] }; readonly value: readonly FiguresAnswer[] };
  readonly write: { readonly job: { readonly kind: "write"; readonly writer: string; readonly run: FinishedRun; readonly options: WriteOptions }; readonly value: Uint8Array };
  /** A whole study in one worker; `question` without its data, which travel as those of runs do. What comes back is the study's finding. */
  readonly study: { readonly job: { readonly kind: "study"; readonly study: string; readonly question: Omit<Question<unknown>, "data"> }; readonly value: object };
  readonly read: { readonly job: { readonly kind: "read"; readonly bytes: Uint8Array; readonly name: string; readonly options: ReadOptions }; readonly value: ReadFile };
};
export type Kind = keyof Work;
export type Job = Work[Kind]["job"];

/** A file as its reader found it, with the hash of its bytes. */
export type ReadFile = { readonly imported: ImportedFile; readonly sha256: string };

export type FiguresAnswer = { readonly ok: true; readonly result: RunFigures } | { readonly ok: false; readonly error: ErrorRecord };

/** A job and its number, which marks its progress. */
export type Request = { readonly number: number; readonly job: Job };

export type Answer = { readonly ok: true; readonly value: Work[Kind]["value"] } | { readonly ok: false; readonly error: ErrorRecord };

/** Share of the job that is done, 0…1. Unordered with the answers: late ones are dropped by their number. */
export type Progress = { readonly number: number; readonly fraction: number };

export type WorkerApi = {
  /**
   * First call. Progress comes on this one port for the worker's life.
   * @param lifeLock a lock that the worker takes and holds while it lives, where the platform has such; null for none
   */
  connect(progress: MessagePort, lifeLock: string | null): Promise<void>;
  /** The data files of the runs that follow, by `dataKey`; those that are not `fresh` the worker has already. */
  takeFiles(keys: readonly string[], fresh: readonly (readonly [key: string, file: DataFile])[]): void;
  /** Answers in the order of the requests; a failed one does not stop the rest. */
  perform(requests: readonly Request[]): Promise<readonly Answer[]>;
};
