import type { RunResult } from "../../../core/result.ts";
import { civilOf, midnightMs, stepMs } from "../../../text/dates.ts";
import { cursor, showWindow, timeWindow } from "../../state/view.ts";
import { wholeRun } from "./presets.ts";

/** Puts the cursor on a step and locks it; the window moves to the step's week where it does not hold the step already. */
export function showStep({ axis }: RunResult, step: number): void {
  const at = stepMs(axis, step);
  const window = timeWindow.value;
  const whole = wholeRun(axis);
  const isYear = window !== null && window.fromMs <= whole.fromMs && window.toMs >= whole.toMs;
  if (window === null || isYear || at < window.fromMs || at >= window.toMs) {
    const { year, month, day, weekday } = civilOf(axis, step);
    const fromMs = Math.max(whole.fromMs, midnightMs(axis, year, month, day - weekday));
    showWindow({ fromMs, toMs: Math.min(whole.toMs, midnightMs(axis, year, month, day - weekday + 7)) }, null);
  }
  cursor.value = { step, locked: true };
}
