/** What programmes pay and ask, as a plan sees them. */
export type Programmes = {
  /** A baseline is made of the plan's own import: what `called` reckons holds beside one meter alone. */
  readonly moves: boolean;
  /**
   * Calls with their baselines beside a plan's meter, or beside that of doing nothing.
   * @param delivers "any": by lines above what is paid; "all": the plan keeps under every baseline; "as metered": where the meter did
   */
  called(delivers: "any" | "all" | "as metered", importKw?: Float64Array): readonly LinearCall[];
  /** Paid whatever the plan. */
  readonly fixedRevenue: number;
  /** A connection that may be broken in called hours, at a price. */
  readonly breach?: { readonly limitKw: Float64Array; readonly penaltyPerKwh: number } | undefined;
  /** Payments less penalties beside a plan's meter, as they are settled. */
  revenueOf(importKw: Float64Array): number;
};

/** One event, its baseline given: what is delivered is baseline less meter, never below 0. */
export type LinearCall = {
  readonly askedKw: number;
  readonly intervals: readonly CalledInterval[];
  /** Paid per kWh delivered, up to so many kW. */
  readonly energyPerKwh: number;
  readonly energyCapKw: number;
  /** Paid for a performance of 1: the event's part of its month's capacity, and its bonus. */
  readonly performanceRevenue: number;
  readonly performanceCap: number;
  readonly measure: "mean" | "min" | "topTwoHours";
  /** Charged per kWh short of the tolerated share, and on the highest import above the firm level. */
  readonly shortPerKwh: number;
  readonly tolerance: number;
  readonly overPerKw: number;
  readonly firmKw: number;
  /** Charged on import beside the tariff. */
  readonly pricePerKwh: number;
};

export type CalledInterval = {
  readonly from: number;
  readonly to: number;
  readonly baselineKw: number;
  /** Whether an earlier plan delivered here: the plan is then held to it, or to nothing. Absent: anything from nothing to all, by a line above what is truly paid. */
  readonly delivers?: boolean | undefined;
};
