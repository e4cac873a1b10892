import { prepare } from "../prepare.ts";
import type { Kpis, RunResult } from "../result.ts";
import { withStrategy } from "../scenario.ts";
import type { Scenario } from "../scenario.ts";
import { makeReference, simulate } from "../simulate.ts";
import type { SimulateOptions } from "../simulate.ts";

/** One strategy on a site, against the same site with nothing done. */
export type ComparedRun = {
  /** As it was asked for: "peak-shaving", "tou-arbitrage+price-defer". */
  readonly strategy: string;
  /** The scenario under that strategy: what was run. */
  readonly scenario: Scenario;
  readonly result: RunResult;
  /** The strategy's figure less that of doing nothing: a saving is negative. */
  readonly differenceFromIdle: Kpis;
};

/**
 * The same site under several strategies, in the order of their names; the seed's weather, load and prices are the same for each.
 * @param strategies names as `withStrategy` takes them
 * @throws InputError for a name that is none, and as `simulate`
 */
export function compare(scenario: Scenario, strategies: readonly string[], { seed, data, keep, solve }: Pick<SimulateOptions, "seed" | "data" | "keep" | "solve">): ComparedRun[] {
  const chosen = strategies.map((strategy) => ({ strategy, scenario: withStrategy(scenario, strategy, "strategies") }));
  // Neither the site, nor the market, nor the do-nothing run reads the strategy.
  const prepared = prepare(scenario, { seed, data });
  const reference = makeReference(prepared);
  return chosen.map((choice) => {
    const result = simulate(choice.scenario, { seed, data, prepared, reference, keep, solve });
    return { ...choice, result, differenceFromIdle: differenceOf(result.kpis, result.idle.kpis) };
  });
}

function differenceOf(kpis: Kpis, idle: Kpis): Kpis {
  return Object.fromEntries(Object.entries(kpis).map(([name, value]) => [name, value - idle[name as keyof Kpis]])) as Kpis;
}
