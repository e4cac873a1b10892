import type { ParameterFacts } from "../core/studies/parameters.ts";
import type { Morris } from "../core/studies/morris.ts";
import type { Sobol } from "../core/studies/sobol.ts";
import type { TornadoInput } from "../core/studies/tornado.ts";
import type { Finding, SentencePart } from "./findings.ts";
import { exact, percent, quantityText, SPACE, THIN } from "./numbers.ts";
import { shownUnit } from "./inputValue.ts";
import { differenceText, figureLabel, figureText } from "./studyFigures.ts";

/** Words of the studies of sensitivity and their charts. */
export const sensitivityWords = {
  question: "Which inputs move this site's figures: not computed yet.",
  methods: { tornado: "One at a time", morris: "Screening", sobol: "Shares of variance" },
  method: "Method",
  about: {
    tornado: "Each input at its low and at its high end while all others stay, sorted by how far the figure moves: the first answer, on two runs an input.",
    morris: "Every input moved from many places of the others (Morris's elementary effects): which matter at all, and which only together with others, on few runs.",
    sobol: "What share of a figure's spread each input explains, alone and with the others (Sobol indices by Saltelli's sampling), with 95 % intervals; takes the most runs.",
  },
  inputs: { tornado: "How it is computed", morris: "How many walks", sobol: "How many rows" },
  rows: "Rows",
  rowsNote: "Each takes two runs more than there are inputs; more rows give shorter intervals.",
  scored: "Also",
  summary: (method: string, inputs: number) => `${method}, ${inputs} inputs`,
  figure: "Figure",
  figures: "Figures explained",
  figuresNote: "sorted by the first",
  addFigure: "Add a figure",
  removeFigure: (label: string) => `Remove ${label}`,
  tornado: "Swing of each input",
  tornadoNote: (unit: string, figure: string, base: string) => `${unit} · ${lower(figure)}, from the site's ${base} · ends of the input beside the bars`,
  tornadoOf: (figure: string, base: string, unit: string, rows: string) => `${figure}, ${base} as the site stands, changed in ${unit}: ${rows}.`,
  tornadoShort: (unit: string, base: string) => `${unit}, from ${base}`,
  atLow: "input at its low end",
  atHigh: "input at its high end",
  input: "Input",
  now: "Now",
  low: "Low end",
  high: "High end",
  figureThere: "Figure there",
  same: "the same",
  swing: "Swing",
  openAt: (title: string, value: string) => `Open the site with ${lower(title)} ${value}`,
  opened: (title: string, value: string) => `${title} ${value}`,
  tornadoTable: "Each input",
  tornadoTableNote: "its two scenarios open in their own right",
  morris: "Size and spread of effects",
  morrisNote: (unit: string, figure: string, walks: number) => `${unit} over the input's whole range · ${lower(figure)} · ${walks} walks · right: matters more; up: depends on the others`,
  morrisShort: (unit: string) => `${unit} over the whole range`,
  morrisX: "mean size of the effect, μ*",
  morrisY: "spread of the effect, σ",
  lineLinear: "σ = 0.1 μ*: almost linear below",
  lineMonotonic: "σ = μ*: curved or joint above",
  mu: "Mean, μ",
  muStar: "Size, μ*",
  muStarError: "± of μ*",
  sigma: "Spread, σ",
  ratio: "σ/μ*",
  morrisTable: "Effects",
  morrisTableNote: "of moving the input over its whole range",
  sobol: "Share of the variance explained",
  sobolNote: (figure: string, rows: number) => `% of the variance of ${lower(figure)} · ${rows} rows · whiskers: 95 % interval`,
  sobolShort: "% of the variance, 95 % intervals",
  alone: "alone",
  withOthers: "with the others",
  bounds: (title: string) => [title, `${title}, low`, `${title}, high`],
  aloneTitle: "Alone",
  withOthersTitle: "With the others",
  interaction: "Only with others",
  sobolTable: "Indices",
  sobolTableNote: "in brackets the 95 % interval, by bootstrap",
  range: "Range",
  nothing: "No input has been moved yet.",
  noSpread: "This figure is the same whatever the inputs.",
  few: "From fewer than 32 rows the intervals do not hold what they promise.",
} as const;

const words = (text: string): SentencePart => ({ text });
const strong = (text: string): SentencePart => ({ text, strong: true });

/** A value of an input as it is read: "80 MW", "94.8 %". */
export function inputText(value: number, { unit }: Pick<ParameterFacts, "unit">, currency: string): string {
  if (unit === "fraction") return percent(value, value * 1000 % 10 === 0 ? 0 : 1);
  if (unit === "kW" || unit === "kWh" || unit === "MW" || unit === "MWh") return quantityText(value, unit, 4);
  const shown = shownUnit(unit === "" ? undefined : unit, currency);
  const number = exact(Number(value.toPrecision(4)));
  return shown === "" ? number : `${number}${shown === "%" ? THIN : SPACE}${shown}`;
}

/** A name that stands by itself: "Battery power" of "Power" in the group "Battery". */
export function inputName(title: string, group: string | undefined): string {
  return group === undefined || title.includes(" ") ? title : `${group} ${lower(title)}`;
}

