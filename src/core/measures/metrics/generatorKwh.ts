import type { Metric } from "./metric.ts";

/** Energy that the generator gave. */
export const generatorKwh: Metric<"generatorKwh"> = {
  id: "generatorKwh", label: "Generator energy", unit: "kWh", better: "neither",
  of: (run) => run.energyKwh("generatorKw"),
};
