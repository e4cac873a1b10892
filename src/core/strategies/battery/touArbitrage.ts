import * as z from "zod/mini";
import { group, numberField, switchField } from "../../field.ts";
import type { BatteryPolicy } from "../policy.ts";
import { startPairedDispatch } from "./pairedDispatch.ts";

const inputs = group({ title: "Arbitrage", help: "Buys cheap and gives dear within each civil day, with the day's prices known at its start." }, {
  guardPeak: switchField({ title: "Guard the peak", help: "Charging never lifts import over the month's peak so far.", default: true }),
  minGainPerKwh: numberField({ title: "Least gain", help: "What a kWh bought must gain beyond losses and wear before it is moved.", unit: "currency/kWh", default: 0, min: 0, max: 10, step: 0.001 }),
});

/** A kWh bought gains p_dear·η_rt − p_cheap; the η_rt kWh that come out of it wear the store. */
export const touArbitrage: BatteryPolicy<z.output<typeof inputs>> = {
  id: "tou-arbitrage",
  title: "Arbitrage",
  summary: "Each day pairs the cheapest with the dearest hours while the gain exceeds losses and wear.",
  inputs,
  lookAheadHours: "day",
  start(view, { guardPeak, minGainPerKwh }) {
    const { chargeEfficiency, dischargeEfficiency, wearCostPerKwh } = view.ratings;
    return startPairedDispatch(view, view.market.buyPerKwh, {
      hurdle: wearCostPerKwh * chargeEfficiency * dischargeEfficiency + minGainPerKwh,
      guardPeak, chargeReason: "cheapPrice", dischargeReason: "dearPrice",
    });
  },
};
