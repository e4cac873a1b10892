import type * as z from "zod/mini";
import { assert } from "../../errors.ts";
import { group } from "../../field.ts";
import type { CoolingPolicy } from "../policy.ts";

const inputs = group({ title: "Planned", help: "Used as the programme of the whole run has it, beside the battery where that is optimal." }, {});

/** The chillers bend with their load and the programme does not: it plans along lines under their curve, and the battery is then planned against what they truly draw. */
export const plannedCold: CoolingPolicy<z.output<typeof inputs>> = {
  id: "planned-cold",
  title: "Planned",
  summary: "Makes and spends cold by the same programme as an optimal battery, the whole run known ahead.",
  inputs,
  lookAheadHours: "run",
  plans: "run",
  start({ plan }) {
    assert(plan !== undefined, "a planned store follows a plan, and none was made");
    const { coldKw } = plan();
    assert(coldKw !== undefined, "the plan has the store");
    return (step, _state, proposal) => {
      const kw = coldKw[step] as number;
      if (kw > 0) proposal.chargeKw = kw;
      else proposal.dischargeKw = -kw;
    };
  },
};
