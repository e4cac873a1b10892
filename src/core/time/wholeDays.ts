import { InputError } from "../errors.ts";
import { makeAxis, stepChoices, type Axis, type StepMinutes } from "./axis.ts";
import { DAY_MS, MINUTE_MS, dateText, utcText } from "./civil.ts";
import { laySeries } from "./resample.ts";
import type { Series } from "./series.ts";
import { localMsAt, makeZone } from "./zone.ts";

/** The whole civil days that a series lies in, in steps of its own interval where the axis knows it, else of the next longer. */
export function axisOfSeries(series: Series, timeZone: string, path: string): Axis {
  const endMs = series.startMs + series.values.length * series.stepMinutes * MINUTE_MS;
  const zone = makeZone(timeZone, series.startMs - DAY_MS, endMs + DAY_MS, "timeZone");
  const firstDay = Math.floor(localMsAt(zone, series.startMs) / DAY_MS);
  const lastDay = Math.floor(localMsAt(zone, endMs - 1) / DAY_MS);
  const stepMinutes = stepChoices.find((step) => step >= series.stepMinutes && step % series.stepMinutes === 0);
  if (stepMinutes === undefined) {
    throw new InputError([{ where: { file: path }, found: `intervals of ${series.stepMinutes} min`, allowed: `intervals that fill one of ${stepChoices.join(", ")} min: a tariff's hours cannot be told from longer ones` }]);
  }
  return makeAxis({ start: dateText(firstDay), timeZone, stepMinutes: stepMinutes satisfies StepMinutes, days: lastDay - firstDay + 1, clock: "civil" });
}

/** A series on the axis, kW; what lies beyond the axis is left out, and steps of the first and last day that the file does not hold are 0, and counted. */
export function onWholeDays(series: Series, axis: Axis, path: string): { readonly kw: Float64Array; readonly stepsWithout: number } {
  const stepMs = series.stepMinutes * MINUTE_MS;
  const before = Math.round((series.startMs - axis.startMs) / stepMs);
  const length = (axis.length * axis.stepMinutes) / series.stepMinutes;
  if (series.startMs !== axis.startMs + before * stepMs || !Number.isInteger(length)) {
    throw new InputError([{ where: { file: path }, found: `intervals of ${series.stepMinutes} min from ${utcText(series.startMs)}`, allowed: `intervals that fill hours, counted from midnight of the zone (${utcText(axis.startMs)})` }]);
  }
  const values = new Float64Array(length);
  const kept = series.values.subarray(Math.max(0, -before), length - before);
  values.set(kept, Math.max(0, before));
  const padded: Series = { ...series, startMs: axis.startMs, values };
  return { kw: laySeries(padded, axis, { file: path }).values, stepsWithout: Math.round(((length - kept.length) * series.stepMinutes) / axis.stepMinutes) };
}
