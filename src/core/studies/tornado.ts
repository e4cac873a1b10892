import type * as z from "zod/mini";
import { group, switchField } from "../field.ts";
import { countFailure, noFailures, type Failures } from "./failures.ts";
import { parameterFacts, rangesField, rangesOf, withParameter, type ParameterFacts, type ParameterRange } from "./parameters.ts";
import { figureField, figureIndex, type RunFigures } from "./runFigures.ts";
import type { Run, Study } from "./study.ts";

export const tornadoInputs = group({ title: "One at a time", help: "Each input at its low and at its high end, all others as the scenario has them." }, {
  ranges: rangesField("Each is moved from its low to its high end; none: what the site's builder chooses, a fifth down and up.", 64),
  figure: figureField("Figure", "By whose swing the inputs are sorted.", "fullCost"),
  score: switchField({ title: "With the score", help: "Scores every run for its flexibility, which takes longer than the run.", default: false }),
});
export type TornadoInputs = z.output<typeof tornadoInputs>;

export type TornadoInput = ParameterFacts & {
  readonly low: number;
  readonly high: number;
  /** Every figure, in the order of `studyFigures`; null where the run failed. */
  readonly atLow: readonly (number | null)[] | null;
  readonly atHigh: readonly (number | null)[] | null;
};

export type Tornado = {
  readonly figure: string;
  /** Every figure of the scenario as it stands. */
  readonly base: readonly (number | null)[] | null;
  /** By the swing of the figure, the largest first. */
  readonly inputs: readonly TornadoInput[];
  readonly failures: Failures;
};

type Tally = { readonly ranges: readonly ParameterRange[]; readonly runs: (readonly (number | null)[] | null)[]; readonly failures: Failures };

export const tornado: Study<"tornado", TornadoInputs, Tally, Tornado, RunFigures> = {
  id: "tornado", title: "One at a time", summary: "How far each input moves each figure when all others stay.", inputs: tornadoInputs, runs: "many",
  runsExpected: ({ scenario, inputs }) => 1 + 2 * rangesOf(scenario, inputs.ranges, "studies.tornado.ranges").length,
  start: ({ scenario, inputs }) => ({ ranges: rangesOf(scenario, inputs.ranges, "studies.tornado.ranges"), runs: [], failures: noFailures() }),

  * plan({ scenario, inputs, seed }, { ranges, runs }): Generator<Run> {
    if (runs.length > 0) return;
    const run = (changed: typeof scenario): Run => ({ scenario: changed, seed, keep: "figures", ...(inputs.score ? { score: true } : {}) });
    yield run(scenario);
    for (const { path, low, high } of ranges) for (const end of [low, high]) yield run(withParameter(scenario, path, end));
  },

  add(_, { runs, failures }, outcome) {
    runs.push(outcome.ok ? outcome.result.values : null);
    if (!outcome.ok) countFailure(failures, outcome);
  },

  finish({ scenario, inputs: { figure } }, { ranges, runs, failures }) {
    const inputs = ranges.map(({ path, low, high }, k): TornadoInput => ({ ...parameterFacts(scenario, path), low, high, atLow: runs[1 + 2 * k] ?? null, atHigh: runs[2 + 2 * k] ?? null }));
    const base = runs[0] ?? null;
    return { figure, base, inputs: bySwing(inputs, base, figure), failures };
  },
};

/** The inputs in the order in which they swing a figure. */
export function bySwing(inputs: readonly TornadoInput[], base: Tornado["base"], figure: string): readonly TornadoInput[] {
  const k = figureIndex(figure);
  const swing = ({ atLow, atHigh }: TornadoInput): number => {
    const values = [base?.[k], atLow?.[k], atHigh?.[k]].filter((value) => typeof value === "number");
    return values.length < 2 ? -1 : Math.max(...values) - Math.min(...values);
  };
  return inputs.toSorted((a, b) => swing(b) - swing(a));
}
