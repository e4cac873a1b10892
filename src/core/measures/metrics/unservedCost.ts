import type { Metric } from "./metric.ts";

/** Load that went without, at the value of lost load; no payment of the run. */
export const unservedCost: Metric<"unservedCost"> = {
  id: "unservedCost", label: "Cost of unserved load", unit: "currency", better: "lower",
  of: (run) => run.energyKwh("unservedKw") * run.costs.valueOfLostLoadPerKwh,
};
