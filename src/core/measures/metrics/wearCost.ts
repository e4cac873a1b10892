import type { Metric } from "./metric.ts";

/** What cycling took off the battery’s life, at its price per kWh discharged; no payment of the run. */
export const wearCost: Metric<"wearCost"> = {
  id: "wearCost", label: "Battery wear", unit: "currency", better: "lower",
  of: (run) => run.energyKwh("dischargeKw") * run.ratings.wearCostPerKwh,
};