/** @param inputs sorted by their swing of the figure, @param k place of the figure among the values */
export function tornadoFinding(inputs: readonly TornadoInput[], base: number | null, figure: string, k: number, currency: string): Finding | null {
  const [first, second] = inputs;
  if (first === undefined || base === null) return null;
  const [low, high] = [first.atLow?.[k] ?? null, first.atHigh?.[k] ?? null];
  if (low === null && high === null) return null;
  const swing = (input: TornadoInput): number => {
    const values = [base, input.atLow?.[k], input.atHigh?.[k]].filter((value) => typeof value === "number");
    return Math.max(...values) - Math.min(...values);
  };
  if (swing(first) === 0) return { parts: [words(`None of the inputs moves ${lower(figureLabel(figure))}.`)], phone: [words("None of the inputs moves it.")] };
  const ends = [[low, first.low], [high, first.high]] as const;
  const told = ends.flatMap(([value, at], index): SentencePart[] => (value === null ? [] : [
    ...(index > 0 && low !== null ? [words(", ")] : []), strong(differenceText(figure, value - base, currency)), words(` at ${inputText(at, first, currency)}`),
  ]));
  const next = second === undefined || swing(second) === 0 ? [] : [words(`; ${lower(second.title)} comes next with a swing of `), strong(figureText(figure, swing(second), currency))];
  return {
    parts: [words(`${first.title} moves ${lower(figureLabel(figure))} most: `), ...told, ...next, words(".")],
    phone: [words(`${first.title} moves it most: `), strong(figureText(figure, swing(first), currency)), words(".")],
  };
}

/** Effects below this share of the largest are called small. */
const SMALL = 0.05;

/** @param inputs sorted by `muStar` of the figure */
export function morrisFinding(inputs: Morris["inputs"], figure: string, currency: string): Finding | null {
  const effects = inputs.flatMap((input) => {
    const effect = input.effects[figure];
    return effect === null || effect === undefined ? [] : [{ input, effect }];
  });
  const [first] = effects;
  if (first === undefined) return null;
  if (first.effect.muStar === 0) return { parts: [words(`None of the inputs moves ${lower(figureLabel(figure))}.`)], phone: [words("None of the inputs moves it.")] };
  const small = effects.filter(({ effect }) => effect.muStar < SMALL * first.effect.muStar).length;
  const joint = effects.filter(({ effect }) => effect.muStar >= SMALL * first.effect.muStar && effect.sigma > effect.muStar);
  return {
    parts: [
      words(`${first.input.title} matters most to ${lower(figureLabel(figure))}: `), strong(figureText(figure, first.effect.muStar, currency)), words(" over its range"),
      ...(small === 0 ? [] : [words("; "), strong(`${small} of ${effects.length}`), words(` inputs move it by less than ${percent(SMALL, 0)} of that`)]),
      ...(joint[0] === undefined ? [] : [words(`; ${joint[0] === first ? "it" : lower(joint[0].input.title)} acts mostly through the others`)]), words("."),
    ],
    phone: [words(`${first.input.title} matters most: `), strong(figureText(figure, first.effect.muStar, currency)), words(".")],
  };
}

/** An interval of a share longer than this tells little. */
const WIDE = 0.4;

/** @param inputs sorted by the total index of the figure */
export function sobolFinding(inputs: Sobol["inputs"], figure: string): Finding | null {
  const shares = inputs.flatMap((input) => {
    const [first, total] = [input.first[figure], input.total[figure]];
    return first === null || first === undefined || total === null || total === undefined ? [] : [{ input, first, total }];
  });
  const [most, next] = shares;
  if (most === undefined) return inputs.length === 0 ? null : { parts: [words(sensitivityWords.noSpread)], phone: [words(sensitivityWords.noSpread)] };
  const share = (value: number) => strong(percent(Math.min(1, Math.max(0, value)), 0));
  const wide = most.total.high - most.total.low > WIDE ? [words("; the intervals are wide, more rows would tell")] : [];
  if (most.first.value < most.total.value / 2) {
    return {
      parts: [words(`${most.input.title} takes part in `), share(most.total.value), words(` of the spread of ${lower(figureLabel(figure))}, by itself it explains `), share(most.first.value), ...wide, words(".")],
      phone: [words(`${most.input.title} takes part in `), share(most.total.value), words(" of the spread.")],
    };
  }
  const isJoint = shares.some(({ first, total }) => total.low > first.value + 0.02);
  const together = 1 - shares.reduce((sum, { first }) => sum + Math.max(0, first.value), 0);
  return {
    parts: [
      words(`${most.input.title} explains `), share(most.first.value), words(` of the spread of ${lower(figureLabel(figure))} by itself`),
      ...(next === undefined ? [] : next.first.value < 0.01 ? [words(", no other "), strong(percent(0.01, 0))] : [words(`, ${lower(next.input.title)} `), share(next.first.value)]),
      ...(isJoint && together > 0.02 ? [words("; "), share(together), words(" comes of inputs together")] : []), ...wide, words("."),
    ],
    phone: [words(`${most.input.title} explains `), share(most.first.value), words(" of the spread.")],
  };
}

/** Names within a sentence begin small, unless they are an abbreviation. */
function lower(text: string): string {
  return /^[A-Z][a-z]/.test(text) ? text[0]!.toLowerCase() + text.slice(1) : text;
}
