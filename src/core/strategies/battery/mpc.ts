import type * as z from "zod/mini";
import { assert } from "../../errors.ts";
import { choiceField, group, numberField } from "../../field.ts";
import type { BatteryPolicy } from "../policy.ts";
import { followPlan } from "./followPlan.ts";

const inputs = group({ title: "Look-ahead", help: "Plans ahead on a forecast, follows the plan for some hours, and plans again: a controller that could run in reality." }, {
  forecast: choiceField(["persistence", "noisy", "perfect"], {
    title: "Forecast", help: "Persistence repeats last week, corrected by today; noisy is the truth with an error that grows with lead time; perfect shows what the horizon alone costs.", default: "persistence",
    options: { persistence: "Last week, corrected", noisy: "With a seeded error", perfect: "Perfect" },
  }),
  errorSdFraction: numberField({ title: "Forecast error", help: "Standard deviation of the noisy forecast's relative error far ahead; the first hour is exact.", unit: "%", default: 0.05, min: 0, max: 1, step: 0.01, assumed: true, source: "Design choice; about what day-ahead load forecasts miss." }),
  horizonHours: numberField({ title: "Horizon", help: "How far each plan looks; longer is not always better.", unit: "h", default: 48, min: 1, max: 8784, step: 1, source: "Design choice: two days hold a cycle and its next." }),
  everyHours: numberField({ title: "Plans anew", help: "Hours that a plan is followed before the next. Under a forecast error frequent plans let the peak creep up.", unit: "h", default: 4, min: 0.25, max: 168, step: 0.25, source: "Design choice." }),
  blockMinutes: numberField({ title: "Blocks of a plan", help: "Length of the steps that a plan is made in, a multiple of the run's own.", unit: "min", default: 60, min: 5, max: 240, step: 5, source: "Design choice." }),
});

/** Model-predictive control by linear programming; its peak so far, its store and its queues are carried from plan to plan. */
export const mpc: BatteryPolicy<z.output<typeof inputs>> = {
  id: "mpc",
  title: "Look-ahead",
  summary: "Plans ahead by linear programming on a forecast, and again every few hours.",
  inputs,
  lookAheadHours: ({ horizonHours }) => horizonHours,
  plans: "rolling",
  start({ plan }) {
    assert(plan !== undefined, "a look-ahead follows its plans, and none was made");
    return followPlan(plan());
  },
};
