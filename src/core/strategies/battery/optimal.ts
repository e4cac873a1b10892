import type * as z from "zod/mini";
import { group, numberField } from "../../field.ts";
import { assert } from "../../errors.ts";
import type { BatteryPolicy } from "../policy.ts";
import { followPlan } from "./followPlan.ts";

const inputs = group({ title: "Optimal", help: "The best that was possible, with the whole run known ahead." }, {
  timeLimitSeconds: numberField({ title: "Time limit", help: "Of each solve; a plan that was cut off is said to be so, and never called optimal.", unit: "s", default: 300, min: 1, max: 86_400, step: 10, source: "Design choice." }),
  carbonCostPerKg: numberField({ title: "Weight of carbon", help: "Counts in the plan beside the bill, for each kg of CO2e of the import at the grid's average intensity; nobody pays it. Tried over several values it draws the front of cost against emissions.", unit: "currency/kg", default: 0, min: 0, max: 100, step: 0.01 }),
});

/** The bound that no controller can beat: linear programming over the run. */
export const optimal: BatteryPolicy<z.output<typeof inputs>> = {
  id: "optimal",
  title: "Optimal",
  summary: "The best use of the battery with the whole run known ahead: what no controller can beat.",
  inputs,
  lookAheadHours: "run",
  plans: "run",
  start({ plan }) {
    assert(plan !== undefined, "the optimal policy follows a plan, and none was made");
    return followPlan(plan());
  },
};
