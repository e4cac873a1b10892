import type { Axis } from "../../time/axis.ts";

/** The step at which a clock time falls on a civil day; of a doubled hour the first, undefined for an hour that the day does not have. */
export function stepAtClock(axis: Axis, day: number, minuteOfDay: number): number | undefined {
  const first = axis.dayStart[day]!;
  const end = axis.dayStart[day + 1]!;
  const at = (step: number): number => axis.hour[step]! * 60 + axis.minute[step]!;
  const guess = first + Math.floor(minuteOfDay / axis.stepMinutes);
  if (guess < end && at(guess) <= minuteOfDay && minuteOfDay < at(guess) + axis.stepMinutes && (guess === first || at(guess - 1) < at(guess))) {
    // On the day the clock is set back the first of two equal hours is meant.
    const earlier = guess - Math.round(60 / axis.stepMinutes);
    if (earlier < first || at(earlier) !== at(guess)) return guess;
  }
  for (let step = first; step < end; step++) if (at(step) <= minuteOfDay && minuteOfDay < at(step) + axis.stepMinutes) return step;
  return undefined;
}

/** Minute of the civil day at which a step begins. */
export function minuteOfDay(axis: Axis, step: number): number {
  return axis.hour[step]! * 60 + axis.minute[step]!;
}

/** 1 for each civil day that is a Saturday, a Sunday or one of the holidays. */
export function restDays(axis: Axis, holidays: Uint8Array): Uint8Array {
  return holidays.map((holiday, day) => (holiday === 1 || axis.weekday[axis.dayStart[day]!]! >= 5 ? 1 : 0));
}
