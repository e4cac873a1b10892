import type { Foresight } from "../core/studies/foresight.ts";
import type { Finding, SentencePart } from "./findings.ts";
import { integer, money, percent, SPACE } from "./numbers.ts";
import { isOptimum } from "./optimum.ts";

/** Words of the study of foresight and its chart. */
export const foresightWords = {
  question: "What knowing the future is worth here: not computed yet.",
  about: "The look-ahead plans battery and work on a forecast, follows the plan for some hours and plans again. Here it makes the whole run with longer and longer horizons, with a perfect forecast and with one that repeats last week, and with larger and larger errors; each between doing nothing and everything known ahead.",
  inputs: "Look-aheads",
  inputsNote: "a semicolon between numbers",
  plans: "Plans",
  numbersWanted: "Numbers, a semicolon between them.",
  summary: (horizons: number, errors: number) => `${horizons} horizons, ${errors} errors`,
  curve: "Cost by horizon and forecast",
  curveNote: (unit: string) => `${unit} for the run, all counted, by hours looked ahead · right: share of the attainable saving`,
  curveShort: (unit: string) => `${unit}, by hours looked ahead`,
  horizonAxis: "hours looked ahead",
  idle: "Do nothing",
  optimum: "Optimum",
  plan: "Best plan found",
  perfect: "Perfect forecast",
  persistence: "Last week repeated",
  noisy: (error: string) => `Error ${error}`,
  error: (fraction: number) => `±${percent(fraction, fraction * 1000 % 10 === 0 ? 0 : 1)}`,
  horizon: (hours: number) => `${integer(hours)}${SPACE}h`,
  nothing: "No look-ahead has run yet.",
  table: "Each look-ahead",
  tableNote: "each opens as a scenario",
  forecast: "Forecast",
  horizonTitle: "Horizon",
  cost: "Cost, all counted",
  aboveOptimum: "Above the optimum",
  attained: "Of the attainable saving",
  open: "Open",
  openAs: (name: string) => `Open the site under the look-ahead: ${name}`,
  opened: (name: string) => `Look-ahead, ${name}`,
  best: (name: string, status: string) => `${name}: ${status}.`,
  shownAsItComes: "A longer horizon is not always better: a plan is followed for some hours only, and what lies behind its horizon it gives away. A forecast error lets the peak creep up with every new plan.",
  assumed: "Perfect is no forecast that anyone has; the error's size and its growth with lead time are assumptions.",
} as const;

const words = (text: string): SentencePart => ({ text });
const strong = (text: string): SentencePart => ({ text, strong: true });

/** The best perfect forecast, what last week is worth beside it, and whether longer was worse; null before the year is solved. */
export function foresightFinding({ known, byHorizon, persistence, byError, currency }: Foresight): Finding | null {
  if (known === null) return null;
  const { idleCost, optimalCost, optimum } = known;
  const saving = idleCost - optimalCost;
  if (!(saving > 1e-9 * Math.abs(idleCost))) return { parts: [words("Nothing can be saved here, however much is known: doing nothing costs "), strong(money(idleCost, currency)), words(".")], phone: [words("Nothing can be saved here.")] };
  const best = least(byHorizon);
  if (best === undefined) return { parts: [words("With the run known ahead "), strong(money(saving, currency)), words(" could be saved.")], phone: [strong(money(saving, currency)), words(" could be saved.")] };
  const longest = byHorizon.reduce((last, point) => (point.horizonHours > last.horizonHours ? point : last));
  const causal = least(persistence);
  const share = (cost: number) => strong(percent((idleCost - cost) / saving, 0));
  const isWorse = longest.horizonHours > best.horizonHours && longest.cost - best.cost > 0.005 * saving;
  const noisy = causal === undefined ? byError[0] : undefined;
  return {
    parts: [
      words(`A perfect forecast of ${foresightWords.horizon(best.horizonHours)} takes `), share(best.cost), words(" of the "), strong(money(saving, currency)), words(isOptimum(optimum) ? " attainable" : " that are known to be attainable"),
      ...(causal === undefined ? [] : causal.cost < idleCost ? [words("; last week repeated, "), share(causal.cost)] : [words("; last week repeated costs "), strong(money(causal.cost - idleCost, currency)), words(" more than doing nothing")]),
      ...(noisy === undefined ? [] : [words(`; an error of ${foresightWords.error(noisy.errorSdFraction)}, `), share(noisy.cost)]),
      words(isWorse ? `. ${foresightWords.horizon(longest.horizonHours)} do worse.` : "."),
    ],
    phone: [words("A perfect forecast takes "), share(best.cost), ...(causal === undefined ? [] : [words(", last week "), share(causal.cost)]), words(".")],
  };
}

function least<Point extends { readonly cost: number }>(points: readonly Point[]): Point | undefined {
  return points.reduce<Point | undefined>((best, point) => (best === undefined || point.cost < best.cost ? point : best), undefined);
}
