import { InputError, type Issue } from "../errors.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS, civilDate, parseDate, weekday as weekdayOf } from "./civil.ts";
import { fixedZone, makeZone, offsetMinutesAt, standardOffsetMinutes, startOfDayMs, type Zone } from "./zone.ts";

export const stepChoices = [5, 10, 15, 20, 30, 60] as const;
export type StepMinutes = (typeof stepChoices)[number];

/** Ten years and their leap days. */
export const LONGEST_RUN_DAYS = 3660;

/** What a scenario says of its time axis: its group `time` and the zone of its `site`. */
export type AxisInputs = {
  /** First civil day, "2025-01-01". */
  readonly start: string;
  readonly timeZone: string;
  readonly stepMinutes: StepMinutes;
  readonly days: number;
  /** "standard" ignores daylight saving, as SAM and REopt do. */
  readonly clock: "civil" | "standard";
};

/**
 * A uniform axis in absolute time with the civil clock of its zone: step i covers [startMs + i·stepMinutes, …).
 * The civil columns are those of the step's start.
 */
export type Axis = {
  readonly inputs: AxisInputs;
  readonly zone: Zone;
  readonly startMs: number;
  readonly stepMinutes: number;
  readonly stepHours: number;
  readonly length: number;
  /** 0 = January. */
  readonly month: Uint8Array;
  /** Civil clock hour, 0…23. */
  readonly hour: Uint8Array;
  /** Minute of the civil hour. */
  readonly minute: Uint8Array;
  /** 0 = Monday … 6 = Sunday. */
  readonly weekday: Uint8Array;
  /** Civil day since the first, 0…. */
  readonly day: Uint16Array;
  /** Civil calendar month since the first, 0…: the billing month. */
  readonly billingMonth: Uint16Array;
  /** Offset of the civil clock from UTC, minutes east. */
  readonly offsetMinutes: Int16Array;
  /** First step of each civil day, and `length` at the end. */
  readonly dayStart: Uint32Array;
  /** First step of each billing month, and `length` at the end. */
  readonly monthStart: Uint32Array;
  /** Calendar year and month (1…12) of each billing month. */
  readonly monthLabels: readonly { readonly year: number; readonly month: number }[];
};

/**
 * The axis of a run, from the first instant of its first civil day to the end of its last. Where a step does not divide the
 * span (an hour, and a clock that moves by half of one), the last step reaches beyond it.
 * @throws InputError for a date, zone, step or length that cannot be
 */
export function makeAxis(inputs: AxisInputs): Axis {
  const firstDay = checkedFirstDay(inputs);
  const { timeZone, stepMinutes, days } = inputs;
  const stepMs = stepMinutes * MINUTE_MS;
  const { zone, startMs, endMs } = spanOf(inputs, firstDay);
  const length = Math.ceil((endMs - startMs) / stepMs);
  if (length < 1) throw new InputError([{ where: { path: "time.start" }, found: inputs.start, allowed: `a day that ${timeZone} had` }]);

  const calendar = calendarOf(firstDay, days);
  const month = new Uint8Array(length);
  const hour = new Uint8Array(length);
  const minute = new Uint8Array(length);
  const weekday = new Uint8Array(length);
  const day = new Uint16Array(length);
  const billingMonth = new Uint16Array(length);
  const offsetMinutes = new Int16Array(length);
  const dayStart = new Uint32Array(days + 1).fill(length);
  const monthStart = new Uint32Array(calendar.labels.length + 1).fill(length);

  let next = 0;
  let offset = zone.firstOffsetMinutes;
  let today = -1;
  let thisMonth = -1;
  for (let i = 0; i < length; i++) {
    const utcMs = startMs + i * stepMs;
    while (next < zone.transitions.length && utcMs >= (zone.transitions[next] as { atMs: number }).atMs) {
      offset = (zone.transitions[next] as { offsetMinutes: number }).offsetMinutes;
      next++;
    }
    const localMs = utcMs + offset * MINUTE_MS;
    const civilDay = Math.floor(localMs / DAY_MS);
    // A clock set back just after midnight (Newfoundland to 2011) would return to the day before: a day once begun goes on.
    // The last step's day is the run's last, also where the clock is set back at its end.
    const d = Math.min(Math.max(civilDay - firstDay, today, 0), days - 1);
    while (today < d) dayStart[++today] = i;
    const m = calendar.billingMonth[d] as number;
    while (thisMonth < m) monthStart[++thisMonth] = i;
    const ofDay = localMs - civilDay * DAY_MS;
    const h = Math.floor(ofDay / HOUR_MS);
    hour[i] = h;
    minute[i] = (ofDay - h * HOUR_MS) / MINUTE_MS;
    day[i] = d;
    month[i] = calendar.month[d] as number;
    weekday[i] = calendar.weekday[d] as number;
    billingMonth[i] = m;
    offsetMinutes[i] = offset;
  }
  return {
    inputs, zone, startMs, stepMinutes, stepHours: stepMinutes / 60, length,
    month, hour, minute, weekday, day, billingMonth, offsetMinutes, dayStart, monthStart, monthLabels: calendar.labels,
  };
}

