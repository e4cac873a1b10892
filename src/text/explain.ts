import { CancelledError, InfeasibleError, InputError, LimitError } from "../core/errors.ts";
import type { Issue, Place } from "../core/errors.ts";

/** What went wrong in sentences, one issue a line: for dialog and terminal alike. */
export function explain(error: unknown): string {
  if (error instanceof InputError) return error.issues.map(explainIssue).join("\n");
  if (error instanceof LimitError) return `${error.limit}: found ${error.found}; at most ${error.allowed} is allowed.`;
  if (error instanceof InfeasibleError) return `No plan keeps ${error.limit}: ${error.shortKw} kW short at the worst, in steps ${error.firstStep} to ${error.lastStep}.`;
  if (error instanceof CancelledError) return "Cancelled.";
  return error instanceof Error ? error.message : String(error);
}

/** "load.csv, line 7: found "12;5"; allowed: a number." */
export function explainIssue({ where, found, allowed }: Issue): string {
  return `${explainPlace(where)}: found ${found}; allowed: ${allowed}.`;
}

function explainPlace({ file, line, path }: Place): string {
  return [file, line === undefined ? undefined : `line ${line}`, path].filter((part) => part !== undefined && part !== "").join(", ") || "input";
}
