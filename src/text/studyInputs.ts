import { counted } from "./numbers.ts";

/** Words of the inputs that several studies take. */
export const studyInputWords = {
  ranges: "Inputs that vary",
  suggested: "a fifth down and up (?)",
  suggestedHelp: "Chosen by the page from what this site has, not measured: set ends of your own, or add and remove.",
  chosen: (count: number) => counted(count, "input", "inputs"),
  none: "None: the seeds alone",
  low: (title: string) => `${title}, low end`,
  high: (title: string) => `${title}, high end`,
  to: "to",
  now: (value: string) => `now ${value}`,
  remove: (title: string) => `Remove ${title}`,
  add: (count: number) => `Add one of ${counted(count, "number", "numbers")}`,
  nothing: (search: string) => `No number of this site is called "${search}".`,
  more: (count: number) => `and ${counted(count, "more", "more")}: search further`,
  backwards: "The low end must be below the high one.",
  backToSuggested: "Back to the page's choice",
  edited: "Inputs that vary",
  figure: "Figure",
  gone: "no number of this site",
} as const;
