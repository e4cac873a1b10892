/** What the site's own data fix before any policy decides; one value a step, kW unless named otherwise. */
export type SiteSeries = {
  /** IT power of work that runs when it arrives: interactive and, until it is throttled, throttleable. */
  readonly mustRunItKw: Float64Array;
  /** IT power of arriving deferrable work, one column a class. */
  readonly deferrableArrivalItKw: readonly Float64Array[];
  /** Bus power per IT power: PUE with distribution losses. */
  readonly busPerIt: Float64Array;
  readonly pvAvailableKw: Float64Array;
  readonly windAvailableKw: Float64Array;
  readonly temperatureC: Float64Array;
  /** Most that may be imported and exported; 0 in an outage. */
  readonly importLimitKw: Float64Array;
  readonly exportLimitKw: Float64Array;
};

/** Ratings that policies may know. */
export type PlantRatings = {
  readonly chargeKw: number;
  readonly dischargeKw: number;
  readonly capacityKwh: number;
  readonly socMinKwh: number;
  readonly socMaxKwh: number;
  readonly initialSocKwh: number;
  readonly chargeEfficiency: number;
  readonly dischargeEfficiency: number;
  /** Fraction of the store kept over one step. */
  readonly keepPerStep: number;
  readonly gridCharging: boolean;
  /** Wear, currency per AC kWh discharged. */
  readonly wearCostPerKwh: number;
  readonly hallItKw: number;
};
