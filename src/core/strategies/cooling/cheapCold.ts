import type * as z from "zod/mini";
import { group, numberField, switchField } from "../../field.ts";
import { makeDayPairing } from "../battery/dayPairing.ts";
import type { CoolingPolicy } from "../policy.ts";
import { makeColdPeakGuard } from "./coldPeakGuard.ts";

const inputs = group({ title: "Cheap cold", help: "Makes cold in the hours of each day in which it costs least, and spares the chillers when it costs most." }, {
  guardPeak: switchField({ title: "Guard the peak", help: "Making cold never lifts import over the month's peak so far.", default: true }),
  minGainPerKwh: numberField({ title: "Least gain", help: "What a kWh of cold must gain before it is made ahead of time.", unit: "currency/kWh", default: 0.001, min: 0, max: 10, step: 0.001 }),
});

/**
 * Pairs the cheapest with the dearest hours of each civil day as arbitrage does, by the cost of a kWh of cold: the price of the hour
 * times the electricity that the chillers take for it, both means of the clock hour. The day's weather is known at its start.
 */
export const cheapCold: CoolingPolicy<z.output<typeof inputs>> = {
  id: "cheap-cold",
  title: "Cheap cold",
  summary: "Each day makes cold in its cheapest hours for its dearest, price and efficiency of the chillers counted.",
  inputs,
  lookAheadHours: "day",
  start(view, { store, electricityPerHeat }, { guardPeak, minGainPerKwh }) {
    const { axis, market, ratings } = view;
    const costs = hourlyMeans(axis, market.buyPerKwh.map((price, i) => price * electricityPerHeat[i]!));
    const cold = {
      ...ratings, chargeKw: store.powerKw, dischargeKw: store.powerKw, capacityKwh: store.capacityKwh, socMinKwh: 0, socMaxKwh: store.capacityKwh, chargeEfficiency: 1, dischargeEfficiency: 1,
    };
    const { plan, planDay } = makeDayPairing({ ...view, ratings: cold }, costs, minGainPerKwh);
    const guard = makeColdPeakGuard(view);
    const left = { chargeKwh: 0, dischargeKwh: 0, storedKwh: 0 };
    let [day, block] = [-1, -1];
    return (step, state, proposal) => {
      if (axis.day[step] !== day) {
        day = axis.day[step]!;
        planDay(day, state.storedKwh);
        block = -1;
      }
      if (plan.blockEnd[step] !== block) {
        block = plan.blockEnd[step]!;
        left.chargeKwh = plan.chargeKwh[step]!;
        left.dischargeKwh = plan.dischargeKwh[step]!;
      } else if (state.storedKwh > left.storedKwh) left.chargeKwh -= state.storedKwh - left.storedKwh;
      else left.dischargeKwh -= left.storedKwh - state.storedKwh;
      left.storedKwh = state.storedKwh;
      const hoursLeft = (block - step) * axis.stepHours;
      if (left.dischargeKwh > 0) proposal.dischargeKw = Math.min(left.dischargeKwh / hoursLeft, state.dischargeLimitKw);
      else if (left.chargeKwh > 0) proposal.chargeKw = Math.min(left.chargeKwh / hoursLeft, state.chargeLimitKw, guardPeak ? guard.roomKw(step, state.netLoadKw) / electricityPerHeat[step]! : Infinity);
      guard.note(step, state.netLoadKw + (proposal.chargeKw - proposal.dischargeKw) * electricityPerHeat[step]!);
    };
  },
};

/** The mean of each clock hour in all of its steps: a day then has few blocks of one value. */
function hourlyMeans({ hour, length }: { readonly hour: Uint8Array; readonly length: number }, values: Float64Array): Float64Array {
  const means = new Float64Array(length);
  for (let first = 0; first < length;) {
    let end = first;
    let sum = 0;
    for (; end < length && hour[end] === hour[first]; end++) sum += values[end]!;
    for (let i = first; i < end; i++) means[i] = sum / (end - first);
    first = end;
  }
  return means;
}
