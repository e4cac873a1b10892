import type { Metric } from "./metric.ts";

/** Solar and wind that could neither be used nor exported. */
export const curtailedKwh: Metric<"curtailedKwh"> = {
  id: "curtailedKwh", label: "Curtailed", unit: "kWh", better: "lower",
  of: (run) => run.energyKwh("curtailedKw"),
};
