import type { Metric } from "./metric.ts";

/** Work not done, at its price; no payment of the run. */
export const lostWorkCost: Metric<"lostWorkCost"> = {
  id: "lostWorkCost", label: "Cost of lost work", unit: "currency", better: "lower",
  of: (run) => run.energyKwh("lostWorkKw") * run.costs.lostWorkCostPerKwh,
};
