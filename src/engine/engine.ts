import { withStrategy } from "../core/scenario.ts";
import type { SimulatedRun } from "../core/simulate.ts";
import { plansWholeRun } from "../core/strategies/index.ts";
import type { StudyFinding, StudyId, StudyInputs } from "../core/studies/index.ts";
import type { Question } from "../core/studies/study.ts";
import type { DataFiles } from "../core/time/series.ts";
import type { ReadOptions } from "../files/read/reader.ts";
import type { FinishedRun, WriteOptions } from "../files/write/writer.ts";
import type { KnownFigures } from "./knownFigures.ts";
import { Lanes } from "./lanes.ts";
import { Pool, type PoolOptions } from "./pool.ts";
import type { ReadFile } from "./protocol.ts";
import type { StudyProgress } from "./runStudy.ts";
import type { ExecuteOptions, Executor, Run } from "./run.ts";

export type { ReadFile } from "./protocol.ts";
export type { Executor, ExecuteOptions, Outcome, Run } from "./run.ts";

export type RunOptions = {
  /** Files that the scenario names, by `dataKey`. Each crosses to a worker once. */
  readonly data?: DataFiles | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Share of the work that is done, 0…1; never after the result. */
  readonly onProgress?: ((fraction: number) => void) | undefined;
};

export type AskStudyOptions<Finding = object> = {
  readonly signal?: AbortSignal | undefined;
  /** Share that is done, 0…1; of a study with many runs how many that are and the seconds left. */
  readonly onProgress?: ((fraction: number, progress?: StudyProgress) => void) | undefined;
  /** Of a study with many runs what is known so far, now and then, and once more where it is cancelled. */
  readonly onPartial?: ((finding: Finding) => void) | undefined;
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
   * The battery's optimum without a solver, in milliseconds, on a lane as `latest`: the run under the policy `optimal`, its plan by dynamic programming and replayed by the
   * plant; `optimum.live` says how near it is. Work that the scenario would plan runs at once.
   * @throws InfeasibleError, CancelledError where a newer run took the lane
   */
  live(lane: string, run: Run, data?: DataFiles): Promise<SimulatedRun>;
  /**
   * The finding of a study, by its id: its runs spread over the pool, or all of it in one worker where runs wait for each other or there are none.
   * @throws what the study throws, CancelledError
   */
  study<Id extends StudyId>(id: Id, question: Question<StudyInputs<Id>>, options?: AskStudyOptions<StudyFinding<Id>>): Promise<StudyFinding<Id>>;
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
  // A solver's heap only grows: the worker that held one is ended when the run is done.
  const optimum = (one: Run, { data = new Map(), ...rest }: RunOptions) =>
    pool.submit<"run">({ kind: "run", run: one }, { data, urgent: true, heavy: true, ...rest }).finally(() => { pool.endHeavy(); });
  // What spreads many runs comes with its first use: the first result does not wait for it.
  const execute: Executor["execute"] = async function* <RunKept>(runs: Iterable<Run>, executeOptions: ExecuteOptions) {
    const { executeInPool } = await import("./executeInPool.ts");
    yield* executeInPool<RunKept>(pool, runs, executeOptions);
  };
  let known: KnownFigures | undefined;
  const askStudy: Engine["study"] = async (id, question, { signal, onProgress, onPartial } = {}) => {
    const [{ studyById }, { runStudy }, figures] = await Promise.all([import("../core/studies/index.ts"), import("./runStudy.ts"), import("./knownFigures.ts")]);
    known ??= new figures.KnownFigures();
    const study = studyById(id);
    const { data, ...rest } = question;
    const found = study.runs === "many" ? await runStudy(study, question, known.around(question.scenario, data, { execute }), { signal, onProgress, onPartial: onPartial as ((finding: object) => void) | undefined })
      : await pool.submit<"study">({ kind: "study", study: id, question: rest }, { data, signal, onProgress });
    // Who asked by id gets that study's finding.
    return found as Awaited<ReturnType<Engine["study"]>> as never;
  };
  return {
    run: (one, runOptions = {}) => (plansWholeRun(one.scenario.strategy) ? optimum : run)(one, runOptions),
    latest: (lane, one, data) => lanes.latest(lane, (signal) => (plansWholeRun(one.scenario.strategy) ? optimum(one, { data, signal }) : run(one, { data, signal, lane }))),
    live: (lane, { scenario, ...rest }, data = new Map()) => lanes.latest(lane, (signal) => {
      const work = scenario.strategy.work.policy === "joint" ? "run-now" : scenario.strategy.work.policy;
      return pool.submit<"run">({ kind: "run", run: { ...rest, scenario: withStrategy(scenario, `optimal+${work}`) }, live: true }, { data, urgent: true, signal, lane });
    }),
    study: (id, question, studyOptions) => askStudy(id, question, studyOptions),
    readFile: (bytes, name, readOptions = {}, signal) => pool.submit<"read">({ kind: "read", bytes, name, options: readOptions }, { urgent: true, signal }),
    write: (writer, finished, writeOptions = {}, signal) => pool.submit<"write">({ kind: "write", writer, run: finished, options: writeOptions }, { urgent: true, signal }),
    execute,
    dispose() {
      lanes.clear();
      pool.dispose();
    },
  };
}
