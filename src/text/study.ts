import { percent } from "./numbers.ts";

/** Words that views of studies share. */
export const study = {
  failed: "This question could not be answered",
  waiting: "Computing",
  progress: "Progress",
  computing: (fraction: number) => (fraction > 0 ? percent(fraction, 0) : "computing"),
  cancel: "Cancel",
  run: "Run",
  question: "Question",
  views: { survival: "Survival" },
} as const;
