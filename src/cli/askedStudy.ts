import { studyById, type StudyId } from "../core/studies/index.ts";
import type { RunFigures } from "../core/studies/runFigures.ts";
import type { Question, Study } from "../core/studies/study.ts";
import { scenarioHash, studyHash } from "../document/hash.ts";

/** Studies whose runs go to many cores or machines. */
export type ManyRunsId = Extract<StudyId, "monteCarlo" | "sweep" | "tornado" | "morris" | "sobol" | "pareto" | "tuner">;
export type ManyRunsStudy = Study<string, unknown, unknown, object, RunFigures>;

/** A study and the question that it is asked, with the name of the answer. */
export type Asked = { readonly id: ManyRunsId; readonly study: ManyRunsStudy; readonly question: Question<unknown>; readonly hash: string };

export function manyRunsStudy(id: string): ManyRunsStudy {
  return studyById(id) as unknown as ManyRunsStudy;
}

export function studyHashOf(id: string, { scenario, inputs, seed, data }: Question<unknown>): string {
  return studyHash(scenarioHash(scenario, data), `${id}/${seed}`, inputs);
}
