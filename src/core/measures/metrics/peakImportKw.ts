import type { Metric } from "./metric.ts";

/** Highest mean import of one step. A demand charge with a longer window sees less. */
export const peakImportKw: Metric<"peakImportKw"> = {
  id: "peakImportKw", label: "Peak import", unit: "kW", better: "lower",
  of: ({ columns: { importKw } }) => {
    let peak = 0;
    for (let i = 0; i < importKw.length; i++) if (importKw[i]! > peak) peak = importKw[i]!;
    return peak;
  },
};
