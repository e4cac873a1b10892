import type * as z from "zod/mini";
import { group } from "../../field.ts";
import type { CoolingPolicy } from "../policy.ts";

const inputs = group({ title: "Idle", help: "The cold store is never used." }, {});

/** Part of the do-nothing run. */
export const idleCold: CoolingPolicy<z.output<typeof inputs>> = {
  id: "idle",
  title: "Idle",
  summary: "The cold store is never used.",
  inputs,
  lookAheadHours: 0,
  start: () => () => {},
};
