import type { Metric } from "./metric.ts";

/** Work not done for throttling or dropping, as the energy that it would have taken at full speed, at the bus. */
export const lostWorkKwh: Metric<"lostWorkKwh"> = {
  id: "lostWorkKwh", label: "Lost work", unit: "kWh", better: "lower",
  of: (run) => run.energyKwh("lostWorkKw"),
};
