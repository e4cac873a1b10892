import { clockText, civilOf, dateText, dayText } from "../text/dates.ts";
import type { Civil, ClockAxis } from "../text/dates.ts";
import { strings } from "../text/strings.ts";
import { dayStarts, monthStarts } from "./bins.ts";
import { textWidth } from "./textWidth.ts";

/** Upright lines and names of a time axis. A name stands in the middle of what it names, an hour at its line. */
export type TimeTicks = {
  readonly lines: readonly number[];
  readonly labels: readonly { readonly x: number; readonly text: string }[];
};

const GAP = 10;
const CLOCK_MINUTES = [5, 10, 15, 30, 60, 120, 180, 240, 360, 720];
const DAYS = [1, 2, 3, 7, 14];

/**
 * Days or months as the width allows, hours where the window is two days at most.
 * @param overhang px that the last hour's name may stand out at the right
 */
export function timeTicks(axis: ClockAxis, from: number, to: number, xOf: (step: number) => number, overhang = 0): TimeTicks {
  if (to <= from) return { lines: [], labels: [] };
  const days = ((to - from) * axis.stepMinutes) / 1440;
  if (days <= 2.01) return hourTicks(axis, from, to, xOf, overhang);
  const left = xOf(from);
  const right = xOf(to);
  const dayPx = (right - left) / days;
  const starts = dayStarts(axis, from, to);
  for (const name of [dayText, dateText, shortDay]) {
    if (days > 16) break;
    if (name === shortDay && days > 8) break;
    if (Math.max(...starts.map((step) => textWidth(name(civilOf(axis, step)), 11))) + GAP <= dayPx) return spans(starts, name, axis, from, to, xOf);
  }
  if (days <= 100) {
    const every = DAYS.find((count) => textWidth("30 Sep", 11) + GAP <= dayPx * count);
    if (every !== undefined) return dated(every === 7 || every === 14 ? mondays(axis, starts, every / 7) : starts.filter((_, i) => i % every === 0), axis, right, xOf);
  }
  return monthTicks(axis, from, to, xOf);
}

/** Names of the months between their lines; initials or every second one where it is narrow. */
export function monthTicks(axis: ClockAxis, from: number, to: number, xOf: (step: number) => number): TimeTicks {
  const starts = monthStarts(axis, from, to);
  const years = new Set(starts.map((step) => civilOf(axis, step).year)).size;
  const monthPx = (xOf(to) - xOf(from)) / Math.max(1, starts.length);
  if (years > 2 || monthPx < textWidth("M", 11) + 3) {
    const januaries = starts.filter((step) => civilOf(axis, step).month === 1);
    return spans(januaries.length > 0 ? januaries : starts.slice(0, 1), ({ year }) => String(year), axis, from, to, xOf);
  }
  const name = monthPx >= textWidth("May", 11) + GAP ? ({ month }: Civil) => strings.months[month - 1]! : ({ month }: Civil) => strings.monthInitials[month - 1]!;
  return spans(starts, name, axis, from, to, xOf);
}

function hourTicks(axis: ClockAxis, from: number, to: number, xOf: (step: number) => number, overhang: number): TimeTicks {
  const minutePx = (xOf(to) - xOf(from)) / Math.max(1, to - from) / axis.stepMinutes;
  const every = CLOCK_MINUTES.find((minutes) => minutes % axis.stepMinutes === 0 && minutes * minutePx >= textWidth("00:00", 11) + 2 * GAP) ?? 1440;
  const lines: number[] = [];
  const labels: { x: number; text: string }[] = [];
  for (let step = from; step <= to; step++) {
    const civil = civilOf(axis, step);
    if ((civil.hour * 60 + civil.minute) % every !== 0) continue;
    const x = xOf(step);
    lines.push(x);
    const isMidnight = civil.hour === 0 && civil.minute === 0 && (to - from) * axis.stepMinutes > 1500;
    const text = isMidnight && step < to ? dayText(civil) : step === to && civil.hour === 0 && civil.minute === 0 ? "24:00" : clockText(civil);
    if (x + textWidth(text, 11) / 2 <= xOf(to) + overhang) labels.push({ x, text });
  }
  return { lines, labels: apart(labels) };
}

function apart(labels: readonly { x: number; text: string }[]): { x: number; text: string }[] {
  const kept: { x: number; text: string }[] = [];
  let end = Number.NEGATIVE_INFINITY;
  for (const label of labels) {
    const half = textWidth(label.text, 11) / 2;
    if (label.x - half < end + 4) continue;
    kept.push(label);
    end = label.x + half;
  }
  return kept;
}

function spans(starts: readonly number[], name: (civil: Civil) => string, axis: ClockAxis, from: number, to: number, xOf: (step: number) => number): TimeTicks {
  const labels: { x: number; text: string }[] = [];
  const first = starts[0] ?? to;
  const cuts = first > from ? [from, ...starts] : [...starts];
  cuts.forEach((step, index) => {
    const [left, right] = [xOf(step), xOf(cuts[index + 1] ?? to)];
    const text = name(civilOf(axis, step));
    if (textWidth(text, 11) + 2 <= right - left) labels.push({ x: (left + right) / 2, text });
  });
  return { lines: starts.map(xOf), labels };
}

function dated(starts: readonly number[], axis: ClockAxis, right: number, xOf: (step: number) => number): TimeTicks {
  const labels = starts.map((step) => ({ x: xOf(step), text: dateText(civilOf(axis, step)) }))
    .map(({ x, text }) => ({ x: x + textWidth(text, 11) / 2 + 3, text }))
    .filter(({ x, text }) => x + textWidth(text, 11) / 2 <= right);
  return { lines: starts.map(xOf), labels };
}

function mondays(axis: ClockAxis, starts: readonly number[], weeks: number): number[] {
  return starts.filter((step) => civilOf(axis, step).weekday === 0).filter((_, index) => index % weeks === 0);
}

const shortDay = ({ weekday }: Civil): string => strings.weekdays[weekday]!;
