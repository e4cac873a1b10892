import * as z from "zod/mini";
import { assert, fromErrorRecord } from "../errors.ts";
import { field, group, numberField } from "../field.ts";
import { attainedFraction, costOfRun } from "../measures/costParts.ts";
import type { OptimumFacts } from "../result.ts";
import type { Scenario } from "../scenario.ts";
import type { SimulatedRun } from "../simulate.ts";
import { withoutClock } from "./regret.ts";
import type { Run, Study } from "./study.ts";

export const foresightInputs = group({ title: "Foresight", help: "What knowing the future is worth: the look-ahead with longer horizons and with larger errors." }, {
  horizonHours: field(z.array(z.number().check(z.gte(1), z.lte(8784))).check(z.minLength(1), z.maxLength(12)), { title: "Horizons", help: "Hours that each plan looks ahead: with a perfect forecast, and with one that repeats last week.", unit: "h", default: [6, 12, 24, 48, 96, 168] }),
  errorSdFraction: field(z.array(z.number().check(z.gte(0), z.lte(1))).check(z.minLength(1), z.maxLength(12)), { title: "Errors", help: "Standard deviation of the forecast's relative error far ahead, at the horizon below.", unit: "%", default: [0.02, 0.05, 0.1, 0.2] }),
  errorHorizonHours: numberField({ title: "Horizon of the errors", help: "Hours that each plan of a forecast with a seeded error looks ahead.", unit: "h", min: 1, max: 8784, default: 48, step: 1 }),
  everyHours: numberField({ title: "Plans anew", help: "Hours that a plan is followed.", unit: "h", min: 0.25, max: 168, default: 4, step: 0.25 }),
});
export type ForesightInputs = z.output<typeof foresightInputs>;

/** One look-ahead: what it cost, and its share of what could be saved. */
export type ForesightPoint = { readonly cost: number; readonly attainedFraction: number | null };

export type Foresight = {
  readonly currency: string;
  /** The year known ahead, battery and work; null until it is solved. */
  readonly known: { readonly idleCost: number; readonly optimalCost: number; readonly optimum: OptimumFacts } | null;
  /** With a perfect forecast. Longer horizons are shown as they come: a receding horizon is not monotone. */
  readonly byHorizon: readonly (ForesightPoint & { readonly horizonHours: number })[];
  /** By what last week was like. */
  readonly persistence: readonly (ForesightPoint & { readonly horizonHours: number })[];
  /** With a seeded error, at the horizon of the errors. */
  readonly byError: readonly (ForesightPoint & { readonly errorSdFraction: number })[];
};

type Tally = { readonly runs: SimulatedRun[] };

/** The look-ahead over horizons and forecasts, battery and work planned together, between doing nothing and the optimum. */
export const foresight: Study<"foresight", ForesightInputs, Tally, Foresight> = {
  id: "foresight", title: "Value of foresight", summary: "What a longer horizon and a better forecast are worth, between doing nothing and the optimum.", inputs: foresightInputs, runs: "many",
  runsExpected: ({ inputs: { horizonHours, errorSdFraction } }) => 1 + 2 * horizonHours.length + errorSdFraction.length,
  start: () => ({ runs: [] }),

  * plan({ scenario, inputs, seed }, { runs }): Generator<Run> {
    if (runs.length > 0) return;
    const run = (of: Scenario): Run => ({ scenario: of, seed, keep: "summary" });
    yield run(withBattery(scenario, { policy: "optimal", timeLimitSeconds: 300 }));
    for (const horizonHours of inputs.horizonHours) yield run(withLookAhead(scenario, inputs, { forecast: "perfect", horizonHours }));
    for (const horizonHours of inputs.horizonHours) yield run(withLookAhead(scenario, inputs, { forecast: "persistence", horizonHours }));
    for (const errorSdFraction of inputs.errorSdFraction) yield run(withLookAhead(scenario, inputs, { forecast: "noisy", horizonHours: inputs.errorHorizonHours, errorSdFraction }));
  },

  add(_, { runs }, outcome) {
    if (!outcome.ok) throw fromErrorRecord(outcome.error);
    runs.push(outcome.result);
  },

  finish({ scenario, inputs: { horizonHours, errorSdFraction } }, { runs: [best, ...rest] }) {
    const { currency } = scenario.site;
    if (best === undefined) return { currency, known: null, byHorizon: [], persistence: [], byError: [] };
    assert(best.optimum !== undefined, "the optimum's run has its facts");
    const [idleCost, optimalCost] = [costOfRun(best.idle), costOfRun(best)];
    const pointOf = (run: SimulatedRun): ForesightPoint => ({ cost: costOfRun(run), attainedFraction: attainedFraction(idleCost, costOfRun(run), optimalCost) });
    // Of a study that was stopped, what had run.
    const points = (first: number, count: number) => rest.slice(first, first + count).map(pointOf);
    const count = horizonHours.length;
    return {
      currency, known: { idleCost, optimalCost, optimum: withoutClock(best.optimum) },
      byHorizon: points(0, count).map((point, k) => ({ horizonHours: horizonHours[k] as number, ...point })),
      persistence: points(count, count).map((point, k) => ({ horizonHours: horizonHours[k] as number, ...point })),
      byError: points(2 * count, errorSdFraction.length).map((point, k) => ({ errorSdFraction: errorSdFraction[k] as number, ...point })),
    };
  },
};

/** The site under one of the look-aheads. */
export function withLookAhead(scenario: Scenario, { everyHours }: Pick<ForesightInputs, "everyHours">, { forecast, horizonHours, errorSdFraction = 0 }: { readonly forecast: "perfect" | "persistence" | "noisy"; readonly horizonHours: number; readonly errorSdFraction?: number }): Scenario {
  return withBattery(scenario, { policy: "mpc", forecast, horizonHours, errorSdFraction, everyHours, blockMinutes: Math.max(60, scenario.time.stepMinutes) });
}

function withBattery(scenario: Scenario, battery: Scenario["strategy"]["battery"]): Scenario {
  return { ...scenario, strategy: { ...scenario.strategy, battery, work: { policy: "joint" } } };
}
