import type { Solve } from "../maths/linearProgram.ts";
import { optimise } from "../optimise/optimise.ts";
import type { YearCase } from "../optimise/yearCase.ts";
import type { Sizes } from "./equipmentCost.ts";

/** Total cost a year by power (rows) and energy (columns) of the battery. */
export type SizingSurface = {
  readonly batteryKw: readonly number[];
  readonly batteryKwh: readonly number[];
  readonly totalCostPerYear: readonly (readonly number[])[];
};

/** From none to twice the battery. */
const AROUND = [0, 1 / 3, 2 / 3, 1, 4 / 3, 5 / 3, 2];

type SurfaceOptions = {
  readonly itDesignKw: number;
  /** The site with other sizes. */
  readonly caseOf: (sizes: Sizes) => YearCase;
  readonly equipmentOf: (sizes: Sizes) => number;
  readonly solve: Solve;
  readonly onProgress: (fraction: number) => void;
};

/** What batteries around the chosen one cost, each used as well as could be. Every year begins where that of the chosen one ended: they differ in bounds alone. */
export function surfaceAround(chosen: Sizes, { itDesignKw, caseOf, equipmentOf, solve, onProgress }: SurfaceOptions): SizingSurface {
  // Around nothing, a battery of a tenth of the site shows which way is up.
  const [kw, kwh] = chosen.batteryKw > 0 ? [chosen.batteryKw, chosen.batteryKwh] : [0.1 * itDesignKw, 0.2 * itDesignKw];
  const batteryKw = AROUND.map((share) => share * kw);
  const batteryKwh = AROUND.map((share) => share * kwh);
  const { basis: startBasis } = optimise(caseOf({ ...chosen, batteryKw: kw, batteryKwh: kwh }), solve);
  const totalAt = (sizes: Sizes) => optimise(caseOf(sizes), solve, sizes.batteryKw > 0 ? { startBasis } : {}).objective + equipmentOf(sizes);
  const none = totalAt({ ...chosen, batteryKw: 0, batteryKwh: 0 });
  let done = 0;
  const totalCostPerYear = batteryKw.map((power) => batteryKwh.map((energy) => {
    onProgress(done++ / (AROUND.length * AROUND.length));
    return power === 0 || energy === 0 ? none : totalAt({ ...chosen, batteryKw: power, batteryKwh: energy });
  }));
  return { batteryKw, batteryKwh, totalCostPerYear };
}

/** Work as it arrives is load like any other. */
export function withWorkAtOnce(c: YearCase): YearCase {
  const { site: { busPerIt }, classes, baseKw, baseItKw } = c;
  const arriving = (i: number) => classes.reduce((sum, { arrivalItKw }) => sum + (arrivalItKw[i] as number), 0);
  return { ...c, classes: [], baseKw: baseKw.map((kw, i) => kw + (busPerIt[i] as number) * arriving(i)), baseItKw: baseItKw.map((kw, i) => kw + arriving(i)) };
}
