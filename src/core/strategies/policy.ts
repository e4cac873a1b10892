import type { ZodMiniType } from "zod/mini";
import type { Axis } from "../time/axis.ts";
import type { MarketSignals } from "../market/signals.ts";
import type { SiteSeries, PlantRatings } from "../site/plant.ts";

/** The dominant reason for what a part did in a step; the index is what the frame's reason columns hold. */
export const reasons = [
  "none", "surplus", "cheapPrice", "dearPrice", "carbon", "schedule", "peakThreshold", "importLimit", "exportLimit", "rating",
  "socFloor", "socCeiling", "reserve", "event", "notice", "deadline", "hallCapacity", "outage", "plan",
] as const;
export type Reason = (typeof reasons)[number];
export const reasonCode = Object.fromEntries(reasons.map((name, index) => [name, index])) as Readonly<Record<Reason, number>>;

/** What a policy may look at before the run starts. Beyond its `lookAheadHours` from the step it decides, it must not. */
export type StrategyView = {
  readonly axis: Axis;
  readonly market: MarketSignals;
  readonly site: SiteSeries;
  readonly ratings: PlantRatings;
  /**
   * Bus load less on-site generation that the battery will meet, kW per step, after the work policy has placed the work:
   * negative where there is a surplus. Work does not wait for the battery, so it is placed first.
   */
  readonly netLoadKw: Float64Array;
};

/** State of the plant before a step, refreshed by the plant; a policy reads it and never writes it. */
export type PlantState = {
  /** At the end of the step before. */
  socKwh: number;
  /** Net load of this step, kW at the bus; negative is surplus. */
  netLoadKw: number;
  /** Most that the battery can take and give in this step, kW AC, by rating, store and window; connection not counted. */
  chargeLimitKw: number;
  dischargeLimitKw: number;
  /** Highest metering-window import so far of each demand charge in its billing month, kW; aligned with `market.demandCharges`. */
  readonly peakSoFarKw: Float64Array;
};

/** What a battery policy wants; the plant cuts it to every limit. The same object is filled again each step. */
export type BatteryProposal = { chargeKw: number; dischargeKw: number; reason: number };

export type BatteryPolicy<Inputs = unknown> = {
  readonly id: string;
  readonly title: string;
  /** One sentence for the method page and the menu. */
  readonly summary: string;
  readonly inputs: ZodMiniType<Inputs>;
  /** How far ahead of a step it looks, hours; "day", "month", "run" to the end of the step's civil day, month or of the run. */
  readonly lookAheadHours: number | "day" | "month" | "run";
  start(view: StrategyView, inputs: Inputs): (step: number, plant: PlantState, proposal: BatteryProposal) => void;
};

/** State of one deferrable class before a step. */
export type WorkState = {
  /** kWh of IT energy that has arrived (this step's arrival included) and is not served. */
  backlogKwh: number;
  /** IT kW that must be served in this step for a deadline. */
  dueKw: number;
  /** IT kW that can be served at most: rate cap, hall capacity, backlog. */
  limitKw: number;
};

export type WorkProposal = { serveKw: number; reason: number };

/** Decides how much of a deferrable class runs in each step. The plant keeps order, deadlines, rate cap and hall capacity. */
export type WorkPolicy<Inputs = unknown> = {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  readonly inputs: ZodMiniType<Inputs>;
  readonly lookAheadHours: number | "day" | "month" | "run";
  start(view: Omit<StrategyView, "netLoadKw">, inputs: Inputs, classIndex: number): (step: number, work: WorkState, proposal: WorkProposal) => void;
};
