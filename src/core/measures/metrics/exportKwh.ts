import type { Metric } from "./metric.ts";

/** Energy fed into the grid. */
export const exportKwh: Metric<"exportKwh"> = {
  id: "exportKwh", label: "Export", unit: "kWh", better: "neither",
  of: (run) => run.energyKwh("exportKw"),
};
