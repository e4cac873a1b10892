import { clip, type ScoreInput, type ScoreOptions } from "./input.ts";
import { twinCost } from "./twin.ts";

export type PriceAdaptability = {
  readonly costPassive: number; readonly costSite: number; readonly costTwin: number;
  readonly carryKwh: number; readonly meanPrice: number;
  /** By month index. */
  readonly twinCeilingKw: readonly number[];
  readonly stake: number; readonly P: number; readonly wP: number; readonly wR: number;
};

/** Relative error of a year's sum in doubles, with room. */
const SUM_ERROR = 1e-12;

/** How much of the saving open to a perfectly flexible site was made. A flat tariff asks for nothing, so the weight fades out with what is at stake. */
export function priceAdaptability(input: ScoreInput, options: ScoreOptions): PriceAdaptability {
  const { stepHours, price, sellPrice } = input;
  const passiveKw = passiveNeedKw(input);
  const siteKw = workNeutralImportKw(input).map((kw, step) => kw + (input.generatorKw[step] as number));
  const costPassive = runCost(input, passiveKw, input.passiveExportKw);
  let importKwh = 0;
  let importCost = 0;
  let turnover = demandCost(input, passiveKw);
  for (let step = 0; step < price.length; step++) {
    if (input.gridOut[step] === 1) continue;
    const kwh = (input.passiveImportKw[step] as number) * stepHours;
    importKwh += kwh;
    importCost += kwh * (price[step] as number);
    turnover += (Math.abs(price[step] as number) * (passiveKw[step] as number) + Math.abs(sellPrice[step] as number) * (input.passiveExportKw[step] as number)) * stepHours;
  }
  const meanPrice = importKwh > 0 ? importCost / importKwh : 0;
  const carryKwh = carry(input);
  const costSite = runCost(input, siteKw, input.exportKw) + meanPrice * carryKwh;
  const twin = twinCost(input, passiveKw, options);
  const costTwin = Math.min(twin.cost, costPassive);
  // Under a flat tariff the two differ in the last bits of their sums: nothing is to be had.
  const attainable = costPassive - costTwin > SUM_ERROR * turnover ? costPassive - costTwin : 0;
  const stake = turnover > 0 ? attainable / turnover : 0;
  const wP = options.weightPrice * Math.min(1, stake / options.stakeFull);
  return {
    costPassive, costSite, costTwin, carryKwh, meanPrice, twinCeilingKw: twin.ceilingKw, stake,
    P: attainable > 0 ? clip((costPassive - costSite) / attainable, 0, 1) : 0, wP, wR: 1 - wP,
  };
}

/** b: what the do-nothing run drew, and would have drawn where it went unserved. */
export function passiveNeedKw({ passiveImportKw, passiveUnservedKw }: ScoreInput): Float64Array {
  return passiveImportKw.map((kw, step) => kw + (passiveUnservedKw[step] as number));
}

/** g*: import as if no work had been left undone. A kW saved by not doing work does not count. */
export function workNeutralImportKw({ importKw, lostKw, unservedKw }: ScoreInput): Float64Array {
  return importKw.map((kw, step) => kw + (lostKw[step] as number) + (unservedKw[step] as number));
}

/** Energy that the run owes at its end, kWh at the meter: work unfinished, less what the store holds above its start. */
export function carry({ deferrable, battery, socKwh, stepHours }: ScoreInput): number {
  let owedKwh = 0;
  for (const { arrivalKw, servedKw } of deferrable) for (let step = 0; step < arrivalKw.length; step++) owedKwh += ((arrivalKw[step] as number) - (servedKw[step] as number)) * stepHours;
  if (battery !== undefined) owedKwh -= ((socKwh[socKwh.length - 1] as number) - (socKwh[0] as number)) * battery.dischargeEfficiency;
  return owedKwh;
}

/** Cost of a run while the grid is there: energy less export, and each month's demand charges. */
export function runCost(input: ScoreInput, importKw: Float64Array, exportKw: Float64Array): number {
  let cost = 0;
  for (let step = 0; step < importKw.length; step++) {
    if (input.gridOut[step] === 1) continue;
    cost += ((input.price[step] as number) * (importKw[step] as number) - (input.sellPrice[step] as number) * (exportKw[step] as number)) * input.stepHours;
  }
  return cost + demandCost(input, importKw);
}

function demandCost({ demandCharges, gridOut, month }: ScoreInput, importKw: Float64Array): number {
  let cost = 0;
  for (const { ratePerKw, applies } of demandCharges) {
    const peaksKw: number[] = [];
    for (let step = 0; step < importKw.length; step++) {
      if (gridOut[step] === 1 || applies[step] !== 1) continue;
      const m = month[step] as number;
      peaksKw[m] = Math.max(peaksKw[m] ?? 0, importKw[step] as number);
    }
    peaksKw.forEach((peakKw, m) => { cost += peakKw * (ratePerKw[m] as number); });
  }
  return cost;
}
