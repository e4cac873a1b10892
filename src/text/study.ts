import { counted, integer, percent, SPACE } from "./numbers.ts";

/** Words that views of studies share. */
export const study = {
  failed: "This question could not be answered",
  waiting: "Computing",
  progress: "Progress",
  computing: (fraction: number) => (fraction > 0 ? percent(fraction, 0) : "computing"),
  cancel: "Cancel",
  run: "Run",
  question: "Question",
  views: { survival: "Survival", uncertainty: "Uncertainty", sensitivity: "Sensitivity", tradeOffs: "Trade-offs", sizing: "Sizing", foresight: "Foresight", tuner: "Tuner" },
  runs: (runs: number | null, isAtMost = false) => (runs === null ? "Run" : `Run ${isAtMost ? "up to " : ""}${counted(runs, "run", "runs")}`),
  inputs: "Inputs",
  closeInputs: "Close the inputs",
  done: (done: number, expected: number | undefined, secondsLeft: number | undefined) => `${expected === undefined ? counted(done, "run", "runs") : `${integer(done)} of ${counted(expected, "run", "runs")}`}${secondsLeft === undefined ? "" : `, ${left(secondsLeft)} left`}`,
  stopped: "Stopped: shown is what was known by then",
  stale: "Shown is the answer to other inputs",
  failedRuns: (count: number, why: string) => `${counted(count, "run", "runs")} failed and ${count === 1 ? "is" : "are"} left out. The first: ${why}`,
  announced: { running: "Computing", stopped: "Stopped", done: "Computed" },
  save: "Save the result",
  saveJson: "Result, JSON",
  saveTable: "Table, CSV",
  opened: (name: string) => `Opened ${name}`,
} as const;

/** As exact as anyone waits: seconds up to two minutes, then minutes. */
function left(seconds: number): string {
  return seconds < 120 ? `${integer(Math.max(1, Math.ceil(seconds)))}${SPACE}s` : `${integer(seconds / 60)}${SPACE}min`;
}
