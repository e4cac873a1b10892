import { batch, computed, signal } from "@preact/signals";
import { InputError, type Issue } from "../../core/errors.ts";
import { checkScenario, type Scenario } from "../../core/scenario.ts";

/** The scenario, what it was opened as (that is what "changed" and "reset" mean), and where it came from. */
export type Document = { readonly scenario: Scenario; readonly opened: Scenario; readonly origin: string };
export type Draft = { -readonly [Key in keyof Scenario]: Scenario[Key] };
type Step = { readonly title: string; readonly before: Document; readonly after: Document };

const STEPS_KEPT = 200;

const current = signal<Document | null>(null);
const past = signal<readonly Step[]>([]);
const future = signal<readonly Step[]>([]);
/** The document before a drag or a text that is still being typed; the whole of it becomes one step. */
let held: Document | null = null;
/** While something is dragged the axes of charts hold still. */
export const isMoving = signal(false);

function hold(before: Document | null): void {
  held = before;
  isMoving.value = before !== null;
}

export const documentNow = computed(() => current.value);
export const undoTitle = computed(() => past.value.at(-1)?.title ?? null);
export const redoTitle = computed(() => future.value.at(-1)?.title ?? null);

/** The scenario that is looked at; there is one from the first paint on. */
export const scenario = computed<Scenario>(() => {
  if (current.value === null) throw new Error("the page reads the scenario before one was opened");
  return current.value.scenario;
});
export const opened = computed<Scenario>(() => {
  if (current.value === null) throw new Error("the page reads the scenario before one was opened");
  return current.value.opened;
});

/** Opens a scenario in place of the present one; one step of undo, so that nothing is asked. */
export function open(title: string, next: Scenario, origin: string): void {
  const before = current.value;
  const after = { scenario: next, opened: next, origin };
  hold(null);
  if (before === null) current.value = after;
  else record({ title, before, after });
}

/**
 * The one door to the scenario. A change that the declaration refuses leaves everything as it was and is returned as
 * its issues; the field that asked for it shows them.
 */
export function edit(title: string, change: (draft: Draft) => void): readonly Issue[] {
  const issues = preview(change);
  settle(title);
  return issues;
}

/** The same while a slider moves or a number is typed: the results follow, the history waits for `settle`. */
export function preview(change: (draft: Draft) => void): readonly Issue[] {
  const before = current.value;
  if (before === null) return [];
  const draft: Draft = structuredClone(before.scenario);
  change(draft);
  try {
    const next = checkScenario(draft);
    if (held === null) hold(before);
    current.value = { ...before, scenario: next };
    return [];
  } catch (error) {
    if (error instanceof InputError) return error.issues;
    throw error;
  }
}

/** Ends what `preview` began: one drag is one step. Without a change it does nothing. */
export function settle(title: string): void {
  const before = held;
  const after = current.value;
  hold(null);
  if (before === null || after === null || before.scenario === after.scenario) return;
  if (JSON.stringify(before.scenario) === JSON.stringify(after.scenario)) current.value = before;
  else record({ title, before, after });
}

export function undo(): string | null {
  // What is still being dragged or typed is what the user sees last: it goes first.
  settle("Last change");
  const step = past.value.at(-1);
  if (step === undefined) return null;
  batch(() => {
    past.value = past.value.slice(0, -1);
    future.value = [...future.value, step];
    current.value = step.before;
  });
  return step.title;
}

export function redo(): string | null {
  const step = future.value.at(-1);
  if (step === undefined) return null;
  hold(null);
  batch(() => {
    future.value = future.value.slice(0, -1);
    past.value = [...past.value, step];
    current.value = step.after;
  });
  return step.title;
}

function record(step: Step): void {
  batch(() => {
    past.value = [...past.value, step].slice(-STEPS_KEPT);
    future.value = [];
    current.value = step.after;
  });
}
