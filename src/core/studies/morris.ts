import type * as z from "zod/mini";
import { group, integerField, switchField } from "../field.ts";
import { elementaryEffects, morrisTrajectory, type ElementaryEffects, type Trajectory } from "../maths/morris.ts";
import { randomStream } from "../time/streams.ts";
import { countFailure, noFailures, type Failures } from "./failures.ts";
import { parameterFacts, rangesField, rangesOf, withPoint, type ParameterFacts, type ParameterRange } from "./parameters.ts";
import { figureField, figureIndex, studyFigures, type RunFigures } from "./runFigures.ts";
import type { Run, Study } from "./study.ts";

export const morrisInputs = group({ title: "Screening", help: "Which of many inputs matter at all: Morris's elementary effects, on few runs." }, {
  ranges: rangesField("Moved within their ends; none: what the site's builder chooses, a fifth down and up.", 64),
  trajectories: integerField({ title: "Trajectories", help: "Each takes one run more than there are inputs; 10 is usual, 4 the least that tells anything.", min: 2, max: 10_000, default: 10, source: "Morris (1991); Campolongo et al. (2007)" }),
  figure: figureField("Figure", "By whose effects the inputs are sorted.", "fullCost"),
  score: switchField({ title: "With the score", help: "Scores every run for its flexibility, which takes longer than the run.", default: false }),
});
export type MorrisInputs = z.output<typeof morrisInputs>;

export type MorrisInput = ParameterFacts & {
  readonly low: number;
  readonly high: number;
  /** By the figure's id, in the figure's unit over the whole range of the input; null where no pair of runs had it. */
  readonly effects: Readonly<Record<string, ElementaryEffects | null>>;
};

export type Morris = { readonly figure: string; readonly trajectories: number; /** The largest `muStar` of the figure first. */ readonly inputs: readonly MorrisInput[]; readonly failures: Failures };

type Tally = { readonly ranges: readonly ParameterRange[]; readonly walks: readonly Trajectory[]; readonly runs: (readonly (number | null)[] | null)[]; readonly failures: Failures };

export const morris: Study<"morris", MorrisInputs, Tally, Morris, RunFigures> = {
  id: "morris", title: "Screening", summary: "Which inputs matter, and which only together with others, on few runs.", inputs: morrisInputs, runs: "many",
  runsExpected: ({ scenario, inputs }) => inputs.trajectories * (1 + rangesOf(scenario, inputs.ranges, "studies.morris.ranges").length),

  start({ scenario, inputs, seed }) {
    const ranges = rangesOf(scenario, inputs.ranges, "studies.morris.ranges");
    const { next } = randomStream(seed, "study/morris");
    return { ranges, walks: Array.from({ length: inputs.trajectories }, () => morrisTrajectory(ranges.length, next)), runs: [], failures: noFailures() };
  },

  * plan({ scenario, inputs, seed }, { ranges, walks, runs }): Generator<Run> {
    if (runs.length > 0) return;
    for (const { points } of walks) for (const point of points) yield { scenario: withPoint(scenario, ranges, point), seed, keep: "figures", ...(inputs.score ? { score: true } : {}) };
  },

  add(_, { runs, failures }, outcome) {
    runs.push(outcome.ok ? outcome.result.values : null);
    if (!outcome.ok) countFailure(failures, outcome);
  },

  finish({ scenario, inputs: { figure } }, { ranges, walks, runs, failures }) {
    const width = ranges.length + 1;
    // A study that ends early has whole trajectories, and the start of one that tells nothing yet.
    const whole = walks.slice(0, Math.floor(runs.length / width));
    const ofFigure = studyFigures.map((_, k) => elementaryEffects(whole, whole.map((__, t) => runs.slice(t * width, (t + 1) * width).map((values) => values?.[k] ?? NaN))));
    const effectOf = (k: number, input: number): ElementaryEffects | null => {
      const found = ofFigure[k]?.[input];
      return found === undefined || Number.isNaN(found.muStar) ? null : { ...found, sigma: finite(found.sigma), muStarError: finite(found.muStarError) };
    };
    const inputs = ranges.map(({ path, low, high }, input): MorrisInput => ({
      ...parameterFacts(scenario, path), low, high, effects: Object.fromEntries(studyFigures.map(({ id }, k) => [id, effectOf(k, input)])),
    }));
    const size = (input: number) => ofFigure[figureIndex(figure)]?.[input]?.muStar ?? -1;
    const order = ranges.map((_, input) => input).sort((a, b) => size(b) - size(a));
    return { figure, trajectories: whole.length, inputs: order.map((input) => inputs[input]!), failures };
  },
};

/** One trajectory alone has no spread. */
function finite(value: number): number {
  return Number.isFinite(value) ? value : 0;
}
