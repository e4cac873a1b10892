import type { MonteCarlo, StrategyDifference } from "../core/studies/monteCarlo.ts";
import type { PartOrigin, SeededPart } from "../core/studies/seededParts.ts";
import { isYear, runName, type Finding, type SentencePart } from "./findings.ts";
import { counted, integer, percent, THIN } from "./numbers.ts";
import { differenceText, figureOf, figureSubject, figureText } from "./studyFigures.ts";

/** Words of the study of uncertainty and its charts. */
export const uncertaintyWords = {
  question: "How uncertain this site's figures are: not drawn yet.",
  about: "How far every figure and the monthly bill may lie from this one run: the same site under many seeds of weather, load, price, calls and outages, every strategy under the same seeds.",
  parts: "What varies",
  partsNote: "from seed to seed",
  part: { weather: "Weather", load: "Load", price: "Price", events: "Calls", outages: "Outages", forecast: "Forecast error" } satisfies Readonly<Record<SeededPart, string>>,
  follows: { weather: "on the hottest days", price: "at the dearest hours" },
  given: "as given, not drawn",
  drawn: "drawn",
  nothingDrawn: "Nothing of this site is drawn: every run is the same. Give the load noise, seed the price or the outages, or add inputs that vary.",
  strategies: "Strategies",
  strategiesNote: "each under the same seeds",
  first: "compared with",
  own: "this site's",
  doingNothing: "doing nothing",
  plans: "plans with a solver: slow",
  inputs: "How many seeds",
  inputsNote: "and when it ends",
  summary: (seeds: number, strategies: number) => `at most ${counted(seeds, "seed", "seeds")}, ${counted(strategies, "strategy", "strategies")}`,
  charts: { bill: "Monthly bill", hours: "Hour of day", exceedance: "Exceedance", convergence: "Convergence" },
  chart: "Chart",
  shown: "Strategy in view",
  billTitle: "Monthly bill",
  hoursTitle: "Grid import by hour of day",
  exceedanceTitle: (figure: string) => `How often ${lower(figure)} is exceeded`,
  convergenceTitle: (figure: string) => `How well ${lower(figure)} is known`,
  bandNote: (unit: string, over: string, strategy: string, seeds: number) => `${unit}, ${over} · P10, P50 and P90 of ${counted(seeds, "seed", "seeds")} · ${strategy}`,
  bandShort: (unit: string, over: string) => `${unit}, ${over}, P10 to P90`,
  ofMonth: "each month by itself",
  ofHour: "mean over all days",
  exceedanceNote: (unit: string, seeds: number) => `${unit}, over the share of runs in which it is higher · ${counted(seeds, "seed", "seeds")}`,
  exceedanceShort: (unit: string) => `${unit}, by share of runs`,
  exceedanceAxis: "% of runs with more",
  convergenceNote: (unit: string, tolerance: number, strategy: string) => `${unit}, by seeds drawn · ${tolerance > 0 ? `ends once the mean is known within ${percent(tolerance)}` : "draws every seed"} · ${strategy}`,
  convergenceShort: (unit: string) => `${unit}, by seeds drawn`,
  seedsAxis: "seeds",
  mean: "mean",
  meanInterval: "mean, 95 %",
  within: (tolerance: number) => `within ${percent(tolerance)}`,
  highestIn: (title: string, place: string, p50: string, p10: string, p90: string) => `${title}: highest in ${place}, P50 ${p50}, P10 ${p10}, P90 ${p90}.`,
  p50Of: (name: string) => `${name}, P50`,
  spreadOf: (name: string, p10: string, p50: string, p90: string) => `${name} P10 ${p10}, P50 ${p50}, P90 ${p90}`,
  exceededBy: (name: string, p10: string, p50: string, p90: string) => `${name} ${p10} in 90${THIN}%, ${p50} in 50${THIN}%, ${p90} in 10${THIN}% of runs`,
  knownAfter: (seeds: number, mean: string, halfWidth: string, unit: string, p10: string, p90: string) => `after ${counted(seeds, "seed", "seeds")} the mean is ${mean} ± ${halfWidth} ${unit}, P10 ${p10}, P90 ${p90}`,
  differencesShort: (unit: string, against: string) => `${unit}, less ${against}`,
  month: "Month",
  hour: "Hour",
  seeds: "Seeds",
  halfWidth: "Half of the mean's 95 % interval",
  exceeded: "Exceeded in",
  noRuns: "Nothing has been drawn yet.",
  differences: "Differences under the same seeds",
  differencesNote: (figure: string, against: string) => `${lower(figure)} less that of ${against}`,
  differencesAxis: "bar P10 to P90, line P50, dot mean with its 95 % interval",
  same: "the same in every run",
  sameShort: "the same",
  betterIn: (fraction: number) => `better in ${percent(fraction, 0)} of runs`,
  strategy: "Strategy",
  less: "Less that of",
  unit: "Unit",
  deviation: "Standard deviation",
  least: "Lowest",
  most: "Highest",
  table: "Every figure",
  tableNote: (seeds: number) => `over ${counted(seeds, "seed", "seeds")}; in brackets the 95 % interval of the quantile`,
  figure: "Figure",
  lessThan: (against: string) => `Less ${against}, P50`,
  interval: "P10 to P90",
  better: "Better in",
  low: (text: string) => `${text}, low`,
  high: (text: string) => `${text}, high`,
} as const;

