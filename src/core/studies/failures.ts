import type { ErrorRecord } from "../errors.ts";
import type { Outcome } from "./study.ts";

/** Runs of a study that failed: how many, and the first of them with their place among the runs and why. */
export type Failures = { count: number; readonly first: { readonly index: number; readonly error: ErrorRecord }[] };

/** More errors of one study are counted, not told. */
const MOST_TOLD = 20;

export function noFailures(): Failures {
  return { count: 0, first: [] };
}

export function countFailure(failures: Failures, { index, error }: Extract<Outcome, { readonly ok: false }>): void {
  failures.count++;
  // Where our code stood differs from machine to machine, and is no part of a finding.
  if (failures.first.length < MOST_TOLD) failures.first.push({ index, error: error.name === "Bug" ? { ...error, stack: "" } : error });
}
