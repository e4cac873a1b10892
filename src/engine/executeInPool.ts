import { CancelledError, toErrorRecord } from "../core/errors.ts";
import type { SimulatedRun } from "../core/simulate.ts";
import type { Pool } from "./pool.ts";
import type { ExecuteOptions, Outcome, Run } from "./run.ts";

/**
 * Runs that wait or compute for each worker, and outcomes that wait for an earlier one or for their taker: enough for a batch and the one
 * after it, and a bound on memory.
 */
const WINDOW_PER_WORKER = 32;

/** The pool as an executor: runs are planned as they are wanted, outcomes given in the order of their index. */
export async function* executeInPool<RunKept = SimulatedRun>(pool: Pool, runs: Iterable<Run>, { data, signal, onProgress }: ExecuteOptions): AsyncGenerator<Outcome<RunKept>> {
  if (signal?.aborted === true) throw new CancelledError();
  const controller = new AbortController();
  const abort = () => { controller.abort(); };
  signal?.addEventListener("abort", abort, { once: true });
  const group = {};
  const left = runs[Symbol.iterator]();
  const arrived = new Map<number, Outcome<RunKept>>();
  let submitted = 0;
  let given = 0;
  let done = 0;
  let wake = () => {};

  /** False where no run is left. */
  const submitNext = (): boolean => {
    const next = left.next();
    if (next.done === true) return false;
    const run = next.value;
    const index = submitted++;
    const arrive = (outcome: Outcome<RunKept>) => {
      arrived.set(index, outcome);
      done++;
      onProgress?.(done);
      wake();
    };
    const options = { data, group, signal: controller.signal };
    const result = run.keep === "figures" ? pool.submit<"figures">({ kind: "figures", run }, options) : pool.submit<"run">({ kind: "run", run }, options);
    result.then(
      // The caller names what its runs keep.
      (kept) => { arrive({ index, ok: true, result: kept as RunKept }); },
      (error: unknown) => { arrive({ index, ok: false, error: toErrorRecord(error) }); },
    );
    return true;
  };

  try {
    for (let more = true; ;) {
      while (more && submitted - given < WINDOW_PER_WORKER * pool.workers) more = submitNext();
      if (submitted === given) return;
      const next = arrived.get(given);
      // Aborted by the caller, or the pool disposed under it.
      if (controller.signal.aborted || (next?.ok === false && next.error.name === "CancelledError")) throw new CancelledError();
      if (next === undefined) {
        await new Promise<void>((resolve) => { wake = resolve; });
        continue;
      }
      arrived.delete(given);
      given++;
      yield next;
    }
  } finally {
    signal?.removeEventListener("abort", abort);
    controller.abort();
    left.return?.();
  }
}
