import type * as z from "zod/mini";
import { group } from "../../field.ts";
import type { WorkPolicy } from "../policy.ts";

const inputs = group({ title: "Run at once", help: "Deferrable work runs when it arrives." }, {});

export const runNow: WorkPolicy<z.output<typeof inputs>> = {
  id: "run-now",
  title: "Run at once",
  summary: "Deferrable work runs when it arrives, as a site without a plan does.",
  inputs,
  lookAheadHours: 0,
  start: () => (_step, work, proposal) => { proposal.serveKw = work.limitKw; },
};
