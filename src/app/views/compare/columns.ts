import { computed } from "@preact/signals";
import type { RunResult } from "../../../core/result.ts";
import type { Scenario } from "../../../core/scenario.ts";
import { runName } from "../../../text/findings.ts";
import { groupSummary } from "../../../text/groupSummary.ts";
import { page } from "../../../text/page.ts";
import { scenario } from "../../state/document.ts";
import { policyName } from "../../../text/strings.ts";
import { pinnedRuns, type Letter, type Pin } from "../../state/pins.ts";

/** One run as every part of Compare shows it. */
export type Column = {
  /** Its place among the pins. */
  readonly index: number;
  readonly letter: Letter;
  readonly name: string;
  /** What tells it from the others, in a few words. */
  readonly note: string;
  readonly pin: Pin;
  readonly scenario: Scenario;
  readonly outcome: RunResult | Error | null;
  readonly isStale: boolean;
  /** The run in view: the one that is worked on. */
  readonly isFocus: boolean;
};

export type FinishedColumn = Column & { readonly outcome: RunResult };

export const columns = computed<readonly Column[]>(() => {
  const { name: site, strategy: { work } } = scenario.value;
  const named = pinnedRuns.value.map((run, index): Column => {
    const { strategy, name: ownSite } = run.scenario;
    // How work is placed tells the runs apart only where it differs from the run in view.
    const isWorkAlike = strategy.work.policy === work.policy && strategy.battery.policy !== "idle";
    const strategyOf = isWorkAlike ? policyName(strategy.battery.policy) : runName({ strategy: { battery: strategy.battery.policy, work: strategy.work.policy } as RunResult["strategy"] });
    const isElsewhere = ownSite !== site;
    return { ...run, index, isFocus: run.pin.kind === "live", name: isElsewhere ? ownSite : strategyOf, note: noteOf(run.pin, isElsewhere ? strategyOf : null, run.scenario) };
  });
  // Two runs of one strategy are told apart by their letter.
  return named.map((column) => (named.some((other) => other !== column && other.name === column.name) ? { ...column, name: `${column.name} ${column.letter}` } : column));
});

export const finishedColumns = computed(() => columns.value.filter((column): column is FinishedColumn => column.outcome !== null && !(column.outcome instanceof Error)));

function noteOf(pin: Pin, strategy: string | null, { battery, ...rest }: Scenario): string {
  if (strategy !== null) return strategy;
  switch (pin.kind) {
    case "live": return page.compare.inView;
    case "strategy": return page.compare.notes[pin.strategy as keyof typeof page.compare.notes] ?? page.compare.followsInputs;
    case "scenario": return `${page.compare.pinned}, ${groupSummary("battery", { battery, ...rest } as Scenario)}`;
  }
}
