import type { Kpis } from "../../result.ts";
import type { FinishedRun } from "../finishedRun.ts";
import { curtailedKwh } from "./curtailedKwh.ts";
import { dischargeKwh } from "./dischargeKwh.ts";
import { emissionsKg } from "./emissionsKg.ts";
import { equivalentFullCycles } from "./equivalentFullCycles.ts";
import { exportKwh } from "./exportKwh.ts";
import { importKwh } from "./importKwh.ts";
import { loadFactorFraction } from "./loadFactorFraction.ts";
import { lostWorkKwh } from "./lostWorkKwh.ts";
import { missedKwh } from "./missedKwh.ts";
import { peakImportKw } from "./peakImportKw.ts";
import { pvKwh } from "./pvKwh.ts";
import { residualValueCost } from "./residualValueCost.ts";
import { selfConsumptionFraction } from "./selfConsumptionFraction.ts";
import { totalCost } from "./totalCost.ts";
import { unservedKwh } from "./unservedKwh.ts";
import { worstResidualKw } from "./worstResidualKw.ts";
import type { Metric } from "./metric.ts";

/** Every figure of a run, in the order of tables and exports. */
export const metrics = [
  totalCost, importKwh, exportKwh, peakImportKw, loadFactorFraction, pvKwh,
  curtailedKwh, selfConsumptionFraction, dischargeKwh, equivalentFullCycles, emissionsKg,
  unservedKwh, missedKwh, lostWorkKwh, worstResidualKw, residualValueCost,
] as const satisfies readonly Metric[];

type MetricId = (typeof metrics)[number]["id"];

export function kpisOf(run: FinishedRun): Kpis {
  // Wider than `Kpis` compiles, narrower does not: a figure that no metric makes is found here.
  const made = Object.fromEntries(metrics.map((metric) => [metric.id, metric.of(run)])) as Record<MetricId, number>;
  return made;
}
