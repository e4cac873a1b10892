import { toErrorRecord } from "../core/errors.ts";
import { needsSolver } from "../core/strategies/index.ts";
import { runFigures, type RunFigures } from "../core/studies/runFigures.ts";
import { executeRun, Kept, type ExecuteRunOptions } from "./executeRun.ts";
import type { FiguresAnswer } from "./protocol.ts";
import type { Run } from "./run.ts";
import { solver } from "./solver.ts";

/**
 * The figures of one run of many. Its scenario is checked here, where there are many hands: two inputs that a study moved may be impossible together.
 * @throws what `simulate` throws, and InputError
 */
export async function executeFigures(run: Run, { data, kept = new Kept() }: Pick<ExecuteRunOptions, "data" | "kept">): Promise<RunFigures> {
  const scenario = kept.check(run.scenario);
  return runFigures(executeRun({ ...run, scenario }, { data, kept, solve: needsSolver(scenario.strategy) ? await solver() : undefined }));
}

/** The same for runs that follow each other; one that fails does not stop the rest. */
export async function executeTogether(runs: readonly Run[], options: Pick<ExecuteRunOptions, "data" | "kept">): Promise<readonly FiguresAnswer[]> {
  const answers: FiguresAnswer[] = [];
  for (const run of runs) {
    try {
      answers.push({ ok: true, result: await executeFigures(run, options) });
    } catch (error) {
      answers.push({ ok: false, error: toErrorRecord(error) });
    }
  }
  return answers;
}
