import { heldKwh, type PreparedReserve } from "../../market/demandResponse/reserve.ts";
import { reasonCode, type BatteryProposal, type PlantRatings, type PlantState, type StrategyView } from "../policy.ts";
import { makeGuardPeak } from "./guardPeak.ts";

/**
 * Ratings as a policy plans with them while reserve is held: less power, a higher floor, a lower ceiling. Held all the year for planning, also where
 * the commitment is for some hours alone: no policy counts on what it must give back.
 */
export function ratingsBesideReserve(ratings: PlantRatings, { inputs }: PreparedReserve): PlantRatings {
  const { aboveKwh, roomKwh } = heldKwh(inputs, ratings);
  const socMinKwh = Math.min(ratings.socMinKwh + aboveKwh, ratings.socMaxKwh);
  return {
    ...ratings, socMinKwh, socMaxKwh: Math.max(ratings.socMaxKwh - roomKwh, socMinKwh),
    dischargeKw: inputs.direction === "down" ? ratings.dischargeKw : Math.max(0, ratings.dischargeKw - inputs.heldKw),
    chargeKw: inputs.direction === "up" ? ratings.chargeKw : Math.max(0, ratings.chargeKw - inputs.heldKw),
  };
}

/** A policy's decisions with the reserve kept out of its reach, calls answered, and the store brought back after them under the month's peak so far. */
export function holdReserve(
  view: StrategyView, reserve: PreparedReserve, decide: (step: number, plant: PlantState, proposal: BatteryProposal) => void,
): (step: number, plant: PlantState, proposal: BatteryProposal) => void {
  const { ratings, axis } = view;
  const beside = ratingsBesideReserve(ratings, reserve);
  const guardRoomKw = makeGuardPeak(view);
  const inPerKw = ratings.chargeEfficiency * axis.stepHours;
  const outPerKw = axis.stepHours / ratings.dischargeEfficiency;
  const seen = { socKwh: 0, netLoadKw: 0, chargeLimitKw: 0, dischargeLimitKw: 0, peakSoFarKw: new Float64Array(0) };
  return (step, plant, proposal) => {
    const kept = plant.socKwh * ratings.keepPerStep;
    const dischargeLimitKw = Math.max(0, Math.min(beside.dischargeKw, (kept - beside.socMinKwh) / outPerKw));
    const chargeLimitKw = Math.max(0, Math.min(beside.chargeKw, (beside.socMaxKwh - kept) / inPerKw));
    const free = Object.assign(seen, plant, { chargeLimitKw, dischargeLimitKw });
    decide(step, free, proposal);
    proposal.dischargeKw = Math.min(proposal.dischargeKw, dischargeLimitKw);
    proposal.chargeKw = Math.min(proposal.chargeKw, chargeLimitKw);
    const calledKw = reserve.calledKw[step]!;
    if (calledKw > 0) proposal.dischargeKw += calledKw;
    else if (calledKw < 0) proposal.chargeKw -= calledKw;
    if (calledKw !== 0) proposal.reason = reasonCode.event;
    else if (kept < beside.socMinKwh && proposal.chargeKw === 0) {
      const roomKw = Math.max(0, -plant.netLoadKw, guardRoomKw(step, plant));
      proposal.chargeKw = Math.min((beside.socMinKwh - kept) / inPerKw, ratings.gridCharging ? roomKw : Math.max(0, -plant.netLoadKw), plant.chargeLimitKw);
      if (proposal.chargeKw > 1e-3 * ratings.chargeKw) proposal.reason = reasonCode.reserve;
    } else if (kept > beside.socMaxKwh && proposal.dischargeKw === 0) {
      proposal.dischargeKw = Math.min((kept - beside.socMaxKwh) / outPerKw, Math.max(0, plant.netLoadKw), plant.dischargeLimitKw);
      proposal.reason = reasonCode.reserve;
    }
  };
}
