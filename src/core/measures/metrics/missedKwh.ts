import type { Metric } from "./metric.ts";

/** Deferrable work finished after its deadline or never, IT energy. */
export const missedKwh: Metric<"missedKwh"> = {
  id: "missedKwh", label: "Missed deadlines", unit: "kWh", better: "lower",
  of: (run) => run.work.reduce((sum, { missedKwh: kwh }) => sum + kwh, 0),
};
