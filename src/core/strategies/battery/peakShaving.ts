import * as z from "zod/mini";
import { choiceField, group, integerField } from "../../field.ts";
import type { DemandCharge } from "../../market/signals.ts";
import type { BatteryPolicy, StrategyView } from "../policy.ts";
import { holdImport } from "./holdImport.ts";

const inputs = group({ title: "Peak shaving", help: "Holds import under the lowest level that the battery can hold in each month." }, {
  foresight: choiceField(["month", "past"], {
    title: "Foresight", help: "Month knows the month's load ahead and shows what is attainable; past learns from the days before, as a controller must.", default: "month",
    options: { month: "Knows the month ahead", past: "From the past alone" },
  }),
  pastDays: integerField({ title: "Days learnt from", help: "The causal form holds the level that these days before would have needed.", unit: "d", default: 14, min: 7, max: 30, source: "7 to 30 days; a choice", assumed: true }),
});

/**
 * One level a billing month for the demand charge with the largest rate × peak. Outside its hours the store refills without
 * lifting import over what it was there before, so that no other charge pays for it.
 */
export const peakShaving: BatteryPolicy<z.output<typeof inputs>> = {
  id: "peak-shaving",
  title: "Peak shaving",
  summary: "Holds import under the lowest monthly level that the battery can hold.",
  inputs,
  lookAheadHours: ({ foresight }) => (foresight === "month" ? "month" : 0),
  start: (view, { foresight, pastDays }) => (foresight === "month" ? startWithMonthAhead(view) : startFromPast(view, pastDays)),
};

function startWithMonthAhead(view: StrategyView): ReturnType<BatteryPolicy["start"]> {
  const { axis, market, netLoadKw, ratings } = view;
  let month = -1;
  let levelKw = Infinity;
  let outsideKw = Infinity;
  let charge: DemandCharge | undefined;
  return (step, plant, proposal) => {
    if (axis.billingMonth[step] !== month) {
      month = axis.billingMonth[step] as number;
      const [from, to] = [step, axis.monthStart[month + 1] as number];
      charge = dearestCharge(market.demandCharges, netLoadKw, month, from, to);
      if (charge !== undefined) {
        outsideKw = highest(netLoadKw, charge.applies, 0, from, to);
        levelKw = lowestHoldable(view, charge.applies, outsideKw, from, to, plant.socKwh);
        view.report?.({ kind: "peakThreshold", billingMonth: month, demandCharge: charge.id, thresholdKw: levelKw, monthAhead: true });
      }
    }
    if (charge !== undefined) holdImport(charge.applies[step] === 1 ? levelKw : Math.max(outsideKw, plant.netLoadKw), plant, ratings, proposal);
  };
}

/** Causal (reference: Hittinger's rule of a rising threshold): the month's own peak so far or what the days before needed, whichever is higher; the peak rises only when the store is empty. */
function startFromPast(view: StrategyView, pastDays: number): ReturnType<BatteryPolicy["start"]> {
  const { axis, market, netLoadKw, ratings } = view;
  let day = -1;
  let month = -1;
  let learntKw = 0;
  let outsideKw = 0;
  let charge: DemandCharge | undefined;
  return (step, plant, proposal) => {
    if (axis.day[step] !== day) {
      day = axis.day[step] as number;
      const from = axis.dayStart[Math.max(0, day - pastDays)] as number;
      charge = dearestCharge(market.demandCharges, netLoadKw, axis.billingMonth[step] as number, from, step);
      learntKw = charge === undefined || from === step ? Infinity : lowestHoldable(view, charge.applies, highest(netLoadKw, charge.applies, 0, from, step), from, step, ratings.socMaxKwh);
      if (charge !== undefined && axis.billingMonth[step] !== month) {
        month = axis.billingMonth[step] as number;
        outsideKw = 0;
        view.report?.({ kind: "peakThreshold", billingMonth: month, demandCharge: charge.id, thresholdKw: learntKw, monthAhead: false });
      }
    }
    if (charge === undefined) return;
    if (charge.applies[step] === 1) {
      const peakKw = plant.peakSoFarKw[market.demandCharges.indexOf(charge)] as number;
      // Nothing learnt yet: the first day has only its own peak to keep under.
      holdImport(Math.max(peakKw, learntKw === Infinity ? plant.netLoadKw : learntKw), plant, ratings, proposal);
    } else {
      outsideKw = Math.max(outsideKw, plant.netLoadKw);
      holdImport(outsideKw, plant, ratings, proposal);
    }
  };
}

/** The demand charge that would cost most if nothing were done: largest rate × highest net load. */
export function dearestCharge(charges: readonly DemandCharge[], netLoadKw: Float64Array, month: number, from: number, to: number): DemandCharge | undefined {
  let dearest: DemandCharge | undefined;
  let dearestCost = 0;
  for (const charge of charges) {
    const cost = (charge.ratePerKw[month] as number) * highest(netLoadKw, charge.applies, 1, from, to);
    if (cost > dearestCost) [dearest, dearestCost] = [charge, cost];
  }
  return dearest;
}

function highest(netLoadKw: Float64Array, applies: Uint8Array, value: 0 | 1, from: number, to: number): number {
  let highestKw = 0;
  for (let step = from; step < to; step++) if (applies[step] === value) highestKw = Math.max(highestKw, netLoadKw[step] as number);
  return highestKw;
}

/**
 * Lowest level that the store can hold from `from` to `to`. Recharging as early as possible keeps it fullest, so one pass tells whether a level
 * can be held, and that is monotone in the level: bisection, to a thousandth of a kW.
 */
export function lowestHoldable(view: StrategyView, applies: Uint8Array, outsideKw: number, from: number, to: number, socKwh: number): number {
  const { axis, netLoadKw, ratings } = view;
  const { stepHours } = axis;
  const idleKw = highest(netLoadKw, applies, 1, from, to);

  function holds(levelKw: number): boolean {
    let energyKwh = socKwh;
    for (let step = from; step < to; step++) {
      const loadKw = netLoadKw[step] as number;
      const keptKwh = energyKwh * ratings.keepPerStep;
      const capKw = applies[step] === 1 ? levelKw : Math.max(outsideKw, loadKw);
      if (loadKw > capKw) {
        const neededKw = loadKw - capKw;
        if (neededKw > ratings.dischargeKw) return false;
        energyKwh = keptKwh - neededKw * stepHours / ratings.dischargeEfficiency;
        if (energyKwh < ratings.socMinKwh) return false;
      } else {
        const roomKw = ratings.gridCharging ? capKw - loadKw : Math.max(0, -loadKw);
        energyKwh = Math.max(keptKwh, Math.min(ratings.socMaxKwh, keptKwh + Math.min(roomKw, ratings.chargeKw) * stepHours * ratings.chargeEfficiency));
      }
    }
    return true;
  }

  let high = idleKw;
  let low = Math.max(0, idleKw - ratings.dischargeKw);
  if (holds(low)) return low;
  while (high - low > 1e-3) {
    const middle = (low + high) / 2;
    if (holds(middle)) high = middle;
    else low = middle;
  }
  return high;
}
