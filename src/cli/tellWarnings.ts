import type { RunResult } from "../core/result.ts";
import { strategyFindingTexts } from "../text/strategyFindings.ts";
import { warningText } from "../text/warnings.ts";
import type { Io } from "./command.ts";

/** What the reader of a result must know: warnings, and what the strategy found out about itself. */
function sentencesOf(result: RunResult): string[] {
  return [...result.warnings.map(warningText), ...strategyFindingTexts(result)];
}

export function tellWarnings(result: RunResult, io: Io): void {
  for (const sentence of sentencesOf(result)) io.stderr(`${sentence}\n`);
}

/** What all runs share is told once, the rest under the name of its run. */
export function tellSharedWarnings(runs: readonly { readonly strategy: string; readonly result: RunResult }[], io: Io): void {
  const told = runs.map(({ strategy, result }) => ({ strategy, sentences: sentencesOf(result) }));
  const shared = new Set(told[0]?.sentences.filter((sentence) => told.every(({ sentences }) => sentences.includes(sentence))));
  for (const sentence of shared) io.stderr(`${sentence}\n`);
  for (const { strategy, sentences } of told) for (const sentence of sentences) if (!shared.has(sentence)) io.stderr(`${strategy}: ${sentence}\n`);
}
