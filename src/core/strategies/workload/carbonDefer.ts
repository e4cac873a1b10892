import * as z from "zod/mini";
import { choiceField, group, numberField, switchField } from "../../field.ts";
import type { WorkPolicy } from "../policy.ts";
import { startDeferral } from "./deferral.ts";

const inputs = group({ title: "Defer by carbon", help: "Deferrable work waits for cleaner hours before its deadline." }, {
  signal: choiceField(["marginal", "average"], {
    title: "Signal", help: "Marginal intensity is what the grid emits for one more kWh; average is what the books show.", default: "marginal",
    options: { marginal: "Marginal", average: "Average" },
  }),
  lookAheadHours: numberField({ title: "Forecast ahead", help: "How far ahead carbon intensity is known; work waits only for hours that are.", unit: "h", default: 24, min: 1, max: 168, step: 1, source: "day-ahead forecasts", assumed: true }),
  guardPeak: switchField({ title: "Guard the peak", help: "Work that was put off never lifts the load over the month's peak so far, unless it is due.", default: true }),
});

export const carbonDefer: WorkPolicy<z.output<typeof inputs>> = {
  id: "carbon-defer",
  title: "Defer by carbon",
  summary: "Deferrable work waits for cleaner hours before its deadline.",
  inputs,
  lookAheadHours: ({ lookAheadHours }) => lookAheadHours,
  start(view, { signal, lookAheadHours, guardPeak }, classIndex) {
    const intensity = signal === "marginal" ? view.market.marginalCarbonGPerKwh : view.market.averageCarbonGPerKwh;
    const gPerItKwh = intensity.map((gPerKwh, step) => gPerKwh * (view.site.busPerIt[step] as number));
    return startDeferral(view, gPerItKwh, classIndex, { lookAheadHours, guardPeak, reason: "carbon" });
  },
};
