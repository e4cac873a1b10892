import { computed } from "@preact/signals";
import type { RunResult } from "../../../core/result.ts";
import { attainedFraction as fractionOf, costOfRun } from "../../../core/measures/costParts.ts";
import type { Scenario } from "../../../core/scenario.ts";
import { runName } from "../../../text/findings.ts";
import { groupSummary } from "../../../text/groupSummary.ts";
import { compareWords } from "../../../text/compare.ts";
import { scenario } from "../../state/document.ts";
import { isOptimum, optimumWords } from "../../../text/optimum.ts";
import { policyName } from "../../../text/strings.ts";
import { isBeaten } from "../../state/attained.ts";
import { optimumRun } from "../../state/optimumRun.ts";
import { pinnedRuns, type Letter, type Pin } from "../../state/pins.ts";

/** One run as every part of Compare shows it. */
export type Column = {
  /** Its place among the pins. */
  readonly index: number;
  readonly letter: Letter | "";
  readonly name: string;
  /** What tells it from the others, in a few words. */
  readonly note: string;
  /** Null for the optimum, which nobody pinned. */
  readonly pin: Pin | null;
  readonly scenario: Scenario;
  readonly outcome: RunResult | Error | null;
  readonly isStale: boolean;
  /** The run in view: the one that is worked on. */
  readonly isFocus: boolean;
  /** The best that is known of the site in view. */
  readonly isOptimum?: true;
  /** Whether no run can cost less: shares of the attainable are counted to it. */
  readonly isBound?: boolean;
};

export type FinishedColumn = Column & { readonly outcome: RunResult };

export const columns = computed<readonly Column[]>(() => {
  const { name: site, strategy: { work } } = scenario.value;
  const named = pinnedRuns.value.map((run, index): Column => {
    const { strategy, name: ownSite } = run.scenario;
    // How work is placed tells the runs apart only where it differs from the run in view.
    const isWorkAlike = strategy.work.policy === work.policy && strategy.battery.policy !== "idle";
    const strategyOf = isWorkAlike ? policyName(strategy.battery.policy) : runName({ strategy: { battery: strategy.battery.policy, work: strategy.work.policy } });
    const isElsewhere = ownSite !== site;
    return { ...run, index, isFocus: run.pin.kind === "live", name: isElsewhere ? ownSite : strategyOf, note: noteOf(run.pin, isElsewhere ? strategyOf : null, run.scenario) };
  });
  // Two runs of one strategy are told apart by their letter.
  return named.map((column) => (named.some((other) => other !== column && other.name === column.name) ? { ...column, name: `${column.name} ${column.letter}` } : column));
});

export const finishedColumns = computed(() => columns.value.filter((column): column is FinishedColumn => column.outcome !== null && !(column.outcome instanceof Error)));

/** Stands last, where it is known; it is compared and never ranked. */
export const optimumColumn = computed<FinishedColumn | null>(() => {
  const run = optimumRun.value;
  const facts = run?.result.optimum;
  if (run === null || facts === undefined) return null;
  const isBest = isOptimum(facts) && (run.isSolved || !finishedColumns.value.some(({ pin, outcome }) => pin?.kind !== "scenario" && isBeaten(outcome, run.result)));
  return {
    index: -1, letter: "", pin: null, isFocus: false, isStale: false, isOptimum: true, scenario: run.scenario, outcome: run.result,
    // A plan of the battery alone may well be dearer than a run that moves work or takes part in events.
    isBound: isBest,
    name: isBest ? optimumWords.name : run.isSolved ? optimumWords.plan : compareWords.batteryPlan, note: run.isSolved ? optimumWords.knownAhead : `${optimumWords.knownAhead}, ${optimumWords.battery}`,
  };
});

/** (idle − it) ÷ (idle − optimum) of a run of the site in view; null where the optimum is not known, where nothing is attainable, and for other sites. */
export function attainedFraction({ pin, outcome }: Pick<Column, "pin" | "outcome">): number | null {
  const best = optimumColumn.value;
  if (best === null || best.isBound !== true || outcome === null || outcome instanceof Error || pin?.kind === "scenario") return null;
  return fractionOf(costOfRun(best.outcome.idle), costOfRun(outcome), costOfRun(best.outcome));
}

function noteOf(pin: Pin, strategy: string | null, { battery, ...rest }: Scenario): string {
  if (strategy !== null) return strategy;
  switch (pin.kind) {
    case "live": return compareWords.inView;
    case "strategy": return compareWords.notes[pin.strategy as keyof typeof compareWords.notes] ?? compareWords.followsInputs;
    case "scenario": return `${compareWords.pinned}, ${groupSummary("battery", { battery, ...rest })}`;
  }
}
