import * as z from "zod/mini";
import { InputError } from "../errors.ts";
import { field, group, integerField, switchField } from "../field.ts";
import { saltelliDesign, SALTELLI_DIMENSIONS, sobolIndices, type Index, type SaltelliDesign } from "../maths/sobolIndices.ts";
import { randomStream } from "../time/streams.ts";
import { countFailure, noFailures, type Failures } from "./failures.ts";
import { parameterFacts, rangesField, rangesOf, withPoint, type ParameterFacts, type ParameterRange } from "./parameters.ts";
import { figureIndex, studyFigures, type RunFigures } from "./runFigures.ts";
import { growingColumn, type GrowingColumn } from "./spread.ts";
import type { Run, Study } from "./study.ts";

export const sobolInputs = group({ title: "Shares of the variance", help: "What each input explains of the spread of a figure, alone and with the others: Sobol indices." }, {
  ranges: rangesField("Drawn evenly between their ends; none: what the site's builder chooses, a fifth down and up.", SALTELLI_DIMENSIONS),
  rows: integerField({ title: "Rows", help: "A power of two: the sequence is even over such blocks alone. Each takes two runs more than there are inputs. From fewer than 32 no interval would hold what it promises.", min: 32, max: 65_536, default: 128, log: true, assumed: true }),
  figures: field(z.array(z.enum(studyFigures.map(({ id }) => id) as [string, ...string[]])).check(z.minLength(1), z.maxLength(studyFigures.length)), {
    title: "Figures", help: "Whose spread is explained; the inputs are sorted by the first.", control: "json", default: ["fullCost", "emissionsKg", "peakImportKw"],
  }),
  score: switchField({ title: "With the score", help: "Scores every run for its flexibility, which takes longer than the run.", default: false }),
});
export type SobolInputs = z.output<typeof sobolInputs>;

export type SobolInput = ParameterFacts & {
  readonly low: number;
  readonly high: number;
  /** By the figure's id; null where the figure does not vary. Intervals are of 95 %. */
  readonly first: Readonly<Record<string, Index | null>>;
  readonly total: Readonly<Record<string, Index | null>>;
};

export type Sobol = {
  readonly figures: readonly string[];
  /** Rows that had every run; a row that lacks one is left out. */
  readonly rows: number;
  /** The largest total index of the first figure first. */
  readonly inputs: readonly SobolInput[];
  readonly variance: Readonly<Record<string, number | null>>;
  readonly failures: Failures;
};

/** Enough for intervals that are looked at while they shrink; all resamples of a thousand rows halt a page for more than 50 ms. */
const PARTIAL_RESAMPLES = 100;

type Tally = { readonly ranges: readonly ParameterRange[]; readonly design: SaltelliDesign; readonly outputs: readonly GrowingColumn[]; added: number; readonly failures: Failures };

export const sobol: Study<"sobol", SobolInputs, Tally, Sobol, RunFigures> = {
  id: "sobol", title: "Shares of the variance", summary: "What each input explains of a figure's spread, alone and together with the others, with confidence intervals.", inputs: sobolInputs, runs: "many",
  runsExpected: ({ scenario, inputs }) => inputs.rows * (2 + rangesOf(scenario, inputs.ranges, "studies.sobol.ranges").length),

  start({ scenario, inputs, seed }) {
    if ((inputs.rows & (inputs.rows - 1)) !== 0) throw new InputError([{ where: { path: "studies.sobol.rows" }, found: String(inputs.rows), allowed: "a power of two: 64, 128, 256 …" }]);
    const ranges = rangesOf(scenario, inputs.ranges, "studies.sobol.ranges");
    return { ranges, design: saltelliDesign(ranges.length, randomStream(seed, "study/sobol").next), outputs: inputs.figures.map(growingColumn), added: 0, failures: noFailures() };
  },

  * plan({ scenario, inputs, seed }, { ranges, design, added }): Generator<Run> {
    if (added > 0) return;
    for (let row = 0; row < inputs.rows; row++) {
      for (let within = 0; within < design.pointsPerRow; within++) yield { scenario: withPoint(scenario, ranges, design.point(row, within)), seed, keep: "figures", ...(inputs.score ? { score: true } : {}) };
    }
  },

  add({ inputs }, tally, outcome) {
    tally.added++;
    if (!outcome.ok) countFailure(tally.failures, outcome);
    inputs.figures.forEach((figure, k) => { tally.outputs[k]!.push(outcome.ok ? (outcome.result.values[figureIndex(figure)] ?? NaN) : NaN); });
  },

  finish({ scenario, inputs: { figures }, seed }, { ranges, outputs, failures }, { isPartial }) {
    const found = figures.map((figure, k) => sobolIndices(outputs[k]!.values(), ranges.length, randomStream(seed, `study/sobol/${figure}`).next, isPartial === true ? PARTIAL_RESAMPLES : undefined));
    const indexOf = (order: "first" | "total", input: number) => Object.fromEntries(figures.map((figure, k) => {
      const index = found[k]![order][input];
      return [figure, index === undefined || !Number.isFinite(index.value) ? null : index];
    }));
    const inputs = ranges.map(({ path, low, high }, input): SobolInput => ({ ...parameterFacts(scenario, path), low, high, first: indexOf("first", input), total: indexOf("total", input) }));
    const size = ({ total }: SobolInput) => total[figures[0]!]?.value ?? -1;
    return {
      figures, rows: Math.min(...found.map(({ rows }) => rows)), inputs: inputs.toSorted((a, b) => size(b) - size(a)),
      variance: Object.fromEntries(figures.map((figure, k) => [figure, Number.isFinite(found[k]!.variance) ? found[k]!.variance : null])), failures,
    };
  },
};
