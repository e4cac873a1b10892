import * as z from "zod/mini";
import { field, group, integerField, numberField, switchField } from "../field.ts";
import { sobolSequence, type PointSequence } from "../maths/sobolSequence.ts";
import { mean, quantile, sorted, standardDeviation } from "../maths/statistics.ts";
import { strategyName, withStrategy, type Scenario } from "../scenario.ts";
import { randomStream, seedHolding } from "../time/streams.ts";
import { doNothing } from "./doNothing.ts";
import { countFailure, noFailures, type Failures } from "./failures.ts";
import { checkRanges, parameterFacts, rangesField, withPoint, type ParameterFacts } from "./parameters.ts";
import { figureField, figureIndex, studyFigures, type RunFigures } from "./runFigures.ts";
import { seededPartNames, seededParts, type SeededPart } from "./seededParts.ts";
import { bandOf, growingColumn, spreadOf, Z_95, type Band, type GrowingColumn, type Spread } from "./spread.ts";
import type { Run, Study } from "./study.ts";

export const monteCarloInputs = group({ title: "Uncertainty", help: "The same site under many seeds of weather, load, price, calls and outages." }, {
  strategies: field(z.array(z.string().check(z.minLength(1), z.maxLength(200))).check(z.maxLength(12)), {
    title: "Strategies", help: "Names as compare takes them, each under the same seeds; none: doing nothing and the scenario's own. The others are told against the first. idle is doing nothing: it joins no programme either.", control: "json", default: [],
  }),
  mostSeeds: integerField({ title: "Most seeds", help: "No more than this many are drawn.", min: 2, max: 1_000_000, default: 200, step: 10, log: true, assumed: true }),
  batchSeeds: integerField({ title: "Seeds a batch", help: "Whether to stop is asked after each batch alone.", min: 2, max: 10_000, default: 20, step: 10, assumed: true }),
  toleranceFraction: numberField({ title: "Stop within", help: "Ends once half the 95 % interval of the mean is below this share of it, for every strategy; 0 draws every seed.", unit: "%", min: 0, max: 1, default: 0.005, step: 0.001, assumed: true }),
  figure: figureField("Figure", "Whose convergence ends the study.", "fullCost"),
  held: field(z.array(z.enum(seededPartNames)).check(z.maxLength(seededPartNames.length)), {
    title: "Held still", help: "Parts that stay in every year as they are under the study's own seed: weather, load, price, events, outages, forecast; none: all vary.", control: "json", default: [],
  }),
  ranges: rangesField("Inputs that are drawn too, evenly between their ends, by a scrambled Sobol sequence.", 32),
  score: switchField({ title: "With the score", help: "Scores every run for its flexibility, which takes longer than the run.", default: false }),
});
export type MonteCarloInputs = z.output<typeof monteCarloInputs>;

export type StrategyUncertainty = {
  readonly strategy: string;
  /** By the figure's id; null where no run had it. */
  readonly figures: Readonly<Record<string, Spread | null>>;
  /** By billing month, and by hour of the civil clock. */
  readonly monthlyBillCost: Band;
  readonly monthlyPeakKw: Band;
  readonly importByHourKw: Band;
};

export type StrategyDifference = {
  readonly strategy: string;
  readonly against: string;
  /** The strategy's figure less the other's under the same seed; `betterFraction` of the seeds it was the better. */
  readonly figures: Readonly<Record<string, (Spread & { readonly betterFraction: number | null }) | null>>;
};

/** What a strategy's figure was taken for after so many seeds. */
export type ConvergencePoint = { readonly seeds: number; readonly strategies: readonly { readonly mean: number; /** Half of the 95 % interval of the mean. */ readonly halfWidth: number; readonly p10: number; readonly p50: number; readonly p90: number }[] };

