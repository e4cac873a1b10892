import type { Axis } from "../../time/axis.ts";
import { minuteOfDay, stepAtClock } from "./days.ts";
import type { Programme } from "./programme.ts";

/** What a programme's reckoning sees: the meter, and which days it may not look at. */
export type MeteredSite = {
  readonly axis: Axis;
  readonly importKw: Float64Array;
  /** 1 for civil days that no baseline may use: events of any programme, outages, missing data. */
  readonly excludedDay: Uint8Array;
  /** 1 for civil days of the weekend and holidays: a day type of their own. */
  readonly restDay: Uint8Array;
  /** Days before the first that are mirrored from the first ones of the run. */
  readonly historyDays: number;
};

/** Some hours of one event on the axis. */
export type EventSpan = { readonly step: number; readonly steps: number };

export type Baseline = {
  /** Steps of one interval of the reckoning; the last one may be shorter. */
  readonly intervalSteps: number;
  /** kW, one value an interval. */
  readonly baselineKw: readonly number[];
  /** Before the same-day adjustment. */
  readonly unadjustedKw: readonly number[];
  readonly meteredKw: readonly number[];
  /** Level that the hours after the event are compared with, kW, one value a step. */
  readonly afterKw: readonly number[];
  /** Civil days taken, numbers of the run; a negative one is mirrored history. */
  readonly days: readonly number[];
  readonly daysWanted: number;
  /** Times this ratio or plus these kW; null where nothing was adjusted. */
  readonly adjustment: { readonly mode: "ratio" | "additive"; readonly raw: number; readonly used: number; readonly fromStep: number; readonly toStep: number } | null;
};

/**
 * What the site would have drawn in the event, as the programme reckons it (NAESB families: type I from interval history, meter before and after, maximum base load).
 * Days of the same kind before the event, at most `maxLookbackDays` back; the highest `pick` of them by their mean in the event hours; the mean of these hour by hour,
 * scaled to how the day began. On weekends and holidays the last four such days are taken, all of them.
 * @param afterSteps steps behind the event for which the level is wanted too
 */
export function baselineOf({ baseline }: Programme, site: MeteredSite, event: EventSpan, afterSteps = 0): Baseline {
  const { axis, importKw } = site;
  const intervalSteps = Math.max(1, Math.round(baseline.intervalMinutes / axis.stepMinutes));
  const metered = meansOf(importKw, event, intervalSteps);
  const flat = (kw: number, days: readonly number[] = []): Baseline => ({
    intervalSteps, meteredKw: metered, baselineKw: metered.map(() => kw), unadjustedKw: metered.map(() => kw), afterKw: Array<number>(afterSteps).fill(kw), days, daysWanted: days.length, adjustment: null,
  });
  if (baseline.method === "firm-level") return flat(baseline.referenceKw);
  if (baseline.method === "meter-before-after") {
    const hour = Math.max(1, Math.round(1 / axis.stepHours));
    const from = Math.max(0, event.step - hour);
    return flat(event.step > 0 ? meanKw(importKw, from, event.step) : 0);
  }

  const rest = site.restDay[axis.day[event.step]!] === 1;
  const wanted = rest ? Math.min(4, baseline.days) : baseline.days;
  const candidates = similarDays(site, event, wanted, baseline.maxLookbackDays);
  const pick = rest ? wanted : Math.min(baseline.pick, candidates.length);
  const ranked = pick < candidates.length
    ? candidates.map((one) => ({ one, kw: meanKw(importKw, one.step, one.step + event.steps) })).sort((a, b) => b.kw - a.kw).slice(0, pick).map(({ one }) => one)
    : candidates;
  // Without a day to look back on nothing is credited, and nobody can tell what came back.
  if (ranked.length === 0) return { ...flat(0), daysWanted: wanted, afterKw: Array<number>(afterSteps).fill(Infinity) };
  // Level of step `event.step + offset`, mean over the days taken.
  const levelKw = (offset: number): number => {
    let sum = 0;
    for (const { step } of ranked) sum += importKw[clampStep(step + offset, importKw.length)]!;
    return sum / ranked.length;
  };
  const level = Float64Array.from({ length: event.steps + afterSteps }, (_, offset) => levelKw(offset));
  const unadjusted = meansOf(level, { step: 0, steps: event.steps }, intervalSteps);
  const adjustment = adjustmentOf(baseline.adjust, site, event, levelKw);
  const adjusted = (kw: number): number => (adjustment === null ? kw : adjustment.mode === "ratio" ? kw * adjustment.used : kw + adjustment.used);
  return {
    intervalSteps, meteredKw: metered, unadjustedKw: unadjusted, baselineKw: unadjusted.map(adjusted), afterKw: Array.from(level.subarray(event.steps), adjusted),
    days: ranked.map(({ day }) => day), daysWanted: wanted, adjustment,
  };
}

