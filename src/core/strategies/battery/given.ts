import * as z from "zod/mini";
import { InputError } from "../../errors.ts";
import { field, group } from "../../field.ts";
import { reasonCode, type BatteryPolicy } from "../policy.ts";

const inputs = group({ title: "Given", help: "Follows a series of battery power that you bring." }, {
  powerKw: field(z.array(z.number()), { title: "Battery power", help: "Positive charges, negative discharges; one value a step of the run, or a shorter series that is repeated.", unit: "kW", control: "series", default: [] }),
});

/** Limits cut what is asked, never the bookkeeping. */
export const given: BatteryPolicy<z.output<typeof inputs>> = {
  id: "given",
  title: "Given series",
  summary: "Follows a series of battery power that you bring; limits cut it.",
  inputs,
  lookAheadHours: 0,
  start({ axis }, { powerKw }) {
    if (powerKw.length > axis.length) {
      throw new InputError([{ where: { path: "strategy.battery.powerKw" }, found: `${powerKw.length} values`, allowed: `at most one a step, ${axis.length}` }]);
    }
    const period = powerKw.length;
    return (step, _plant, proposal) => {
      const kw = period === 0 ? 0 : (powerKw[step % period] as number);
      if (kw > 0) proposal.chargeKw = kw;
      else proposal.dischargeKw = -kw;
      if (kw !== 0) proposal.reason = reasonCode.schedule;
    };
  },
};
