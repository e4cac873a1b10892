import type { Metric } from "./metric.ts";

/** Energy taken out of the store over its installed capacity; 0 without a battery. */
export const equivalentFullCycles: Metric<"equivalentFullCycles"> = {
  id: "equivalentFullCycles", label: "Equivalent full cycles", unit: "cycles", better: "neither",
  of: (run) => (run.ratings.capacityKwh === 0 ? 0 : run.energyKwh("dischargeKw") / run.ratings.dischargeEfficiency / run.ratings.capacityKwh),
};
