import type { MeteredCall, MeterClock } from "../core/measures/meteredCalls.ts";
import { quantityText, scaleFor } from "../text/numbers.ts";
import { measured as words } from "../text/measured.ts";
import { eventInspector, type EventInspectorModel } from "./eventInspector.ts";
import type { StudyChart } from "./made.ts";

const BEFORE_MINUTES = 100;
const AFTER_MINUTES = 130;

/** One call on a power log with the hours around it: the base of the hour before stands for the baseline. Null where the log cannot tell. */
export function measuredEventModel(clock: MeterClock, kw: Float64Array, { fromMs, toMs, askedFraction, measured }: MeteredCall): EventInspectorModel | null {
  if (measured === null) return null;
  const sampleAt = (ms: number) => Math.round((ms - clock.startMs) / (clock.stepMinutes * 60_000));
  const [eventFrom, eventTo] = [sampleAt(fromMs), sampleAt(toMs)];
  const from = Math.max(0, eventFrom - Math.round(BEFORE_MINUTES / clock.stepMinutes));
  const to = Math.min(clock.length, eventTo + Math.round(AFTER_MINUTES / clock.stepMinutes));
  // What is missing before or after is drawn as nothing.
  const meteredKw = kw.slice(from, to).map((value) => (Number.isFinite(value) ? value : 0));
  const level = (value: number) => new Float64Array(eventTo - eventFrom).fill(value);
  return {
    axis: clock, from, to, eventFrom, eventTo, ask: words.ask(askedFraction), meteredKw, idleKw: null, baselineKw: level(measured.baseKw), isSettled: true, goalKw: level(measured.baseKw * (1 - askedFraction)),
    deliveredKw: measured.baseKw - measured.meanKw, reboundHours: 2, unit: scaleFor(Math.max(...meteredKw, 0), "kW"),
  };
}

/** A measured call, drawn as a simulated one is. */
export const measuredEvent: StudyChart<EventInspectorModel> = {
  ...eventInspector,
  title: words.chart,
  summary: (model) => `${eventInspector.summary(model)} ${words.base}: ${quantityText(model.baselineKw?.[0] ?? 0, "kW")}.`,
};
