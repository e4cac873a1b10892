import type { Warning } from "../core/errors.ts";
import { warningText } from "../text/warnings.ts";
import type { Io } from "./command.ts";

export function tellWarnings(warnings: readonly Warning[], io: Io): void {
  for (const warning of warnings) io.stderr(`${warningText(warning)}\n`);
}

/** What all runs share is told once, the rest under the name of its run. */
export function tellSharedWarnings(runs: readonly { readonly run: string; readonly warnings: readonly Warning[] }[], io: Io): void {
  const told = runs.map(({ run, warnings }) => ({ run, sentences: warnings.map(warningText) }));
  const shared = new Set(told[0]?.sentences.filter((sentence) => told.every(({ sentences }) => sentences.includes(sentence))));
  for (const sentence of shared) io.stderr(`${sentence}\n`);
  for (const { run, sentences } of told) for (const sentence of sentences) if (!shared.has(sentence)) io.stderr(`${run}: ${sentence}\n`);
}
