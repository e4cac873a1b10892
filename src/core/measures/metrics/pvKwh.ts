import type { Metric } from "./metric.ts";

/** Solar energy used or exported; what was curtailed is not in it. */
export const pvKwh: Metric<"pvKwh"> = {
  id: "pvKwh", label: "Solar energy", unit: "kWh", better: "neither",
  of: (run) => run.energyKwh("pvKw"),
};
