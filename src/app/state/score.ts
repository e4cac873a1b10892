import { computed, effect, signal } from "@preact/signals";
import { CancelledError } from "../../core/errors.ts";
import type { ScoredYear } from "../../core/measures/score/scoredYear.ts";
import { needsSolver } from "../../core/strategies/index.ts";
import { documentNow, isMoving } from "./document.ts";
import { engine } from "./engine.ts";
import { dataFiles } from "./dataFiles.ts";
import { finished, seed, type Finished } from "./results.ts";
import { screen } from "./view.ts";

/** The score of a finished run, year by year; it stays in view while a newer one is made. */
export type Scored = { readonly years: readonly ScoredYear[]; readonly of: Finished };
export const scored = signal<Scored | null>(null);
export const isScoreStale = computed(() => scored.value !== null && scored.value.of.scenario !== documentNow.value?.scenario);
/** A run that could be made and not be scored. */
export const scoreFailure = signal<Error | null>(null);

/**
 * Scores the run in view as soon as it is there and nothing is dragged; called once by `main.tsx`. What plans with a solver is solved
 * again for it, and so waits until the score is looked at.
 */
export function followScore(): () => void {
  return effect(() => {
    const made = finished.value;
    if (made === null || isMoving.value || made.scenario !== documentNow.value?.scenario || scored.peek()?.of === made) return;
    if (needsSolver(made.scenario.strategy) && screen.value !== "flexibility") {
      scored.value = null;
      return;
    }
    const { scenario } = made;
    void engine.latest("score", { scenario, seed: seed.value, keep: "summary", score: true }, dataFiles.value).then(({ score = [] }) => {
      scored.value = { years: score, of: made };
      scoreFailure.value = null;
    }, (error: unknown) => {
      if (!(error instanceof CancelledError)) scoreFailure.value = error instanceof Error ? error : new Error(String(error));
    });
  });
}
