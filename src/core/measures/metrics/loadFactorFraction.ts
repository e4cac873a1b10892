import type { Metric } from "./metric.ts";
import { peakImportKw } from "./peakImportKw.ts";

/** Mean import over peak import; 0 where nothing is imported. */
export const loadFactorFraction: Metric<"loadFactorFraction"> = {
  id: "loadFactorFraction", label: "Load factor", unit: "%", better: "higher",
  of: (run) => {
    const peakKw = peakImportKw.of(run);
    return peakKw === 0 ? 0 : run.energyKwh("importKw") / (run.columns.importKw.length * run.stepHours) / peakKw;
  },
};
