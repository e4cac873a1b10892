import type { Axis } from "../../time/axis.ts";
import type { BillLine, DemandCharge, Meter } from "../signals.ts";
import type { PreparedPrice } from "../price.ts";
import type { BillingMonth } from "./billingMonth.ts";
import type { TariffInputs } from "./inputs.ts";
import type { Ratchet } from "./ratchet.ts";
import type { LinearRule } from "./linear.ts";
import type { Readings } from "./meterReadings.ts";
import type { UrdbRate } from "./urdb.ts";

/** One kind of charge. Its file states it three times, side by side: as what policies see, as the lines of the bill, and as a linear programme. */
export type TariffRule = {
  readonly id: string;
  readonly title: string;
  /** The rule laid on one axis; undefined where this tariff has no such charge. */
  prepare(basis: TariffBasis): PreparedRule | undefined;
};

export type PreparedRule = {
  /** What the reader of the bill must know of how the rule was read. */
  readonly notes?: readonly string[];
  /** Adds what one more kWh or kW costs in each step to what policies see. */
  signal?(draft: SignalDraft): void;
  /** Adds the rule's lines to the bill. Rules are called in the order of their list: the minimum looks at what stands before it. */
  charge(settlement: Settlement): void;
  /** The same charge in a linear programme; absent where no plan changes it. */
  readonly linear?: LinearRule;
  /** When the system really peaked: for those who judge a finished run, never for a strategy. */
  readonly coincidentPeaks?: readonly CoincidentPeak[];
};

/** An interval in which the system peaked, and what a kW of mean import in it costs; currency/kW. */
export type CoincidentPeak = { readonly step: number; readonly steps: number; readonly ratePerKw: number };

/** What every rule reads: the tariff on the run's axis, with the period of each step. */
export type TariffBasis = {
  readonly inputs: TariffInputs;
  readonly rate: UrdbRate | undefined;
  readonly axis: Axis;
  readonly currency: string;
  readonly seed: string;
  readonly price: PreparedPrice | undefined;
  readonly temperatureC: Float64Array | undefined;
  readonly metering: Metering;
  /** 1 where a step lies on a weekend or holiday. */
  readonly restDay: Uint8Array;
  /** Energy period of each step and their number; one where the rate has none. */
  readonly energyPeriod: Uint8Array;
  readonly energyPeriods: number;
  /** Time-of-use demand period of each step. */
  readonly demandPeriod: Uint8Array;
  readonly demandPeriods: number;
  /** Both at once: energy period × number of demand periods + demand period. */
  readonly cell: Uint16Array;
  /** Steps of each demand period in each billing month: month × demandPeriods + period. */
  readonly demandSteps: Uint32Array;
  readonly windowMinutes: number;
  readonly ratchet: Ratchet;
  readonly months: readonly BillingMonth[];
};

export type Metering = "none" | "net-metering" | "net-metering-money" | "net-billing" | "buy-all-sell-all";

/** Filled by the rules; `idle` tells which tier the marginal kWh and kW of a month fall in. */
export type SignalDraft = {
  readonly buyPerKwh: Float64Array;
  readonly sellPerKwh: Float64Array;
  readonly demandCharges: DemandCharge[];
  readonly idle: { readonly readings: Readings; readonly billingKw: Float64Array } | undefined;
};

/** A bill in the making. */
export type Settlement = {
  /** As billed: under buy-all-sell-all `importKw` is all that the site used, and `exportKw` what it generated. */
  readonly meter: Meter;
  readonly readings: Readings;
  /** Billing demand of each month after ratchet and minimum take, which kWh/kW tiers are counted by. */
  readonly billingKw: Float64Array;
  /** Lines of each billing month, in the order of the rules. */
  readonly lines: readonly BillLine[][];
  readonly notes: string[];
  /** Net-metering credit left after each month; set by the energy rule of net metering. */
  readonly bank: { readonly kwh: Float64Array; readonly cost: Float64Array };
};

export type { Readings };
