import { batch, computed, signal } from "@preact/signals";
import { assert, InputError, type Issue } from "../../core/errors.ts";
import { checkScenario, type Scenario } from "../../core/scenario.ts";
import type { Studies } from "../../core/studies/index.ts";
import type { HistoryStep } from "../../document/history.ts";
import { sharing } from "../../engine/equalInputs.ts";
import { page } from "../../text/page.ts";
import { forgetWayBack, say } from "./view.ts";

/** Inputs of studies by their ids, as their file names them; what it leaves out stands at its default. */
export type StudyValues = Partial<Studies>;
/** The scenario and the inputs of its studies, what both were opened as (that is what "changed" and "reset" mean), and where they came from. */
export type Document = { readonly scenario: Scenario; readonly studies: StudyValues; readonly opened: Scenario; readonly openedStudies: StudyValues; readonly origin: string };
export type Draft = { -readonly [Key in keyof Scenario]: Scenario[Key] } & { studies: { -readonly [Id in keyof Studies]?: Studies[Id] } };
type Step = HistoryStep<Document>;

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

/** Declarations of studies come with the first view that shows one; until then their inputs are kept as they were read. */
const studyCheck = signal<((value: unknown) => Studies) | null>(null);
export function declareStudies(check: (value: unknown) => Studies): void {
  studyCheck.value = check;
}

const checkedStudies = new WeakMap<StudyValues, Studies>();
function complete(values: StudyValues | undefined): Studies | null {
  if (values === undefined || studyCheck.value === null) return null;
  const known = checkedStudies.get(values) ?? studyCheck.value(values);
  checkedStudies.set(values, known);
  return known;
}

/** Inputs of every study with its defaults; null before their declarations are loaded. */
export const studies = computed<Studies | null>(() => complete(current.value?.studies));
/** What forms read and write: the scenario and its studies, as their file has them beside each other. */
export const inputs = computed<object>(() => ({ ...scenario.value, studies: studies.value ?? {} }));
export const openedInputs = computed<object>(() => ({ ...opened.value, studies: complete(current.value?.openedStudies) ?? {} }));

/** Opens a scenario in place of the present one; one step of undo, so that nothing is asked. */
export function open(title: string, next: Scenario, origin: string, given: StudyValues = {}): void {
  openDocument(title, { scenario: next, studies: given, opened: next, openedStudies: given, origin });
}

/** The same for a document that knows what it was opened as. */
export function openDocument(title: string, after: Document): void {
  const before = current.value;
  hold(null);
  if (before === null) current.value = after;
  else record({ title, before, after });
}

/**
 * The one door to the scenario. A change that the declaration refuses leaves everything as it was and is returned as
 * its issues; the field that asked for it shows them. What was done is said, with the way back.
 */
export function edit(title: string, change: (draft: Draft) => void): readonly Issue[] {
  const issues = preview(change);
  if (settle(title)) sayDone(title);
  return issues;
}

/** Says what was just done, with the way back. */
export function sayDone(text: string): void {
  say(text, { title: page.toast.undo, run: undo });
}

/** The same while a slider moves or a number is typed: the results follow, the history waits for `settle`. */
export function preview(change: (draft: Draft) => void): readonly Issue[] {
  const before = current.value;
  if (before === null) return [];
  const asked: Draft = structuredClone({ ...before.scenario, studies: studies.peek() ?? before.studies });
  change(asked);
  const { studies: askedStudies, ...askedScenario } = asked;
  try {
    const isStudy = !isSame(askedStudies, studies.peek() ?? before.studies);
    // A study's inputs are no part of the scenario: the same scenario needs no other run.
    const next = isStudy && isSame(askedScenario, before.scenario) ? before.scenario : checkScenario(sharing<Scenario>(askedScenario, before.scenario), before.scenario);
    const nextStudies = isStudy ? checkOf(askedStudies) : before.studies;
    if (held === null) hold(before);
    current.value = { ...before, scenario: next, studies: nextStudies };
    return [];
  } catch (error) {
    if (error instanceof InputError) return error.issues;
    throw error;
  }
}

/** Ends what `preview` began: one drag is one step. @returns whether there was a change; without one it does nothing */
export function settle(title: string): boolean {
  const before = held;
  const after = current.value;
  hold(null);
  if (before === null || after === null || before.scenario === after.scenario && before.studies === after.studies) return false;
  if (isSame(before.scenario, after.scenario) && isSame(complete(before.studies) ?? before.studies, complete(after.studies) ?? after.studies)) {
    current.value = before;
    return false;
  }
  record({ title, before, after });
  return true;
}

function checkOf(values: unknown): Studies {
  assert(studyCheck.value !== null, "an edit of a study before its declaration was loaded");
  return studyCheck.value(values);
}

function isSame(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}

export function undo(): string | null {
  // What is still being dragged or typed is what the user sees last: it goes first.
  settle("Last change");
  const step = past.value.at(-1);
  if (step === undefined) return null;
  forgetWayBack();
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
  forgetWayBack();
  batch(() => {
    past.value = [...past.value, step].slice(-STEPS_KEPT);
    future.value = [];
    current.value = step.after;
  });
}

/** Document and history as they are to be kept; what is still being dragged or typed is the last step of the past. */
export function historyNow(): { readonly now: Document; readonly past: readonly HistoryStep<Document>[]; readonly future: readonly HistoryStep<Document>[] } | null {
  const now = current.value;
  if (now === null) return null;
  if (held === null || held === now) return { now, past: past.value, future: future.value };
  return { now, past: [...past.value, { title: "Last change", before: held, after: now }].slice(-STEPS_KEPT), future: [] };
}

/** Puts a kept document in place, without a step of undo: the page begins with it. */
export function restore(document: Document): void {
  hold(null);
  current.value = document;
}

/** The history of the document that was restored; it comes after the first result, and only where nothing was done meanwhile. */
export function restoreHistory(document: Document, history: { readonly past: readonly HistoryStep<Document>[]; readonly future: readonly HistoryStep<Document>[] }): void {
  batch(() => {
    const isUntouched = current.value === document;
    const next = past.value[0];
    past.value = [...history.past, ...past.value].slice(-STEPS_KEPT);
    if (isUntouched && next === undefined) future.value = history.future;
  });
}
