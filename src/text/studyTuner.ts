import type { Tuner } from "../core/studies/tuner.ts";
import { settingsText } from "./designText.ts";
import type { Finding, SentencePart } from "./findings.ts";
import { counted, percent, THIN } from "./numbers.ts";
import { figureLabel, figureText } from "./studyFigures.ts";

/** Words of the tuner and its charts. */
export const tunerWords = {
  question: "Which thresholds, reserves and windows serve best?",
  about: "Searches the inputs that the strategy may choose on some seeds, and tells what the best are worth on seeds that it was never searched on.",
  gain: "What the tuning is worth",
  gainUnit: (unit: string) => `gain over the inputs as they stand${unit === "" ? "" : `, ${unit}`}`,
  intervalNote: (seeds: number) => `thick: 95 % interval of the mean; thin: P10 to P90 of ${counted(seeds, "seed", "seeds")}`,
  onTraining: "on the training seeds",
  onHeldBack: "on seeds held back",
  training: "Training seeds",
  heldBack: "Held-back seeds",
  seeds: (count: number) => `mean of ${counted(count, "seed", "seeds")}`,
  noHeldBack: "The held-back seeds have not run.",
  seedsColumn: "Seeds",
  gainColumn: "Gain",
  lowColumn: "95 % low",
  highColumn: "95 % high",
  search: "The search",
  searchNote: "mean over the training seeds, candidate by candidate; the line is the best so far",
  asItStands: "as it stands",
  searchOf: (candidates: number, figure: string, first: string, found: string) => `${counted(candidates, "candidate", "candidates")}; ${figure} ${first} as it stands, ${found} at best`,
  intervalOf: (low: string, high: string) => `95${THIN}% interval ${low} to ${high}`,
  candidate: "Candidate",
  candidateAxis: "candidates, as they were tried",
  noCandidates: "No candidate has run under every training seed.",
  values: "Tuned inputs",
  input: "Input",
  now: "Now",
  tuned: "Tuned",
  use: "Use these values",
  used: "Tuned values",
  inUse: "These values are in use.",
  stands: "As it stands",
  difference: "Gain",
  betterIn: "Better in",
  ofSeeds: (fraction: number, seeds: number) => `${percent(fraction, 0)} of ${counted(seeds, "seed", "seeds")}`,
  bestName: "best",
  candidates: "Candidates",
  candidatesNote: "the best first; each opens as a scenario",
  open: "Open",
  openCandidate: (place: number) => `Open candidate ${place} as a scenario`,
  opened: (place: number) => `Candidate ${place} opened`,
  inputs: "Search",
  inputsNote: "budget and seeds",
  suggestedNote: "what the strategy chooses (?)",
  suggestedHelp: "Thresholds and windows of the strategy, and the battery's reserve; their ends are the page's choice. Set your own, or add and remove.",
  summary: (candidates: number, figure: string) => `${counted(candidates, "candidate", "candidates")}, ${figure.toLowerCase()}`,
  goesOn: "A larger budget goes on where this search stands: what has run is not run again.",
} as const;

const words = (text: string): SentencePart => ({ text });
const strong = (text: string): SentencePart => ({ text, strong: true });

/** Whether every candidate has the same mean, to a billionth. */
function isFlat(candidates: Tuner["candidates"]): boolean {
  const means = candidates.flatMap(({ trainingMean }) => (trainingMean === null ? [] : [trainingMean]));
  const [low, high] = [Math.min(...means), Math.max(...means)];
  return means.length > 1 && high - low <= 1e-9 * Math.max(Math.abs(low), Math.abs(high));
}

/** What the tuned inputs are worth where nobody searched, and whether that is sure. */
export function tunerFinding({ figure, inputs, candidates, best, heldBack }: Tuner, currency: string): Finding {
  const label = figureLabel(figure).toLowerCase();
  const found = best === null ? undefined : candidates[best];
  if (found === undefined) return { parts: [words(tunerWords.noCandidates)], phone: [words("No candidate has run.")] };
  if (found.values === null && isFlat(candidates)) {
    return {
      parts: [words("None of the inputs searched makes a difference: "), strong(counted(candidates.length, "candidate", "candidates")), words(` with ${label} `), strong(figureText(figure, found.trainingMean, currency)), words(" each. Add others to search.")],
      phone: [words("The inputs searched make no difference.")],
    };
  }
  if (found.values === null) {
    return {
      parts: [words("Nothing of "), strong(counted(candidates.length, "candidate", "candidates")), words(` beats the inputs as they stand: ${label} `), strong(figureText(figure, found.trainingMean, currency)), words(" on the training seeds.")],
      phone: [words("Nothing beats the inputs as they stand.")],
    };
  }
  const settings = settingsText(inputs, found.values, currency);
  if (heldBack === null) return { parts: [words(`Best so far of ${counted(candidates.length, "candidate", "candidates")}: `), strong(settings), words("; the seeds held back have not run.")], phone: [words("Held-back seeds have not run.")] };
  const { heldBackGain, gainInterval, trainingGain, seeds } = heldBack;
  const gain = figureText(figure, Math.abs(heldBackGain), currency);
  const isSure = gainInterval !== null && (gainInterval[0] > 0 || gainInterval[1] < 0);
  const judgement = heldBackGain <= 0 ? words(": the search found luck, not worth.")
    : isSure ? words(` (95 %: ${figureText(figure, gainInterval[0], currency)} to ${figureText(figure, gainInterval[1], currency)}; training promised ${figureText(figure, Math.abs(trainingGain), currency)}).`)
    : words(`; but the 95 % interval holds zero, and training promised ${figureText(figure, Math.abs(trainingGain), currency)}.`);
  return {
    parts: [words("Tuned, "), strong(settings), words(`, ${label} is `), strong(gain), words(` ${heldBackGain > 0 ? "better" : "worse"} on ${counted(seeds, "seed", "seeds")} held back`), judgement],
    phone: [strong(gain), words(` ${heldBackGain > 0 ? "better" : "worse"} on held-back seeds.`)],
  };
}
