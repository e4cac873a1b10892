import type { Plan } from "../../optimise/plan.ts";
import type { BatteryProposal, PlantState } from "../policy.ts";

/** Proposes what a plan holds for each step; the plant enforces every limit all the same. */
export function followPlan(plan: Plan): (step: number, plant: PlantState, proposal: BatteryProposal) => void {
  return (step, _plant, proposal) => {
    proposal.chargeKw = plan.chargeKw[step] as number;
    proposal.dischargeKw = plan.dischargeKw[step] as number;
    proposal.curtailKw = plan.curtailKw[step] as number;
    proposal.generatorKw = plan.generatorKw?.[step] ?? 0;
    proposal.shedKw = plan.shedKw?.[step] ?? 0;
    proposal.reason = plan.batteryReason[step] as number;
  };
}
