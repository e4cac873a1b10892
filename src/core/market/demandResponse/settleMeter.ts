import { InputError } from "../../errors.ts";
import type { Axis } from "../../time/axis.ts";
import { MINUTE_MS, parseDate, utcText } from "../../time/civil.ts";
import type { Series } from "../../time/series.ts";
import { axisOfSeries, onWholeDays } from "../../time/wholeDays.ts";
import { instantsOf } from "../../time/zone.ts";
import { holidayDays, type HolidaySet } from "../holidays.ts";
import { restDays } from "./days.ts";
import { parseStamp, type Programme } from "./programme.ts";
import { settleProgramme, type ProgrammeEvent, type ProgrammeSettlement } from "./settleProgramme.ts";

/** One event to settle; `start` by the meter's clock where it names none. */
export type MeterEvent = { readonly start: string; readonly durationMinutes: number; readonly reduceKw?: number | undefined; readonly firmKw?: number | undefined };

/** A measured load, kW; NaN where a value is missing. */
export type Meter = { readonly series: Series; readonly timeZone: string; readonly file: string };

export type MeterDays = {
  readonly holidays: HolidaySet;
  readonly holidayDates: readonly string[];
  /** Further days that no baseline may use: dates. */
  readonly excludedDates: readonly string[];
  readonly historyDays: number;
};

export type MeterSettlement = { readonly settlement: ProgrammeSettlement; readonly axis: Axis; /** Days that are not whole in the file: no baseline's. */ readonly gapDays: number };

/**
 * Settles a measured load: its whole civil days become the site that the programme's baselines look back on.
 * @throws InputError where an event lies beyond the load, or the load cannot be laid on days
 */
export function settleMeter({ series, timeZone, file }: Meter, events: readonly MeterEvent[], eventsFile: string, programme: Programme, { holidays, holidayDates, excludedDates, historyDays }: MeterDays): MeterSettlement {
  const axis = axisOfSeries(series, timeZone, file);
  const excludedDay = new Uint8Array(axis.inputs.days);
  const { whole, gapDays } = withoutGaps(series, axis, excludedDay);
  const { kw: importKw } = onWholeDays(whole, axis, file);
  const firstDay = parseDate(axis.inputs.start) ?? 0;
  for (const date of excludedDates) {
    const day = (parseDate(date) ?? NaN) - firstDay;
    if (day >= 0 && day < excludedDay.length) excludedDay[day] = 1;
  }
  const spans = events.map((event) => placeMeterEvent(event, axis, eventsFile));
  for (const { step, steps } of spans) for (let day = axis.day[step]!; day <= axis.day[step + steps - 1]!; day++) excludedDay[day] = 1;
  const restDay = restDays(axis, holidayDays(axis, holidays, holidayDates));
  return { settlement: settleProgramme(programme, { axis, importKw, excludedDay, restDay, historyDays }, spans), axis, gapDays };
}

/** Where an event lies on the meter's axis. @throws InputError where it does not lie within */
export function placeMeterEvent({ start, durationMinutes, reduceKw, firmKw }: MeterEvent, axis: Axis, file: string): ProgrammeEvent {
  const stamp = parseStamp(start);
  const utcMs = stamp === null ? NaN : stamp.local ? instantsOf(axis.zone, stamp.ms).utcMs : stamp.ms;
  const step = Math.round((utcMs - axis.startMs) / (axis.stepMinutes * MINUTE_MS));
  const steps = Math.max(1, Math.round(durationMinutes / axis.stepMinutes));
  if (!(step >= 0 && step + steps <= axis.length)) {
    throw new InputError([{ where: { file }, found: `an event at ${start} for ${durationMinutes} min`, allowed: `events within the metered load, ${utcText(axis.startMs)} to ${utcText(axis.startMs + axis.length * axis.stepMinutes * MINUTE_MS)}` }]);
  }
  return { step, steps, ...(reduceKw === undefined ? {} : { reduceKw }), ...(firmKw === undefined ? {} : { firmKw }) };
}

/** Marks the days in which a value is missing, or which the file does not hold in full; what is missing counts as 0 in what is left. */
function withoutGaps(series: Series, axis: Axis, excludedDay: Uint8Array): { readonly whole: Series; readonly gapDays: number } {
  const { startMs, stepMinutes, values } = series;
  const stepMs = axis.stepMinutes * MINUTE_MS;
  let gapDays = 0;
  for (let day = 0; day < excludedDay.length; day++) {
    const from = (axis.startMs + axis.dayStart[day]! * stepMs - startMs) / (stepMinutes * MINUTE_MS);
    const to = (axis.startMs + axis.dayStart[day + 1]! * stepMs - startMs) / (stepMinutes * MINUTE_MS);
    let isWhole = from >= 0 && to <= values.length;
    for (let k = Math.max(0, from); isWhole && k < to; k++) isWhole = Number.isFinite(values[k]);
    if (isWhole) continue;
    excludedDay[day] = 1;
    gapDays++;
  }
  return { whole: { ...series, values: values.map((value) => (Number.isFinite(value) ? value : 0)) }, gapDays };
}
