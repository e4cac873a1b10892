import { computed, effect, signal } from "@preact/signals";
import { CancelledError } from "../../core/errors.ts";
import type { RunResult } from "../../core/result.ts";
import { withStrategy, type Scenario } from "../../core/scenario.ts";
import { batteryPolicies, needsSolver } from "../../core/strategies/index.ts";
import { documentNow } from "./document.ts";
import { engine } from "./engine.ts";
import { dataFiles } from "./dataFiles.ts";

/** One seed for the page; it stands in every export. */
export const seed = signal("1");

/** A finished run and the scenario it was made from: what belongs to an older scenario is told by that. */
export type Finished = { readonly result: RunResult; readonly scenario: Scenario };
export const finished = signal<Finished | null>(null);
const doneNothing = signal<Finished | null>(null);

/** The last good run: it stays in view while the next one is made, and when that one fails. */
export const result = computed<RunResult | null>(() => finished.value?.result ?? null);
export const isStale = computed(() => finished.value !== null && finished.value.scenario !== documentNow.value?.scenario);
export const failure = signal<Error | null>(null);
/** The same year with nothing done, step by step; null while it does not belong to the result in view. */
export const idleResult = computed<RunResult | null>(() => (doneNothing.value?.scenario === finished.value?.scenario ? doneNothing.value?.result ?? null : null));

/** One row of the table that compares strategies; absent figures are still being made. */
export type Compared = { /** As `comparedName` and `withStrategy` have it. */ readonly strategy: string; readonly battery: string; readonly work: string; readonly outcome: RunResult | Error | null };
const comparedRuns = signal<{ readonly scenario: Scenario; readonly rows: readonly Compared[] } | null>(null);
export const compared = computed<readonly Compared[]>(() => comparedRuns.value?.rows ?? []);
/** Whether the table stands on the scenario in view. */
export const isComparedStale = computed(() => comparedRuns.value?.scenario !== documentNow.value?.scenario);

/** The row of a scenario's strategy: "idle" is the do-nothing run, every other has the cold store as the scenario uses it. */
export function comparedName({ battery, work, cooling }: Scenario["strategy"]): string {
  return battery.policy === "idle" && work.policy === "run-now" && cooling.policy === "idle" ? "idle" : `${battery.policy}+${work.policy}`;
}

/** Strategies that need more than the site, a schedule or a series of the user's own: they join where they are the chosen ones. */
const OWN_INPUTS: ReadonlySet<string> = new Set(["manual", "given", "grid-target"]);

/** How long the inputs rest before runs are made that nobody waits for. */
const REST_MS = 250;

/** Starts following the scenario; called once by `main.tsx`. */
export function followScenario(): () => void {
  let rest: ReturnType<typeof setTimeout> | undefined;
  return effect(() => {
    const scenario = documentNow.value?.scenario;
    const files = dataFiles.value;
    const name = seed.value;
    if (scenario === undefined) return;
    clearTimeout(rest);
    void engine.latest("main", { scenario, seed: name, keep: "frame" }, files).then((made: RunResult) => {
      finished.value = { result: made, scenario };
      failure.value = null;
      if (documentNow.peek()?.scenario === scenario) rest = setTimeout(() => { void afterRest(scenario); }, REST_MS);
    }, (error: unknown) => {
      if (!(error instanceof CancelledError)) failure.value = error instanceof Error ? error : new Error(String(error));
    });
  });
}

async function afterRest(scenario: Scenario): Promise<void> {
  const isCurrent = () => documentNow.value?.scenario === scenario;
  const make = (strategy: string, lane: string, keep: "summary" | "frame") =>
    engine.latest(lane, { scenario: withStrategy(scenario, strategy), seed: seed.value, keep }, dataFiles.value);
  try {
    const idle = await make("idle", "idle", "frame");
    if (!isCurrent()) return;
    doneNothing.value = { result: idle, scenario };

    const chosen = scenario.strategy;
    // What plans with a solver takes seconds and is not run unasked.
    const isQuick = (battery: string) => !OWN_INPUTS.has(battery) && !needsSolver({ battery: { policy: battery }, work: chosen.work });
    const work = chosen.work.policy;
    const own = comparedName(chosen);
    const rows: Compared[] = [
      { strategy: "idle", battery: "idle", work: "run-now", outcome: idle },
      ...batteryPolicies.filter(({ id }) => (isQuick(id) || id === chosen.battery.policy) && (id !== "idle" || work !== "run-now" || chosen.cooling.policy !== "idle"))
        .map(({ id: battery }): Compared => ({ strategy: `${battery}+${work}`, battery, work, outcome: null })),
    ];
    for (const [index, row] of rows.entries()) {
      if (row.outcome !== null) continue;
      const outcome = row.strategy === own && finished.value?.scenario === scenario ? finished.value.result : await make(row.strategy, "compare", "summary").catch(refusedRun);
      if (!isCurrent()) return;
      rows[index] = { ...row, outcome };
    }
    comparedRuns.value = { scenario, rows };
  } catch (error) {
    // A newer change took the lane; its own round follows. The main run has told every other failure already.
    if (!(error instanceof CancelledError) && failure.value === null) failure.value = error instanceof Error ? error : new Error(String(error));
  }
}

/** A strategy that cannot run here is a row that says so; a replaced round is none. */
function refusedRun(error: unknown): Error {
  if (error instanceof CancelledError) throw error;
  return error instanceof Error ? error : new Error(String(error));
}
