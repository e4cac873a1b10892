import { checkScenario } from "../core/scenario.ts";
import { needsSolver } from "../core/strategies/index.ts";
import { runFigures, type RunFigures } from "../core/studies/runFigures.ts";
import { executeRun, type ExecuteRunOptions } from "./executeRun.ts";
import type { Run } from "./run.ts";
import { solver } from "./solver.ts";

/**
 * The figures of one run of many. Its scenario is checked here, where there are many hands: two inputs that a study moved may be impossible together.
 * @throws what `simulate` throws, and InputError
 */
export async function executeFigures(run: Run, options: Pick<ExecuteRunOptions, "data" | "kept">): Promise<RunFigures> {
  const scenario = checkScenario(run.scenario);
  return runFigures(executeRun({ ...run, scenario }, { ...options, solve: needsSolver(scenario.strategy) ? await solver() : undefined }));
}
