import { CancelledError, toErrorRecord, type ErrorRecord } from "../core/errors.ts";
import type { SimulatedRun } from "../core/simulate.ts";
import type { Pool } from "./pool.ts";
import type { FiguresAnswer } from "./protocol.ts";
import type { ExecuteOptions, Outcome, Run } from "./run.ts";
import { together } from "./together.ts";

/**
 * Jobs that wait or compute for each worker, with outcomes that wait for an earlier one or for their taker: enough for a batch and the one
 * after it, and a bound on memory. Of runs that keep their frame, megabytes each, fewer.
 */
const WINDOW_PER_WORKER = 128;
const WINDOW_OF_FRAMES = 4;

/** The pool as an executor: runs are planned as they are wanted, outcomes given in the order of their index. */
export async function* executeInPool<RunKept = SimulatedRun>(pool: Pool, runs: Iterable<Run>, { data, signal, onProgress }: ExecuteOptions): AsyncGenerator<Outcome<RunKept>> {
  if (signal?.aborted === true) throw new CancelledError();
  const controller = new AbortController();
  const abort = () => { controller.abort(); };
  signal?.addEventListener("abort", abort, { once: true });
  const group = {};
  const left = together(runs);
  const arrived = new Map<number, Outcome<RunKept>>();
  let window = WINDOW_PER_WORKER * pool.workers;
  let submitted = 0;
  let given = 0;
  let done = 0;
  let wake = () => {};

  /** False where no run is left. */
  const submitNext = (): boolean => {
    const next = left.next();
    if (next.done === true) return false;
    const job = next.value;
    const first = submitted;
    submitted += job.length;
    if (job.some(({ keep }) => keep === "frame")) window = WINDOW_OF_FRAMES * pool.workers;
    const arrive = (answers: readonly FiguresAnswer[] | readonly { readonly ok: true; readonly result: unknown }[]) => {
      // The caller names what its runs keep.
      answers.forEach((answer, k) => { arrived.set(first + k, { index: first + k, ...answer } as Outcome<RunKept>); });
      done += job.length;
      onProgress?.(done);
      wake();
    };
    submitJob(pool, job, { data, group, signal: controller.signal }).then(arrive, (error: unknown) => {
      const record: ErrorRecord = toErrorRecord(error);
      arrive(job.map(() => ({ ok: false, error: record })));
    });
    return true;
  };

  const hasRoom = (): boolean => submitted - given < window && !controller.signal.aborted;
  /** True where no run is left. */
  const fill = (): boolean => {
    while (hasRoom()) if (!submitNext()) return true;
    return false;
  };

  try {
    for (let all = false; ;) {
      all ||= fill();
      if (submitted === given && all) return;
      const next = arrived.get(given);
      // Aborted by the caller, or the pool disposed under it. What was computed by then is given first.
      if ((next?.ok === false && next.error.name === "CancelledError") || (next === undefined && controller.signal.aborted)) throw new CancelledError();
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
    left.return(undefined);
  }
}

/** What keeps more than its figures is a job of its own. */
async function submitJob(pool: Pool, runs: readonly Run[], options: Parameters<Pool["submit"]>[1]): Promise<readonly FiguresAnswer[] | readonly { readonly ok: true; readonly result: unknown }[]> {
  const [run] = runs as readonly [Run];
  if (run.keep === "figures") return pool.submit<"figures">({ kind: "figures", runs }, options);
  return [{ ok: true, result: await pool.submit<"run">({ kind: "run", run }, options) }];
}
