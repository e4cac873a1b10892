import * as z from "zod/mini";
import { InputError } from "../errors.ts";
import { choiceField, field, group, switchField } from "../field.ts";
import { withStrategy, type Scenario } from "../scenario.ts";
import { designFigures, designValues } from "./designFigures.ts";
import { designInputs, designRows, makeDesign, parametersOf, type Design, type DesignTable } from "./design.ts";
import { countFailure, noFailures, type Failures } from "./failures.ts";
import type { RunFigures } from "./runFigures.ts";
import { growingColumn, type GrowingColumn } from "./spread.ts";
import { figuresOf, MOST_ROWS_HELD } from "./sweep.ts";
import type { Question, Run, Study } from "./study.ts";

/** Figures with a better end: of others nobody can say what a trade-off is. */
export const judgedFigures = designFigures.filter(({ better }) => better !== "neither");

const WEIGHT = "strategy.battery.carbonCostPerKg";

export const paretoInputs = group({ title: "Trade-offs", help: "What one figure costs in another: the rows that none beats in everything." }, {
  figures: field(z.array(z.enum(judgedFigures.map(({ id }) => id) as [string, ...string[]])).check(z.minLength(2), z.maxLength(4)), { title: "Figures", help: "Two to four that are traded against each other.", control: "json", default: ["costWithEquipment", "emissionsKg"] }),
  by: choiceField(["sweep", "optimiser"], {
    title: "Rows by", help: "The inputs that vary, each row under its own strategy; or the optimum of each row for every weight of carbon beside the bill. Weighted sums reach the convex part of a front alone.",
    default: "sweep", options: { sweep: "Sweep", optimiser: "Optimiser" },
  }),
  carbonCostsPerKg: field(z.array(z.number().check(z.minimum(0), z.maximum(100))).check(z.minLength(1), z.maxLength(100)), {
    title: "Weights of carbon", help: "What a kg of CO2e counts in the plan beside the bill, in the scenario's currency; nobody pays it. For the optimiser alone.", control: "json", default: [0, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2], assumed: true,
  }),
  planWork: switchField({ title: "Plan the work too", help: "The optimiser places deferrable work as well as the battery. Slower.", default: false }),
  ...designInputs,
});
export type ParetoInputs = z.output<typeof paretoInputs>;

export type Pareto = {
  readonly figures: readonly string[];
  readonly table: DesignTable;
  /** Rows that no other beats in one figure without losing in another, by the first figure from its best. Equal rows are told once. */
  readonly front: readonly number[];
  /** The row of the front that bulges most towards the best of all: none where it has fewer than three. */
  readonly knee: number | null;
  readonly failures: Failures;
};

type Tally = { readonly base: Scenario; readonly design: Design; readonly held: readonly GrowingColumn[]; added: number; readonly failures: Failures };
type Asked = Pick<Question<ParetoInputs>, "scenario" | "inputs" | "seed">;

export const pareto: Study<"pareto", ParetoInputs, Tally, Pareto, RunFigures> = {
  id: "pareto", title: "Trade-offs", summary: "The front of rows that none beats in every figure, and its knee.", inputs: paretoInputs, runs: "many",
  runsExpected: (question) => designRows(question.scenario, varied(question.inputs)),
  moves: (question) => designOf(question).paths,

  start(question) {
    const design = designOf(question);
    if (design.rows > MOST_ROWS_HELD) throw new InputError([{ where: { path: "studies.pareto" }, found: `${design.rows} rows`, allowed: `at most ${MOST_ROWS_HELD}` }]);
    return { base: baseOf(question), design, held: designFigures.map(growingColumn), added: 0, failures: noFailures() };
  },

  * plan({ inputs, seed }, { design, added }): Generator<Run> {
    if (added > 0) return;
    const score = inputs.score || inputs.figures.includes("flexibilityScore");
    for (let row = 0; row < design.rows; row++) yield { scenario: design.scenarioOf(row), seed, keep: "figures", ...(score ? { score: true } : {}) };
  },

  add({ inputs }, tally, outcome) {
    const row = tally.added++;
    if (!outcome.ok) countFailure(tally.failures, outcome);
    const values = outcome.ok ? designValues(tally.design.scenarioOf(row), outcome.result, inputs.equipment) : [];
    tally.held.forEach((column, k) => { column.push(values[k] ?? NaN); });
  },

  finish({ inputs: { figures } }, { base, design, held, added, failures }) {
    const costs = figures.map((figure) => {
      const k = designFigures.findIndex(({ id }) => id === figure);
      const sign = designFigures[k]!.better === "lower" ? 1 : -1;
      return held[k]!.values().map((value) => sign * value);
    });
    const front = frontOf(costs);
    return { figures, table: { parameters: parametersOf(base, design, added), figures: figuresOf(held) }, front, knee: kneeOf(costs, front), failures };
  },
};

