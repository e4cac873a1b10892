/** What comes over the wire and what a policy may know of it: prices, charges on peaks, carbon. One value a step. */
export type MarketSignals = {
  /** Marginal price of one more kWh imported in the step: energy tier of an idle month, adjustments, adders, levies; currency/kWh. */
  readonly buyPerKwh: Float64Array;
  /** Paid for one kWh exported; 0 where export earns nothing; currency/kWh. */
  readonly sellPerKwh: Float64Array;
  readonly demandCharges: readonly DemandCharge[];
  /** Name of the energy period of each step, for the chart: index into `periodNames`. */
  readonly period: Uint8Array;
  readonly periodNames: readonly string[];
  readonly averageCarbonGPerKwh: Float64Array;
  readonly marginalCarbonGPerKwh: Float64Array;
};

/** One charge on the highest mean import of a month (or of the whole run) within the steps it applies to. */
export type DemandCharge = {
  /** "flat", "tou-1", "coincident", "capacity"; the bill's lines carry the same id. */
  readonly id: string;
  readonly label: string;
  /** Marginal rate in each billing month, currency/kW; 0 where the month has none. A yearly charge stands in every month's share. */
  readonly ratePerKw: Float64Array;
  /** 1 in the steps whose import counts. */
  readonly applies: Uint8Array;
  /** Steps of one metering window (1 where the window is the step or shorter). */
  readonly windowSteps: number;
};

/** What the meter saw. Non-negative kW per step. */
export type Meter = {
  readonly importKw: Float64Array;
  readonly exportKw: Float64Array;
  /** Gross generation on a meter of its own, which buy-all-sell-all alone needs: whole, or as the run's own columns. */
  readonly generationKw?: Float64Array | undefined;
  readonly pvKw?: Float64Array | undefined;
  readonly windKw?: Float64Array | undefined;
};

export type ChargeKind =
  | "energy" | "demandTou" | "demandFlat" | "coincident" | "fixed" | "minimum" | "exportCredit"
  | "contract" | "levy" | "capacity";

/** One line of the bill. Amounts of kind "exportCredit" are positive and taken off the total; all others are added. */
export type BillLine = {
  readonly kind: ChargeKind;
  /** The charge's id, the same in every month: "energy-0-0" (period, tier), "tou-1", "flat". */
  readonly id: string;
  readonly label: string;
  readonly amountCost: number;
  readonly quantity: number;
  readonly unit: "kWh" | "kW" | "day" | "month" | "year" | "kVAR";
  /** Per unit, where one rate made the line. */
  readonly rate?: number | undefined;
  /** Billed before the ratchet, where a ratchet raised it. */
  readonly meteredKw?: number | undefined;
  /** The step that set the billed peak; absent where an earlier month's did (`setBy`). */
  readonly step?: number | undefined;
  readonly setBy?: string | undefined;
};

export type BillTotals = {
  /** Charges less `exportCredit`. */
  readonly total: number;
  readonly energy: number;
  readonly exportCredit: number;
  readonly demandTou: number;
  readonly demandFlat: number;
  readonly coincident: number;
  readonly fixed: number;
  readonly minimum: number;
  readonly importKwh: number;
  readonly exportKwh: number;
  readonly peakKw: number;
};

export type BillMonth = BillTotals & { readonly year: number; readonly month: number; readonly lines: readonly BillLine[] };

export type Bill = BillTotals & {
  readonly currency: string;
  readonly months: readonly BillMonth[];
  /** Choices and limits that the reader of the bill must know: metering rule, ratchet convention, ignored fields. */
  readonly notes: readonly string[];
};
