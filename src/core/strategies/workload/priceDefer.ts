import * as z from "zod/mini";
import { group, numberField, switchField } from "../../field.ts";
import type { WorkPolicy } from "../policy.ts";
import { startDeferral } from "./deferral.ts";

const inputs = group({ title: "Defer by price", help: "Deferrable work waits for cheaper hours before its deadline." }, {
  lookAheadHours: numberField({ title: "Prices known ahead", help: "How far ahead prices are known; work waits only for hours that are.", unit: "h", default: 24, min: 1, max: 168, step: 1, source: "day-ahead markets", assumed: true }),
  guardPeak: switchField({ title: "Guard the peak", help: "Work that was put off never lifts the load over the month's peak so far, unless it is due.", default: true }),
});

export const priceDefer: WorkPolicy<z.output<typeof inputs>> = {
  id: "price-defer",
  title: "Defer by price",
  summary: "Deferrable work waits for cheaper hours before its deadline.",
  inputs,
  lookAheadHours: ({ lookAheadHours }) => lookAheadHours,
  start(view, { lookAheadHours, guardPeak }, classIndex) {
    const costPerItKwh = view.market.buyPerKwh.map((price, step) => price * (view.site.busPerIt[step] as number));
    return startDeferral(view, costPerItKwh, classIndex, { lookAheadHours, guardPeak, reason: "cheapPrice" });
  },
};
