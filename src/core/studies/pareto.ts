import * as z from "zod/mini";
import { InputError } from "../errors.ts";
import { field, group } from "../field.ts";
import { designInputs, designRows, makeDesign, parametersOf, type Design, type DesignTable } from "./design.ts";
import { countFailure, noFailures, type Failures } from "./failures.ts";
import { figureIndex, studyFigures, type RunFigures } from "./runFigures.ts";
import { growingColumn, type GrowingColumn } from "./spread.ts";
import { figuresOf, MOST_ROWS_HELD } from "./sweep.ts";
import type { Run, Study } from "./study.ts";

/** Figures with a better end: of others nobody can say what a trade-off is. */
const judged = studyFigures.filter(({ better }) => better !== "neither").map(({ id }) => id);

export const paretoInputs = group({ title: "Trade-offs", help: "What one figure costs in another: the rows that none beats in everything." }, {
  figures: field(z.array(z.enum(judged as [string, ...string[]])).check(z.minLength(2), z.maxLength(4)), { title: "Figures", help: "Two to four that are traded against each other.", control: "json", default: ["fullCost", "emissionsKg"] }),
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

type Tally = { readonly design: Design; readonly held: readonly GrowingColumn[]; added: number; readonly failures: Failures };

export const pareto: Study<"pareto", ParetoInputs, Tally, Pareto, RunFigures> = {
  id: "pareto", title: "Trade-offs", summary: "The front of rows that none beats in every figure, and its knee.", inputs: paretoInputs, runs: "many",
  runsExpected: ({ scenario, inputs }) => designRows(scenario, inputs),
  moves: ({ scenario, inputs, seed }) => makeDesign(scenario, inputs, seed, "studies.pareto").paths,

  start({ scenario, inputs, seed }) {
    const design = makeDesign(scenario, inputs, seed, "studies.pareto");
    if (design.rows > MOST_ROWS_HELD) throw new InputError([{ where: { path: "studies.pareto" }, found: `${design.rows} rows`, allowed: `at most ${MOST_ROWS_HELD}` }]);
    return { design, held: studyFigures.map(growingColumn), added: 0, failures: noFailures() };
  },

  * plan({ inputs, seed }, { design, added }): Generator<Run> {
    if (added > 0) return;
    const score = inputs.score || inputs.figures.includes("flexibilityScore");
    for (let row = 0; row < design.rows; row++) yield { scenario: design.scenarioOf(row), seed, keep: "figures", ...(score ? { score: true } : {}) };
  },

  add(_, tally, outcome) {
    tally.added++;
    if (!outcome.ok) countFailure(tally.failures, outcome);
    tally.held.forEach((column, k) => { column.push(outcome.ok ? (outcome.result.values[k] ?? NaN) : NaN); });
  },

  finish({ scenario, inputs: { figures } }, { design, held, added, failures }) {
    const costs = figures.map((figure) => {
      const sign = studyFigures[figureIndex(figure)]!.better === "lower" ? 1 : -1;
      return held[figureIndex(figure)]!.values().map((value) => sign * value);
    });
    const front = frontOf(costs);
    return { figures, table: { parameters: parametersOf(scenario, design, added), figures: figuresOf(held) }, front, knee: kneeOf(costs, front), failures };
  },
};

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
