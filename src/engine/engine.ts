import { CancelledError, toErrorRecord } from "../core/errors.ts";
import type { SimulatedRun } from "../core/simulate.ts";
import { plansWholeRun } from "../core/strategies/index.ts";
import type { StudyFinding, StudyId, StudyInputs } from "../core/studies/index.ts";
import type { Question } from "../core/studies/study.ts";
import type { DataFiles } from "../core/time/series.ts";
import type { ReadOptions } from "../files/read/reader.ts";
import type { FinishedRun, WriteOptions } from "../files/write/writer.ts";
import { Lanes } from "./lanes.ts";
import { runOptimum } from "./optimum.ts";
import { Pool, type PoolOptions } from "./pool.ts";
import type { ReadFile } from "./protocol.ts";
import { runStudy } from "./runStudy.ts";
import type { ExecuteOptions, Executor, Outcome, Run } from "./run.ts";

export type { ReadFile } from "./protocol.ts";
export type { Executor, ExecuteOptions, Outcome, Run } from "./run.ts";

export type RunOptions = {
  /** Files that the scenario names, by `dataKey`. Each crosses to a worker once. */
  readonly data?: DataFiles | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Share of the work that is done, 0…1; never after the result. */
  readonly onProgress?: ((fraction: number) => void) | undefined;
};

/** Where runs happen. The page has one for its life, the command line one for a command. */
export type Engine = Executor & {
  /**
   * One run that somebody waits for: before every run of a study.
   * @throws what `simulate` throws, and CancelledError at once where the signal is aborted
   */
  run(run: Run, options?: RunOptions): Promise<SimulatedRun>;
  /**
   * The same, on a lane where only the newest counts: it takes the place of the one that waits. What already computes is let
   * finish if it is short, and is heard: a drag is seen as it goes. The lane stays on its worker, which keeps what the next run
   * can use again.
   * @throws CancelledError where a newer run took the lane
   */
  latest(lane: string, run: Run, data?: DataFiles): Promise<SimulatedRun>;
  /**
   * The finding of a study, by its id: its runs spread over the pool, or all of it in one worker where runs wait for each other or there are none.
   * @throws what the study throws, CancelledError
   */
  study<Id extends StudyId>(id: Id, question: Question<StudyInputs<Id>>, options?: Pick<RunOptions, "signal" | "onProgress">): Promise<StudyFinding<Id>>;
  /**
   * Reads a file in a worker.
   * @throws InputError with file and line, LimitError beyond the size limits, CancelledError
   */
  readFile(bytes: Uint8Array, name: string, options?: ReadOptions, signal?: AbortSignal): Promise<ReadFile>;
  /**
   * Writes a finished run in a worker, by the id of a writer in `files/write`.
   * @throws CancelledError
   */
  write(writer: string, run: FinishedRun, options?: WriteOptions, signal?: AbortSignal): Promise<Uint8Array>;
  /** Ends the workers; everything that waits rejects with CancelledError. */
  dispose(): void;
};

/** The engine over a pool of workers; `createEngine.web.ts` and `createEngine.node.ts` make it for their platform. */
export function makeEngine(options: PoolOptions): Engine {
  const pool = new Pool(options);
  const lanes = new Lanes<SimulatedRun>();
  const run = (one: Run, { data = new Map(), ...rest }: RunOptions & { readonly lane?: string }) =>
    pool.submit<"run">({ kind: "run", run: one }, { data, urgent: true, ...rest });
  const execute: Executor["execute"] = (runs, executeOptions) => executeInPool(pool, runs, executeOptions);
  const askStudy: Engine["study"] = async (id, question, { signal, onProgress } = {}) => {
    const { studyById } = await import("../core/studies/index.ts");
    const study = studyById(id);
    const { data, ...rest } = question;
    const found = study.runs === "many" ? await runStudy(study, question, { execute }, { signal, onProgress })
      : await pool.submit<"study">({ kind: "study", study: id, question: rest }, { data, signal, onProgress });
    // Who asked by id gets that study's finding.
    return found as Awaited<ReturnType<Engine["study"]>> as never;
  };
  return {
    run: (one, runOptions = {}) => (plansWholeRun(one.scenario.strategy) ? runOptimum(pool, one, { ...runOptions, data: runOptions.data ?? new Map() }) : run(one, runOptions)),
    latest: (lane, one, data) => lanes.latest(lane, (signal) => (plansWholeRun(one.scenario.strategy) ? runOptimum(pool, one, { data: data ?? new Map(), signal }) : run(one, { data, signal, lane }))),
    study: (id, question, studyOptions) => askStudy(id, question, studyOptions),
    readFile: (bytes, name, readOptions = {}, signal) => pool.submit<"read">({ kind: "read", bytes, name, options: readOptions }, { urgent: true, signal }),
    write: (writer, finished, writeOptions = {}, signal = undefined) => pool.submit<"write">({ kind: "write", writer, run: finished, options: writeOptions }, { urgent: true, signal }),
    execute,
    dispose() {
      lanes.clear();
      pool.dispose();
    },
  };
}

/** Runs that wait or compute for each worker, and outcomes that nobody has taken: enough for a batch and the one after it, and a bound on memory. */
const WINDOW_PER_WORKER = 32;

async function* executeInPool(pool: Pool, runs: Iterable<Run>, { data, signal, onProgress }: ExecuteOptions): AsyncGenerator<Outcome> {
  if (signal?.aborted === true) throw new CancelledError();
  const controller = new AbortController();
  const abort = () => { controller.abort(); };
  signal?.addEventListener("abort", abort, { once: true });
  const group = {};
  const left = runs[Symbol.iterator]();
  const arrived: Outcome[] = [];
  let inFlight = 0;
  let taken = 0;
  let done = 0;
  let wake = () => {};

  /** False where no run is left. */
  const submitNext = (): boolean => {
    const next = left.next();
    if (next.done === true) return false;
    const index = taken++;
    inFlight++;
    const arrive = (outcome: Outcome) => {
      inFlight--;
      arrived.push(outcome);
      wake();
    };
    pool.submit<"run">({ kind: "run", run: next.value }, { data, group, signal: controller.signal }).then(
      (result) => { arrive({ index, ok: true, result }); },
      (error: unknown) => { arrive({ index, ok: false, error: toErrorRecord(error) }); },
    );
    return true;
  };

  try {
    for (let more = true; ;) {
      while (more && inFlight + arrived.length < WINDOW_PER_WORKER * pool.workers) more = submitNext();
      if (inFlight + arrived.length === 0) return;
      if (arrived.length === 0) await new Promise<void>((resolve) => { wake = resolve; });
      // Aborted by the caller, or the pool disposed under it.
      if (controller.signal.aborted || arrived.some((outcome) => !outcome.ok && outcome.error.name === "CancelledError")) throw new CancelledError();
      for (const outcome of arrived.splice(0)) {
        done++;
        onProgress?.(done);
        yield outcome;
      }
    }
  } finally {
    signal?.removeEventListener("abort", abort);
    controller.abort();
    left.return?.();
  }
}
