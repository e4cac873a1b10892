import { computed, effect, signal } from "@preact/signals";
import { CancelledError } from "../../core/errors.ts";
import type { RunResult } from "../../core/result.ts";
import { withStrategy, type Scenario } from "../../core/scenario.ts";
import { documentNow } from "./document.ts";
import { engine } from "./engine.ts";
import { dataFiles } from "./dataFiles.ts";
import { finished, seed } from "./results.ts";

/** The site in view with the year known ahead: what no strategy beats, as far as it is known. */
export type OptimumRun = {
  readonly scenario: Scenario;
  readonly result: RunResult;
  /** Solved as one programme, battery and work; otherwise the battery's plan by dynamic programming, with the work as it is. */
  readonly isSolved: boolean;
};

const made = signal<{ readonly of: Scenario; readonly seed: string; readonly files: unknown; readonly run: OptimumRun | Error } | null>(null);
/** Share of the proof that is done while one is made. */
export const proving = signal<number | null>(null);
let proof: AbortController | null = null;

/** Of the scenario in view; null where there is none or it is still being made. */
export const optimumRun = computed<OptimumRun | null>(() => (isFresh() && !(made.value?.run instanceof Error) ? (made.value?.run as OptimumRun) : null));
export const optimumFailure = computed<Error | null>(() => (isFresh() && made.value?.run instanceof Error ? made.value.run : null));

/** What there is to plan: the battery by itself at rest, work by the solver alone. */
export const plannable = computed<"battery" | "work" | null>(() => {
  const now = documentNow.value?.scenario;
  if (now === undefined) return null;
  if (now.battery.powerKw > 0 && now.battery.energyKwh > 0) return "battery";
  return now.load.classes.some(({ kind, shareFraction }) => kind === "deferrable" && shareFraction > 0) ? "work" : null;
});

function isFresh(): boolean {
  return made.value !== null && made.value.of === documentNow.value?.scenario && made.value.seed === seed.value && made.value.files === dataFiles.value;
}

/** How long the inputs rest before the plan is made. */
const REST_MS = 250;

/** Follows the run in view with the battery's plan; called once by `main.tsx`. */
export function followOptimum(): () => void {
  let rest: ReturnType<typeof setTimeout> | undefined;
  return effect(() => {
    const now = documentNow.value?.scenario;
    const [name, files] = [seed.value, dataFiles.value];
    clearTimeout(rest);
    proof?.abort();
    if (now === undefined || finished.value?.scenario !== now || plannable.value !== "battery" || isFreshFor(now, name, files)) return;
    rest = setTimeout(() => {
      // Beside the work as the scenario places it: else a run that moves work could take more than all that is attainable.
      const scenario = withStrategy(now, `optimal+${now.strategy.work.policy}`);
      engine.live("optimum", { scenario, seed: name, keep: "frame" }, files).then((result) => {
        made.value = { of: now, seed: name, files, run: { scenario, result, isSolved: false } };
      }, (error: unknown) => { take(error, now, name, files); });
    }, REST_MS);
  });
}

function isFreshFor(now: Scenario, name: string, files: unknown): boolean {
  const known = made.peek();
  return known !== null && known.of === now && known.seed === name && known.files === files;
}

/** Solves the year as one programme, battery and work: some seconds. A change of the inputs ends it. */
export async function proveOptimum(): Promise<void> {
  const now = documentNow.value?.scenario;
  if (now === undefined || proving.value !== null) return;
  const [name, files] = [seed.value, dataFiles.value];
  const scenario = withStrategy(now, "optimal+joint");
  proof = new AbortController();
  proving.value = 0;
  try {
    const result = await engine.run({ scenario, seed: name, keep: "frame" }, { data: files, signal: proof.signal, onProgress: (fraction) => { proving.value = fraction; } });
    made.value = { of: now, seed: name, files, run: { scenario, result, isSolved: true } };
  } catch (error) {
    take(error, now, name, files);
  } finally {
    proving.value = null;
    proof = null;
  }
}

export function cancelProof(): void {
  proof?.abort();
}

function take(error: unknown, of: Scenario, name: string, files: unknown): void {
  if (error instanceof CancelledError) return;
  made.value = { of, seed: name, files, run: error instanceof Error ? error : new Error(String(error)) };
}
