import { settleTariff } from "../market/tariff/settleTariff.ts";
import { DUST_KW, shedOf, valueOf, type StepColumns } from "./stepColumns.ts";
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

/** What a plan costs as bill and plant have it: the bill less fixed charges, wear, fuel, lost work, load that goes without, the weight of carbon; less what programmes pay. */
export function costOfPlan(c: YearCase, columns: StepColumns, values: Float64Array): number {
  const { axis, site, tariff, ratings, weightPerKwh, programmes } = c;
  const generationKw = Float64Array.from({ length: axis.length }, (_, i) => (site.pvAvailableKw[i] as number) + (site.windAvailableKw[i] as number) - valueOf(columns.spilt, i, values));
  const meter = meterOf(c, columns, values);
  const { total, fixed } = settleTariff(tariff, { ...meter, generationKw });
  let costPerHour = 0;
  for (let i = 0; i < axis.length; i++) {
    costPerHour += valueOf(columns.discharge, i, values) * ratings.wearCostPerKwh + supportPerHour(c, columns, values, i);
    if (weightPerKwh !== undefined) costPerHour += (meter.importKw[i] as number) * (weightPerKwh[i] as number);
  }
  return total - fixed + costPerHour * axis.stepHours - (programmes?.revenueOf(meter.importKw) ?? 0);
}

/** What sets, throttling and load that goes without cost in a step, money an hour: running sets burn fuel without load too. */
function supportPerHour({ support }: YearCase, columns: StepColumns, values: Float64Array, i: number): number {
  if (support === undefined) return 0;
  const { sets, throttling, unservedPerKwh } = support;
  const [generatedKw, unservedKw, shedKw] = [valueOf(columns.generator, i, values), valueOf(columns.unserved, i, values), shedOf(columns, i, values)];
  return (sets !== undefined && generatedKw > DUST_KW ? sets.fuelPerKwh * generatedKw + sets.idlePerKwHour * sets.ratingKw : 0)
    + (throttling !== undefined && shedKw > DUST_KW ? throttling.costPerHour(i, shedKw) : 0) + unservedKw * unservedPerKwh;
}

/** Whether a plan asks anything of sets, throttling or load that goes without. */
export function usesSupport(columns: StepColumns, values: Float64Array): boolean {
  return [columns.generator, columns.unserved, ...columns.shed].some((column) => column.some((index) => index >= 0 && (values[index] as number) > DUST_KW));
}

/** Whether a plan throttles: the work lost is then a curve that no line holds. */
export function throttles({ shed }: StepColumns, values: Float64Array): boolean {
  return shed.some((slice) => slice.some((index) => index >= 0 && (values[index] as number) > DUST_KW));
}
