import type * as z from "zod/mini";
import { group } from "../../field.ts";
import type { BatteryPolicy } from "../policy.ts";

const inputs = group({ title: "Idle", help: "The battery is never used." }, {});

/** With `run-now` the do-nothing run: what savings, score and regret are counted from. */
export const idle: BatteryPolicy<z.output<typeof inputs>> = {
  id: "idle",
  title: "Idle",
  summary: "The battery is never used, not even in an outage; what doing nothing costs.",
  inputs,
  lookAheadHours: 0,
  standsIdle: true,
  start: () => () => {},
};
