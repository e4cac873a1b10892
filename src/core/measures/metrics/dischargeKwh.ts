import type { Metric } from "./metric.ts";

/** Energy that the battery gave, AC. */
export const dischargeKwh: Metric<"dischargeKwh"> = {
  id: "dischargeKwh", label: "Battery discharge", unit: "kWh", better: "neither",
  of: (run) => run.energyKwh("dischargeKw"),
};