export type MonteCarlo = {
  readonly seeds: number;
  readonly ended: "tolerance" | "mostSeeds" | "early";
  readonly strategies: readonly StrategyUncertainty[];
  readonly differences: readonly StrategyDifference[];
  readonly figure: string;
  readonly convergence: readonly ConvergencePoint[];
  readonly drawn: readonly ParameterFacts[];
  readonly failures: Failures;
};

type Held = { readonly figures: readonly GrowingColumn[]; readonly bill: GrowingColumn[]; readonly peak: GrowingColumn[]; readonly hour: GrowingColumn[] };

type Tally = {
  readonly scenarios: readonly { readonly strategy: string; readonly scenario: Scenario }[];
  readonly points: PointSequence | null;
  readonly held: readonly Held[];
  /** Outcomes added. */
  added: number;
  readonly failures: Failures;
  readonly convergence: ConvergencePoint[];
};

/** Seeds under which replicate k is drawn: "1" gives "1.1", "1.2" …, parts that are held draw as under "1"; each run can be made again by its seed. */
export function replicateSeed(seed: string, replicate: number, held: readonly SeededPart[] = []): string {
  return seedHolding(`${seed}.${replicate + 1}`, held.flatMap((part) => seededParts[part]), seed);
}

export const monteCarlo: Study<"monteCarlo", MonteCarloInputs, Tally, MonteCarlo, RunFigures> = {
  id: "monteCarlo", title: "Uncertainty", summary: "Every figure and the monthly bill over many seeds of weather, load, price, calls and outages, and how strategies differ under the same seeds.",
  inputs: monteCarloInputs, runs: "many",
  runsExpected: ({ scenario, inputs }) => inputs.mostSeeds * strategiesOf(scenario, inputs).length,

  start({ scenario, inputs, seed }) {
    checkRanges(scenario, inputs.ranges, "studies.monteCarlo.ranges");
    const names = strategiesOf(scenario, inputs);
    const scenarios = names.map((strategy, index) => ({ strategy, scenario: strategy === "idle" ? doNothing(scenario) : withStrategy(scenario, strategy, `studies.monteCarlo.strategies[${index}]`) }));
    const points = inputs.ranges.length > 0 ? sobolSequence(inputs.ranges.length, randomStream(seed, "study/monteCarlo").next) : null;
    const held = names.map((): Held => ({ figures: studyFigures.map(growingColumn), bill: [], peak: [], hour: [] }));
    return { scenarios, points, held, added: 0, failures: noFailures(), convergence: [] };
  },

  * plan({ inputs, seed }, tally): Generator<Run> {
    const { scenarios, points } = tally;
    const first = seedsOf(tally);
    if (endOf(inputs, tally) !== null) return;
    const point = new Float64Array(inputs.ranges.length);
    // Where nothing is asked between batches nobody waits for the end of one, nor is a cluster given its runs piece by piece.
    const end = inputs.toleranceFraction === 0 ? inputs.mostSeeds : Math.min(first + inputs.batchSeeds, inputs.mostSeeds);
    for (let replicate = first; replicate < end; replicate++) {
      points?.at(replicate, point);
      for (const { scenario } of scenarios) yield { scenario: points === null ? scenario : withPoint(scenario, inputs.ranges, point), seed: replicateSeed(seed, replicate, inputs.held), keep: "figures", ...(inputs.score ? { score: true } : {}) };
    }
  },

  add({ inputs }, tally, outcome) {
    const held = tally.held[tally.added % tally.held.length]!;
    tally.added++;
    if (outcome.ok) {
      const { values, monthlyBillCost, monthlyPeakKw, importByHourKw } = outcome.result;
      values.forEach((value, k) => { held.figures[k]!.push(value ?? NaN); });
      pushAll(held.bill, monthlyBillCost);
      pushAll(held.peak, monthlyPeakKw);
      pushAll(held.hour, importByHourKw);
    } else {
      countFailure(tally.failures, outcome);
      for (const figure of held.figures) figure.push(NaN);
    }
    const batchRuns = inputs.batchSeeds * tally.held.length;
    if (tally.added % batchRuns === 0 || tally.added === inputs.mostSeeds * tally.held.length) tally.convergence.push(convergenceOf(inputs, tally));
  },

  finish({ scenario, inputs }, tally) {
    const strategies = tally.scenarios.map(({ strategy }, s): StrategyUncertainty => {
      const { figures, bill, peak, hour } = tally.held[s]!;
      const band = (columns: readonly GrowingColumn[]) => bandOf(columns.map((column) => column.values()));
      return { strategy, figures: byFigure((k) => spreadOf(figures[k]!.values())), monthlyBillCost: band(bill), monthlyPeakKw: band(peak), importByHourKw: band(hour) };
    });
    return {
      seeds: seedsOf(tally), ended: endOf(inputs, tally) ?? "early", strategies, figure: inputs.figure, convergence: tally.convergence,
      differences: tally.scenarios.slice(1).map(({ strategy }, s) => differenceOf(strategy, tally, s + 1)),
      drawn: inputs.ranges.map(({ path }) => parameterFacts(scenario, path)), failures: tally.failures,
    };
  },
};

