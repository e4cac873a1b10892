import { reasonCode, type BatteryProposal, type PlantState, type PlantRatings } from "../policy.ts";

/** Share of the rating below which charging is only topping up. */
const TRICKLE_FRACTION = 1e-3;

/** Holds import under a level: gives what stands above it, refills below it as early as possible, so that the store is fullest when it is needed. */
export function holdImport(levelKw: number, plant: PlantState, ratings: PlantRatings, proposal: BatteryProposal): void {
  const excessKw = plant.netLoadKw - levelKw;
  if (excessKw > 0) {
    proposal.dischargeKw = Math.min(excessKw, plant.dischargeLimitKw);
    proposal.reason = reasonCode[proposal.dischargeKw > 0 ? "peakThreshold" : "socFloor"];
    return;
  }
  const roomKw = ratings.gridCharging ? -excessKw : Math.max(0, -plant.netLoadKw);
  proposal.chargeKw = Math.min(roomKw, plant.chargeLimitKw);
  // Making up for what the store loses at rest is no decision.
  if (proposal.chargeKw > TRICKLE_FRACTION * ratings.chargeKw) proposal.reason = reasonCode[plant.netLoadKw < 0 ? "surplus" : "peakThreshold"];
}
