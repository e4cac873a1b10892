import type { Frame } from "./time/frame.ts";
import type { AxisInputs } from "./time/axis.ts";
import type { Transition } from "./time/zone.ts";
import type { CarbonAccount } from "./market/carbon.ts";
import type { Bill } from "./market/signals.ts";
import type { Warning } from "./errors.ts";
import type { ResponseSummary } from "./market/demandResponse/summary.ts";
import type { Optimum } from "./optimise/optimise.ts";
import type { BatterySummary } from "./site/ageing.ts";
import type { GeneratorSummary } from "./site/generator.ts";
import type { WorkSummary } from "./site/work.ts";

/**
 * One finished run. Plain data: it crosses threads and is written to files as it stands; the frame's buffer is transferred.
 * Hash, seed and version are put beside it by who asked for the run.
 */
export type RunResult = {
  readonly strategy: { readonly battery: string; readonly work: string; /** Where a cold store is used. */ readonly cooling?: string };
  readonly axis: AxisInputs & { readonly startMs: number; readonly length: number; readonly firstOffsetMinutes: number; readonly transitions: readonly Transition[] };
  /** Empty where the run was asked to keep its summary alone. */
  readonly frame: Frame;
  readonly columns: readonly ColumnInfo[];
  readonly kpis: Kpis;
  readonly bill: Bill;
  /** The same year with nothing done: what savings are counted from. */
  readonly idle: { readonly kpis: Kpis; readonly bill: Bill };
  /** In the order they arose: assumptions, limits met, what was filled in. */
  readonly warnings: readonly Warning[];
  /** What lines and bands of a chart stand for, beside the columns. */
  readonly site: SiteFacts;
  /** What became of each class of deferrable work. */
  readonly work: readonly WorkSummary[];
  /** Absent where the site has none. */
  readonly generator?: GeneratorSummary;
  /** What the strategy found out about itself: the level that it held, for which charge. */
  readonly findings: readonly StrategyFinding[];
  /** Of a run that followed a plan of the whole run. */
  readonly optimum?: OptimumFacts | undefined;
  /** What called on the site, what it gave and what it was paid; absent where it has joined nothing. */
  readonly response?: ResponseSummary | undefined;
  /** What the run did to its battery, its age at the end included; absent where the site has none. */
  readonly battery?: BatterySummary | undefined;
  /** The run's carbon by each rule of accounting. */
  readonly carbon: CarbonAccount;
};

/** What the solver proved, and how the plan fared in the plant. Costs are the bill less its fixed charges, with wear, fuel, lost work and unserved load. */
export type OptimumFacts = {
  /** "optimal": proven to 1e-6. "feasible": a plan and a bound with a gap. "stopped": a time limit came first; never the optimum. */
  readonly status: Optimum["status"];
  readonly objective: number;
  /** No plan costs less; null where it is not known. */
  readonly bound: number | null;
  /** (objective − bound) ÷ |objective|. */
  readonly gap: number | null;
  /** Why a gap is left. */
  readonly gaps: Optimum["gaps"];
  readonly replayedCost: number;
  /** (replayed cost − objective) ÷ |objective|. */
  readonly replayRelativeDifference: number;
  /** A plan by dynamic programming: "close" within 0.01 % of the optimum, "feasible" a plan and no claim. Absent where a linear programme was solved. */
  readonly live?: "close" | "feasible" | undefined;
  /** Wall clock of the solver; put by who has a clock, no part of the result's bytes. */
  readonly seconds?: number | undefined;
};

/** Something a policy found out about itself, as data; `text` makes the sentence. */
export type StrategyFinding =
  /** `event-reserve` and `event-shed`: a call that was declined, because only this share of what is asked could be given; `part` is "battery" or "work" with the class's number. */
  | { readonly kind: "eventDeclined"; readonly step: number; readonly part: string; readonly shareFraction: number }
  /** `peak-shaving` and `grid-target`: the level held in a billing month, for which demand charge, with the month known ahead or not. */
  | { readonly kind: "peakThreshold"; readonly billingMonth: number; readonly demandCharge: string; readonly thresholdKw: number; readonly monthAhead: boolean };

