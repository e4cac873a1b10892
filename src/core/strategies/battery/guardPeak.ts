import type { StrategyView, PlantState } from "../policy.ts";

/**
 * Room under the peaks that this month already has: import up to it sets no new demand charge. Charges of rate 0 in the month bind nothing.
 * @returns most that may be charged in a step, kW
 */
export function makeGuardPeak(view: StrategyView): (step: number, plant: PlantState) => number {
  const { axis, market } = view;
  const charges = market.demandCharges;
  return (step, plant) => {
    let roomKw = Infinity;
    const month = axis.billingMonth[step] as number;
    for (let c = 0; c < charges.length; c++) {
      const charge = charges[c] as (typeof charges)[number];
      if (charge.applies[step] === 1 && (charge.ratePerKw[month] as number) > 0) roomKw = Math.min(roomKw, (plant.peakSoFarKw[c] as number) - plant.netLoadKw);
    }
    return Math.max(0, roomKw);
  };
}
