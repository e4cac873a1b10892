/**
 * What the grid flexibility score is computed from: a finished run beside the do-nothing run of the same site. One value a step; kW at the meter or of the
 * facility, kWh. Steps are uniform.
 */
export type ScoreInput = {
  readonly stepHours: number;
  /** Local day and month of each step, indices from 0. */
  readonly day: ArrayLike<number>;
  readonly month: ArrayLike<number>;
  /** Facility load of the do-nothing run, before on-site generation. */
  readonly loadKw: Float64Array;
  /** PV and wind available. */
  readonly generationKw: Float64Array;
  readonly passiveImportKw: Float64Array;
  readonly passiveExportKw: Float64Array;
  readonly passiveUnservedKw: Float64Array;
  readonly importKw: Float64Array;
  readonly exportKw: Float64Array;
  /** Load whose work was not done: throttled power × (1 − throughput), all of what was shed. */
  readonly lostKw: Float64Array;
  readonly unservedKw: Float64Array;
  readonly generatorKw: Float64Array;
  /** 1 where the grid is out. */
  readonly gridOut: ArrayLike<number>;
  /** Energy price with all adders, and what export earns; currency/kWh. */
  readonly price: Float64Array;
  readonly sellPrice: Float64Array;
  /** What presses: the system's load, or the price. */
  readonly signal: Float64Array;
  readonly demandCharges: readonly ScoreDemandCharge[];
  /** Infinity where there is no limit. */
  readonly importLimitKw: number;
  readonly exportLimitKw: number;
  readonly battery?: ScoreBattery | undefined;
  /** State at each step's start and, one more, at the end. */
  readonly socKwh: Float64Array;
  readonly deferrable: readonly ScoreQueue[];
  readonly throttleable: readonly ScoreThrottle[];
  readonly generator?: ScoreGenerator | undefined;
  readonly requests: readonly ScoreRequest[];
  readonly service: ScoreService;
  /** For the carbon ratio beside the score; gCO2e/kWh. */
  readonly carbonGPerKwh?: Float64Array | undefined;
};

/** A charge on a month's highest import in the steps it applies to; `ratePerKw` by month index. */
export type ScoreDemandCharge = { readonly ratePerKw: ArrayLike<number>; readonly applies: ArrayLike<number> };
export type ScoreBattery = {
  readonly dischargeKw: number; readonly chargeKw: number; readonly chargeEfficiency: number; readonly dischargeEfficiency: number;
  /** The larger of the lowest state of charge and the outage reserve. */
  readonly floorKwh: number;
  readonly gridCharging: boolean;
};
/** One class of deferrable work, in facility kW. */
export type ScoreQueue = { readonly arrivalKw: Float64Array; readonly servedKw: Float64Array; readonly windowHours: number; readonly maxServiceKw: number };
/** One throttleable class, facility kW; the curve is of class power against throughput, (0,0) and (1,1) implied, linear between. */
export type ScoreThrottle = { readonly powerKw: Float64Array; readonly curve: readonly (readonly [number, number])[]; readonly minPowerFraction: number };
export type ScoreGenerator = { readonly ratingKw: number; readonly startMinutes?: number | undefined; readonly permittedHours: number; readonly demandResponse: boolean };
export type ScoreRequest = { readonly start: number; readonly steps: number; readonly reduceKw?: number | undefined; readonly capKw?: number | undefined };
export type ScoreService = {
  readonly unservedKwh: number; readonly demandKwh: number; readonly missedKwh: number; readonly deferrableKwh: number; readonly lostKwh: number; readonly workKwh: number;
};

export type ScoreOptions = {
  readonly weightPrice: number;
  readonly stakeFull: number;
  readonly twinCeiling: number;
  readonly twinGrid: number;
  readonly durations: readonly number[];
  readonly hardStarts: number;
  readonly spreadStarts: number;
  readonly windowHours: number;
  readonly tail: number;
  readonly standardCalls: number;
  readonly callsPerYear: number;
  readonly reboundHours: number;
  readonly reboundWeight: number;
  readonly noticeMinutes: number;
  readonly response: { readonly battery: number; readonly throttle: number; readonly deferrable: number; readonly generator: number };
  /** Share that is free and share at which nothing is left, of unserved, missed and lost work. */
  readonly service: { readonly unserved: readonly [number, number]; readonly missed: readonly [number, number]; readonly lost: readonly [number, number] };
};

export const scoreDefaults: ScoreOptions = {
  weightPrice: 0.5, stakeFull: 0.05, twinCeiling: 2, twinGrid: 128, durations: [0.25, 1, 2, 4, 8], hardStarts: 50, spreadStarts: 50, windowHours: 4, tail: 0.1,
  standardCalls: 20, callsPerYear: 20, reboundHours: 2, reboundWeight: 0.5, noticeMinutes: 0,
  response: { battery: 0, throttle: 1, deferrable: 5, generator: 5 },
  // 99.98 % is the usual Tier III figure, 99.5 % is no data centre; 0.5 % of work lost is what headroom studies call acceptable.
  service: { unserved: [0.0002, 0.005], missed: [0.001, 0.05], lost: [0.005, 0.05] },
};

export function clip(value: number, low: number, high: number): number {
  return value < low ? low : value > high ? high : value;
}
