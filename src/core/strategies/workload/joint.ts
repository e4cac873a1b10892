import type * as z from "zod/mini";
import { assert } from "../../errors.ts";
import { group } from "../../field.ts";
import type { WorkPolicy } from "../policy.ts";

const inputs = group({ title: "Joint", help: "Placed by the same programme as the battery." }, {});

/** With a battery policy that follows a rule, the best placing for a site whose battery rests. */
export const joint: WorkPolicy<z.output<typeof inputs>> = {
  id: "joint",
  title: "Joint",
  summary: "Deferrable work is placed by the same programme as the battery, each deadline kept.",
  inputs,
  lookAheadHours: "run",
  plans: "run",
  start({ plan }, _inputs, classIndex) {
    assert(plan !== undefined, "joint work follows a plan, and none was made");
    const { serveItKw, workReason } = plan();
    return (step, _work, proposal) => {
      proposal.serveKw = serveItKw[classIndex]?.[step] as number;
      proposal.reason = workReason[classIndex]?.[step] as number;
    };
  },
};
