import type { OptimumFacts } from "../core/result.ts";
import { fixed, percent, SPACE } from "./numbers.ts";

/** Words of the best that was possible. Only what is proven, or known to be close, is called an optimum. */
export const optimumWords = {
  name: "Optimum",
  plan: "Best plan found",
  knownAhead: "perfect foresight",
  battery: "battery alone",
  prove: "Solve",
  proveHint: "Solves the year as one programme, battery and work: some seconds",
  proving: (fraction: number) => `Solving, ${percent(fraction, 0)}`,
  cancel: "Cancel",
  attained: (share: string) => `${share} of the attainable saving`,
  attainedHint: "Of what separates doing nothing from the optimum: bill, stored energy, wear, fuel, lost work, unserved load and programmes",
} as const;

/** Whether the figure may be called the optimum: proven, or close to it by its method. */
export function isOptimum({ status, live }: OptimumFacts): boolean {
  return live === undefined ? status === "optimal" : live === "close";
}

/** What is known of it: "proven: gap 0.00 %, 3.1 s", "stopped: within 0.4 % of the best possible, not proven". */
export function optimumStatus({ status, gap, live, seconds }: OptimumFacts): string {
  const took = seconds === undefined ? "" : `, ${fixed(seconds, 1)}${SPACE}s`;
  if (live === "close") return `within ${percent(0.0001, 2)} of the best, not solved`;
  if (live === "feasible") return "no bound yet";
  if (status === "optimal") return `proven: gap ${percent(Math.max(0, gap ?? 0), 2)}${took}`;
  const within = gap === null ? "no bound" : `within ${percent(Math.max(0, gap), gap < 0.001 ? 2 : 1)} of the best possible, not proven`;
  return `${status === "stopped" ? "stopped" : "solved"}: ${within}${took}`;
}
