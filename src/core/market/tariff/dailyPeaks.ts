import { eachWindow } from "./readings.ts";
import type { TariffBasis } from "./rule.ts";

/** Highest metered demand of each civil day, in any period or in one, and the step that set it (−1: none). */
export function dailyPeaks({ axis, windowMinutes, demandPeriod }: TariffBasis, importKw: Float64Array, period?: number): { readonly kw: Float64Array; readonly step: Int32Array } {
  const kw = new Float64Array(axis.inputs.days);
  const step = new Int32Array(axis.inputs.days).fill(-1);
  eachWindow(axis.stepMinutes, Math.max(windowMinutes, axis.stepMinutes), importKw, (i, meanKw) => {
    if (period !== undefined && demandPeriod[i] !== period) return;
    const day = axis.day[i] as number;
    if (meanKw > (kw[day] as number)) {
      kw[day] = meanKw;
      step[day] = i;
    }
  });
  return { kw, step };
}

/** Sum over a month's days of each day's demand cost, the highest of its days, and the step that set that. */
export function dailyDemandOfMonth(
  { axis }: TariffBasis, { from, to }: { readonly from: number; readonly to: number }, peaks: { readonly kw: Float64Array; readonly step: Int32Array }, costOf: (kw: number) => number,
): { readonly cost: number; readonly sumKw: number; readonly step: number } {
  let cost = 0;
  let sumKw = 0;
  let highestKw = 0;
  let step = -1;
  for (let day = axis.day[from] as number; day <= (axis.day[to - 1] as number); day++) {
    const kw = peaks.kw[day] as number;
    cost += costOf(kw);
    sumKw += kw;
    if (kw > highestKw) {
      highestKw = kw;
      step = peaks.step[day] as number;
    }
  }
  return { cost, sumKw, step };
}
