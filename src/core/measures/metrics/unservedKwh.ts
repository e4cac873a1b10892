import type { Metric } from "./metric.ts";

/** Load that nothing could carry, at the bus. */
export const unservedKwh: Metric<"unservedKwh"> = {
  id: "unservedKwh", label: "Unserved load", unit: "kWh", better: "lower",
  of: (run) => run.energyKwh("unservedKw"),
};
