import { computed, effect, signal } from "@preact/signals";
import { CancelledError } from "../../core/errors.ts";
import type { RunResult } from "../../core/result.ts";
import { withStrategy, type Scenario } from "../../core/scenario.ts";
import { page } from "../../text/page.ts";
import { documentNow, edit, scenario } from "./document.ts";
import { engine } from "./engine.ts";
import { dataFiles } from "./dataFiles.ts";
import { finished, seed } from "./results.ts";
import { forgetWayBack, say } from "./view.ts";

/** What stands in a column of Compare. Looked at, not part of the document, not undone. */
export type Pin =
  /** The run in view, whatever it is. */
  | { readonly kind: "live" }
  /** The site in view under another strategy: it follows the inputs. */
  | { readonly kind: "strategy"; readonly strategy: string }
  /** A scenario as it was when it was pinned. */
  | { readonly kind: "scenario"; readonly scenario: Scenario };

export type Letter = "A" | "B" | "C" | "D";
export const letters: readonly Letter[] = ["A", "B", "C", "D"];

/** Null until Compare is first shown: what stands there then depends on the strategy in view. */
export const pins = signal<readonly Pin[] | null>(null);

/** Of one column: the run of its pin, or the last one while a newer is made. */
export type PinnedRun = {
  readonly letter: Letter;
  readonly pin: Pin;
  readonly scenario: Scenario;
  readonly outcome: RunResult | Error | null;
  readonly isStale: boolean;
};

type Made = { readonly seed: string; readonly files: unknown; readonly outcome: RunResult | Error };
const made = signal<ReadonlyMap<Scenario, Made>>(new Map());
/** What a column last showed: a figure is replaced in place, never taken away. */
const lastShown = new WeakMap<Pin, RunResult | Error>();

const derived = new WeakMap<Scenario, Map<string, Scenario>>();
function underStrategy(site: Scenario, strategy: string): Scenario {
  let known = derived.get(site);
  if (known === undefined) derived.set(site, known = new Map<string, Scenario>());
  let one = known.get(strategy);
  if (one === undefined) known.set(strategy, one = strategy === "idle" ? doNothing(site) : withStrategy(site, strategy));
  return one;
}

/** What savings are counted from: battery idle, work run at once, no programme joined and no reserve held. */
function doNothing(site: Scenario): Scenario {
  const { demandResponse } = site;
  return { ...withStrategy(site, "idle"), demandResponse: { ...demandResponse, programmes: [], reserve: { ...demandResponse.reserve, heldKw: 0 } } };
}

function scenarioOf(pin: Pin, now: Scenario): Scenario {
  switch (pin.kind) {
    case "live": return now;
    case "strategy": return underStrategy(now, pin.strategy);
    case "scenario": return pin.scenario;
  }
}

export const pinnedRuns = computed<readonly PinnedRun[]>(() => {
  const now = documentNow.value?.scenario;
  if (now === undefined) return [];
  return (pins.value ?? []).map((pin, index) => {
    const own = scenarioOf(pin, now);
    const fresh = pin.kind === "live" ? (finished.value?.scenario === now ? finished.value.result : undefined) : freshOutcome(own);
    if (fresh !== undefined) lastShown.set(pin, fresh);
    return { letter: letters[index]!, pin, scenario: own, outcome: fresh ?? lastShown.get(pin) ?? null, isStale: fresh === undefined };
  });
});

function freshOutcome(own: Scenario): RunResult | Error | undefined {
  const known = made.value.get(own);
  return known !== undefined && known.seed === seed.value && known.files === dataFiles.value ? known.outcome : undefined;
}

/** What is compared with the run in view at first: doing nothing, and the two strategies that most sites would try. */
const FIRST_TRIED = ["tou-arbitrage", "peak-shaving", "self-consumption"];

function firstPins(now: Scenario): readonly Pin[] {
  const { battery, work, cooling } = now.strategy;
  const isIdle = battery.policy === "idle" && work.policy === "run-now" && cooling.policy === "idle";
  const others = FIRST_TRIED.filter((id) => id !== battery.policy).slice(0, 2).map((strategy): Pin => ({ kind: "strategy", strategy }));
  return isIdle ? [{ kind: "live" }, ...others] : [{ kind: "strategy", strategy: "idle" }, ...others, { kind: "live" }];
}

