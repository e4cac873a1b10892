import type { Metric } from "./metric.ts";

/** Wind energy used or exported; what was curtailed is not in it. */
export const windKwh: Metric<"windKwh"> = {
  id: "windKwh", label: "Wind energy", unit: "kWh", better: "neither",
  of: (run) => run.energyKwh("windKw"),
};
