import type { Scenario } from "../core/scenario.ts";
import type { RunFigures } from "../core/studies/runFigures.ts";
import type { DataFiles } from "../core/time/series.ts";
import { differenceFrom } from "../document/difference.ts";
import type { ExecuteOptions, Executor, Outcome, Run } from "./run.ts";

/** Runs whose figures are kept, some 1 to 2 kB each. */
const MOST_KEPT = 20_000;

/**
 * Figures of the runs around one scenario, so that none is computed twice: a search goes on where its smaller budget ended, a study that was stopped takes up
 * what it had, other figures of the same rows are there at once. Around another scenario, or with other files, nothing stays.
 */
export class KnownFigures {
  #about = "";
  #kept = new Map<string, RunFigures>();

  /** The executor, asked only for runs that are not known. */
  around(base: Scenario, data: DataFiles, executor: Executor): Executor {
    const about = JSON.stringify([base, Array.from(data, ([name, { sha256 }]) => [name, sha256])]);
    if (about !== this.#about) {
      this.#about = about;
      // A new one: a study of the old scenario may still be adding to the old.
      this.#kept = new Map();
    }
    const kept = this.#kept;
    return { execute: (runs, options) => executeUnknown(kept, base, runs, options, executor) as never };
  }
}

async function* executeUnknown(kept: Map<string, RunFigures>, base: Scenario, runs: Iterable<Run>, { onProgress, ...options }: ExecuteOptions, executor: Executor): AsyncGenerator<Outcome<unknown>> {
  /** Runs that were taken and not yet given, in order: their figures where they are known, and the key that new ones are kept by. */
  const taken: { readonly key: string | null; readonly known: RunFigures | undefined }[] = [];
  let known = 0;
  const unknown = function* unknown(): Generator<Run> {
    for (const run of runs) {
      const key = run.keep === "figures" ? keyOf(base, run) : null;
      const figures = key === null ? undefined : kept.get(key);
      taken.push({ key, known: figures });
      if (figures === undefined) yield run;
      else known++;
    }
  };
  let given = 0;
  const computing = executor.execute<unknown>(unknown(), { ...options, onProgress: (done) => { onProgress?.(done + known); } })[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await computing.next();
      while (taken[0]?.known !== undefined) yield { index: given++, ok: true, result: taken.shift()!.known };
      if (next.done === true) break;
      const { key } = taken.shift()!;
      if (key !== null && next.value.ok) keep(kept, key, next.value.result as RunFigures);
      yield { ...next.value, index: given++ };
    }
    onProgress?.(given);
  } finally {
    await computing.return?.();
  }
}

/** The oldest makes room. */
function keep(kept: Map<string, RunFigures>, key: string, figures: RunFigures): void {
  if (kept.size >= MOST_KEPT) kept.delete(kept.keys().next().value!);
  kept.set(key, figures);
}

function keyOf(base: Scenario, { scenario, seed, score }: Run): string {
  return JSON.stringify([differenceFrom(base, scenario), seed, score ?? false]);
}
