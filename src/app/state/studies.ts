import { computed, effect, signal, type ReadonlySignal } from "@preact/signals";
import { CancelledError } from "../../core/errors.ts";
import type { Scenario } from "../../core/scenario.ts";
import { checkStudies, type Studies, type StudyFinding, type StudyId, type StudyInputs } from "../../core/studies/index.ts";
import type { Question } from "../../core/studies/study.ts";
import { declareStudies, documentNow, studies } from "./document.ts";
import { engine } from "./engine.ts";
import { dataFiles } from "./dataFiles.ts";
import { seed } from "./results.ts";

declareStudies(checkStudies);

/** Inputs of every study: whoever imports this file has their declarations. */
export const studyInputs = computed<Studies>(() => studies.value ?? checkStudies({}));

/** What a study found, and what it was asked: what belongs to older inputs is told by that. */
export type Answered<Id extends StudyId> = { readonly finding: StudyFinding<Id>; readonly scenario: Scenario; readonly inputs: StudyInputs<Id>; readonly seed: string };

/** A study that a view keeps answered. */
export type FollowedStudy<Id extends StudyId> = {
  readonly id: Id;
  /** The last good answer: it stays in view while the next one is made, and when that one fails. */
  readonly answer: ReadonlySignal<Answered<Id> | null>;
  readonly failure: ReadonlySignal<Error | null>;
  /** Share of the work that is done, 0…1; null while nothing is computed. */
  readonly progress: ReadonlySignal<number | null>;
  readonly isStale: ReadonlySignal<boolean>;
  /** The present question was cancelled: it waits until it is asked again or changed. */
  readonly isCancelled: ReadonlySignal<boolean>;
  /** Answers again whenever what it reads changes; for an effect of the view. */
  readonly follow: () => () => void;
  /** Asks once, whatever was cancelled before. */
  readonly run: () => void;
  readonly cancel: () => void;
};

type Options<Id extends StudyId> = {
  /** What of the scenario it reads: the same question is not asked twice. */
  readonly reads: (scenario: Scenario, inputs: StudyInputs<Id>) => unknown;
  /** Studies of the same file whose inputs it reads too. */
  readonly others?: readonly StudyId[];
  /** Nothing to ask yet: no answer, no failure. */
  readonly isAsked?: (inputs: StudyInputs<Id>) => boolean;
};

/** How long inputs rest before a study that takes its time is asked. */
const REST_MS = 200;

/**
 * One question at a time: while one is answered the newest change waits, and takes its turn when that answer is there. A drag is followed, and
 * no worker is ended for it; Cancel ends one.
 */
export function followedStudy<Id extends StudyId>(id: Id, { reads, others = [], isAsked = () => true }: Options<Id>): FollowedStudy<Id> {
  const answer = signal<Answered<Id> | null>(null);
  const answeredKey = signal<string | null>(null);
  const failure = signal<Error | null>(null);
  const progress = signal<number | null>(null);
  const cancelledKey = signal<string | null>(null);
  let running: AbortController | null = null;
  let rest: ReturnType<typeof setTimeout> | undefined;

  const asked = computed<Question<StudyInputs<Id>> | null>(() => {
    const scenario = documentNow.value?.scenario;
    if (scenario === undefined) return null;
    const all = studyInputs.value;
    return { scenario, inputs: all[id], seed: seed.value, data: dataFiles.value, others: Object.fromEntries(others.map((other) => [other, all[other]])) };
  });
  const key = computed<string | null>(() => {
    const now = asked.value;
    return now === null || !isAsked(now.inputs) ? null : JSON.stringify([reads(now.scenario, now.inputs), now.inputs, now.others, now.seed, Array.from(now.data, ([name, { sha256 }]) => [name, sha256])]);
  });

  async function ask(): Promise<void> {
    const [question, wanted] = [asked.peek(), key.peek()];
    if (running !== null || question === null || wanted === null || wanted === answeredKey.peek() || wanted === cancelledKey.peek()) return;
    running = new AbortController();
    progress.value = 0;
    try {
      const finding = await engine.study(id, question, { signal: running.signal, onProgress: (fraction) => { progress.value = fraction; } });
      answer.value = { finding, scenario: question.scenario, inputs: question.inputs, seed: question.seed };
      failure.value = null;
    } catch (error) {
      if (error instanceof CancelledError) cancelledKey.value = wanted;
      else failure.value = error instanceof Error ? error : new Error(String(error));
    }
    answeredKey.value = cancelledKey.peek() === wanted ? answeredKey.peek() : wanted;
    running = null;
    progress.value = null;
    // What changed in the meantime.
    void ask();
  }

  return {
    id, answer, failure, progress,
    isStale: computed(() => key.value !== null && key.value !== answeredKey.value),
    isCancelled: computed(() => key.value !== null && key.value === cancelledKey.value),
    follow: () => {
      const stop = effect(() => {
        if (key.value === null) return;
        clearTimeout(rest);
        rest = setTimeout(() => { void ask(); }, answeredKey.peek() === null ? 0 : REST_MS);
      });
      return () => {
        clearTimeout(rest);
        stop();
      };
    },
    run() {
      cancelledKey.value = null;
      void ask();
    },
    cancel() { running?.abort(); },
  };
}
