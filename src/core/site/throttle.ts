/** Power kept and throughput kept, both as shares of the uncapped, from the cap nearest to off up to none. */
export type ThrottleCurve = { readonly power: readonly number[]; readonly throughput: readonly number[] };

/**
 * Measured power caps of a 400 W accelerator (100, 200, 250, 300, 350, 400 W): GPU power and throughput over uncapped, mean of
 * the jobs of each kind. Below 0.27 of GPU power nothing was measured; the line from there to nothing is an assumption.
 */
const gpuCaps = {
  all: { power: [0, 0.272, 0.533, 0.662, 0.788, 0.901, 1], throughput: [0, 0.213, 0.728, 0.843, 0.91, 0.955, 1] },
  training: { power: [0, 0.266, 0.515, 0.641, 0.762, 0.882, 1], throughput: [0, 0.186, 0.629, 0.784, 0.867, 0.923, 1] },
  fineTuning: { power: [0, 0.29, 0.568, 0.702, 0.833, 0.926, 1], throughput: [0, 0.234, 0.796, 0.891, 0.944, 0.974, 1] },
  inference: { power: [0, 0.266, 0.528, 0.656, 0.784, 0.904, 1], throughput: [0, 0.225, 0.781, 0.871, 0.931, 0.976, 1] },
} as const;

export type ThrottleJobs = keyof typeof gpuCaps;

/** Share of a server's power that no cap on its accelerators touches: host, fans, memory. Design choice within 0.20 … 0.30. */
const UNTOUCHED_FRACTION = 0.25;

/** A share of accelerator power as a share of the server's, the power that a workload class is counted in. */
export function serverPowerFraction(gpuPowerFraction: number): number {
  return UNTOUCHED_FRACTION + (1 - UNTOUCHED_FRACTION) * gpuPowerFraction;
}

/** Throughput against the server's power for jobs of a kind. */
export function throttleCurve(jobs: ThrottleJobs): ThrottleCurve {
  return { power: gpuCaps[jobs].power.map(serverPowerFraction), throughput: gpuCaps[jobs].throughput };
}

/**
 * Share of the work that is still done at a share of the server's power; straight between the measured caps.
 * Below the power that throttled hosts draw without accelerators nothing is done.
 */
export function throughputFraction(curve: ThrottleCurve, powerFraction: number): number {
  const { power, throughput } = curve;
  if (powerFraction >= 1) return 1;
  for (let k = power.length - 1; k > 0; k--) {
    const [low, high] = [power[k - 1]!, power[k]!];
    if (powerFraction >= low) return throughput[k - 1]! + (throughput[k]! - throughput[k - 1]!) * ((powerFraction - low) / (high - low));
  }
  return 0;
}

/** One class whose power may be capped: its power on the axis and what a cap costs its work. */
export type ThrottleableWork = {
  readonly name: string;
  /** IT power as it arrives. */
  readonly itKw: Float64Array;
  /** Least share of the server's power that it may be capped to. */
  readonly minPowerFraction: number;
  readonly curve: ThrottleCurve;
};

/** What throttling can take off the bus in each step, and the work that it costs. */
export type Throttling = {
  /** Most that all classes together can shed, kW at the bus. */
  readonly mostCutKw: Float64Array;
  /** Shares of the most, rising, between which the work lost is a straight line. */
  readonly knots: readonly number[];
  /**
   * Work not done for a cut, as the power that it would have drawn at full speed, kW at the bus. All classes are capped to the same
   * share of what each may shed.
   */
  lostWorkKw(step: number, cutKw: number): number;
};

/** @param busPerIt bus power per IT power: what throttling takes off the servers it takes off their cooling too */
export function prepareThrottling(classes: readonly ThrottleableWork[], busPerIt: Float64Array): Throttling | undefined {
  if (classes.length === 0) return undefined;
  const mostCutKw = busPerIt.map((perIt, i) => classes.reduce((sum, { itKw, minPowerFraction }) => sum + perIt * itKw[i]! * (1 - minPowerFraction), 0));
  const knots = classes.flatMap(({ minPowerFraction, curve }) => curve.power.map((power) => (1 - power) / (1 - minPowerFraction))).filter((share) => share > 0 && share < 1);
  return {
    mostCutKw,
    knots: [...new Set(knots)].sort((a, b) => a - b),
    lostWorkKw(step, cutKw) {
      const share = mostCutKw[step]! > 0 ? cutKw / mostCutKw[step]! : 0;
      return classes.reduce((sum, { itKw, minPowerFraction, curve }) => sum + busPerIt[step]! * itKw[step]! * (1 - throughputFraction(curve, 1 - share * (1 - minPowerFraction))), 0);
    },
  };
}
