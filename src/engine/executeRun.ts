import { pieces, prepare, type Pieces } from "../core/prepare.ts";
import { checkScenario, type Scenario } from "../core/scenario.ts";
import type { Solve } from "../core/maths/linearProgram.ts";
import { makeReference, simulate, type Reference, type SimulatedRun } from "../core/simulate.ts";
import type { DataFiles } from "../core/time/series.ts";
import { seedOfFamilies } from "../core/time/streams.ts";
import { equalInputs, sharing } from "./equalInputs.ts";
import type { Run } from "./run.ts";

/** What one thread keeps from run to run: the scenario, the pieces and the do-nothing run of the last one, each beside the inputs that it follows from. */
export class Kept {
  #files: ReadonlyMap<string, string> = new Map();
  readonly #pieces = new Map<keyof Pieces, { readonly seed: string; readonly reads: unknown; readonly value: unknown }>();
  #reference: { readonly seed: string; readonly reads: unknown; readonly value: Reference } | null = null;
  #checked: Scenario | undefined;

  /** Of other files nothing stays. */
  turnTo(data: DataFiles): void {
    const files = new Map([...data].map(([key, { sha256 }]) => [key, sha256]));
    const same = files.size === this.#files.size && [...files].every(([key, sha256]) => this.#files.get(key) === sha256);
    this.#files = files;
    if (same) return;
    this.#pieces.clear();
    this.#reference = null;
  }

  /** A scenario that a study planned, checked where it differs from the last one. @throws InputError */
  check(scenario: Scenario): Scenario {
    this.#checked = checkScenario(this.#checked === undefined ? scenario : sharing(scenario, this.#checked), this.#checked);
    return this.#checked;
  }

  /** Those that follow from the same inputs, and draw alike. */
  pieces(scenario: Scenario, seed: string): Partial<Pieces> {
    return Object.fromEntries(pieces.flatMap((piece) => {
      const kept = this.#pieces.get(piece.id);
      return kept !== undefined && kept.seed === seedOfFamilies(seed, piece.draws(scenario)) && equalInputs(kept.reads, piece.reads(scenario)) ? [[piece.id, kept.value]] : [];
    }));
  }

  keepPieces(scenario: Scenario, seed: string, made: Pieces): void {
    for (const piece of pieces) this.#pieces.set(piece.id, { seed: seedOfFamilies(seed, piece.draws(scenario)), reads: piece.reads(scenario), value: made[piece.id] });
  }

  reference(scenario: Scenario, seed: string): Reference | undefined {
    return this.#reference?.seed === seed && equalInputs(this.#reference.reads, readsReference(scenario)) ? this.#reference.value : undefined;
  }

  keepReference(scenario: Scenario, seed: string, value: Reference): void {
    this.#reference = { seed, reads: readsReference(scenario), value };
  }
}

export type ExecuteRunOptions = {
  /** Files that the scenario names, by `dataKey`. */
  readonly data: DataFiles;
  /** Where there is none, everything is made anew; the result is the same. */
  readonly kept?: Kept | undefined;
  /** Share of the work that is done, 0…1. */
  readonly onProgress?: ((fraction: number) => void) | undefined;
  /** Where the strategy follows a plan (`needsSolver`). */
  readonly solve?: Solve | undefined;
  readonly live?: boolean | undefined;
};

/** Share of a planned run that is done when its first programme stands; and of what is left, the share that a solve takes: nobody knows how many follow. */
const PREPARING = 0.1;
const FIRST_SOLVE = 0.8;

/**
 * One run, with what the last one left: only what the change touches is computed again. Of an optimum it tells the seconds that the solver took.
 * @throws what `simulate` throws
 */
export function executeRun({ scenario, seed, keep, score }: Run, { data, kept = new Kept(), onProgress, solve, live }: ExecuteRunOptions): SimulatedRun {
  const ahead = solve === undefined ? 1 : PREPARING;
  const { prepared, reference } = prepareRun({ scenario, seed }, { data, kept, onProgress: (fraction) => { onProgress?.(ahead * fraction); } });
  let seconds = 0;
  let done = ahead;
  const timed: Solve | undefined = solve && ((program, options) => {
    const beganMs = performance.now();
    const before = done;
    const solution = solve(program, {
      ...options,
      onProgress(share) {
        done = before + FIRST_SOLVE * share * (1 - before);
        onProgress?.(done);
      },
    });
    seconds += (performance.now() - beganMs) / 1000;
    return solution;
  });
  const result = simulate(scenario, { seed, data, prepared, reference, keep: keep === "summary" ? keep : "frame", score, solve: timed, live });
  return result.optimum === undefined ? result : { ...result, optimum: { ...result.optimum, seconds } };
}

function prepareRun({ scenario, seed }: Pick<Run, "scenario" | "seed">, { data, kept, onProgress }: Pick<ExecuteRunOptions, "data" | "onProgress"> & { readonly kept: Kept }) {
  kept.turnTo(data);
  const prepared = prepare(scenario, { seed, data, prepared: kept.pieces(scenario, seed) });
  kept.keepPieces(scenario, seed, prepared);
  onProgress?.(1 / 3);
  let reference = kept.reference(scenario, seed);
  if (reference === undefined) {
    reference = makeReference(prepared);
    kept.keepReference(scenario, seed, reference);
  }
  onProgress?.(2 / 3);
  return { prepared, reference };
}

/** The do-nothing run reads all of a scenario but its strategy and its words, whether there is a battery but not its power, and of what the site has promised the connection alone. */
function readsReference({ strategy: _strategy, name: _name, description: _description, notes: _notes, battery, demandResponse: { nonFirm, systemLoad }, ...rest }: Scenario): unknown {
  return { ...rest, battery: { ...battery, powerKw: battery.powerKw > 0 }, nonFirm, systemLoad };
}
