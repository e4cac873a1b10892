import * as z from "zod/mini";
import { InputError } from "../errors.ts";
import { choiceField, field, integerField, switchField } from "../field.ts";
import { latinHypercube } from "../maths/latinHypercube.ts";
import { sobolSequence } from "../maths/sobolSequence.ts";
import type { Scenario } from "../scenario.ts";
import { randomStream } from "../time/streams.ts";
import { equipmentInput } from "./designFigures.ts";
import { checkRanges, checkValues, parameterFacts, parameterValues, rangesField, valueWithin, withParameter, type ParameterFacts, type ParameterRange, type ParameterValue } from "./parameters.ts";

/** Inputs that say which scenarios a study tries: every list of values crossed with every other, and with the points drawn over the ranges. */
export const designInputs = {
  values: field(z.array(parameterValues).check(z.maxLength(16)), { title: "Lists of values", help: "Each value of each list with each of the others: a full factorial.", control: "json", default: [] }),
  ranges: rangesField("Drawn together over their ranges; where there are lists too, each combination has every point. Without either: solar and battery, from none to twice what the site has or more.", 32),
  sampling: choiceField(["latinHypercube", "sobol"], {
    title: "Points", help: "How points are drawn over the ranges.", default: "latinHypercube", options: { latinHypercube: "Latin hypercube", sobol: "Scrambled Sobol sequence" },
  }),
  points: integerField({ title: "Points", help: "How many are drawn over the ranges.", min: 1, max: 1_000_000, default: 64, log: true, assumed: true }),
  score: switchField({ title: "With the score", help: "Scores every run for its flexibility, which takes longer than the run.", default: false }),
  equipment: equipmentInput,
};

const designGroup = z.object(designInputs);
export type DesignInputs = z.output<typeof designGroup>;

/** More rows than this are refused: a month of a cluster. */
const MOST_ROWS = 10_000_000;

/** The scenarios of a study by their row. */
export type Design = {
  readonly rows: number;
  /** The inputs that differ from row to row. */
  readonly paths: readonly string[];
  valuesOf(row: number): readonly ParameterValue[];
  scenarioOf(row: number): Scenario;
};

/** @param at where the inputs stand in the file, for messages @throws InputError for an input or a value that cannot be */
export function makeDesign(scenario: Scenario, { values, ranges: given, sampling, points }: Pick<DesignInputs, "values" | "ranges" | "sampling" | "points">, seed: string, at: string): Design {
  const ranges = rangesOfDesign(scenario, { values, ranges: given });
  checkValues(scenario, values, `${at}.values`);
  checkRanges(scenario, ranges, `${at}.ranges`);
  if (values.length + ranges.length === 0) throw new InputError([{ where: { path: `${at}.ranges` }, found: "no input", allowed: 'at least one, such as { "path": "battery.energyKwh", "low": 0, "high": 4000 }' }]);
  const twice = ranges.findIndex(({ path }) => values.some((list) => list.path === path));
  if (twice >= 0) throw new InputError([{ where: { path: `${at}.ranges[${twice}].path` }, found: `${ranges[twice]!.path} again`, allowed: "each input once" }]);
  const pointCount = ranges.length > 0 ? points : 1;
  const rows = rowsOf(values, pointCount);
  if (rows > MOST_ROWS) throw new InputError([{ where: { path: at }, found: `${rows} rows`, allowed: `at most ${MOST_ROWS}` }]);
  const place = placesOf(ranges, sampling, pointCount, randomStream(seed, "study/design").next);
  const paths = [...values.map(({ path }) => path), ...ranges.map(({ path }) => path)];
  const valuesOf = (row: number): readonly ParameterValue[] => {
    let rest = Math.floor(row / pointCount);
    const listed = values.toReversed().map(({ values: list }) => {
      const value = list[rest % list.length]!;
      rest = Math.floor(rest / list.length);
      return value;
    }).reverse();
    const point = place(row % pointCount);
    return [...listed, ...ranges.map((range, k) => valueWithin(range, point[k]!))];
  };
  return { rows, paths, valuesOf, scenarioOf: (row) => valuesOf(row).reduce((changed, value, k) => withParameter(changed, paths[k]!, value), scenario) };
}

/** How many rows a design has, before it is made. */
export function designRows(scenario: Scenario, inputs: Pick<DesignInputs, "values" | "ranges" | "points">): number {
  return rowsOf(inputs.values, rangesOfDesign(scenario, inputs).length > 0 ? inputs.points : 1);
}

function rangesOfDesign(scenario: Scenario, { values, ranges }: Pick<DesignInputs, "values" | "ranges">): readonly ParameterRange[] {
  return values.length + ranges.length > 0 ? ranges : suggestedSizes(scenario);
}

/** From none to twice what the site has, and at least so much of the IT design power, or so many hours of it (choices, not findings). */
const LEAST_SOLAR = 1;
const LEAST_STORE_HOURS = 2;
const LEAST_STORE = 0.5;

/** What is built and can be built otherwise: solar, the battery's energy (its power too where it has none), and wind where there is some. */
export function suggestedSizes({ load: { itDesignKw }, solar, battery, wind }: Scenario): ParameterRange[] {
  const range = (path: string, now: number, least: number): ParameterRange => ({ path, low: 0, high: Number(Math.max(2 * now, least * itDesignKw).toPrecision(2)), scale: "linear", whole: false });
  return [
    range("solar.dcKw", solar.dcKw, LEAST_SOLAR), range("battery.energyKwh", battery.energyKwh, LEAST_STORE_HOURS),
    ...(battery.powerKw > 0 ? [] : [range("battery.powerKw", 0, LEAST_STORE)]), ...(wind.ratedKw > 0 ? [range("wind.ratedKw", wind.ratedKw, 0)] : []),
  ];
}

function rowsOf(values: DesignInputs["values"], pointCount: number): number {
  return values.reduce((product, list) => product * list.values.length, pointCount);
}

function placesOf(ranges: readonly ParameterRange[], sampling: DesignInputs["sampling"], count: number, next: () => number): (index: number) => ArrayLike<number> {
  const dimensions = ranges.length;
  if (dimensions === 0) return () => [];
  if (sampling === "latinHypercube") {
    const points = latinHypercube(count, dimensions, next);
    return (index) => points.subarray(index * dimensions, (index + 1) * dimensions);
  }
  const sequence = sobolSequence(dimensions, next);
  const point = new Float64Array(dimensions);
  return (index) => {
    sequence.at(index, point);
    return point;
  };
}

/** A table of rows by columns: what was set and what came out. */
export type DesignTable = {
  readonly parameters: readonly (ParameterFacts & { readonly values: readonly ParameterValue[] })[];
  /** By the figure's id; null where the run failed or has no such figure. */
  readonly figures: Readonly<Record<string, readonly (number | null)[]>>;
};

export function parametersOf(scenario: Scenario, design: Design, rows: number): DesignTable["parameters"] {
  const values = Array.from({ length: rows }, (_, row) => design.valuesOf(row));
  return design.paths.map((path, k) => ({ ...parameterFacts(scenario, path), values: values.map((row) => row[k]!) }));
}
