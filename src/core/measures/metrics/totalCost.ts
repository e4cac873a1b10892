import type { Metric } from "./metric.ts";

/** What the run pays: the bill. Wear, lost work and what the battery holds at the end are no payments and stand apart. */
export const totalCost: Metric<"totalCost"> = {
  id: "totalCost", label: "Total cost", unit: "currency", better: "lower",
  of: (run) => run.bill.total,
};