/** The names that are compared, the one that the others are told against first. */
function strategiesOf({ strategy }: Scenario, { strategies }: MonteCarloInputs): readonly string[] {
  if (strategies.length > 0) return [...new Set(strategies)];
  const own = strategyName({ battery: strategy.battery.policy, work: strategy.work.policy, cooling: strategy.cooling.policy });
  return own === "idle" ? ["idle"] : ["idle", own];
}

/** Seeds under which every strategy ran. */
function seedsOf({ added, held }: Tally): number {
  return Math.floor(added / held.length);
}

function endOf({ mostSeeds, toleranceFraction }: MonteCarloInputs, tally: Tally): "tolerance" | "mostSeeds" | null {
  const last = tally.convergence.at(-1);
  if (last !== undefined && last.seeds === seedsOf(tally) && toleranceFraction > 0 && last.strategies.every(({ mean: centre, halfWidth }) => halfWidth <= toleranceFraction * Math.abs(centre))) return "tolerance";
  return seedsOf(tally) >= mostSeeds ? "mostSeeds" : null;
}

function convergenceOf({ figure }: MonteCarloInputs, tally: Tally): ConvergencePoint {
  const strategies = tally.held.map(({ figures }) => {
    const values = sorted(figures[figureIndex(figure)]!.values().filter((value) => !Number.isNaN(value)));
    return { mean: mean(values), halfWidth: Z_95 * standardDeviation(values) / Math.sqrt(values.length), p10: quantile(values, 0.1), p50: quantile(values, 0.5), p90: quantile(values, 0.9) };
  });
  return { seeds: seedsOf(tally), strategies };
}

function differenceOf(strategy: string, { scenarios, held }: Tally, s: number): StrategyDifference {
  const [mine, other] = [held[s]!.figures, held[0]!.figures];
  return {
    strategy, against: scenarios[0]!.strategy,
    figures: byFigure((k, { better }) => {
      const against = other[k]!.values();
      const differences = mine[k]!.values().map((value, seed) => value - (against[seed] ?? NaN));
      const spread = spreadOf(differences);
      if (spread === null) return null;
      const sign = better === "lower" ? -1 : 1;
      return { ...spread, betterFraction: better === "neither" ? null : differences.filter((difference) => sign * difference > 0).length / spread.count };
    }),
  };
}

function byFigure<Value>(of: (k: number, figure: (typeof studyFigures)[number]) => Value): Readonly<Record<string, Value>> {
  return Object.fromEntries(studyFigures.map((figure, k) => [figure.id, of(k, figure)]));
}

function pushAll(columns: GrowingColumn[], values: readonly number[]): void {
  values.forEach((value, k) => { (columns[k] ??= growingColumn()).push(value); });
}
