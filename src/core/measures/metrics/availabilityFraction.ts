import type { Metric } from "./metric.ts";

/** Share of the demanded energy that was not left unserved. */
export const availabilityFraction: Metric<"availabilityFraction"> = {
  id: "availabilityFraction", label: "Availability", unit: "%", better: "higher",
  of: (run) => { const demandKwh = run.energyKwh("demandKw"); return demandKwh > 0 ? 1 - run.energyKwh("unservedKw") / demandKwh : 1; },
};
