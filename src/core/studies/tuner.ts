import type * as z from "zod/mini";
import { InputError } from "../errors.ts";
import { group, integerField, switchField } from "../field.ts";
import { sobolSequence } from "../maths/sobolSequence.ts";
import { mean, standardDeviation } from "../maths/statistics.ts";
import { studentT975 } from "../maths/studentT.ts";
import type { Scenario } from "../scenario.ts";
import { randomStream } from "../time/streams.ts";
import { countFailure, noFailures, type Failures } from "./failures.ts";
import { replicateSeed } from "./monteCarlo.ts";
import { checkRanges, parameterFacts, rangesField, valueWithin, withPoint, type ParameterFacts, type ParameterRange } from "./parameters.ts";
import { figureField, figureIndex, studyFigures, type RunFigures } from "./runFigures.ts";
import { spreadOf, type Interval, type Spread } from "./spread.ts";
import { suggestedTuning } from "./tuningChoices.ts";
import type { Run, Study } from "./study.ts";

export const tunerInputs = group({ title: "Tuner", help: "Chooses a policy's inputs on some seeds and tells what they are worth on others, so that the figure is honest." }, {
  ranges: rangesField('Searched between their ends, such as "strategy.battery.minGainPerKwh"; none: the thresholds and windows that the strategy chooses, and the battery\'s reserve.', 16),
  figure: figureField("Figure", "What is made better, as the mean over the training seeds.", "fullCost"),
  candidates: integerField({ title: "Candidates", help: "Budget of the search: each is run under every training seed. Raised, the search goes on where it stood.", min: 4, max: 100_000, default: 32, log: true, assumed: true }),
  trainingSeeds: integerField({ title: "Training seeds", help: "Candidates are judged on these.", min: 1, max: 1000, default: 3, assumed: true }),
  heldBackSeeds: integerField({ title: "Held-back seeds", help: "What is reported was never searched on.", min: 2, max: 10_000, default: 10, assumed: true }),
  score: switchField({ title: "With the score", help: "Scores every run for its flexibility, which takes longer than the run.", default: false }),
});
export type TunerInputs = z.output<typeof tunerInputs>;

export type Candidate = {
  /** In the order of the inputs; null: the scenario as it stands. */
  readonly values: readonly number[] | null;
  /** Mean over the training seeds; null where a run failed. */
  readonly trainingMean: number | null;
};

export type Tuner = {
  readonly figure: string;
  readonly inputs: readonly (ParameterFacts & ParameterRange)[];
  /** As they were tried; the first is the scenario as it stands. */
  readonly candidates: readonly Candidate[];
  /** Place of the best among them; null before one has run. */
  readonly best: number | null;
  /** Best mean on the training seeds after each generation. */
  readonly history: readonly { readonly candidates: number; readonly trainingMean: number }[];
  /** Under seeds that were not searched on; null until they have run, or where nothing beat the scenario as it stands. */
  readonly heldBack: {
    readonly seeds: number;
    readonly base: Spread;
    readonly tuned: Spread;
    /** The tuned run's figure less the base's under the same seed. */
    readonly difference: Spread;
    readonly betterFraction: number;
    /** Gain over the base on the training seeds and on these, in the better direction: what the first has more is not real. */
    readonly trainingGain: number;
    readonly heldBackGain: number;
    /** 95 % of the gain on seeds like these, by Student's t: it holds 0 where the tuning may be worth nothing. Null before two seeds have run. */
    readonly gainInterval: Interval | null;
  } | null;
  readonly failures: Failures;
};

type Tried = { readonly point: readonly number[] | null; sum: number; readonly outcomes: { count: number } };
type Tally = {
  readonly ranges: readonly ParameterRange[];
  readonly tried: Tried[];
  /** Candidates of the generation that runs, as places among the tried. */
  running: readonly number[];
  generation: number;
  readonly history: { candidates: number; trainingMean: number }[];
  /** Figures under the held-back seeds, base and best by turns. */
  readonly heldBack: number[];
  holdingBack: boolean;
  added: number;
  readonly failures: Failures;
};

/** Candidates that look everywhere before the search narrows, the size of a generation after them, and how many of it still look everywhere. */
const FIRST = 16;
const GENERATION = 8;
const STILL_EXPLORING = 2;
/** Share of the candidates so far that the next are drawn around. */
const ELITE_FRACTION = 0.25;
/** A coordinate's spread never falls below this share of its range. */
const LEAST_SPREAD = 0.01;

