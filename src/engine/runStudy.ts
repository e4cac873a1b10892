import { assert, CancelledError } from "../core/errors.ts";
import type { SimulatedRun } from "../core/simulate.ts";
import type { Outcome, Question, Run, Study, StudyTools } from "../core/studies/study.ts";
import type { Executor } from "./run.ts";

/** How far a study has come. */
export type StudyProgress = {
  readonly done: number;
  /** How many runs it is likely to take; undefined where nobody can say. */
  readonly expected: number | undefined;
  /** At the pace so far, outcomes that were handed in not counted; undefined before anything was computed. */
  readonly secondsLeft: number | undefined;
  /** Share that is done, 0…1, of a study that is computed in one piece. */
  readonly fraction?: number | undefined;
};

export type RunStudyOptions<Finding = object, Kept = SimulatedRun> = Omit<StudyTools, "onProgress" | "isPartial"> & {
  readonly signal?: AbortSignal | undefined;
  /** Share of the runs that are done, 0…1, where the study says how many it expects. */
  readonly onProgress?: ((fraction: number, progress: StudyProgress) => void) | undefined;
  /** What is known so far, now and then, and once more where it is cancelled: a study that was stopped has its part of the answer. */
  readonly onPartial?: ((finding: Finding) => void) | undefined;
  /** Each run with its outcome, in the order of their index: what is written down of them. The next waits for it. */
  readonly onOutcome?: ((outcome: Outcome<Kept>, run: Run) => void | Promise<void>) | undefined;
  /** Outcomes of an earlier attempt at the same question, from the first on: these are not computed again. */
  readonly recorded?: AsyncIterable<Outcome<Kept>> | undefined;
};

/** Finding what is known takes time that runs wait for: at most this share of it. */
const PARTIAL_SHARE = 0.05;
/** And it halts whoever asks in one piece: one that lasts longer than this is felt, and comes as much more seldom. */
const FELT_MS = 50;

/**
 * Asks a study until it plans no more runs. Outcomes are added in the order of their index.
 * @throws what the study throws, and CancelledError
 */
export async function runStudy<Inputs, Tally, Finding, Kept = SimulatedRun>(
  study: Study<string, Inputs, Tally, Finding, Kept>, question: Question<Inputs>, executor: Executor,
  { signal, onProgress, onPartial, onOutcome, recorded, ...tools }: RunStudyOptions<Finding, Kept> = {},
): Promise<Finding> {
  const tally = study.start(question);
  const expected = study.runsExpected?.(question);
  const earlier = recorded?.[Symbol.asyncIterator]();
  const beganMs = performance.now();
  let replayed = 0;
  let nextPartialMs = beganMs + 500;

  const tell = (done: number): void => {
    if (onProgress === undefined) return;
    const computed = done - replayed;
    const secondsLeft = expected === undefined || computed <= 0 ? undefined : Math.max(0, expected - done) * (performance.now() - beganMs) / computed / 1000;
    onProgress(expected === undefined ? 0 : Math.min(1, done / expected), { done, expected, secondsLeft });
  };
  const partial = (isPartial: boolean): void => {
    if (onPartial === undefined) return;
    const startedMs = performance.now();
    onPartial(study.finish(question, tally, { ...tools, isPartial }));
    const tookMs = performance.now() - startedMs;
    nextPartialMs = performance.now() + Math.max(500, tookMs / PARTIAL_SHARE * Math.max(1, tookMs / FELT_MS));
  };

  try {
    for (let next = 0; ;) {
      const first = next;
      const planned: Run[] = [];
      const left = study.plan(question, tally)[Symbol.iterator]();
      const add = async (outcome: Outcome<Kept>, run: Run): Promise<void> => {
        study.add(question, tally, outcome);
        next++;
        await onOutcome?.(outcome, run);
        if (performance.now() >= nextPartialMs) partial(true);
      };
      const ahead = await replay(first, left, earlier, add);
      replayed += ahead.replayed;
      if (replayed > 0) tell(next);
      const rest = function* rest(): Generator<Run> {
        for (let run = ahead.run; run !== undefined; run = valueOf(left.next())) {
          planned.push(run);
          yield run;
        }
      };
      const start = next;
      if (ahead.run !== undefined) {
        const executing = executor.execute<Kept>(rest(), { data: question.data, signal, onProgress: (done) => { tell(start + done); } });
        for await (const outcome of executing) await add({ ...outcome, index: start + outcome.index }, planned.shift()!);
      }
      if (next === first) return study.finish(question, tally, { ...tools, ...(onProgress === undefined ? {} : { onProgress: (fraction: number) => { onProgress(fraction, { done: next, expected, secondsLeft: undefined }); } }) });
    }
  } catch (error) {
    if (error instanceof CancelledError) partial(false);
    throw error;
  } finally {
    await earlier?.return?.();
  }
}

/** Adds what is recorded of a batch, from its first run on. @returns how many, and the first run that is not recorded */
async function replay<Kept>(first: number, left: Iterator<Run>, earlier: AsyncIterator<Outcome<Kept>> | undefined, add: (outcome: Outcome<Kept>, run: Run) => Promise<void>): Promise<{ readonly replayed: number; readonly run: Run | undefined }> {
  for (let replayed = 0; ; replayed++) {
    const run = valueOf(left.next());
    const known = run === undefined || earlier === undefined ? undefined : valueOf(await earlier.next());
    if (run === undefined || known === undefined) return { replayed, run };
    assert(known.index === first + replayed, `outcome ${known.index} is recorded where run ${first + replayed} was expected`);
    await add(known, run);
  }
}

function valueOf<Value>(next: IteratorResult<Value, unknown>): Value | undefined {
  return next.done === true ? undefined : next.value;
}
