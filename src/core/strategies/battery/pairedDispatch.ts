import { reasonCode, type BatteryProposal, type PlantState, type Reason, type StrategyView } from "../policy.ts";
import { makeDayPairing } from "./dayPairing.ts";
import { makeGuardPeak } from "./guardPeak.ts";

/**
 * Follows the plan of each civil day, spread evenly over its block: discharge serves load alone, charging keeps under the
 * month's peaks where `guardPeak` is on, and a surplus of the site's own generation is stored whatever the plan.
 */
export function startPairedDispatch(
  view: StrategyView,
  values: Float64Array,
  options: { readonly hurdle: number; readonly guardPeak: boolean; readonly chargeReason: Reason; readonly dischargeReason: Reason },
): (step: number, plant: PlantState, proposal: BatteryProposal) => void {
  const { axis: { day: dayOf, stepHours }, ratings: { chargeEfficiency, dischargeEfficiency, gridCharging, initialSocKwh } } = view;
  const chargeCode = reasonCode[options.chargeReason];
  const dischargeCode = reasonCode[options.dischargeReason];
  const { plan, planDay } = makeDayPairing(view, values, options.hurdle);
  const guardRoomKw = makeGuardPeak(view);
  let plannedDay = -1;
  let block = -1;
  // Numbers that change each step live in an object's fields: a closure's own variables would be boxed anew at each change.
  const left = { chargeKwh: 0, dischargeKwh: 0, socBeforeKwh: initialSocKwh };

  return (step, plant, proposal) => {
    const day = dayOf[step] as number;
    if (day !== plannedDay) {
      planDay(day, plant.socKwh);
      plannedDay = day;
      block = -1;
    }
    const blockEnd = plan.blockEnd[step] as number;
    if (blockEnd !== block) {
      block = blockEnd;
      left.chargeKwh = plan.chargeKwh[step] as number;
      left.dischargeKwh = plan.dischargeKwh[step] as number;
    } else {
      const changeKwh = plant.socKwh - left.socBeforeKwh;
      if (changeKwh > 0) left.chargeKwh -= changeKwh;
      else left.dischargeKwh += changeKwh;
    }
    left.socBeforeKwh = plant.socKwh;
    const hoursLeft = (blockEnd - step) * stepHours;
    const surplusKw = Math.max(0, -plant.netLoadKw);
    if (left.dischargeKwh > 0 && surplusKw === 0) {
      const wantedKw = left.dischargeKwh * dischargeEfficiency / hoursLeft;
      proposal.dischargeKw = Math.min(wantedKw, plant.netLoadKw, plant.dischargeLimitKw);
      proposal.reason = dischargeCode;
    } else if (left.chargeKwh > 0 && gridCharging) {
      const wantedKw = Math.max(surplusKw, left.chargeKwh / (chargeEfficiency * hoursLeft));
      const roomKw = options.guardPeak ? Math.max(surplusKw, guardRoomKw(step, plant)) : Infinity;
      proposal.chargeKw = Math.min(wantedKw, roomKw, plant.chargeLimitKw);
      proposal.reason = roomKw < Math.min(wantedKw, plant.chargeLimitKw) ? reasonCode.peakThreshold : chargeCode;
    } else if (surplusKw > 0) {
      proposal.chargeKw = Math.min(surplusKw, plant.chargeLimitKw);
      proposal.reason = proposal.chargeKw > 0 ? reasonCode.surplus : reasonCode.socCeiling;
    }
  };
}
