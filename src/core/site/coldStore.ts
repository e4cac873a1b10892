import type { Axis } from "../time/axis.ts";
import type { ColdStoreRatings, CoolingPlant } from "./coolingPlant.ts";

/** State of the store before a step; refreshed by the pass. */
export type ColdState = {
  storedKwh: number;
  /** Most that the chillers can put in beside the heat of the step, kW of heat. */
  chargeLimitKw: number;
  /** Most that it can take off the chillers, kW of heat. */
  dischargeLimitKw: number;
  /** Heat that the chillers would take without the store, kW. */
  heatKw: number;
  /** Bus load less generation before the store acts, kW. */
  netLoadKw: number;
};

/** What a policy wants of the store, kW of heat; comes with zeros. Of a proposal that asks both, the difference is taken. */
export type ColdProposal = { chargeKw: number; dischargeKw: number };

export type DecideCold = (step: number, cold: ColdState, proposal: ColdProposal) => void;

export type ColdColumns = {
  /** IT power, all of it. */
  readonly itKw: Float64Array;
  /** Bus load; takes what the store adds and spares. */
  readonly demandKw: Float64Array;
  /** Bus load less generation; takes the same. */
  readonly netLoadKw: Float64Array;
  readonly coldStoreKwh: Float64Array;
};

/**
 * Runs the store through the year, before the battery: what it holds back or makes ahead of time is part of the bus load that the
 * battery meets. E' = E(1 − λ) + charge − discharge; it takes no more than the chillers can make beside the heat, and gives no more
 * than they would have taken. It begins empty.
 */
export function runColdStore({ length, stepHours }: Pick<Axis, "length" | "stepHours">, store: ColdStoreRatings, plant: CoolingPlant, decide: DecideCold, columns: ColdColumns): void {
  const { itKw, demandKw, netLoadKw, coldStoreKwh } = columns;
  const state: ColdState = { storedKwh: 0, chargeLimitKw: 0, dischargeLimitKw: 0, heatKw: 0, netLoadKw: 0 };
  const proposal: ColdProposal = { chargeKw: 0, dischargeKw: 0 };
  const { capacityKwh, powerKw } = store;
  const keep = 1 - store.lossPerStep;
  const perStep = 1 / stepHours;
  let storedKwh = 0;
  for (let i = 0; i < length; i++) {
    const heatKw = plant.chillerHeatKw(i, itKw[i]!);
    const restedKwh = storedKwh * keep;
    state.storedKwh = storedKwh;
    const spareKw = plant.chillerCapacityKw(i) - heatKw;
    let charge = (capacityKwh - restedKwh) * perStep;
    if (charge > spareKw) charge = spareKw;
    if (charge > powerKw) charge = powerKw;
    if (charge < 0) charge = 0;
    let discharge = restedKwh * perStep;
    if (discharge > heatKw) discharge = heatKw;
    if (discharge > powerKw) discharge = powerKw;
    state.chargeLimitKw = charge;
    state.dischargeLimitKw = discharge;
    state.heatKw = heatKw;
    state.netLoadKw = netLoadKw[i]!;
    proposal.chargeKw = 0;
    proposal.dischargeKw = 0;
    decide(i, state, proposal);
    // Comparisons, not Math.min: a proposal that is no number asks for nothing.
    if (!(proposal.chargeKw >= charge)) charge = proposal.chargeKw > 0 ? proposal.chargeKw : 0;
    if (!(proposal.dischargeKw >= discharge)) discharge = proposal.dischargeKw > 0 ? proposal.dischargeKw : 0;
    const netKw = charge - discharge;
    if (netKw !== 0) {
      const extraKw = plant.chillerKw(i, Math.max(heatKw + netKw, 0)) - plant.chillerKw(i, heatKw);
      demandKw[i]! += extraKw;
      netLoadKw[i]! += extraKw;
    }
    storedKwh = restedKwh + netKw * stepHours;
    if (storedKwh > capacityKwh) storedKwh = capacityKwh;
    else if (storedKwh < 0) storedKwh = 0;
    coldStoreKwh[i] = storedKwh;
  }
}
