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
  why: "Why not proven",
  replayed: (share: string) => `The plant ran it at a cost ${share} from the plan's.`,
  attained: (share: string) => `${share} of the attainable saving`,
  attainedHint: "Of what separates doing nothing from the optimum: bill, stored energy, wear, fuel, lost work, unserved load and programmes",
} as const;

/** A plan this near its bound, as a share of its cost, is the optimum for every purpose; so near the live plan's method comes too. */
const CLOSE = 1e-4;

/** Whether the figure may be called the optimum: proven, or close to it by its bound or by its method. */
export function isOptimum({ status, live, gap }: OptimumFacts): boolean {
  if (live !== undefined) return live === "close";
  return status === "optimal" || (status === "feasible" && gap !== null && gap <= CLOSE);
}

/** What is known of it: "proven: gap 0.00 %, 3.1 s", "stopped: within 0.4 % of the best possible, not proven". */
export function optimumStatus({ status, gap, live, seconds }: OptimumFacts): string {
  const took = seconds === undefined ? "" : `, ${fixed(seconds, 1)}${SPACE}s`;
  if (live === "close") return `the battery's best to ${percent(CLOSE, 2)}`;
  if (live === "feasible") return "no bound yet";
  if (status === "optimal") return `proven: gap ${percent(Math.max(0, gap ?? 0), 2)}${took}`;
  if (status === "feasible" && gap !== null && gap <= CLOSE) return `solved: within ${percent(CLOSE, 2)} of the best possible${took}`;
  const within = gap === null ? "no bound" : `within ${percent(Math.max(0, gap), gap < 0.001 ? 2 : 1)} of the best possible, not proven`;
  return `${status === "stopped" ? "stopped" : "solved"}: ${within}${took}`;
}
