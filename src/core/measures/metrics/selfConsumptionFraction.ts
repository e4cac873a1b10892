import type { Metric } from "./metric.ts";

/**
 * Share of what sun and wind offered that the site used itself, at once or through its battery; 0 where nothing was offered.
 * Export counts as own generation first: what the battery sends out beside it is not told apart.
 */
export const selfConsumptionFraction: Metric<"selfConsumptionFraction"> = {
  id: "selfConsumptionFraction", label: "Self-consumption", unit: "%", better: "higher",
  of: (run) => {
    const { exportKw, pvKw, windKw } = run.columns;
    const generatedKwh = run.energyKwh("pvKw") + run.energyKwh("windKw");
    const offeredKwh = generatedKwh + run.energyKwh("curtailedKw");
    if (offeredKwh <= 0) return 0;
    let exportedKw = 0;
    for (let i = 0; i < exportKw.length; i++) exportedKw += Math.min(exportKw[i]!, pvKw[i]! + windKw[i]!);
    return (generatedKwh - exportedKw * run.stepHours) / offeredKwh;
  },
};