/**
 * Search: first points of a scrambled Sobol sequence, then generations drawn normally around the best quarter so far (cross-entropy method: Rubinstein & Kroese 2004),
 * each with the next points of the sequence, all under the same training seeds. The scenario as it stands is a candidate too. Which candidate comes next does not
 * depend on the budget: with a larger one the first are the same.
 */
export const tuner: Study<"tuner", TunerInputs, Tally, Tuner, RunFigures> = {
  id: "tuner", title: "Tuner", summary: "The inputs of a policy that serve best on training seeds, and what they are worth on seeds held back.", inputs: tunerInputs, runs: "many",
  runsExpected: ({ inputs: { candidates, trainingSeeds, heldBackSeeds } }) => candidates * trainingSeeds + 2 * heldBackSeeds,
  moves: ({ scenario, inputs }) => rangesOfTuner(scenario, inputs).map(({ path }) => path),

  start({ scenario, inputs }) {
    const ranges = rangesOfTuner(scenario, inputs);
    checkRanges(scenario, ranges, "studies.tuner.ranges");
    return { ranges, tried: [], running: [], generation: 0, history: [], heldBack: [], holdingBack: false, added: 0, failures: noFailures() };
  },

  * plan({ scenario, inputs, seed }, tally): Generator<Run> {
    const { ranges, tried } = tally;
    const run = (point: Tried["point"], replicate: number): Run => ({
      scenario: point === null ? scenario : withPoint(scenario, ranges, point), seed: replicateSeed(seed, replicate), keep: "figures", ...(inputs.score ? { score: true } : {}),
    });
    if (tally.holdingBack) return;
    tally.added = 0;
    const points = nextGeneration(inputs, tally, seed);
    if (points.length > 0) {
      tally.running = points.map((_, k) => tried.length + k);
      tried.push(...points.map((point): Tried => ({ point, sum: 0, outcomes: { count: 0 } })));
      // By seed: a worker then keeps the site and changes the strategy.
      for (let replicate = 0; replicate < inputs.trainingSeeds; replicate++) for (const place of tally.running) yield run(tried[place]!.point, replicate);
      return;
    }
    tally.holdingBack = true;
    const best = bestOf(inputs, tally);
    if (best === null || tried[best]!.point === null) return;
    for (let k = 0; k < inputs.heldBackSeeds; k++) for (const point of [null, tried[best]!.point]) yield run(point, inputs.trainingSeeds + k);
  },

  add({ inputs }, tally, outcome) {
    const value = outcome.ok ? (outcome.result.values[figureIndex(inputs.figure)] ?? NaN) : NaN;
    if (!outcome.ok) countFailure(tally.failures, outcome);
    if (tally.holdingBack) {
      tally.heldBack.push(value);
      return;
    }
    const candidate = tally.tried[tally.running[tally.added % tally.running.length]!]!;
    tally.added++;
    candidate.sum += value;
    candidate.outcomes.count++;
    if (tally.added < tally.running.length * inputs.trainingSeeds) return;
    tally.generation++;
    const best = bestOf(inputs, tally);
    if (best !== null) tally.history.push({ candidates: tally.tried.length, trainingMean: meanOf(inputs, tally.tried[best]!) });
  },

  finish({ scenario, inputs }, tally) {
    const { ranges, tried, heldBack } = tally;
    const best = bestOf(inputs, tally);
    const seeds = Math.floor(heldBack.length / 2);
    const [base, tuned] = [0, 1].map((which) => Float64Array.from({ length: seeds }, (_, k) => heldBack[2 * k + which]!)) as [Float64Array, Float64Array];
    const differences = tuned.map((value, k) => value - base[k]!);
    const spreads = [base, tuned, differences].map(spreadOf);
    const sign = signOf(inputs);
    return {
      figure: inputs.figure, inputs: ranges.map((range) => ({ ...parameterFacts(scenario, range.path), ...range })),
      candidates: tried.map((candidate): Candidate => {
        const trainingMean = meanOf(inputs, candidate);
        return { values: candidate.point === null ? null : ranges.map((range, k) => valueWithin(range, candidate.point![k]!)), trainingMean: Number.isNaN(trainingMean) ? null : trainingMean };
      }),
      best, history: tally.history,
      heldBack: best === null || spreads.some((spread) => spread === null) ? null : {
        seeds, base: spreads[0]!, tuned: spreads[1]!, difference: spreads[2]!,
        betterFraction: differences.filter((difference) => sign * difference < 0).length / spreads[2]!.count,
        trainingGain: sign * (meanOf(inputs, tried[0]!) - meanOf(inputs, tried[best]!)), heldBackGain: -sign * spreads[2]!.mean, gainInterval: gainInterval(-sign * spreads[2]!.mean, spreads[2]!),
      },
      failures: tally.failures,
    };
  },
};

