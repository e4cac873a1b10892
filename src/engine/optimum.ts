import { CancelledError } from "../core/errors.ts";
import { partsOf, within, type SolvedPart } from "../core/optimise/monthParts.ts";
import type { SimulatedRun } from "../core/simulate.ts";
import { workPolicies } from "../core/strategies/index.ts";
import { makeAxis } from "../core/time/axis.ts";
import type { DataFiles } from "../core/time/series.ts";
import type { Pool } from "./pool.ts";
import type { Run } from "./run.ts";

export type OptimumOptions = {
  readonly data: DataFiles;
  readonly signal?: AbortSignal | undefined;
  /** Share of the parts and the run that is done, 0…1. */
  readonly onProgress?: ((fraction: number) => void) | undefined;
};

/** The whole run weighs as much as so many months: its programme is large, its repairs are few. */
const RUN_WEIGHT = 4;

/**
 * A run that follows the optimum, its months solved side by side in the pool and joined: the same bytes as in one thread. A solver's heap only grows, so the workers that
 * held one are ended when the run is done.
 * @throws what `simulate` throws, and CancelledError at once where the signal is aborted
 */
export async function runOptimum(pool: Pool, run: Run, { data, signal, onProgress }: OptimumOptions): Promise<SimulatedRun> {
  const { time, site, load, strategy } = run.scenario;
  const months = makeAxis({ ...time, timeZone: site.timeZone }).monthLabels.length;
  const placesWork = workPolicies.some(({ id, plans }: { readonly id: string; readonly plans?: string }) => id === strategy.work.policy && plans !== undefined)
    && load.classes.some(({ kind, shareFraction }) => kind === "deferrable" && shareFraction > 0);
  const levels = partsOf(months, placesWork);
  const weight = levels.flat().reduce((sum, { first, end }) => sum + (end - first), RUN_WEIGHT);
  const beganMs = performance.now();
  let done = 0;
  // One that fails takes the others with it.
  const controller = new AbortController();
  const abort = () => { controller.abort(); };
  if (signal?.aborted === true) throw new CancelledError();
  signal?.addEventListener("abort", abort, { once: true });
  try {
    let parts: readonly SolvedPart[] = [];
    for (const level of levels) {
      const before = parts;
      parts = await Promise.all(level.map(async (part) => {
        const solved = await pool.submit<"part">({ kind: "part", run, part, own: within(before, part) }, { data, urgent: true, signal: controller.signal, heavy: true });
        done += part.end - part.first;
        onProgress?.(done / weight);
        return solved;
      }));
    }
    const result = await pool.submit<"run">({ kind: "run", run, startParts: parts }, { data, urgent: true, signal: controller.signal, heavy: true });
    // The seconds of all: parts side by side, and the run.
    return result.optimum === undefined ? result : { ...result, optimum: { ...result.optimum, seconds: (performance.now() - beganMs) / 1000 } };
  } catch (error) {
    controller.abort();
    throw error;
  } finally {
    signal?.removeEventListener("abort", abort);
    pool.endHeavy();
  }
}
