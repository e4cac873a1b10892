import type { Metric } from "./metric.ts";

/** Energy drawn from the grid. */
export const importKwh: Metric<"importKwh"> = {
  id: "importKwh", label: "Grid import", unit: "kWh", better: "neither",
  of: (run) => run.energyKwh("importKw"),
};
