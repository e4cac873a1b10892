import * as z from "zod/mini";
import { choiceField, group, numberField, switchField } from "../../field.ts";
import type { BatteryPolicy } from "../policy.ts";
import { startPairedDispatch } from "./pairedDispatch.ts";

const inputs = group({ title: "Carbon-aware", help: "Charges when the grid is clean and gives when it is dirty, within each civil day." }, {
  signal: choiceField(["marginal", "average"], {
    title: "Signal", help: "Marginal intensity is what the grid emits for one more kWh; average is what the books show.", default: "marginal",
    options: { marginal: "Marginal", average: "Average" },
  }),
  guardPeak: switchField({ title: "Guard the peak", help: "Charging never lifts import over the month's peak so far.", default: true }),
  minGainGPerKwh: numberField({ title: "Least gain", help: "What a kWh stored must save beyond losses before it is moved.", unit: "g/kWh", default: 0, min: 0, max: 2000, step: 5 }),
});

export const carbonAware: BatteryPolicy<z.output<typeof inputs>> = {
  id: "carbon-aware",
  title: "Carbon-aware",
  summary: "Each day pairs the cleanest with the dirtiest hours while the saving exceeds the losses.",
  inputs,
  lookAheadHours: "day",
  start(view, { signal, guardPeak, minGainGPerKwh }) {
    const values = signal === "marginal" ? view.market.marginalCarbonGPerKwh : view.market.averageCarbonGPerKwh;
    return startPairedDispatch(view, values, { hurdle: minGainGPerKwh, guardPeak, chargeReason: "carbon", dischargeReason: "carbon" });
  },
};
