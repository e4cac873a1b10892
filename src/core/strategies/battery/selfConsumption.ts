import type * as z from "zod/mini";
import { group } from "../../field.ts";
import { reasonCode, type BatteryPolicy } from "../policy.ts";

const inputs = group({ title: "Self-consumption", help: "Stores what solar and wind give beyond the load, and gives it back as soon as load needs it." }, {});

/** Knows neither price nor future: what a plain home-battery controller does. */
export const selfConsumption: BatteryPolicy<z.output<typeof inputs>> = {
  id: "self-consumption",
  title: "Self-consumption",
  summary: "Stores surplus of solar and wind and serves load with it later.",
  inputs,
  lookAheadHours: 0,
  start: () => (_step, plant, proposal) => {
    if (plant.netLoadKw < 0) {
      proposal.chargeKw = -plant.netLoadKw;
      proposal.reason = reasonCode.surplus;
    } else if (plant.netLoadKw > 0) {
      proposal.dischargeKw = plant.netLoadKw;
      proposal.reason = reasonCode.surplus;
    }
  },
};
