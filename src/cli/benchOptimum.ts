import type { Scenario } from "../core/scenario.ts";
import { simulate } from "../core/simulate.ts";
import { presets } from "../document/presets.ts";
import { createEngine } from "../engine/createEngine.node.ts";
import { Kept, executeRun } from "../engine/executeRun.ts";
import { loadSolver } from "../engine/solver.ts";

export type OptimumFigures = { readonly optimum60Ms: number; readonly optimum15Ms: number; readonly joint15Ms: number; readonly mpcMs: number; readonly liveMs: number };

/**
 * The Los Angeles site: three demand charges, solar, deferrable work. Optima in the engine's threads, wall clock from the question to the replayed bill; the look-ahead (48 h in blocks of
 * an hour, anew every 4 h) and the live optimum (one demand charge) in this one. Second of two, so that the code is warm.
 */
export async function benchOptimum(): Promise<OptimumFigures> {
  const preset = presets.find(({ id }) => id === "los-angeles-colocation");
  if (preset === undefined) throw new Error("no preset los-angeles-colocation");
  const site = await preset.load();
  const at = (stepMinutes: 15 | 60, battery: object, work: string): Scenario => ({
    ...site, time: { ...site.time, stepMinutes }, strategy: { ...site.strategy, battery: { policy: "optimal", ...battery }, work: { policy: work } },
  });
  const engine = createEngine();
  const inPool = async (scenario: Scenario) => secondOf(() => engine.run({ scenario, seed: "1", keep: "summary" }));
  const solve = await loadSolver();
  const optimal = { timeLimitSeconds: 300 };
  const mpc = at(15, { policy: "mpc", forecast: "persistence", errorSdFraction: 0.05, horizonHours: 48, everyHours: 4, blockMinutes: 60 }, "run-now");
  const oneCharge = withFlatDemand(at(15, optimal, "run-now"));
  const kept = new Kept();
  try {
    return {
      optimum60Ms: await inPool(at(60, optimal, "run-now")), optimum15Ms: await inPool(at(15, optimal, "run-now")), joint15Ms: await inPool(at(15, optimal, "joint")),
      mpcMs: await secondOf(() => simulate(mpc, { seed: "1", data: new Map(), solve, keep: "summary" })),
      liveMs: await secondOf(() => executeRun({ scenario: oneCharge, seed: "1", keep: "summary" }, { data: new Map(), kept, live: true })),
    };
  } finally {
    engine.dispose();
  }
}

async function secondOf(act: () => unknown): Promise<number> {
  await act();
  const began = performance.now();
  await act();
  return performance.now() - began;
}

/** The rate's energy prices with an any-time demand charge alone. */
function withFlatDemand(scenario: Scenario): Scenario {
  const { demandratestructure: _, demandweekdayschedule: __, demandweekendschedule: ___, ...urdb } = scenario.tariff.urdb ?? {};
  return { ...scenario, tariff: { ...scenario.tariff, urdb } };
}
