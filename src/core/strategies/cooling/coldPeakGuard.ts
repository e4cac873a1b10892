import type { StrategyView } from "../policy.ts";

/** The month's peaks as a cold store sees them, before the battery acts. */
export type ColdPeakGuard = {
  /** Import that sets no new demand charge this month, kW; what is drawn anyway may be drawn. */
  roomKw(step: number, netLoadKw: number): number;
  /** Books what a step draws once the store has acted; steps in order. */
  note(step: number, netLoadKw: number): void;
};

export function makeColdPeakGuard({ axis, market }: Pick<StrategyView, "axis" | "market">): ColdPeakGuard {
  const applies = market.demandCharges.map((charge) => charge.applies);
  const rates = market.demandCharges.map((charge) => charge.ratePerKw);
  const peaksKw = new Float64Array(applies.length);
  let month = -1;
  const enter = (step: number): void => {
    if (axis.billingMonth[step] === month) return;
    month = axis.billingMonth[step]!;
    peaksKw.fill(0);
  };
  return {
    roomKw(step, netLoadKw) {
      enter(step);
      let room = Infinity;
      for (let k = 0; k < applies.length; k++) if (applies[k]![step] === 1 && rates[k]![month]! > 0) room = Math.min(room, peaksKw[k]! - netLoadKw);
      return Math.max(room, 0);
    },
    note(step, netLoadKw) {
      enter(step);
      for (let k = 0; k < applies.length; k++) if (netLoadKw > peaksKw[k]! && applies[k]![step] === 1) peaksKw[k] = netLoadKw;
    },
  };
}
