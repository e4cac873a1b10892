import { carbonAware } from "./battery/carbonAware.ts";
import { eventReserve } from "./battery/eventReserve.ts";
import { given } from "./battery/given.ts";
import { gridTarget } from "./battery/gridTarget.ts";
import { idle } from "./battery/idle.ts";
import { manual } from "./battery/manual.ts";
import { mpc } from "./battery/mpc.ts";
import { optimal } from "./battery/optimal.ts";
import { peakShaving } from "./battery/peakShaving.ts";
import { selfConsumption } from "./battery/selfConsumption.ts";
import { touArbitrage } from "./battery/touArbitrage.ts";
import { cheapCold } from "./cooling/cheapCold.ts";
import { eventCold } from "./cooling/eventCold.ts";
import { idleCold } from "./cooling/idleCold.ts";
import { plannedCold } from "./cooling/plannedCold.ts";
import type { BatteryPolicy, CoolingPolicy, WorkPolicy } from "./policy.ts";
import { budgetDefer } from "./workload/budgetDefer.ts";
import { carbonDefer } from "./workload/carbonDefer.ts";
import { eventShed } from "./workload/eventShed.ts";
import { joint } from "./workload/joint.ts";
import { priceDefer } from "./workload/priceDefer.ts";
import { runNow } from "./workload/runNow.ts";

/** Every battery policy, in the order of menus and tables. */
export const batteryPolicies = [idle, selfConsumption, touArbitrage, peakShaving, gridTarget, manual, given, carbonAware, eventReserve, mpc, optimal] as const satisfies readonly BatteryPolicy[];

/** Every policy for deferrable work. */
export const workPolicies = [runNow, priceDefer, carbonDefer, eventShed, joint, budgetDefer] as const satisfies readonly WorkPolicy[];

/** Every policy for the cold store of a site that has one. */
export const coolingPolicies = [idleCold, cheapCold, eventCold, plannedCold] as const satisfies readonly CoolingPolicy[];

/** Whether a strategy follows a plan of the whole run, the optimum: the worker that solves it is ended with the run, because the heap of a solver only grows. */
export function plansWholeRun({ battery, work }: Parameters<typeof needsSolver>[0]): boolean {
  const batteryPlans = (batteryPolicies as readonly BatteryPolicy[]).find(({ id }) => id === battery.policy)?.plans;
  return batteryPlans === "run" || (batteryPlans === undefined && (workPolicies as readonly WorkPolicy[]).some(({ id, plans }) => id === work.policy && plans !== undefined));
}

/** Whether a strategy, by the ids of its policies, follows a plan: its run then needs a solver. */
export function needsSolver({ battery, work, cooling }: { readonly battery: { readonly policy: string }; readonly work: { readonly policy: string }; readonly cooling?: { readonly policy: string } }): boolean {
  const policies: readonly (BatteryPolicy | WorkPolicy | CoolingPolicy)[] = [...batteryPolicies, ...workPolicies, ...coolingPolicies];
  return policies.some(({ id, plans }) => plans !== undefined && (id === battery.policy || id === work.policy || id === cooling?.policy));
}
