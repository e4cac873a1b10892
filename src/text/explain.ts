import { toErrorRecord } from "../core/errors.ts";
import type { ErrorRecord, Issue, Place } from "../core/errors.ts";
import { spanText } from "./dates.ts";
import type { ClockAxis } from "./dates.ts";
import { integer, quantityText } from "./numbers.ts";

/** More characters of a user's own text than this are not repeated to him. */
const LONGEST_QUOTE = 120;
/** More issues than this are counted, not listed. */
const MOST_ISSUES = 50;

/**
 * What went wrong in sentences, one an issue: where, what was found, what is allowed. The same for dialog and terminal.
 * @param error anything thrown, or what crossed a thread
 * @param axis names the hours of a limit that cannot be kept; without it they are steps
 */
export function explainError(error: unknown, axis?: ClockAxis): string[] {
  const record = isRecord(error) ? error : toErrorRecord(error);
  switch (record.name) {
    case "InputError": return explainIssues(record.issues);
    case "InfeasibleError": return [
      `${limitName(record.limit)} is ${quantityText(record.shortKw, "kW")} short ${axis === undefined ? `in steps ${integer(record.firstStep)} to ${integer(record.lastStep)}` : `on ${spanText(axis, record.firstStep, record.lastStep + 1)}`}.`,
    ];
    case "LimitError": return [`${record.limit}: found ${quoted(record.found)}; at most ${record.allowed}.`];
    case "CancelledError": return ["Cancelled."];
    case "Bug": return [`GridFlex made an error, not you: ${quoted(record.message)}`];
  }
}

/** All of it as one text, a sentence a line. */
export function explain(error: unknown, axis?: ClockAxis): string {
  return explainError(error, axis).join("\n");
}

export function explainIssues(issues: readonly Issue[]): string[] {
  const sentences = issues.slice(0, MOST_ISSUES).map(explainIssue);
  const more = issues.length - sentences.length;
  return more === 0 ? sentences : [...sentences, `And ${integer(more)} more.`];
}

/** "load.csv, line 4,312: found 1.2.4; expected a number." */
export function explainIssue({ where, found, allowed }: Issue): string {
  const place = placeText(where);
  const sentence = `${found === "" ? "nothing" : quoted(found)}${allowed === "" ? "" : `; allowed: ${allowed}`}`;
  return `${place === "" ? "Found" : `${place}: found`} ${sentence.replace(/\.$/, "")}.`;
}

/** "load.csv, line 4,312, battery.powerKw". */
export function placeText({ file, line, path }: Place): string {
  return [file === undefined ? undefined : quoted(file), line === undefined ? undefined : `line ${integer(line)}`, path === "" ? undefined : path]
    .filter((part) => part !== undefined).join(", ");
}

/** Foreign text on one line, without control or direction characters, cut to a readable length. */
export function quoted(text: string): string {
  const plain = text.replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, " ").trim();
  const letters = Array.from(plain);
  return letters.length <= LONGEST_QUOTE ? plain : `${letters.slice(0, LONGEST_QUOTE - 1).join("")}…`;
}

const limitNames: Readonly<Record<string, string>> = {
  importLimitKw: "Import limit", exportLimitKw: "Export limit", hallItKw: "Hall capacity", importLimit: "Import limit", exportLimit: "Export limit", hallCapacity: "Hall capacity",
};

function limitName(limit: string): string {
  return limitNames[limit] ?? quoted(limit);
}

function isRecord(error: unknown): error is ErrorRecord {
  // An error that crossed a thread is plain data with one of these names; a thrown one is an Error.
  return typeof error === "object" && error !== null && !(error instanceof Error)
    && ["InputError", "InfeasibleError", "LimitError", "CancelledError", "Bug"].includes((error as { name?: unknown }).name as string);
}
