import type * as z from "zod/mini";
import { assert, fromErrorRecord } from "../errors.ts";
import { group, switchField } from "../field.ts";
import { attainedFraction, costOfParts, costOfRun, costParts, type CostParts } from "../measures/costParts.ts";
import type { OptimumFacts } from "../result.ts";
import { withStrategy, type StrategyChoice } from "../scenario.ts";
import type { SimulatedRun } from "../simulate.ts";
import { batteryPolicies } from "../strategies/index.ts";
import type { BatteryPolicy } from "../strategies/policy.ts";
import type { Run, Study } from "./study.ts";

export const regretInputs = group({ title: "Regret", help: "What every strategy pays above the best that was possible, charge by charge." }, {
  lookAhead: switchField({ title: "With the look-ahead", help: "Also the controller that plans on a forecast: a few seconds more.", default: true }),
});
export type RegretInputs = z.output<typeof regretInputs>;

export type RegretRow = {
  readonly strategy: string;
  readonly cost: number;
  /** Cost above the optimum; by charge, where one may well be negative: the optimum pays more there to save elsewhere. */
  readonly regretCost: number;
  readonly regretParts: CostParts;
  /** (idle − it) ÷ (idle − optimal); null where nothing is attainable. */
  readonly attainedFraction: number | null;
};

export type Regret = {
  readonly currency: string;
  /** The year known ahead, battery and work; null until it is solved. */
  readonly known: { readonly optimum: OptimumFacts; readonly optimalCost: number; readonly optimalParts: CostParts; readonly idleCost: number } | null;
  /** The do-nothing run, then every strategy, the least cost first. A strategy that could not run here is left out and named. */
  readonly rows: readonly RegretRow[];
  readonly failed: readonly string[];
};

/** Policies that need an input of the user's own to mean anything. */
const OWN_INPUTS: readonly string[] = ["given", "manual", "grid-target"];

type Tally = { readonly runs: ({ readonly strategy: string; readonly result: SimulatedRun } | null)[]; readonly names: string[]; readonly failed: string[] };

/** Every strategy of the menu on one site, against its optimum with the work planned too. */
export const regret: Study<"regret", RegretInputs, Tally, Regret> = {
  id: "regret", title: "Regret", summary: "What every strategy pays above the best that was possible, and its share of what could be saved.", inputs: regretInputs, runs: "many",
  runsExpected: ({ scenario, inputs }) => strategiesOf(scenario.strategy, inputs).length,
  start: ({ scenario, inputs }) => ({ runs: [], names: strategiesOf(scenario.strategy, inputs), failed: [] }),

  * plan({ scenario, seed }, { runs, names }): Generator<Run> {
    if (runs.length > 0) return;
    for (const name of names) yield { scenario: withStrategy(scenario, name), seed, keep: "summary" };
  },

  add(_, { runs, names, failed }, outcome) {
    const strategy = names[runs.length] as string;
    // The optimum is what all are counted from.
    if (!outcome.ok && strategy === OPTIMUM) throw fromErrorRecord(outcome.error);
    if (!outcome.ok) failed.push(strategy);
    runs.push(outcome.ok ? { strategy, result: outcome.result } : null);
  },

  finish({ scenario }, { runs, failed }) {
    const { currency } = scenario.site;
    const best = runs.find((run) => run?.strategy === OPTIMUM)?.result;
    // Stopped before there was anything to count from.
    if (best === undefined) return { currency, known: null, rows: [], failed };
    assert(best.optimum !== undefined, "the optimum's run has its facts");
    const optimalParts = costParts(best);
    const optimalCost = costOfParts(optimalParts);
    const idleCost = costOfRun(best.idle);
    const rowOf = (strategy: string, parts: CostParts): RegretRow => {
      const cost = costOfParts(parts);
      return {
        strategy, cost, regretCost: cost - optimalCost,
        regretParts: Object.fromEntries(Object.entries(parts).map(([key, part]) => [key, part - optimalParts[key as keyof CostParts]])) as CostParts,
        attainedFraction: attainedFraction(idleCost, cost, optimalCost),
      };
    };
    const rows = runs.flatMap((run) => (run === null || run.strategy === "idle" ? [] : [rowOf(run.strategy, costParts(run.result))])).sort((a, b) => a.cost - b.cost);
    return { currency, known: { optimum: withoutClock(best.optimum), optimalCost, optimalParts, idleCost }, rows: [rowOf("idle", costParts(best.idle)), ...rows], failed };
  },
};

const OPTIMUM = "optimal+joint";

/** A finding is the same on any machine: the seconds of this one stay out. */
export function withoutClock(facts: OptimumFacts): OptimumFacts {
  return Object.fromEntries(Object.entries(facts).filter(([key]) => key !== "seconds")) as unknown as OptimumFacts;
}

/** The scenario's own strategy, every battery rule with the work as the scenario has it, the look-ahead, and the optimum. */
function strategiesOf({ battery, work }: { readonly battery: StrategyChoice; readonly work: StrategyChoice }, { lookAhead }: RegretInputs): string[] {
  const rules = (batteryPolicies as readonly BatteryPolicy[]).filter(({ id, plans }) => plans === undefined && (id === battery.policy || !OWN_INPUTS.includes(id))).map(({ id }) => id);
  const withWork = (id: string) => `${id}+${work.policy}`;
  return [...new Set([OPTIMUM, "idle", withWork(battery.policy), ...rules.map(withWork), ...(lookAhead ? ["mpc+joint"] : [])])].filter((name) => name !== "idle+run-now");
}