/** Keeps the runs of the pins made; called while Compare is in view. */
export function followPins(): () => void {
  pins.value ??= firstPins(scenario.value);
  return effect(() => {
    const now = documentNow.value?.scenario;
    const name = seed.value;
    const files = dataFiles.value;
    if (now === undefined) return;
    const wanted = (pins.value ?? []).map((pin) => scenarioOf(pin, now));
    for (const [index, own] of wanted.entries()) {
      if (own === now) continue;
      const known = made.peek().get(own);
      if (known !== undefined && known.seed === name && known.files === files) continue;
      const take = (outcome: RunResult | Error) => {
        // Runs of scenarios that no column shows any more are let go.
        const kept = [...made.peek()].filter(([one]) => pinnedRuns.peek().some(({ scenario: shown }) => shown === one));
        made.value = new Map([...kept, [own, { seed: name, files, outcome }]]);
      };
      void engine.latest(`pin ${index}`, { scenario: own, seed: name, keep: "frame" }, files).then(take, (error: unknown) => {
        if (!(error instanceof CancelledError)) take(error instanceof Error ? error : new Error(String(error)));
      });
    }
  });
}

/** Whether one more fits: a strategy that was only proposed gives way, a pinned scenario does not. */
export const canPin = computed(() => (pins.value?.length ?? 0) < letters.length || placeThatGivesWay(pins.value ?? []) >= 0);

function placeThatGivesWay(now: readonly Pin[]): number {
  return now.findLastIndex(({ kind }, index) => kind === "strategy" && index > 0);
}

/** The columns are no part of the document: a note that offers to take an earlier step back would no longer mean the last one. */
function change(next: readonly Pin[]): void {
  forgetWayBack();
  pins.value = next;
}

/** Before the run in view, which stays last. */
function add(pin: Pin): void {
  let now = [...pins.value ?? []];
  if (now.length >= letters.length) now = now.filter((_, index) => index !== placeThatGivesWay(now));
  if (now.length >= letters.length) return;
  const last = now.at(-1);
  change(last?.kind === "live" && now.length > 1 ? [...now.slice(0, -1), pin, last] : [...now, pin]);
}

export function pinRunInView(): void {
  add({ kind: "scenario", scenario: scenario.value });
}

export function pinStrategy(strategy: string): void {
  add({ kind: "strategy", strategy });
}

/** Everything but the run in view can go. What went is said, with the way back. */
export function unpin(title: string, index: number): void {
  const before = pins.value ?? [];
  const after = before.filter((pin, at) => at !== index || pin.kind === "live");
  if (after.length === before.length) return;
  change(after);
  say(title, { title: page.toast.undo, run: () => { pins.value = before; } });
}

/** The first column is what the others are counted from. */
export function compareAgainst(index: number): void {
  const now = pins.value ?? [];
  const first = now[index];
  if (first !== undefined) change([first, ...now.filter((_, at) => at !== index)]);
}

/** All inputs of a column into the run in view: one step of undo. The name stays the document's own where the site is the same. */
export function copyInputs(title: string, from: Scenario): void {
  edit(title, (draft) => { Object.assign(draft, structuredClone(from)); });
}

/** Scenario and columns on one side of an exchange. */
type Side = { readonly scenario: Scenario; readonly pins: readonly Pin[] };
const exchanges: { readonly before: Side; readonly after: Side }[] = [];

/** The run in view takes a column's inputs, the column keeps what the run in view was. */
export function exchangeInputs(title: string, index: number, from: Scenario): void {
  const before: Side = { scenario: scenario.value, pins: pins.value ?? [] };
  copyInputs(title, from);
  if (scenario.value === before.scenario) return;
  pins.value = before.pins.map((pin, at) => (at === index ? { kind: "scenario", scenario: before.scenario } : pin));
  exchanges.push({ before, after: { scenario: scenario.value, pins: pins.value } });
}

// An exchange is one step for who made it: when the document steps over it, either way, the columns go along, unless they were changed since.
effect(() => {
  const now = documentNow.value?.scenario;
  const shown = pins.peek();
  const other = exchanges.flatMap(({ before, after }) => [[before, after], [after, before]] as const).find(([to, from]) => to.scenario === now && from.pins === shown)?.[0];
  if (other !== undefined) pins.value = other.pins;
});