/** Number of the run's first civil day, after the check of all that the axis is made from. */
function checkedFirstDay({ start, stepMinutes, days }: AxisInputs): number {
  const firstDay = parseDate(start);
  const year = firstDay === null ? NaN : civilDate(firstDay).year;
  const issues: Issue[] = [];
  if (firstDay === null || year < 1970 || year > 2200) issues.push({ where: { path: "time.start" }, found: JSON.stringify(start), allowed: "a date from 1970-01-01 to 2200-12-31" });
  if (!stepChoices.includes(stepMinutes)) issues.push({ where: { path: "time.stepMinutes" }, found: String(stepMinutes), allowed: stepChoices.join(", ") });
  if (!(Number.isInteger(days) && days >= 1 && days <= LONGEST_RUN_DAYS)) issues.push({ where: { path: "time.days" }, found: String(days), allowed: `1 … ${LONGEST_RUN_DAYS}` });
  if (issues.length > 0 || firstDay === null) throw new InputError(issues);
  return firstDay;
}

/** First and last instant of the run, and its clock between them. */
function spanOf({ timeZone, clock, days }: AxisInputs, firstDay: number): { readonly zone: Zone; readonly startMs: number; readonly endMs: number } {
  // Two days about: local midnight lies up to 14 hours from that of UTC.
  const wide = clock === "standard"
    ? fixedZone(timeZone, standardOffsetMinutes(timeZone, firstDay * DAY_MS))
    : makeZone(timeZone, (firstDay - 2) * DAY_MS, (firstDay + days + 2) * DAY_MS);
  const startMs = startOfDayMs(wide, firstDay);
  const endMs = startOfDayMs(wide, firstDay + days);
  // What stands in the result's provenance is what the run met.
  const transitions = wide.transitions.filter(({ atMs }) => atMs > startMs && atMs < endMs);
  return { zone: { timeZone, firstOffsetMinutes: offsetMinutesAt(wide, startMs), transitions }, startMs, endMs };
}

/** Month, weekday and billing month of each civil day of the run. */
function calendarOf(firstDay: number, days: number) {
  const month = new Uint8Array(days);
  const weekday = new Uint8Array(days);
  const billingMonth = new Uint16Array(days);
  const labels: { readonly year: number; readonly month: number }[] = [];
  for (let d = 0; d < days; d++) {
    const date = civilDate(firstDay + d);
    if (d === 0 || date.day === 1) labels.push({ year: date.year, month: date.month });
    month[d] = date.month - 1;
    weekday[d] = weekdayOf(firstDay + d);
    billingMonth[d] = labels.length - 1;
  }
  return { month, weekday, billingMonth, labels };
}
