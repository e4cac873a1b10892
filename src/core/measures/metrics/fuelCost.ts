import type { Metric } from "./metric.ts";

/** Fuel that the generator burnt. */
export const fuelCost: Metric<"fuelCost"> = {
  id: "fuelCost", label: "Fuel", unit: "currency", better: "lower",
  of: (run) => run.generator?.fuelCost ?? 0,
};
