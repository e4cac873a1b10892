import { effect, signal } from "@preact/signals";
import { attainedFraction, costOfRun } from "../../core/measures/costParts.ts";
import { isOptimum } from "../../text/optimum.ts";
import { optimumFailure, optimumRun, plannable } from "./optimumRun.ts";
import { isStale, result } from "./results.ts";

/** How much of the best that was possible the run in view took, and what that best costs. */
export type Attained = { readonly fraction: number; readonly optimalCost: number; readonly isSolved: boolean };

/** Null where the optimum is not known or nothing could be saved; while a newer one is made the one of before stays. */
export const attained = signal<Attained | null>(null);

/** Whether a run costs less than a plan of the battery alone: that is then no bound, because work, cold or calls were worth more. */
export function isBeaten(run: Parameters<typeof costOfRun>[0], plan: Parameters<typeof costOfRun>[0]): boolean {
  const cost = costOfRun(plan);
  return costOfRun(run) < cost - BEATEN * Math.abs(cost);
}

/** As near as the plan's method comes to the optimum, as a share of its cost. */
const BEATEN = 1e-4;

/** Called once by `main.tsx`. */
export function followAttained(): () => void {
  return effect(() => {
    const [run, best] = [result.value, optimumRun.value];
    const isBeingMade = best === null && optimumFailure.value === null && plannable.value === "battery";
    if (run === null || isStale.value || isBeingMade) return;
    attained.value = best?.result.optimum === undefined || !isOptimum(best.result.optimum) ? null : shareOf(run, best);
  });
}

function shareOf(run: Parameters<typeof costOfRun>[0], { result: best, isSolved }: NonNullable<typeof optimumRun.value>): Attained | null {
  const optimalCost = costOfRun(best);
  const fraction = attainedFraction(costOfRun(best.idle), costOfRun(run), optimalCost);
  return fraction === null || (!isSolved && isBeaten(run, best)) ? null : { fraction, optimalCost, isSolved };
}