function gainInterval(gain: number, { count, standardDeviation: deviation }: Spread): Interval | null {
  if (count < 2) return null;
  const half = studentT975(count - 1) * deviation / Math.sqrt(count);
  return [gain - half, gain + half];
}

/** Points of the next generation, the scenario as it stands first of all; none where the budget is spent. */
function nextGeneration(inputs: TunerInputs, tally: Tally, seed: string): Tried["point"][] {
  const { tried, ranges, generation } = tally;
  const left = inputs.candidates - tried.length;
  if (left <= 0) return [];
  const sequence = sobolSequence(ranges.length, randomStream(seed, "study/tuner").next);
  const everywhere = (from: number, count: number) => Array.from({ length: count }, (_, k) => {
    const point = new Float64Array(ranges.length);
    sequence.at(from + k, point);
    return Array.from(point);
  });
  if (generation === 0) return [null, ...everywhere(0, Math.min(left, FIRST) - 1)];
  const judged = tried.flatMap((candidate) => (candidate.point === null || Number.isNaN(meanOf(inputs, candidate)) ? [] : [{ point: candidate.point, value: signOf(inputs) * meanOf(inputs, candidate) }]));
  const elite = judged.sort((a, b) => a.value - b.value).slice(0, Math.max(2, Math.ceil(judged.length * ELITE_FRACTION)));
  const { normal, next } = randomStream(seed, "study/tuner/generation", generation);
  const around = Array.from({ length: GENERATION - STILL_EXPLORING }, () => ranges.map((_, k) => {
    if (elite.length < 2) return next();
    const values = elite.map(({ point }) => point[k]!);
    const drawn = mean(values) + Math.max(LEAST_SPREAD, standardDeviation(values)) * normal();
    return Math.min(1, Math.max(0, drawn));
  }));
  return [...around, ...everywhere(FIRST - 1 + STILL_EXPLORING * (generation - 1), STILL_EXPLORING)].slice(0, left);
}

/** The candidate with the best mean over every training seed; the earliest of equal ones, so that the scenario as it stands wins a draw. */
function bestOf(inputs: TunerInputs, { tried }: Tally): number | null {
  let best: number | null = null;
  for (const [place, candidate] of tried.entries()) {
    const value = meanOf(inputs, candidate);
    if (Number.isNaN(value)) continue;
    if (best === null || signOf(inputs) * value < signOf(inputs) * meanOf(inputs, tried[best]!)) best = place;
  }
  return best;
}

/** NaN where a training seed is not there. */
function meanOf({ trainingSeeds }: TunerInputs, { sum, outcomes }: Tried): number {
  return outcomes.count < trainingSeeds ? NaN : sum / trainingSeeds;
}

function signOf({ figure }: TunerInputs): 1 | -1 {
  return studyFigures[figureIndex(figure)]!.better === "higher" ? -1 : 1;
}

/** What was given, else what is worth searching. @throws InputError where there is nothing */
function rangesOfTuner(scenario: Scenario, { ranges }: TunerInputs): readonly ParameterRange[] {
  if (ranges.length > 0) return ranges;
  const found = suggestedTuning(scenario);
  if (found.length === 0) {
    const names = `${scenario.strategy.battery.policy}, ${scenario.strategy.work.policy}`;
    throw new InputError([{ where: { path: "studies.tuner.ranges" }, found: `no input, and nothing to choose in ${names}`, allowed: 'at least one, such as { "path": "battery.reserveFraction", "low": 0, "high": 0.5 }' }]);
  }
  return found;
}