const words = (text: string): SentencePart => ({ text });
const strong = (text: string): SentencePart => ({ text, strong: true });

const coldTitles: Readonly<Record<string, string>> = { "cheap-cold": " with cold made ahead", "event-cold": " with cold for events" };

/** "Peak shaving with work shed in events" of "peak-shaving+event-shed". */
export function strategyTitle(name: string): string {
  const [battery = name, ...rest] = name.split("+");
  const work = rest.find((part) => coldTitles[part] === undefined) ?? "run-now";
  return `${runName({ strategy: { battery, work } })}${rest.map((part) => coldTitles[part] ?? "").join("")}`;
}

/** The same as what another is told against: "doing nothing", "peak shaving". */
export function againstTitle(name: string): string {
  return name === "idle" ? uncertaintyWords.doingNothing : lower(strategyTitle(name));
}

/** Where a part of the year comes from, in words. */
export function originText(origin: PartOrigin): string {
  return origin.kind === "follows" ? uncertaintyWords.follows[origin.part] : origin.kind === "drawn" ? uncertaintyWords.drawn : uncertaintyWords.given;
}

/**
 * What the figure comes to in eight years of ten, and whether the strategy in view is the better one whatever the year.
 * @param days of one run: what is shorter or longer than a year is not called one
 */
export function uncertaintyFinding({ strategies, differences, seeds }: MonteCarlo, shown: number, figure: string, { currency, days }: { readonly currency: string; readonly days: number }): Finding | null {
  const own = strategies[shown] ?? strategies.at(-1);
  const spread = own?.figures[figure];
  if (own === undefined || spread === null || spread === undefined) return null;
  const text = (value: number) => strong(figureText(figure, value, currency, spread.p90 - spread.p10));
  const label = figureSubject(figure);
  const one = isYear(days) ? "year" : "run";
  const range = spread.min === spread.max ? [words(`${label} is `), text(spread.p50), words(` in every one of ${counted(seeds, "seed", "seeds")}`)]
    : [words(`${label.replace(/,$/, "")}: `), text(spread.p10), words(" to "), text(spread.p90), words(` in 8 of 10 ${one}s`)];
  const difference = differences.find(({ strategy }) => strategy === own.strategy);
  const phone = spread.min === spread.max ? [text(spread.p50), words(` in every ${one}.`)] : [text(spread.p10), words(" to "), text(spread.p90), words(` in 8 of 10 ${one}s.`)];
  return { parts: [...range, ...(difference === undefined ? [] : againstParts(difference, figure, currency, one)), words(".")], phone };
}

function againstParts({ strategy, against, figures }: StrategyDifference, figure: string, currency: string, one: "year" | "run"): SentencePart[] {
  const difference = figures[figure];
  if (difference === null || difference === undefined) return [];
  const other = againstTitle(against);
  if (difference.min === 0 && difference.max === 0) return [words(`; ${lower(strategyTitle(strategy))} is the same as ${other}`)];
  const better = figureOf(figure)?.better ?? "neither";
  if (better === "neither" || difference.betterFraction === null) return [words(`; against ${other} `), strong(differenceText(figure, difference.p50, currency))];
  const gains = (better === "lower" ? -1 : 1) * difference.p50 > 0;
  const share = gains ? difference.betterFraction : 1 - difference.betterFraction;
  const amount = strong(figureText(figure, Math.abs(difference.p50), currency));
  return [
    words(`; ${lower(strategyTitle(strategy))} is `), amount, words(` ${gains ? "better" : "worse"} than ${other}, in `), strong(share === 1 ? `every ${one}` : share === 0 ? `no ${one}` : `${percent(share, 0)} of ${one}s`),
    // A few bad ones may outweigh the many good ones.
    ...(difference.mean * difference.p50 < 0 ? [words(", but "), strong(figureText(figure, Math.abs(difference.mean), currency)), words(` ${gains ? "worse" : "better"} in the mean`)] : []),
  ];
}

/** How it ended, in a few words. */
export function endedText({ ended, seeds }: MonteCarlo, toleranceFraction: number, mostSeeds: number): string {
  switch (ended) {
    case "tolerance": return `ended after ${counted(seeds, "seed", "seeds")}: the mean is known within ${percent(toleranceFraction)}`;
    case "mostSeeds": return `all ${counted(seeds, "seed", "seeds")} drawn`;
    case "early": return `${integer(seeds)} of at most ${counted(mostSeeds, "seed", "seeds")}`;
  }
}

/** Names within a sentence begin small, unless they are an abbreviation. */
function lower(text: string): string {
  return /^[A-Z][a-z]/.test(text) ? text[0]!.toLowerCase() + text.slice(1) : text;
}
