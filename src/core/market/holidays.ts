import type { Axis } from "../time/axis.ts";
import { dayNumber, parseDate, weekday } from "../time/civil.ts";

export type HolidaySet = "none" | "us-nerc";

/** 1 for each civil day of the axis that is a holiday: of the named set, or one of the dates ("2025-07-04"). */
export function holidayDays(axis: Axis, set: HolidaySet, dates: readonly string[]): Uint8Array {
  const days = new Uint8Array(axis.inputs.days);
  const firstDay = parseDate(axis.inputs.start) ?? 0;
  const mark = (dayNo: number | null) => {
    const day = dayNo === null ? -1 : dayNo - firstDay;
    if (day >= 0 && day < days.length) days[day] = 1;
  };
  for (const date of dates) mark(parseDate(date));
  const years = set === "us-nerc" ? new Set(axis.monthLabels.map(({ year }) => year)) : [];
  for (const year of years) for (const dayNo of nercHolidays(year)) mark(dayNo);
  return days;
}

/**
 * The six holidays of the North American Electric Reliability Corporation, as day numbers: New Year's Day, Memorial Day, Independence Day,
 * Labor Day, Thanksgiving, Christmas; one that falls on a Sunday is kept on the Monday after.
 * NERC, "Additional Off-peak Days".
 */
export function nercHolidays(year: number): number[] {
  const onMondayIfSunday = (dayNo: number) => (weekday(dayNo) === 6 ? dayNo + 1 : dayNo);
  const onOrAfter = (dayNo: number, wanted: number) => dayNo + ((wanted - weekday(dayNo) + 7) % 7);
  const [monday, thursday] = [0, 3];
  return [
    onMondayIfSunday(dayNumber(year, 1, 1)),
    onOrAfter(dayNumber(year, 5, 25), monday),
    onMondayIfSunday(dayNumber(year, 7, 4)),
    onOrAfter(dayNumber(year, 9, 1), monday),
    onOrAfter(dayNumber(year, 11, 22), thursday),
    onMondayIfSunday(dayNumber(year, 12, 25)),
  ];
}
