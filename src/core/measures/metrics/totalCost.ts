import type { Metric } from "./metric.ts";

/** What the run pays: the bill and the fuel. Wear, lost work, unserved load and what the battery holds at the end are no payments and stand apart. */
export const totalCost: Metric<"totalCost"> = {
  id: "totalCost", label: "Total cost", unit: "currency", better: "lower",
  of: (run) => run.bill.total + (run.generator?.fuelCost ?? 0),
};
