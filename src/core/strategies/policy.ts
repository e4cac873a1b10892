import type { ZodMiniType } from "zod/mini";
import type { Plan } from "../optimise/plan.ts";
import type { Axis } from "../time/axis.ts";
import type { StrategyFinding } from "../result.ts";
import type { PreparedCalls } from "../market/demandResponse/calls.ts";
import type { MarketSignals } from "../market/signals.ts";
import type { DecideCold } from "../site/coldStore.ts";
import type { ColdStoreRatings } from "../site/coolingPlant.ts";
import type { BatteryProposal, PlantRatings, PlantState, SiteSeries } from "../site/plant.ts";
import type { WorkProposal, WorkState } from "../site/work.ts";

export type { PlantRatings };

export type { StrategyFinding };
export { reasonCode, reasons } from "../site/reason.ts";
export type { Reason } from "../site/reason.ts";
export type { BatteryProposal, PlantState } from "../site/plant.ts";
export type { WorkProposal, WorkState } from "../site/work.ts";

/** What a policy may look at before the run starts. Beyond its `lookAheadHours` from the step it decides, it must not. */
export type StrategyView = {
  readonly axis: Axis;
  readonly market: MarketSignals;
  /** What calls on the site; nobody may look at a call before its notice (`callWatch.ts`). */
  readonly calls?: PreparedCalls | undefined;
  readonly site: SiteSeries;
  readonly ratings: PlantRatings;
  /**
   * Bus load less on-site generation that the battery will meet, kW per step, after the work policy has placed the work:
   * negative where there is a surplus. Work does not wait for the battery, so it is placed first.
   */
  readonly netLoadKw: Float64Array;
  /** The run's plan, solved when first asked for: for policies that plan alone. */
  readonly plan?: () => Plan;
  /** Takes what the policy found and the reader of the result should know; the run keeps it in order. */
  report?(finding: StrategyFinding): void;
};

/** How far ahead of a step a policy looks, hours; "day", "month", "run": to the end of the step's civil day, month or of the run. */
export type LookAhead = number | "day" | "month" | "run";

/** Where it depends on the policy's inputs. Written as a method, so that policies of different inputs stand in one list. */
type LookAheadOf<Inputs> = { of(inputs: Inputs): LookAhead }["of"];

export type BatteryPolicy<Inputs = unknown> = {
  readonly id: string;
  readonly title: string;
  /** One sentence for the method page and the menu. */
  readonly summary: string;
  readonly inputs: ZodMiniType<Inputs>;
  readonly lookAheadHours: LookAhead | LookAheadOf<Inputs>;
  /**
   * The battery is never used, not even where the grid cannot carry the load: the do-nothing run. Any other policy's battery
   * stands by, and the plant calls on it before load goes unserved.
   */
  readonly standsIdle?: true;
  /** It follows a plan that a linear programme makes: of the whole run known ahead, or again and again over a horizon. Then a run needs a solver. */
  readonly plans?: "run" | "rolling";
  start(view: StrategyView, inputs: Inputs): (step: number, plant: PlantState, proposal: BatteryProposal) => void;
};

/** Decides how much of a deferrable class runs in each step. The plant keeps order, deadlines, rate cap and hall capacity. */
export type WorkPolicy<Inputs = unknown> = {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  readonly inputs: ZodMiniType<Inputs>;
  readonly lookAheadHours: LookAhead | LookAheadOf<Inputs>;
  /** Placed by the same programme as the battery, or by one of its own where the battery follows a rule. */
  readonly plans?: "run";
  start(view: Omit<StrategyView, "netLoadKw">, inputs: Inputs, classIndex: number): (step: number, work: WorkState, proposal: WorkProposal) => void;
};

/** What a cooling policy knows of the cold store. */
export type ColdView = {
  readonly store: ColdStoreRatings;
  /** Electricity of the chillers for a kWh of heat, by step, at the work run at once. */
  readonly electricityPerHeat: Float64Array;
  /** What the chillers draw for some heat, kW electric: no straight line, because they run at part load. */
  readonly chillerKw: (step: number, heatKw: number) => number;
};

/** Decides what the cold store does in each step. The plant keeps it within its tank, the chillers' capacity and the heat there is. */
export type CoolingPolicy<Inputs = unknown> = {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  readonly inputs: ZodMiniType<Inputs>;
  readonly lookAheadHours: LookAhead | LookAheadOf<Inputs>;
  /** Used as a programme of the whole run has it: then a run needs a solver. */
  readonly plans?: "run";
  start(view: StrategyView, cold: ColdView, inputs: Inputs): DecideCold;
};
