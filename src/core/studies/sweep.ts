import type * as z from "zod/mini";
import { group } from "../field.ts";
import type { Scenario } from "../scenario.ts";
import { designFigures, designValues } from "./designFigures.ts";
import { designInputs, designRows, makeDesign, parametersOf, type Design, type DesignTable } from "./design.ts";
import { countFailure, noFailures, type Failures } from "./failures.ts";
import { parameterFacts, type ParameterFacts, type ParameterValue } from "./parameters.ts";
import type { RunFigures } from "./runFigures.ts";
import { growingColumn, type GrowingColumn } from "./spread.ts";
import type { Question, Run, Study } from "./study.ts";

export const sweepInputs = group({ title: "Sweep", help: "Any inputs over lists of values or ranges; every row is a scenario." }, designInputs);
export type SweepInputs = z.output<typeof sweepInputs>;

export type Sweep = {
  readonly rows: number;
  readonly inputs: readonly ParameterFacts[];
  /** Every row; null where there are more than are held, which then stand in the file that they are written to. */
  readonly table: DesignTable | null;
  /** The best row by each figure that has a better end. */
  readonly best: Readonly<Record<string, { readonly row: number; readonly value: number; readonly parameters: readonly ParameterValue[] } | null>>;
  readonly failures: Failures;
};

/** Rows that a finding holds; a table that nobody scrolls through, and some 30 MB. */
export const MOST_ROWS_HELD = 100_000;

type Tally = { readonly design: Design; readonly held: readonly GrowingColumn[] | null; added: number; readonly best: ({ readonly row: number; readonly value: number } | null)[]; readonly failures: Failures };

export const sweep: Study<"sweep", SweepInputs, Tally, Sweep, RunFigures> = {
  id: "sweep", title: "Sweep", summary: "Every figure over lists and ranges of any inputs.", inputs: sweepInputs, runs: "many",
  runsExpected: ({ scenario, inputs }) => designRows(scenario, inputs),
  moves: ({ scenario, inputs, seed }) => makeDesign(scenario, inputs, seed, "studies.sweep").paths,

  start({ scenario, inputs, seed }) {
    const design = makeDesign(scenario, inputs, seed, "studies.sweep");
    return { design, held: design.rows <= MOST_ROWS_HELD ? designFigures.map(growingColumn) : null, added: 0, best: designFigures.map(() => null), failures: noFailures() };
  },

  * plan({ inputs, seed }, { design, added }): Generator<Run> {
    if (added > 0) return;
    for (let row = 0; row < design.rows; row++) yield { scenario: design.scenarioOf(row), seed, keep: "figures", ...(inputs.score ? { score: true } : {}) };
  },

  add({ inputs }, tally, outcome) {
    const row = tally.added++;
    if (!outcome.ok) countFailure(tally.failures, outcome);
    const values = outcome.ok ? designValues(tally.design.scenarioOf(row), outcome.result, inputs.equipment) : [];
    designFigures.forEach(({ better }, k) => {
      const value = values[k] ?? null;
      tally.held?.[k]!.push(value ?? NaN);
      if (better === "neither" || value === null) return;
      const best = tally.best[k] ?? null;
      if (best === null || (better === "lower" ? value < best.value : value > best.value)) tally.best[k] = { row, value };
    });
  },

  finish({ scenario }, { design, held, added, best, failures }) {
    return {
      rows: added, inputs: design.paths.map((path) => parameterFacts(scenario, path)),
      table: held === null ? null : { parameters: parametersOf(scenario, design, added), figures: figuresOf(held) },
      best: Object.fromEntries(designFigures.map(({ id }, k) => {
        const found = best[k] ?? null;
        return [id, found === null ? null : { ...found, parameters: design.valuesOf(found.row) }];
      })),
      failures,
    };
  },
};

/** The scenario of a row, counted from 0. @throws InputError where the question cannot be asked */
export function sweepRow({ scenario, inputs, seed }: Pick<Question<SweepInputs>, "scenario" | "inputs" | "seed">, row: number): Scenario {
  return makeDesign(scenario, inputs, seed, "studies.sweep").scenarioOf(row);
}

/** Columns as lists, a gap as null. */
export function figuresOf(held: readonly GrowingColumn[]): DesignTable["figures"] {
  return Object.fromEntries(designFigures.map(({ id }, k) => [id, Array.from(held[k]!.values(), (value) => (Number.isNaN(value) ? null : value))]));
}
