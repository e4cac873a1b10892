import type { RunResult } from "../core/result.ts";
import { column, hasColumn } from "../core/time/frame.ts";
import { chartSentences } from "../text/chartSentences.ts";
import { civilOf, dayText, periodText, stepText, zoneText } from "../text/dates.ts";
import type { ClockAxis } from "../text/dates.ts";
import { figure, priceUnit, scaleFor } from "../text/numbers.ts";
import type { Scale } from "../text/numbers.ts";
import { strings } from "../text/strings.ts";
import { dayStarts } from "./bins.ts";
import { seriesStyles } from "./dispatch/model.ts";
import type { SeriesId } from "./dispatch/model.ts";
import type { ChartKind, Mark, Size, Table } from "./mark.ts";
import { crisp, emptyNote, label, upright } from "./marks.ts";
import { rampLegend, shadeOf, shadeToken, SHADES } from "./ramp.ts";
import { timeTicks } from "./timeAxis.ts";

/** Any series of the run over the days [from, to); the whole run by default. */
export type HeatMapChoice = { readonly series?: SeriesId; readonly from?: number; readonly to?: number };
export type HeatMapModel = {
  readonly axis: ClockAxis;
  readonly series: SeriesId;
  readonly from: number;
  readonly to: number;
  /** First step of each day. */
  readonly days: readonly number[];
  /** Mean of the hour, 24 a day; NaN in the hour that the clock skips. */
  readonly values: Float64Array;
  readonly low: number;
  readonly median: number;
  readonly high: number;
  readonly unit: Scale;
};

const HOURS = 24;

/** Hour down, day across: when in the year and in the day a quantity is high. */
export const heatMap: ChartKind<HeatMapModel, HeatMapChoice> = {
  id: "heatMap",
  title: strings.charts.heatMap,
  model,
  subtitle: ({ axis, series, from, to, unit }, width) => {
    const head = `${strings.quantities[series]}, ${unit.unit}`;
    return width < NARROW ? `${head} · ${periodText(axis, from, to)}` : `${chartSentences.meanOf(head, "1 h")} · ${periodText(axis, from, to)} · ${zoneText(axis.timeZone)}`;
  },
  layout,
  summary(shown) {
    const { axis, series, days, values, low, high, unit, from, to } = shown;
    if (days.length === 0) return strings.charts.emptyWindow;
    const at = values.indexOf(high);
    const text = (value: number): string => `${figure(value / unit.divisor)} ${unit.unit}`;
    return chartSentences.heatMap(strings.quantities[series], periodText(axis, from, to), text(low), text(high), stepText(axis, stepOfCell(shown, Math.floor(at / HOURS), at % HOURS)));
  },
  toTable({ axis, days, values, unit, series }): Table {
    return {
      columns: [{ title: strings.charts.day, unit: strings.quantities[series] }, ...Array.from({ length: HOURS }, (_, hour) => ({ title: `${String(hour).padStart(2, "0")}:00`, unit: unit.unit }))],
      rows: days.map((step, day) => [dayText(civilOf(axis, step)), ...Array.from({ length: HOURS }, (_, hour) => {
        const value = values[day * HOURS + hour]!;
        return Number.isNaN(value) ? null : value / unit.divisor;
      })]),
    };
  },
};

const NARROW = 520;
const LEGEND = 26;
const AXIS = 20;

function model(result: RunResult, { series = "import", from = 0, to = result.frame.length }: HeatMapChoice): HeatMapModel {
  const { frame } = result;
  const axis = { ...result.axis, length: frame.length };
  const { column: name } = seriesStyles[series];
  const source = hasColumn(frame, name) ? column(frame, name) : new Float64Array(frame.length);
  const days = dayStarts(axis, from, to);
  const values = new Float64Array(days.length * HOURS).fill(Number.NaN);
  const stepsADay = 1440 / axis.stepMinutes;
  days.forEach((start, day) => {
    const end = Math.min(days[day + 1] ?? to, to);
    // Days of 24 hours count their hours; on the two others the clock is asked.
    const hourOf = end - start === stepsADay ? (step: number) => Math.floor(((step - start) * axis.stepMinutes) / 60) : (step: number) => civilOf(axis, step).hour;
    const sums = new Float64Array(HOURS);
    const counts = new Uint8Array(HOURS);
    for (let step = start; step < end; step++) {
      const hour = hourOf(step);
      sums[hour] = sums[hour]! + source[step]!;
      counts[hour]!++;
    }
    for (let hour = 0; hour < HOURS; hour++) if (counts[hour]! > 0) values[day * HOURS + hour] = sums[hour]! / counts[hour]!;
  });
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  const high = sorted.at(-1) ?? 0;
  return { axis, series, from, to, days, values, low: sorted[0] ?? 0, median: sorted[Math.floor(sorted.length / 2)] ?? 0, high, unit: unitOf(series, high, result) };
}

function unitOf(series: SeriesId, high: number, { site }: RunResult): Scale {
  if (series === "price") {
    const { unit, factor } = priceUnit(site.currency);
    return { unit, divisor: 1 / factor, decimals: 1 };
  }
  return scaleFor(high, series === "soc" ? "kWh" : series === "carbon" ? "gCO2e/kWh" : "kW");
}

