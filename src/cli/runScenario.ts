import type { Scenario } from "../core/scenario.ts";
import { simulate, type SimulatedRun } from "../core/simulate.ts";
import { needsSolver } from "../core/strategies/index.ts";
import type { DataFiles } from "../core/time/series.ts";
import { createEngine } from "../engine/createEngine.node.ts";

/** One run of a command: in this thread, or where its strategy needs a solver in the engine's, its months side by side. */
export async function runScenario(scenario: Scenario, { seed, data, score }: { readonly seed: string; readonly data: DataFiles; readonly score?: boolean }): Promise<SimulatedRun> {
  if (!needsSolver(scenario.strategy)) return simulate(scenario, { seed, data, score });
  const engine = createEngine();
  try {
    return await engine.run({ scenario, seed, keep: "frame", score }, { data });
  } finally {
    engine.dispose();
  }
}