/** The scenario of a row, counted from 0. @throws InputError where the question cannot be asked */
export function paretoRow(question: Asked, row: number): Scenario {
  return designOf(question).scenarioOf(row);
}

/** What the rows differ from: under the optimiser the same site, used as well as could be. */
function baseOf({ scenario, inputs: { by, planWork, values } }: Asked): Scenario {
  if (by === "sweep") return scenario;
  const listed = values.findIndex(({ path }) => path === "strategy");
  if (listed >= 0) throw new InputError([{ where: { path: `studies.pareto.values[${listed}].path` }, found: "strategy", allowed: 'an input of the site: by "optimiser" every row is an optimum' }]);
  const { policy } = scenario.strategy.work;
  return withStrategy(scenario, `optimal+${planWork ? "joint" : policy === "joint" ? "run-now" : policy}`);
}

/** Under the optimiser the weights are one more list. */
function varied({ by, carbonCostsPerKg, values, ranges, sampling, points }: ParetoInputs): Parameters<typeof makeDesign>[1] {
  return { values: by === "sweep" ? values : [...values, { path: WEIGHT, values: carbonCostsPerKg }], ranges, sampling, points };
}

function designOf(question: Asked): Design {
  return makeDesign(baseOf(question), varied(question.inputs), question.seed, "studies.pareto");
}

/**
 * Rows that no other is at least as good as in every column and better in one; smaller is better. By the first column, then the next.
 * @param costs columns of equal length; a row with a gap (NaN) has no place
 */
export function frontOf(costs: readonly Float64Array[]): number[] {
  const rows = Array.from({ length: costs[0]?.length ?? 0 }, (_, row) => row).filter((row) => costs.every((column) => !Number.isNaN(column[row]!)));
  const compare = (a: number, b: number): number => {
    for (const column of costs) if (column[a] !== column[b]) return column[a]! - column[b]!;
    return a - b;
  };
  const noBetter = (a: number, b: number): boolean => costs.every((column) => column[a]! <= column[b]!);
  // In this order a row can only be beaten by one before it.
  const front: number[] = [];
  for (const row of rows.sort(compare)) if (!front.some((held) => noBetter(held, row))) front.push(row);
  return front;
}

/**
 * The knee: with each figure from 0 at its best to 1 at its worst along the front, the row farthest towards the best from the plane through the ends of
 * the front, each of which is best in one figure. Das (1999), On characterizing the "knee" of the Pareto curve, Structural Optimization 18, 107–115, for normalised figures.
 * @returns null where no row lies on the near side of that plane
 */
export function kneeOf(costs: readonly Float64Array[], front: readonly number[]): number | null {
  if (front.length < 3) return null;
  const scaled = costs.map((column) => {
    const values = front.map((row) => column[row]!);
    const [least, most] = [Math.min(...values), Math.max(...values)];
    return values.map((value) => (most > least ? (value - least) / (most - least) : 0));
  });
  // The plane through the unit points, one a figure: all sums of 1. In two figures it is the chord between the ends.
  const sums = front.map((_, place) => scaled.reduce((sum, values) => sum + values[place]!, 0));
  const best = sums.reduce((least, sum, place) => (sum < sums[least]! ? place : least), 0);
  return sums[best]! < 1 ? front[best]! : null;
}
