import { CancelledError } from "../core/errors.ts";
import type { SimulatedRun } from "../core/simulate.ts";
import { studyById, type StudyFinding, type StudyId, type StudyInputs } from "../core/studies/index.ts";
import type { Question, Study } from "../core/studies/study.ts";
import type { Executor, Outcome, Run } from "./run.ts";
import { runStudy, type RunStudyOptions } from "./runStudy.ts";

/** Where a study stands after the runs that are done. */
export type FoldedStudy<Finding> = {
  /** From the outcomes so far. */
  readonly finding: Finding;
  /** What it wants next, planned one by one as they are taken; none where it has enough. */
  readonly next: Iterable<Run>;
};

/**
 * Adds up outcomes that were computed anywhere, by `executeRun` or an executor.
 * @param outcomes of the study's runs in the order of their index, from the first on; none at the beginning
 * @param tools a study that sizes needs `solve`
 */
export async function foldStudy<Id extends StudyId, Kept = SimulatedRun>(
  id: Id, question: Question<StudyInputs<Id>>, outcomes: AsyncIterable<Outcome<Kept>>, tools: Pick<RunStudyOptions, "solve"> = {},
): Promise<FoldedStudy<StudyFinding<Id>>> {
  const study = studyById(id) as unknown as Study<string, unknown, unknown, StudyFinding<Id>, Kept>;
  let partial: StudyFinding<Id> | undefined;
  let next: Iterable<Run> = [];
  const nobody: Executor = {
    async *execute<RunKept>(runs: Iterable<Run>): AsyncGenerator<Outcome<RunKept>> {
      next = runs;
      yield* [];
      throw new CancelledError();
    },
  };
  try {
    return { finding: await runStudy(study, question, nobody, { ...tools, recorded: outcomes, onPartial: (finding) => { partial = finding; } }), next };
  } catch (error) {
    if (!(error instanceof CancelledError) || partial === undefined) throw error;
    return { finding: partial, next };
  }
}

/** The first runs that a study wants. @throws InputError where the question cannot be asked */
export function planStudy<Id extends StudyId>(id: Id, question: Question<StudyInputs<Id>>): Iterable<Run> {
  const study: Study<string, unknown, unknown, object, never> = studyById(id);
  return study.plan(question, study.start(question));
}
