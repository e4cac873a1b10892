import { computed, effect } from "@preact/signals";
import { result } from "../../state/results.ts";
import { cursor, showWindow, timeWindow, windowPreset, type Preset } from "../../state/view.ts";
import { highestImportStep, presetWindow, stepsOf, wholeRun } from "./presets.ts";

/** Steps [from, to) in view. */
export const windowSteps = computed(() => {
  const run = result.value;
  if (run === null) return { from: 0, to: 0 };
  return stepsOf(run.axis, timeWindow.value ?? wholeRun(run.axis));
});

/** The step that readout and chart stand at: where the cursor is, else the highest import in view. */
export const readStep = computed(() => {
  const run = result.value;
  if (run === null) return 0;
  const { step } = cursor.value;
  if (step !== null && step < run.axis.length) return step;
  const { from, to } = windowSteps.value;
  return highestImportStep(run, from, to);
});

export function choosePreset(preset: Preset): void {
  const run = result.value;
  if (run !== null) showWindow(presetWindow(preset, run), preset);
}

/** Gives the first result of a scenario its window; a window that lies outside a new run's days falls back to the preset. */
export function followResult(): () => void {
  return effect(() => {
    const run = result.value;
    if (run === null) return;
    const window = timeWindow.peek();
    const whole = wholeRun(run.axis);
    if (window !== null && window.fromMs < whole.toMs && window.toMs > whole.fromMs) return;
    timeWindow.value = presetWindow(windowPreset.peek() ?? "peakWeek", run);
    windowPreset.value ??= "peakWeek";
  });
}
