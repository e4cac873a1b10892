import { assert, fromErrorRecord } from "../errors.ts";
import { group, numberField } from "../field.ts";
import type { ScoredYear } from "../measures/score/scoredYear.ts";
import type { Scenario } from "../scenario.ts";
import type { Run, Study } from "./study.ts";

export const scoreLeversInputs = group({ title: "What would raise the score", help: "The score with one thing changed at a time." }, {
  noticeMinutes: numberField({ title: "Notice", help: "Time between call and answer that is given to the slower means.", unit: "min", min: 0, max: 1440, default: 60, step: 5 }),
  generatorHours: numberField({ title: "Generator", help: "Hours a year that the generator might run for programmes.", unit: "h", min: 0, max: 8784, default: 200, step: 10, assumed: true, source: "Non-emergency permits, often 200 to 500 h (not confirmed)." }),
});
export type ScoreLeversInputs = { readonly noticeMinutes: number; readonly generatorHours: number };

export type ScoreLever = {
  /** "uptime", "price", "delivery": the part set to 1; "battery", "batteryEnergy", "notice", "generator", or "class" with the class's name. */
  readonly id: string;
  readonly name?: string | undefined;
  readonly score: number;
  readonly gain: number;
  /** Set to its best in the formula, or a run of its own. */
  readonly kind: "part" | "run";
};

export type ScoreLevers = {
  /** Of the first year of the run. */
  readonly base: ScoredYear;
  /** The largest gain first. */
  readonly levers: readonly ScoreLever[];
  /** The same of every year, the first among them. */
  readonly years: readonly (readonly ScoreLever[])[];
};

type Variant = Pick<ScoreLever, "id" | "name"> & { readonly run: Run };
type Tally = { readonly variants: readonly Variant[]; /** By variant, its years. */ readonly scores: (readonly ScoredYear[])[] };

/** Of a run longer than a year every year by itself. */
export const scoreLevers: Study<"scoreLevers", ScoreLeversInputs, Tally, ScoreLevers> = {
  id: "scoreLevers", title: "What would raise the score", summary: "The flexibility score with each part at its best, and with battery, movable work, notice or generator changed one at a time.", inputs: scoreLeversInputs, runs: "many",
  runsExpected: ({ scenario, inputs, seed }) => variantsOf(scenario, inputs, seed).length,
  start: ({ scenario, inputs, seed }) => ({ variants: variantsOf(scenario, inputs, seed), scores: [] }),
  plan: (_, { variants, scores }) => (scores.length > 0 ? [] : variants.map(({ run }) => run)),
  add(_, { scores }, outcome) {
    if (!outcome.ok && outcome.index === 0) throw fromErrorRecord(outcome.error);
    scores.push(outcome.ok ? outcome.result.score ?? [] : []);
  },
  finish(_, { variants, scores }) {
    const [base] = scores[0] ?? [];
    assert(base !== undefined, "levers without the run that they lift");
    const years = scores[0]!.map((_year, year) => leversOf(variants, scores.map((years) => years[year])));
    return { base, levers: years[0] ?? [], years };
  },
};

/** @param scores of one year, by variant; the first is the run as it is */
function leversOf(variants: readonly Variant[], [base, ...changed]: readonly (ScoredYear | undefined)[]): readonly ScoreLever[] {
  assert(base !== undefined, "levers without the year that they lift");
  const { U, P, D, C, wP, wR } = base;
  const points = (u: number, p: number, d: number) => 100 * u * (wP * p + wR * C * d);
  const part = (id: string, score: number): ScoreLever => ({ id, kind: "part", score, gain: score - base.score });
  const levers = [
    part("uptime", points(1, P, D)), part("price", points(U, 1, D)), part("delivery", points(U, P, 1)),
    ...variants.slice(1).flatMap(({ id, name }, k): ScoreLever[] => {
      const score = changed[k]?.score;
      return score === undefined ? [] : [{ id, kind: "run", score, gain: score - base.score, ...(name === undefined ? {} : { name }) }];
    }),
  ];
  return levers.sort((a, b) => b.gain - a.gain);
}

function variantsOf(scenario: Scenario, { noticeMinutes, generatorHours }: ScoreLeversInputs, seed: string): Variant[] {
  const run = (changed: Scenario): Run => ({ scenario: changed, seed, keep: "summary", score: true });
  const { battery, load, generator } = scenario;
  const variants: Variant[] = [{ id: "base", run: run(scenario) }];
  if (battery.powerKw > 0 && battery.energyKwh > 0) {
    variants.push({ id: "battery", run: run({ ...scenario, battery: { ...battery, powerKw: 2 * battery.powerKw, energyKwh: 2 * battery.energyKwh } }) });
    variants.push({ id: "batteryEnergy", run: run({ ...scenario, battery: { ...battery, energyKwh: 2 * battery.energyKwh } }) });
  }
  const movable = load.classes.reduce((sum, one) => sum + (one.kind === "interactive" ? 0 : one.shareFraction), 0);
  load.classes.forEach((one, index) => {
    if (one.kind === "interactive" || one.shareFraction === 0) return;
    // As far as there is interactive work to take it from.
    const added = Math.min(one.shareFraction, 1 - movable);
    if (added <= 0) return;
    let left = added;
    const classes = load.classes.map((other, k) => {
      if (k === index) return { ...other, shareFraction: other.shareFraction + added };
      if (other.kind !== "interactive") return other;
      const taken = Math.min(left, other.shareFraction);
      left -= taken;
      return { ...other, shareFraction: other.shareFraction - taken };
    });
    variants.push({ id: "class", name: one.name, run: run({ ...scenario, load: { ...load, classes } }) });
  });
  if (noticeMinutes > 0) variants.push({ id: "notice", run: { ...run(scenario), score: { noticeMinutes } } });
  if (generator.ratingKw > 0 && !generator.demandResponse && generatorHours > 0) {
    variants.push({ id: "generator", run: run({ ...scenario, generator: { ...generator, permittedHours: Math.max(generator.permittedHours, generatorHours), demandResponse: true } }) });
  }
  return variants;
}
