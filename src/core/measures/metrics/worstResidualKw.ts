import type { Metric } from "./metric.ts";

/** Largest |import + pv + wind + discharge + generator − served − charge − export| of any step: a check, below 1e-9 of the site's capacity. */
export const worstResidualKw: Metric<"worstResidualKw"> = {
  id: "worstResidualKw", label: "Worst balance error", unit: "kW", better: "lower",
  of: ({ columns: { importKw, pvKw, windKw, dischargeKw, generatorKw, servedKw, chargeKw, exportKw } }) => {
    let worst = 0;
    for (let i = 0; i < importKw.length; i++) {
      const residual = Math.abs(importKw[i]! + pvKw[i]! + windKw[i]! + dischargeKw[i]! + generatorKw[i]! - servedKw[i]! - chargeKw[i]! - exportKw[i]!);
      // Not a number is the worst of all, and no comparison finds it.
      if (Number.isNaN(residual)) return NaN;
      if (residual > worst) worst = residual;
    }
    return worst;
  },
};
