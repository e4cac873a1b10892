import type * as z from "zod/mini";
import type { ErrorRecord } from "../errors.ts";
import type { Solve } from "../maths/linearProgram.ts";
import type { ScoreOptions } from "../measures/score/input.ts";
import type { Scenario } from "../scenario.ts";
import type { SimulatedRun } from "../simulate.ts";
import type { DataFiles } from "../time/series.ts";

/** One run: what the result is a function of, beside the data files that the scenario names. */
export type Run = {
  readonly scenario: Scenario;
  readonly seed: string;
  /** "summary": no column of steps comes back. "figures": `RunFigures` alone, small enough for a million runs. */
  readonly keep: "summary" | "frame" | "figures";
  /** Whether the run is scored for its flexibility, and by other than the usual figures. */
  readonly score?: boolean | Partial<ScoreOptions> | undefined;
};

/** A finished run of many: a failed one is an outcome, not the end. `index` is its place among the runs that were handed in; `Kept` what they keep. */
export type Outcome<Kept = SimulatedRun> =
  | { readonly index: number; readonly ok: true; readonly result: Kept }
  | { readonly index: number; readonly ok: false; readonly error: ErrorRecord };

/** What a study is asked: its answer is a function of this alone. Plain data: it crosses threads. */
export type Question<Inputs> = {
  readonly scenario: Scenario;
  readonly inputs: Inputs;
  readonly seed: string;
  /** Files that scenario and inputs name, by `dataKey`. */
  readonly data: DataFiles;
  /** Inputs of the other studies of the same file, by their ids: for a study that sets their answers beside its own. */
  readonly others?: Readonly<Record<string, unknown>> | undefined;
};

/**
 * A question that takes many runs, or none. Whoever runs it asks for a batch, adds its outcomes in the order of their index, and asks
 * again, until a batch is empty: the same answer on one core and on sixty-four.
 */
export type Study<Id extends string, Inputs, Tally, Finding, Kept = SimulatedRun> = {
  /** The key of its inputs under `studies` in a scenario file. */
  readonly id: Id;
  readonly title: string;
  /** One sentence: what it answers. */
  readonly summary: string;
  readonly inputs: z.ZodMiniType<Inputs>;
  /** Whether runs of a batch wait for nobody ("many"), each waits for the one before ("chain"), or there are none. */
  readonly runs: "many" | "chain" | "none";
  /** True where `finish` needs a solver. */
  readonly needsSolver?: boolean | undefined;
  /** How many runs it is likely to take, for progress; absent where nobody can say. */
  runsExpected?(question: Question<Inputs>): number;
  /** Paths of the inputs in which its runs differ, for tables that say what each run was of. */
  moves?(question: Question<Inputs>): readonly string[];
  /** What is known before the first run. @throws InputError where the question cannot be asked */
  start(question: Question<Inputs>): Tally;
  /** The next runs, made as they are wanted; none where the answer is known. */
  plan(question: Question<Inputs>, tally: Tally): Iterable<Run>;
  /** Changes the tally. Outcomes come in the order in which their runs were planned, counted over all batches. */
  add(question: Question<Inputs>, tally: Tally, outcome: Outcome<Kept>): void;
  finish(question: Question<Inputs>, tally: Tally, tools: StudyTools): Finding;
};

/** What cannot be sent to a thread and is made there. */
export type StudyTools = {
  readonly solve?: Solve | undefined;
  /** Told the share of a long `finish` that is done, 0…1. */
  readonly onProgress?: ((fraction: number) => void) | undefined;
  /** More is to come, and who asked is halted meanwhile: what only sharpens the answer may be coarser. */
  readonly isPartial?: boolean | undefined;
};

/** A study that needs no run. */
export function withoutRuns<const Id extends string, Inputs, Finding>(
  { answer, ...study }: Pick<Study<Id, Inputs, null, Finding>, "id" | "title" | "summary" | "inputs" | "needsSolver"> & { readonly answer: (question: Question<Inputs>, tools: StudyTools) => Finding },
): Study<Id, Inputs, null, Finding> {
  return { ...study, runs: "none", start: () => null, plan: () => [], add() {}, finish: (question, _, tools) => answer(question, tools) };
}