/** The day's step at the event's clock time, for eligible days before it, the latest first; then mirrored days of the run's beginning. */
function similarDays({ axis, excludedDay, restDay, historyDays }: MeteredSite, event: EventSpan, wanted: number, maxLookbackDays: number): { readonly day: number; readonly step: number }[] {
  const eventDay = axis.day[event.step]!;
  const clock = minuteOfDay(axis, event.step);
  const days = axis.dayStart.length - 1;
  const found: { readonly day: number; readonly step: number }[] = [];
  for (let day = eventDay - 1; day >= Math.max(eventDay - maxLookbackDays, -historyDays) && found.length < wanted; day--) {
    // Day −1 mirrors the run's first day, −2 its second.
    const real = day >= 0 ? day : -1 - day;
    if (real >= days || real === eventDay || excludedDay[real] === 1 || restDay[real] !== restDay[eventDay]) continue;
    const step = stepAtClock(axis, real, clock);
    if (step !== undefined && step + event.steps <= axis.length) found.push({ day, step });
  }
  return found;
}

function adjustmentOf({ mode, cap, windowStartHoursBefore, windowHours }: Programme["baseline"]["adjust"], { axis, importKw }: MeteredSite, event: EventSpan, levelKw: (offset: number) => number): Baseline["adjustment"] {
  if (mode === "none") return null;
  const fromStep = event.step - Math.round(windowStartHoursBefore / axis.stepHours);
  const toStep = fromStep + Math.max(1, Math.round(windowHours / axis.stepHours));
  if (fromStep < 0) return null;
  const actual = meanKw(importKw, fromStep, toStep);
  let expected = 0;
  for (let step = fromStep; step < toStep; step++) expected += levelKw(step - event.step);
  expected /= toStep - fromStep;
  if (expected <= 0) return null;
  const raw = mode === "ratio" ? actual / expected : actual - expected;
  const [low, high] = mode === "ratio" ? [1 - cap, 1 + cap] : [-cap * expected, cap * expected];
  return { mode, raw, used: raw < low ? low : raw > high ? high : raw, fromStep, toStep };
}

/** How far the baseline misses on days without an event; above this PJM calls it unfit. */
export const UNFIT_RRMSE = 0.2;

export type BaselineFitness = { readonly rrmseFraction: number; readonly days: number; readonly fit: boolean };

/**
 * Relative root mean square error of the baseline in the hours of an event on every eligible day of the season without one: √mean((B − M)²) ÷ mean(M).
 * PJM Manual 19; undefined where there is no such day or the method reckons from no days.
 */
export function baselineFitness(programme: Programme, site: MeteredSite, event: EventSpan): BaselineFitness | undefined {
  if (programme.baseline.method === "firm-level") return undefined;
  const { axis } = site;
  const clock = minuteOfDay(axis, event.step);
  const eventRest = site.restDay[axis.day[event.step]!];
  let [squares, metered, count, days] = [0, 0, 0, 0];
  for (let day = 1; day < axis.dayStart.length - 1; day++) {
    const step = stepAtClock(axis, day, clock);
    if (step === undefined || step + event.steps > axis.length || site.excludedDay[day] === 1 || site.restDay[day] !== eventRest || !programme.season.months.includes(axis.month[step]! + 1)) continue;
    const { baselineKw, meteredKw } = baselineOf(programme, site, { step, steps: event.steps });
    for (let k = 0; k < meteredKw.length; k++) {
      const miss = baselineKw[k]! - meteredKw[k]!;
      squares += miss * miss;
      metered += meteredKw[k]!;
      count++;
    }
    days++;
  }
  if (count === 0 || metered <= 0) return undefined;
  const rrmseFraction = Math.sqrt(squares / count) / (metered / count);
  return { rrmseFraction, days, fit: rrmseFraction <= UNFIT_RRMSE };
}

/** Means over intervals of so many steps from the event's start; the last may be shorter. */
function meansOf(kw: Float64Array, { step, steps }: EventSpan, intervalSteps: number): number[] {
  const means: number[] = [];
  for (let from = step; from < step + steps; from += intervalSteps) means.push(meanKw(kw, from, Math.min(from + intervalSteps, step + steps)));
  return means;
}

function meanKw(kw: Float64Array, from: number, to: number): number {
  let sum = 0;
  for (let i = from; i < to; i++) sum += kw[clampStep(i, kw.length)]!;
  return sum / (to - from);
}

function clampStep(step: number, length: number): number {
  return step < 0 ? 0 : step >= length ? length - 1 : step;
}
