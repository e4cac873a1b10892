import type { ScoreInput } from "./input.ts";
import { carry, passiveNeedKw, runCost, workNeutralImportKw } from "./price.ts";

/** Site over do-nothing; 1 = unchanged, below 1 = better; null where do-nothing is 0. */
export type GridSideFigures = {
  readonly cost: number | null; readonly carbon: number | null; readonly ramping: number | null;
  readonly oneMinusLoadFactor: number | null; readonly dailyPeak: number | null; readonly annualPeak: number | null;
};

export function gridSideFigures(input: ScoreInput): GridSideFigures {
  const { importKw, exportKw, passiveImportKw, passiveExportKw, carbonGPerKwh, day, month } = input;
  const over = (site: number, passive: number) => (passive > 0 ? site / passive : null);
  const ramping = (inKw: Float64Array, outKw: Float64Array) => {
    let sum = 0;
    for (let i = 1; i < inKw.length; i++) sum += Math.abs((inKw[i] as number) - (outKw[i] as number) - (inKw[i - 1] as number) + (outKw[i - 1] as number));
    return sum;
  };
  const carbon = (kw: Float64Array) => carbonGPerKwh === undefined ? 0 : kw.reduce((sum, value, step) => sum + value * (carbonGPerKwh[step] as number), 0);
  const lowLoad = (kw: Float64Array) => {
    const groups = groupMeanMax(kw, month).filter(({ max }) => max > 0);
    return groups.reduce((sum, { mean, max }) => sum + 1 - mean / max, 0) / Math.max(1, groups.length);
  };
  const dailyPeak = (kw: Float64Array) => {
    const days = groupMeanMax(kw, day);
    return days.reduce((sum, { max }) => sum + max, 0) / Math.max(1, days.length);
  };
  const highest = (kw: Float64Array) => kw.reduce((max, value) => Math.max(max, value), 0);
  return {
    cost: over(runCost(input, importKw, exportKw), runCost(input, passiveNeedKw(input), passiveExportKw)),
    carbon: over(carbon(importKw), carbon(passiveImportKw)),
    ramping: over(ramping(importKw, exportKw), ramping(passiveImportKw, passiveExportKw)),
    oneMinusLoadFactor: over(lowLoad(importKw), lowLoad(passiveImportKw)),
    dailyPeak: over(dailyPeak(importKw), dailyPeak(passiveImportKw)),
    annualPeak: over(highest(importKw), highest(passiveImportKw)),
  };
}

function groupMeanMax(kw: Float64Array, group: ArrayLike<number>): readonly { readonly mean: number; readonly max: number }[] {
  const groups: { mean: number; max: number }[] = [];
  for (let first = 0; first < kw.length;) {
    let [end, sum, max] = [first, 0, 0];
    while (end < kw.length && group[end] === group[first]) {
      sum += kw[end] as number;
      max = Math.max(max, kw[end] as number);
      end++;
    }
    groups.push({ mean: sum / (end - first), max });
    first = end;
  }
  return groups;
}

/** The whole site as one battery: δ = work-neutral import + generator − do-nothing need. */
export type VirtualBattery = {
  /** Only of a run that ends as it began. */
  readonly roundTrip: number | null;
  readonly chargeKw: number; readonly dischargeKw: number; readonly energyKwh: number; readonly shiftedShare: number;
};

export function virtualBattery(input: ScoreInput): VirtualBattery {
  const { stepHours, day } = input;
  const needKw = passiveNeedKw(input);
  let [chargeKw, dischargeKw, takenKwh, givenKwh, needKwh, dayKwh, energyKwh] = [0, 0, 0, 0, 0, 0, 0];
  workNeutralImportKw(input).forEach((kw, step) => {
    if (input.gridOut[step] === 1) return;
    const delta = kw + (input.generatorKw[step] as number) - (needKw[step] as number);
    if (step > 0 && day[step] !== day[step - 1]) dayKwh = 0;
    if (delta > 0) takenKwh += delta * stepHours;
    else {
      givenKwh -= delta * stepHours;
      dayKwh -= delta * stepHours;
    }
    chargeKw = Math.max(chargeKw, delta);
    dischargeKw = Math.max(dischargeKw, -delta);
    energyKwh = Math.max(energyKwh, dayKwh);
    needKwh += (needKw[step] as number) * stepHours;
  });
  const endsAsItBegan = Math.abs(carry(input)) <= 0.01 * givenKwh;
  return {
    roundTrip: endsAsItBegan && takenKwh > 0 ? givenKwh / takenKwh : null,
    chargeKw, dischargeKw, energyKwh, shiftedShare: needKwh > 0 ? givenKwh / needKwh : 0,
  };
}
