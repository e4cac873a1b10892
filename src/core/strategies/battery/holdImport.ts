import { reasonCode, type BatteryProposal, type PlantState, type PlantRatings } from "../policy.ts";

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
  if (proposal.chargeKw > 0) proposal.reason = reasonCode[plant.netLoadKw < 0 ? "surplus" : "peakThreshold"];
}
