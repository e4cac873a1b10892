import type { Kpis } from "../../result.ts";
import type { FinishedRun } from "../finishedRun.ts";
import { availabilityFraction } from "./availabilityFraction.ts";
import { curtailedKwh } from "./curtailedKwh.ts";
import { dischargeKwh } from "./dischargeKwh.ts";
import { emissionsKg } from "./emissionsKg.ts";
import { equivalentFullCycles } from "./equivalentFullCycles.ts";
import { exportKwh } from "./exportKwh.ts";
import { fuelCost } from "./fuelCost.ts";
import { generatorKwh } from "./generatorKwh.ts";
import { importKwh } from "./importKwh.ts";
import { loadFactorFraction } from "./loadFactorFraction.ts";
import { lostWorkCost } from "./lostWorkCost.ts";
import { lostWorkKwh } from "./lostWorkKwh.ts";
import type { Metric } from "./metric.ts";
import { missedKwh } from "./missedKwh.ts";
import { peakImportKw } from "./peakImportKw.ts";
import { pvKwh } from "./pvKwh.ts";
import { residualValueCost } from "./residualValueCost.ts";
import { selfConsumptionFraction } from "./selfConsumptionFraction.ts";
import { totalCost } from "./totalCost.ts";
import { unservedCost } from "./unservedCost.ts";
import { unservedKwh } from "./unservedKwh.ts";
import { wearCost } from "./wearCost.ts";
import { windKwh } from "./windKwh.ts";
import { worstResidualKw } from "./worstResidualKw.ts";

/** Every figure of a run, in the order of tables and exports. */
export const metrics = [
  totalCost, importKwh, exportKwh, peakImportKw, loadFactorFraction, pvKwh,
  curtailedKwh, selfConsumptionFraction, dischargeKwh, equivalentFullCycles, emissionsKg,
  unservedKwh, missedKwh, lostWorkKwh, worstResidualKw, residualValueCost,
  windKwh, generatorKwh, fuelCost, wearCost, unservedCost, lostWorkCost, availabilityFraction,
] as const satisfies readonly Metric[];

type MetricId = (typeof metrics)[number]["id"];

export function kpisOf(run: FinishedRun): Kpis {
  // Wider than `Kpis` compiles, narrower does not: a figure that no metric makes is found here.
  const made = Object.fromEntries(metrics.map((metric) => [metric.id, metric.of(run)])) as Record<MetricId, number>;
  return made;
}
