import * as z from "zod/mini";
import { field, fieldRegistry, group, numberField, switchField } from "../../field.ts";
import { parseDate } from "../../time/civil.ts";
import type { WorkPolicy } from "../policy.ts";
import { startDeferral } from "./deferral.ts";

const day = (title: string, help: string) => z.string().check(z.refine((text) => parseDate(text) !== null, { error: "a date such as 2025-07-12" })).register(fieldRegistry, { title, help, control: "dates" });

const inputs = group({ title: "Defer when over budget", help: "Deferrable work waits for cheaper hours in the days after a budget's alert." }, {
  windows: field(z.array(z.strictObject({ from: day("From", "First day."), to: day("To", "Last day.") })).check(z.maxLength(400)), {
    title: "Days", help: "Civil days in which work waits, first and last included. A budget's alert writes them, so that the run can be made again.", control: "json", default: [],
  }),
  lookAheadHours: numberField({ title: "Prices known ahead", help: "How far ahead prices are known; work waits only for hours that are.", unit: "h", default: 24, min: 1, max: 168, step: 1, source: "day-ahead markets", assumed: true }),
  guardPeak: switchField({ title: "Guard the peak", help: "Work that was put off never lifts the load over the month's peak so far, unless it is due.", default: true }),
});

/** Outside of its days work runs as it arrives, and what still waits from them as fast as the class may. */
export const budgetDefer: WorkPolicy<z.output<typeof inputs>> = {
  id: "budget-defer",
  title: "Defer when over budget",
  summary: "Deferrable work waits for cheaper hours in the days after a budget's alert, and runs at once in all others.",
  inputs,
  lookAheadHours: ({ lookAheadHours }) => lookAheadHours,
  start(view, { windows, lookAheadHours, guardPeak }, classIndex) {
    const costPerItKwh = view.market.buyPerKwh.map((price, step) => price * (view.site.busPerIt[step] as number));
    const deferring = startDeferral(view, costPerItKwh, classIndex, { lookAheadHours, guardPeak, reason: "cheapPrice" });
    const firstDay = parseDate(view.axis.inputs.start) as number;
    const within = Uint8Array.from({ length: view.axis.inputs.days }, (_, d) =>
      (windows.some(({ from, to }) => firstDay + d >= (parseDate(from) as number) && firstDay + d <= (parseDate(to) as number)) ? 1 : 0));
    return (step, work, proposal) => {
      deferring(step, work, proposal);
      if (within[view.axis.day[step] as number] === 1) return;
      proposal.serveKw = work.limitKw;
      proposal.reason = 0;
    };
  },
};
