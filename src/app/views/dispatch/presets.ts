import type { RunResult } from "../../../core/result.ts";
import { column } from "../../../core/time/frame.ts";
import { civilOf, midnightMs, stepAt, stepMs, type ClockAxis } from "../../../text/dates.ts";
import type { Preset, TimeWindow } from "../../state/view.ts";

export const presetNames: readonly Preset[] = ["year", "peakWeek", "peakDay", "dearestDay", "events"];

/** Those that this run has something to show for. */
export function presetsOf({ response }: Pick<RunResult, "response">): readonly Preset[] {
  return (response?.calls.length ?? 0) > 0 ? presetNames : presetNames.filter((name) => name !== "events");
}

/** Window of a preset in this run; days and weeks are those of the site's clock, weeks begin on Monday. */
export function presetWindow(preset: Preset, run: RunResult): TimeWindow {
  const { axis } = run;
  switch (preset) {
    case "year": return wholeRun(axis);
    case "peakWeek": {
      const { year, month, day, weekday } = civilOf(axis, highestImportStep(run));
      return within(axis, midnightMs(axis, year, month, day - weekday), midnightMs(axis, year, month, day - weekday + 7));
    }
    case "events": {
      const step = firstEventStep(run);
      if (step === null) return wholeRun(axis);
      const { year, month, day, weekday } = civilOf(axis, step);
      return within(axis, midnightMs(axis, year, month, day - weekday), midnightMs(axis, year, month, day - weekday + 7));
    }
    case "peakDay": return dayOf(axis, highestImportStep(run));
    case "dearestDay": return dayOf(axis, dearestStep(run));
  }
}

export function wholeRun(axis: ClockAxis): TimeWindow {
  return { fromMs: axis.startMs, toMs: stepMs(axis, axis.length) };
}

/** Steps [from, to) of a window, at least one, inside the run. */
export function stepsOf(axis: ClockAxis, { fromMs, toMs }: TimeWindow): { readonly from: number; readonly to: number } {
  const from = Math.min(Math.max(0, stepAt(axis, fromMs)), axis.length - 1);
  return { from, to: Math.min(Math.max(from + 1, stepAt(axis, toMs - 1) + 1), axis.length) };
}

function dayOf(axis: ClockAxis, step: number): TimeWindow {
  const { year, month, day } = civilOf(axis, step);
  return within(axis, midnightMs(axis, year, month, day), midnightMs(axis, year, month, day + 1));
}

/** A week that hangs over an end of the run is moved inside, as long as the run is. */
function within(axis: ClockAxis, fromMs: number, toMs: number): TimeWindow {
  const whole = wholeRun(axis);
  const shift = Math.max(0, whole.fromMs - fromMs) + Math.min(0, whole.toMs - toMs);
  return { fromMs: Math.max(whole.fromMs, fromMs + shift), toMs: Math.min(whole.toMs, toMs + shift) };
}

/** First step of the call that stands in the week with the most called hours; null where nobody calls. */
function firstEventStep({ axis, response }: RunResult): number | null {
  const called = new Map<number, { readonly first: number; steps: number }>();
  for (const { step, steps } of response?.calls ?? []) {
    const { year, month, day, weekday } = civilOf(axis, step);
    const week = midnightMs(axis, year, month, day - weekday);
    const known = called.get(week);
    if (known === undefined) called.set(week, { first: step, steps });
    else known.steps += steps;
  }
  const [fullest] = [...called.values()].toSorted((a, b) => b.steps - a.steps);
  return fullest?.first ?? null;
}

/** First step of the highest import in the run, or in the steps [from, to). */
export function highestImportStep(run: RunResult, from = 0, to = run.axis.length): number {
  const importKw = column(run.frame, "importKw");
  let highest = from;
  for (let i = from + 1; i < to; i++) if (importKw[i]! > importKw[highest]!) highest = i;
  return highest;
}

/** First step of the civil day whose energy cost most at the price of the moment, export taken off. */
function dearestStep(run: RunResult): number {
  const { axis, frame } = run;
  const [importKw, exportKw, buy, sell] = [column(frame, "importKw"), column(frame, "exportKw"), column(frame, "buyPerKwh"), column(frame, "sellPerKwh")];
  let [dearest, highest, start, sum] = [0, -Infinity, 0, 0];
  let end = endOfDay(axis, 0);
  for (let i = 0; i < axis.length; i++) {
    if (i === end) {
      if (sum > highest) [dearest, highest] = [start, sum];
      [start, sum, end] = [i, 0, endOfDay(axis, i)];
    }
    sum += importKw[i]! * buy[i]! - exportKw[i]! * sell[i]!;
  }
  return sum > highest ? start : dearest;
}

function endOfDay(axis: ClockAxis, step: number): number {
  const { year, month, day } = civilOf(axis, step);
  return Math.max(step + 1, stepAt(axis, midnightMs(axis, year, month, day + 1)));
}
