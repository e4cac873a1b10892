import type { SurvivalFinding } from "../core/studies/survival.ts";
import type { Finding, SentencePart } from "./findings.ts";
import { counted, fixed, percent, SPACE } from "./numbers.ts";

/** Words of the survival study and its charts. */
export const survivalWords = {
  curve: "Chance of riding through an outage",
  curveNote: (load: string) => `% of outages, one begun at every hour of the run, by how long they last · ${load} of the load carried`,
  curveShort: "% of outages, by how long they last",
  duration: "Duration",
  mean: "mean over all starts",
  worst: "worst start",
  meanName: "Mean",
  worstName: "Worst start",
  hoursAxis: "hours of outage",
  noCurve: "No outage to ride through.",
  starts: "By the hour in which it begins",
  startsNote: (hours: string) => `chance of lasting ${hours}`,
  startsOf: (hours: number, low: string, high: string, at: string) => `outages of ${counted(hours, "hour", "hours")}: ${low} to ${high}, lowest in the hour of ${at}`,
  chanceOf: (hours: number, mean: string, worst: string) => `${hours}${SPACE}h ${mean}, worst start ${worst}`,
  durations: "Duration",
  table: "By duration",
  inputs: "Outage",
  inputsNote: "what must be carried, and for how long",
  facts: "What it comes to",
  meanHours: "Mean time carried",
  shortest: "Shortest from",
  atMost: (hours: string, most: string) => `${hours} of at most ${most}`,
} as const;

/** A chance above this is one that holds. */
const SURE = 0.999;

const words = (text: string): SentencePart => ({ text });
const strong = (text: string): SentencePart => ({ text, strong: true });

/** Shares near one keep the digits that part them from it: 99.93 %, not 100 %; beyond what anyone can tell, that it is above. */
export function chance(fraction: number): string {
  const missing = 1 - fraction;
  if (missing > 0 && missing < 0.0001) return `over ${percent(0.9999, 2)}`;
  return percent(fraction, missing <= 0 || fraction <= 0 ? 0 : missing < 0.01 ? 2 : missing < 0.1 ? 1 : 0);
}

/** How long outages are ridden through: at four hours and at a day, and from the worst start. */
export function survivalFinding({ hours, meanFraction, worstFraction, meanHours }: SurvivalFinding): Finding {
  const at = (hour: number) => meanFraction[hours.indexOf(hour)] ?? meanFraction.at(-1) ?? 0;
  const [short, long] = [Math.min(4, hours.length), Math.min(24, hours.length)];
  if (hours.length === 0) return { parts: [words(survivalWords.noCurve)], phone: [words(survivalWords.noCurve)] };
  if ((meanFraction[0] ?? 0) < 0.01) return { parts: [words("The site rides through hardly any outage: "), strong(chance(meanFraction[0] ?? 0)), words(" last an hour.")], phone: [words("Hardly any outage is ridden through.")] };
  if ((worstFraction.at(-1) ?? 0) > SURE) {
    const whole = strong(counted(hours.length, "hour", "hours"));
    return { parts: [words("Whenever an outage begins, the site rides through "), whole, words(" of it with a chance of "), strong(chance(worstFraction.at(-1) ?? 0)), words(".")], phone: [whole, words(" are ridden through, whenever they begin.")] };
  }
  const worst = worstFraction[hours.indexOf(long)] ?? worstFraction.at(-1) ?? 0;
  return {
    parts: [
      words("The site rides through "), strong(chance(at(short))), words(` of outages of ${counted(short, "hour", "hours")} and `), strong(chance(at(long))), words(` of ${counted(long, "hour", "hours")}; from the worst hour to begin `),
      strong(chance(worst)), words(`, in the mean it lasts `), strong(`${fixed(meanHours, 1)}${SPACE}h`), words(` of ${hours.length}.`),
    ],
    phone: [words(`${counted(long, "hour", "hours")} are ridden through in `), strong(chance(at(long))), words(".")],
  };
}
