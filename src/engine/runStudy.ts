import type { Outcome, Question, Study, StudyTools } from "../core/studies/study.ts";
import type { Executor } from "./run.ts";

export type RunStudyOptions = StudyTools & {
  readonly signal?: AbortSignal | undefined;
  /** Share of the runs that are done, 0…1, where the study says how many it expects. */
  readonly onProgress?: ((fraction: number) => void) | undefined;
};

/**
 * Asks a study until it plans no more runs. Outcomes are added in the order of their index; early ones wait.
 * @throws what the study throws, and CancelledError
 */
export async function runStudy<Inputs, Tally, Finding>(
  study: Study<string, Inputs, Tally, Finding>, question: Question<Inputs>, executor: Executor,
  { signal, onProgress, ...tools }: RunStudyOptions = {},
): Promise<Finding> {
  const tally = study.start(question);
  const expected = study.runsExpected?.(question);
  for (let next = 0; ;) {
    const first = next;
    const early = new Map<number, Outcome>();
    const told = (done: number): void => { if (expected !== undefined) onProgress?.(Math.min(1, (first + done) / expected)); };
    for await (const outcome of executor.execute(study.plan(question, tally), { data: question.data, signal, onProgress: told })) {
      early.set(first + outcome.index, { ...outcome, index: first + outcome.index });
      for (let ready = early.get(next); ready !== undefined; ready = early.get(next)) {
        early.delete(next);
        study.add(question, tally, ready);
        next++;
      }
    }
    if (next === first) return study.finish(question, tally, { ...tools, onProgress });
  }
}
