/** The meter by month and period. Demand is the mean over the metering window. */
export type Readings = {
  readonly importKwh: Float64Array;
  readonly exportKwh: Float64Array;
  /** month × energyPeriods + period */
  readonly importKwhByPeriod: Float64Array;
  readonly exportKwhByPeriod: Float64Array;
  /** Highest of the month and the step in which its window began; −1 where nothing was imported. */
  readonly peakKw: Float64Array;
  readonly peakStep: Int32Array;
  /** month × demandPeriods + period */
  readonly touPeakKw: Float64Array;
  readonly touPeakStep: Int32Array;
};