function layout(shown: HeatMapModel, size: Size): Mark[] {
  const { axis, days, values, from, to, series } = shown;
  const { left, right, top, height } = boxOf(size);
  const dayPx = (right - left) / Math.max(1, days.length);
  const rowPx = height / HOURS;
  const hours = [0, 6, 12, 18].map((hour) => label(left - 7, top + hour * rowPx + Math.min(rowPx, 11) / 2 + 5, String(hour).padStart(2, "0"), { anchor: "end" }));
  if (days.length === 0) return [...hours, emptyNote({ left, top, width: right - left, height }, strings.charts.emptyWindow)];
  const boxes: number[][] = Array.from({ length: SHADES }, () => []);
  const missing: number[] = [];
  const shadeAt = (day: number, hour: number): number | null => {
    const value = values[day * HOURS + hour]!;
    return Number.isNaN(value) ? null : shadeOf(value, shown.low, shown.high);
  };
  for (let day = 0; day < days.length; day++) {
    const [x, next] = [Math.round(left + day * dayPx), Math.round(left + (day + 1) * dayPx)];
    for (let hour = 0; hour < HOURS; ) {
      const shade = shadeAt(day, hour);
      let end = hour + 1;
      while (end < HOURS && shadeAt(day, end) === shade) end++;
      const [y, bottom] = [Math.round(top + hour * rowPx), Math.round(top + end * rowPx)];
      (shade === null ? missing : boxes[shade]!).push(x, y, next - x, bottom - y);
      hour = end;
    }
  }
  const { token } = seriesStyles[series];
  const xOf = (step: number): number => left + ((step - from) / Math.max(1, to - from)) * (right - left);
  const ticks = timeTicks(axis, from, to, xOf);
  return [
    ...boxes.map((list, shade): Mark => ({ kind: "rects", boxes: Float64Array.from(list), fill: shadeToken(token, shade), id: "cell" })),
    { kind: "rects", boxes: Float64Array.from(missing), fill: "grid" },
    ...hours,
    ...(days.length > 62 ? ticks.lines.filter((x) => x > left + 1).map((x) => upright(crisp(x), top + height, top + height + 4, "axis")) : []),
    ...ticks.labels.map(({ x, text }) => label(x, top + height + 15, text, { anchor: "middle" })),
    ...legend(shown, right, token),
  ];
}

function boxOf({ width, height }: Size): { left: number; right: number; top: number; height: number } {
  const left = 28;
  return { left, right: Math.max(left + 1, width - 8), top: LEGEND, height: Math.max(HOURS, height - LEGEND - AXIS) };
}

function legend({ low, median, high, unit }: HeatMapModel, right: number, token: string): Mark[] {
  const text = (value: number): string => figure(value / unit.divisor);
  return rampLegend(token, { low: text(low), median: `${strings.charts.median} ${text(median)}`, high: `${text(high)} ${unit.unit}` }, high > low ? (median - low) / (high - low) : 0, right);
}

/** The step under a place on the page, null beside the map. */
export function heatMapStepAt(shown: HeatMapModel, size: Size, x: number, y: number): number | null {
  const { left, right, top, height } = boxOf(size);
  const day = Math.floor(((x - left) / (right - left)) * shown.days.length);
  const hour = Math.floor(((y - top) / height) * HOURS);
  return day < 0 || day >= shown.days.length || hour < 0 || hour >= HOURS ? null : stepOfCell(shown, day, hour);
}

/** The cell of a step, outlined, with its hour and its value. */
export function heatMapCursor(shown: HeatMapModel, size: Size, step: number): Mark[] {
  const { axis, days, values, unit, from, to } = shown;
  if (step < from || step >= to || days.length === 0) return [];
  const { left, right, top, height } = boxOf(size);
  const day = dayOf(shown, step);
  const { hour } = civilOf(axis, step);
  const [dayPx, rowPx] = [(right - left) / days.length, height / HOURS];
  const [x, y] = [left + day * dayPx, top + hour * rowPx];
  const [width, tall] = [Math.max(3, dayPx), Math.max(3, rowPx)];
  const text = `${dayText(civilOf(axis, step))}, ${String(hour).padStart(2, "0")} h: ${figure(values[day * HOURS + hour]! / unit.divisor)} ${unit.unit}`;
  const outline = (inset: number, stroke: string): Mark => ({
    kind: "line", width: 1, stroke,
    points: Float64Array.of(x - inset, y - inset, x + width + inset, y - inset, x + width + inset, y + tall + inset, x - inset, y + tall + inset, x - inset, y - inset),
  });
  return [outline(0.5, "ink-1"), outline(1.5, "surface"), label(left, 13, text, { fill: "ink-1", bold: true, halo: true, id: "value" })];
}

/** What is read out at the cursor: the mean of the step's hour. */
export function heatMapReading(shown: HeatMapModel, step: number): string {
  const { axis, values, unit, series } = shown;
  return `${stepText(axis, step)}: ${strings.quantities[series]} ${figure(values[dayOf(shown, step) * HOURS + civilOf(axis, step).hour]! / unit.divisor)} ${unit.unit}`;
}

/** The day that holds a step: the last that begins no later. */
function dayOf({ days }: HeatMapModel, step: number): number {
  let [low, high] = [0, days.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (days[middle]! <= step) low = middle;
    else high = middle - 1;
  }
  return low;
}

function stepOfCell({ axis, days, to }: HeatMapModel, day: number, hour: number): number {
  const start = days[day]!;
  let step = start + Math.floor((hour * 60) / axis.stepMinutes);
  // On a day that the clock changes the count is an hour out.
  const shown = civilOf(axis, step).hour;
  if (shown !== hour) step += ((hour - shown) * 60) / axis.stepMinutes;
  return Math.min(Math.max(start, step), to - 1);
}
