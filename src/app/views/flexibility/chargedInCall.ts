import type { RunResult } from "../../../core/result.ts";
import { eventReserve } from "../../../core/strategies/battery/eventReserve.ts";
import { batteryPolicies } from "../../../core/strategies/index.ts";
import { column } from "../../../core/time/frame.ts";

/** Below this share of its capacity a battery only makes good what it loses by itself. */
const LEAST_FRACTION = 0.005;

/**
 * What the battery took from the grid in a call, kWh, where its rule takes no part in calls: the cut that work makes is the less by it. Zero
 * where the rule does, or a plan weighed the call.
 */
export function chargedInCall({ strategy, axis, site, frame }: RunResult, { step, steps }: { readonly step: number; readonly steps: number }): number {
  const policy = batteryPolicies.find(({ id }) => id === strategy.battery);
  if (policy === undefined || policy.id === eventReserve.id || policy.plans !== undefined) return 0;
  const [chargeKw, importKw] = [column(frame, "chargeKw"), column(frame, "importKw")];
  let kwh = 0;
  for (let i = step; i < Math.min(step + steps, axis.length); i++) kwh += Math.min(chargeKw[i]!, importKw[i]!) * axis.stepMinutes / 60;
  return kwh < LEAST_FRACTION * site.batteryKwh ? 0 : kwh;
}