/** Ratings and names that a reader of the result needs: limits as lines, periods and demand charges by name. */
export type SiteFacts = {
  readonly currency: string;
  /** Firm limits, kW; null where there is none. */
  readonly importLimitKw: number | null;
  readonly exportLimitKw: number | null;
  /** 0 where there is no battery. */
  readonly batteryKw: number;
  readonly batteryKwh: number;
  readonly socMinKwh: number;
  readonly socMaxKwh: number;
  /** Names of the energy periods by the numbers in column `energyPeriod`. */
  readonly periodNames: readonly string[];
  /** Demand charges by the bits of column `demandCharges`: bit k is set in the steps that charge k counts. */
  readonly demandCharges: readonly { readonly id: string; readonly label: string }[];
};

export type ColumnInfo = { readonly name: string; readonly title: string; readonly unit: string };

/** Ids of the metric registry, unit in the name. */
export type Kpis = {
  readonly totalCost: number;
  readonly importKwh: number;
  readonly exportKwh: number;
  readonly peakImportKw: number;
  readonly loadFactorFraction: number;
  readonly pvKwh: number;
  readonly curtailedKwh: number;
  readonly selfConsumptionFraction: number;
  readonly dischargeKwh: number;
  readonly equivalentFullCycles: number;
  readonly emissionsKg: number;
  readonly unservedKwh: number;
  readonly missedKwh: number;
  readonly lostWorkKwh: number;
  readonly worstResidualKw: number;
  readonly residualValueCost: number;
  readonly windKwh: number;
  readonly generatorKwh: number;
  readonly fuelCost: number;
  readonly wearCost: number;
  readonly unservedCost: number;
  readonly lostWorkCost: number;
  readonly availabilityFraction: number;
};

/** Columns of a run's frame, in this order; a quantity that the site does not have is a column of zeros. */
export const runColumns = [
  { name: "importKw", title: "Grid import", unit: "kW" },
  { name: "exportKw", title: "Export", unit: "kW" },
  { name: "pvKw", title: "PV", unit: "kW" },
  { name: "windKw", title: "Wind", unit: "kW" },
  { name: "generatorKw", title: "Generator", unit: "kW" },
  { name: "dischargeKw", title: "Battery discharge", unit: "kW" },
  { name: "chargeKw", title: "Battery charge", unit: "kW" },
  { name: "demandKw", title: "Demand", unit: "kW" },
  { name: "servedKw", title: "Served", unit: "kW" },
  { name: "shedKw", title: "Shed", unit: "kW" },
  { name: "lostWorkKw", title: "Work not done", unit: "kW" },
  { name: "unservedKw", title: "Unserved", unit: "kW" },
  { name: "curtailedKw", title: "Curtailed", unit: "kW" },
  { name: "itKw", title: "IT load (interactive)", unit: "kW" },
  { name: "deferrableKw", title: "Deferrable work", unit: "kW" },
  { name: "coolingKw", title: "Cooling and losses", unit: "kW" },
  { name: "backlogKwh", title: "Work waiting", unit: "kWh" },
  { name: "socKwh", title: "State of charge", unit: "kWh" },
  { name: "coldStoreKwh", title: "Cold store", unit: "kWh" },
  { name: "buyPerKwh", title: "Price", unit: "currency/kWh" },
  { name: "sellPerKwh", title: "Export price", unit: "currency/kWh" },
  { name: "averageCarbonGPerKwh", title: "Carbon, average", unit: "gCO2e/kWh" },
  { name: "marginalCarbonGPerKwh", title: "Carbon, marginal", unit: "gCO2e/kWh" },
  { name: "temperatureC", title: "Outdoor temperature", unit: "°C" },
  { name: "energyPeriod", title: "Energy period", unit: "code" },
  { name: "demandCharges", title: "Demand charges that count the step", unit: "code" },
  { name: "batteryReason", title: "Why, battery", unit: "code" },
  { name: "workReason", title: "Why, work", unit: "code" },
] as const satisfies readonly ColumnInfo[];

export type RunColumn = (typeof runColumns)[number]["name"];

/** The columns of a run by name. */
export type RunColumns = Readonly<Record<RunColumn, Float64Array>>;
