import type { RunResult } from "../result.ts";

/** What a run costs, part by part; credits and revenues are negative. Their sum is what regret is counted in. */
export type CostParts = {
  readonly energy: number;
  readonly demand: number;
  readonly exportCredit: number;
  readonly fixed: number;
  /** Programmes' penalties less their payments. */
  readonly events: number;
  readonly wear: number;
  readonly fuel: number;
  readonly lostWork: number;
  readonly unserved: number;
  /** What the store ends below its start. */
  readonly residual: number;
};

/** A run, or the do-nothing run beside it, which joins no programme. */
type Costed = Pick<RunResult, "bill" | "kpis"> & Partial<Pick<RunResult, "response">>;

/** @param programmeRevenue what programmes pay less what they fine; the run's own unless another settlement is given */
export function costParts({ bill, kpis, response }: Costed, programmeRevenue = response?.netRevenue ?? 0): CostParts {
  return {
    energy: bill.energy, demand: bill.demandTou + bill.demandFlat + bill.coincident, exportCredit: -bill.exportCredit, fixed: bill.fixed + bill.minimum, events: -programmeRevenue,
    wear: kpis.wearCost, fuel: kpis.fuelCost, lostWork: kpis.lostWorkCost, unserved: kpis.unservedCost, residual: kpis.residualValueCost,
  };
}

export function costOfParts(parts: CostParts): number {
  return Object.values(parts).reduce((sum, part) => sum + part, 0);
}

/** All that a run costs: what an optimum is sought in. */
export function costOfRun(run: Costed): number {
  return costOfParts(costParts(run));
}

/** (idle − it) ÷ (idle − optimal); null where nothing is attainable. */
export function attainedFraction(idleCost: number, cost: number, optimalCost: number): number | null {
  const attainable = idleCost - optimalCost;
  return attainable > LEAST_ATTAINABLE * Math.abs(idleCost) ? (idleCost - cost) / attainable : null;
}

/** Below this share of the cost the difference is rounding. */
const LEAST_ATTAINABLE = 1e-9;
