import { settleTariff } from "../market/tariff/settleTariff.ts";
import { valueOf, type StepColumns } from "./stepColumns.ts";
import type { YearCase } from "./yearCase.ts";

/** What the meter sees of a plan: import and export of a step are one flow. */
export function meterOf({ axis }: YearCase, columns: StepColumns, values: Float64Array): { readonly importKw: Float64Array; readonly exportKw: Float64Array } {
  const importKw = new Float64Array(axis.length);
  const exportKw = new Float64Array(axis.length);
  for (let i = 0; i < axis.length; i++) {
    const flow = valueOf(columns.imported, i, values) - valueOf(columns.exported, i, values);
    if (flow > 0) importKw[i] = flow;
    else exportKw[i] = -flow;
  }
  return { importKw, exportKw };
}

/** The plan's bill less fixed charges, and its wear: the true cost where the programme's own is only near it. */
export function costOfPlan(c: YearCase, columns: StepColumns, values: Float64Array): number {
  const { axis, site, tariff, ratings } = c;
  const generationKw = Float64Array.from({ length: axis.length }, (_, i) => (site.pvAvailableKw[i] as number) + (site.windAvailableKw[i] as number) - valueOf(columns.spilt, i, values));
  const { total, fixed } = settleTariff(tariff, { ...meterOf(c, columns, values), generationKw });
  let dischargeKwh = 0;
  for (let i = 0; i < axis.length; i++) dischargeKwh += valueOf(columns.discharge, i, values) * axis.stepHours;
  return total - fixed + dischargeKwh * ratings.wearCostPerKwh;
}
