import * as z from "zod/mini";
import { assert, fromErrorRecord } from "../errors.ts";
import { field, group, numberField } from "../field.ts";
import type { OptimumFacts } from "../result.ts";
import type { Scenario } from "../scenario.ts";
import type { SimulatedRun } from "../simulate.ts";
import { costOfParts, costParts, withoutClock } from "./regret.ts";
import type { Run, Study } from "./study.ts";

export const foresightInputs = group({ title: "Foresight", help: "What knowing the future is worth: the look-ahead with longer horizons and with larger errors." }, {
  horizonHours: field(z.array(z.number().check(z.gte(1), z.lte(8784))).check(z.minLength(1), z.maxLength(12)), { title: "Horizons", help: "Hours that each plan looks ahead, with a perfect forecast.", unit: "h", default: [6, 12, 24, 48, 96, 168] }),
  errorSdFraction: field(z.array(z.number().check(z.gte(0), z.lte(1))).check(z.minLength(1), z.maxLength(12)), { title: "Errors", help: "Standard deviation of the forecast's relative error far ahead, at the horizon below.", unit: "%", default: [0.02, 0.05, 0.1, 0.2] }),
  errorHorizonHours: numberField({ title: "Horizon of the errors", help: "Also of the forecast that repeats last week.", unit: "h", min: 1, max: 8784, default: 48, step: 1 }),
  everyHours: numberField({ title: "Plans anew", help: "Hours that a plan is followed.", unit: "h", min: 0.25, max: 168, default: 4, step: 0.25 }),
});
export type ForesightInputs = z.output<typeof foresightInputs>;

/** One look-ahead: what it cost, and its share of what could be saved. */
export type ForesightPoint = { readonly cost: number; readonly attainedFraction: number | null };

export type Foresight = {
  readonly currency: string;
  readonly idleCost: number;
  readonly optimalCost: number;
  readonly optimum: OptimumFacts;
  /** Longer horizons are shown as they come: a receding horizon is not monotone. */
  readonly byHorizon: readonly (ForesightPoint & { readonly horizonHours: number })[];
  readonly byError: readonly (ForesightPoint & { readonly errorSdFraction: number })[];
  readonly persistence: ForesightPoint;
};

type Tally = { readonly runs: SimulatedRun[] };

/** The look-ahead over horizons and forecast errors, battery and work planned together, between doing nothing and the optimum. */
export const foresight: Study<"foresight", ForesightInputs, Tally, Foresight> = {
  id: "foresight", title: "Value of foresight", summary: "What a longer horizon and a better forecast are worth, between doing nothing and the optimum.", inputs: foresightInputs, runs: "many",
  runsExpected: ({ inputs: { horizonHours, errorSdFraction } }) => 2 + horizonHours.length + errorSdFraction.length,
  start: () => ({ runs: [] }),

  * plan({ scenario, inputs, seed }, { runs }): Generator<Run> {
    if (runs.length > 0) return;
    const { everyHours, errorHorizonHours } = inputs;
    const run = (battery: Scenario["strategy"]["battery"]): Run => ({ scenario: { ...scenario, strategy: { ...scenario.strategy, battery, work: { policy: "joint" } } }, seed, keep: "summary" });
    const lookAhead = { policy: "mpc", everyHours, blockMinutes: Math.max(60, scenario.time.stepMinutes), errorSdFraction: 0 };
    yield run({ policy: "optimal", timeLimitSeconds: 300 });
    for (const horizonHours of inputs.horizonHours) yield run({ ...lookAhead, forecast: "perfect", horizonHours });
    for (const errorSdFraction of inputs.errorSdFraction) yield run({ ...lookAhead, forecast: "noisy", errorSdFraction, horizonHours: errorHorizonHours });
    yield run({ ...lookAhead, forecast: "persistence", horizonHours: errorHorizonHours });
  },

  add(_, { runs }, outcome) {
    if (!outcome.ok) throw fromErrorRecord(outcome.error);
    runs.push(outcome.result);
  },

  finish({ scenario, inputs: { horizonHours, errorSdFraction } }, { runs }) {
    const [best, ...rest] = runs;
    assert(best?.optimum !== undefined && rest.length === horizonHours.length + errorSdFraction.length + 1, "every look-ahead was run");
    const idleCost = costOfParts(costParts(best.idle));
    const costOf = (run: SimulatedRun) => costOfParts(costParts(run, run.response?.netRevenue ?? 0));
    const optimalCost = costOf(best);
    const attainable = idleCost - optimalCost;
    const pointOf = (run: SimulatedRun): ForesightPoint => ({ cost: costOf(run), attainedFraction: attainable > 1e-9 * Math.abs(idleCost) ? (idleCost - costOf(run)) / attainable : null });
    return {
      currency: scenario.site.currency, idleCost, optimalCost, optimum: withoutClock(best.optimum),
      byHorizon: horizonHours.map((hours, k) => ({ horizonHours: hours, ...pointOf(rest[k] as SimulatedRun) })),
      byError: errorSdFraction.map((error, k) => ({ errorSdFraction: error, ...pointOf(rest[horizonHours.length + k] as SimulatedRun) })),
      persistence: pointOf(rest.at(-1) as SimulatedRun),
    };
  },
};
