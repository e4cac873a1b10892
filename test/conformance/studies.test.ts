import { describe, expect, test } from "vitest";
import { InputError } from "../../src/core/errors.ts";
import { checkScenario } from "../../src/core/scenario.ts";
import { checkStudies, studies, studyById, type StudyId } from "../../src/core/studies/index.ts";
import { inline } from "../../src/engine/inline.ts";
import { runStudy } from "../../src/engine/runStudy.ts";
import { loadSolver } from "../../src/engine/solver.ts";

/** Enough of a question for each study that is quick to answer; what is not named takes its defaults. */
const quick: Partial<Record<StudyId, object>> = { lifetime: { projectYears: 2 }, foresight: { horizonHours: [12, 24], errorSdFraction: [0.05], errorHorizonHours: 24, everyHours: 12 }, growth: { draws: 100 }, deployment: { draws: 100 } };
const scenario = checkScenario({ time: { days: 365, stepMinutes: 60 } });

test("every study has an id of its own", () => {
  expect(new Set(studies.map(({ id }) => id)).size).toBe(studies.length);
});

describe.each(studies.map(({ id }) => id))("%s", (id) => {
  const inputs = checkStudies(quick[id] === undefined ? {} : { [id]: quick[id] })[id];
  const ask = async (seed: string) => {
    const study = studyById(id);
    return runStudy(study, { scenario, inputs, seed, data: new Map() }, inline, { ...(study.needsSolver === true && { solve: await loadSolver() }) });
  };

  test("says what it is", () => {
    const { title, summary } = studyById(id);
    expect(title).not.toBe("");
    expect(summary).toMatch(/\.$/);
  });

  test("refuses an unknown input by its path", () => {
    expect(() => checkStudies({ [id]: { noSuchInput: 1 } })).toThrow(`studies.${id}.noSuchInput`);
  });

  test("answers its defaults the same way twice, in plain data, or says what it needs", async () => {
    const [first, second] = await Promise.all(["a", "a"].map((seed) => ask(seed).catch((error: unknown) => {
      if (error instanceof InputError) return { needs: error.issues };
      throw error;
    })));
    expect(structuredClone(first)).toEqual(first);
    expect(JSON.stringify(second)).toBe(JSON.stringify(first));
  });
});
