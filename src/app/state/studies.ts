import { batch, computed, effect, signal, type ReadonlySignal } from "@preact/signals";
import { CancelledError, InputError, type Issue } from "../../core/errors.ts";
import type { Scenario } from "../../core/scenario.ts";
import { checkStudies, studyById, type Studies, type StudyFinding, type StudyId, type StudyInputs } from "../../core/studies/index.ts";
import type { Question } from "../../core/studies/study.ts";
import type { StudyProgress } from "../../engine/runStudy.ts";
import { declareStudies, documentNow, edit, studies } from "./document.ts";
import { engine } from "./engine.ts";
import { dataFiles } from "./dataFiles.ts";
import { seed } from "./results.ts";

declareStudies(checkStudies);

/** Inputs of every study: whoever imports this file has their declarations. */
export const studyInputs = computed<Studies>(() => studies.value ?? checkStudies({}));

/** What a study found, and what it was asked: what belongs to older inputs is told by that. */
export type Answered<Id extends StudyId> = {
  readonly finding: StudyFinding<Id>;
  readonly scenario: Scenario;
  readonly inputs: StudyInputs<Id>;
  readonly seed: string;
  /** Known from a part of its runs: more are coming, or it was stopped. */
  readonly isPartial?: true;
};

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

type Asked<Id extends StudyId> = {
  /** Null until there is a scenario. */
  readonly question: ReadonlySignal<Question<StudyInputs<Id>> | null>;
  /** Equal for equal questions; null where there is nothing to ask. */
  readonly key: ReadonlySignal<string | null>;
};

function questionOf<Id extends StudyId>(id: Id, { reads, others = [], isAsked = () => true }: Options<Id>): Asked<Id> {
  const question = computed<Question<StudyInputs<Id>> | null>(() => {
    const scenario = documentNow.value?.scenario;
    if (scenario === undefined) return null;
    const all = studyInputs.value;
    return { scenario, inputs: all[id], seed: seed.value, data: dataFiles.value, others: Object.fromEntries(others.map((other) => [other, all[other]])) };
  });
  const key = computed<string | null>(() => {
    const now = question.value;
    return now === null || !isAsked(now.inputs) ? null : JSON.stringify([reads(now.scenario, now.inputs), now.inputs, now.others, now.seed, Array.from(now.data, ([name, { sha256 }]) => [name, sha256])]);
  });
  return { question, key };
}

/** How long inputs rest before a study that takes its time is asked. */
const REST_MS = 200;

/**
 * One question at a time: while one is answered the newest change waits, and takes its turn when that answer is there. A drag is followed, and
 * no worker is ended for it; Cancel ends one.
 */
export function followedStudy<Id extends StudyId>(id: Id, options: Options<Id>): FollowedStudy<Id> {
  const answer = signal<Answered<Id> | null>(null);
  const answeredKey = signal<string | null>(null);
  const failure = signal<Error | null>(null);
  const progress = signal<number | null>(null);
  const cancelledKey = signal<string | null>(null);
  let running: AbortController | null = null;
  let rest: ReturnType<typeof setTimeout> | undefined;

  const { question: asked, key } = questionOf(id, options);

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

/** A study of many runs: it takes too long to follow each change, and runs when it is asked to. */
export type AskedStudy<Id extends StudyId> = {
  readonly id: Id;
  /** Grows while runs are coming, and stays as far as it got when they are stopped. */
  readonly answer: ReadonlySignal<Answered<Id> | null>;
  readonly failure: ReadonlySignal<Error | null>;
  /** How far it is; null while nothing is computed. */
  readonly running: ReadonlySignal<StudyProgress | null>;
  /** What is shown was asked otherwise than the inputs now stand. */
  readonly isStale: ReadonlySignal<boolean>;
  /** How many runs the present question takes at most; null where it cannot be asked, or nobody can say. */
  readonly runs: ReadonlySignal<number | null>;
  /** Asks the present question, in place of the one that is computed. */
  readonly run: () => void;
  /** Stops at once; what is known stays. */
  readonly cancel: () => void;
};

/** An answer, and a study, as those see them who show any. */
export type AnyAnswered = Pick<Answered<StudyId>, "scenario" | "seed" | "isPartial"> & { readonly finding: object; readonly inputs: object };
export type AnyAskedStudy = Omit<AskedStudy<StudyId>, "answer"> & { readonly answer: ReadonlySignal<AnyAnswered | null> };

export function askedStudy<Id extends StudyId>(id: Id, options: Options<Id>): AskedStudy<Id> {
  const { question, key } = questionOf(id, options);
  const study = studyById(id);
  const answer = signal<Answered<Id> | null>(null);
  const answeredKey = signal<string | null>(null);
  const failure = signal<Error | null>(null);
  const running = signal<StudyProgress | null>(null);
  const runs = computed(() => {
    try {
      return question.value === null || key.value === null ? null : study.runsExpected?.(question.value) ?? null;
    } catch (error) {
      // Inputs that cannot be asked are told when they are.
      if (error instanceof InputError) return null;
      throw error;
    }
  });
  let controller: AbortController | null = null;

  async function ask(): Promise<void> {
    controller?.abort();
    const [asked, wanted] = [question.peek(), key.peek()];
    if (asked === null || wanted === null) return;
    const own = controller = new AbortController();
    let done = 0;
    const isOwn = () => controller === own;
    const take = (finding: StudyFinding<Id>, isPartial: boolean) => {
      batch(() => {
        answer.value = { finding, scenario: asked.scenario, inputs: asked.inputs, seed: asked.seed, ...(isPartial ? { isPartial: true } : {}) };
        answeredKey.value = wanted;
      });
    };
    batch(() => {
      running.value = { done, expected: runs.peek() ?? undefined, secondsLeft: undefined, ...(study.runs === "many" ? {} : { fraction: 0 }) };
      failure.value = null;
    });
    try {
      take(await engine.study(id, asked, {
        signal: own.signal,
        onProgress(fraction, progress) {
          if (!isOwn()) return;
          done = progress?.done ?? 0;
          running.value = progress ?? { done: 0, expected: undefined, secondsLeft: undefined, fraction };
        },
        // Of nothing there is nothing to show: the answer of before stays.
        onPartial(finding) { if (isOwn() && done > 0) take(finding, true); },
      }), false);
    } catch (error) {
      if (isOwn() && !(error instanceof CancelledError)) failure.value = error instanceof Error ? error : new Error(String(error));
    }
    if (isOwn()) {
      controller = null;
      running.value = null;
    }
  }

  return {
    id, answer, failure, running, runs,
    isStale: computed(() => answeredKey.value !== null && key.value !== answeredKey.value),
    run() { void ask(); },
    cancel() { controller?.abort(); },
  };
}

/** Puts the scenario of a study's row in view: one step of undo, which says itself. @returns what is wrong with it; none where it is in view */
export function openRow(title: string, row: Scenario): readonly Issue[] {
  return edit(title, (draft) => { Object.assign(draft, structuredClone(row)); });
}
