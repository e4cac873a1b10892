import type { RunResult } from "../core/result.ts";
import { column, hasColumn } from "../core/time/frame.ts";
import { chartSentences } from "../text/chartSentences.ts";
import { civilOf, monthText, periodText, zoneText } from "../text/dates.ts";
import type { ClockAxis } from "../text/dates.ts";
import { figure, quantityText, scaleFor } from "../text/numbers.ts";
import type { Scale } from "../text/numbers.ts";
import { strings } from "../text/strings.ts";
import { dayStarts } from "./bins.ts";
import { seriesStyles, supplyIds } from "./dispatch/model.ts";
import { legendRow } from "./legend.ts";
import type { ChartKind, Mark, Size, Table } from "./mark.ts";
import { crisp, emptyNote, label, level } from "./marks.ts";
import { niceRange, ticks, valueScale } from "./scale.ts";
import { stackLayers, stackMarks, stepPoints } from "./stackedArea.ts";
import type { Band } from "./stackedArea.ts";

const HOURS = 24;
const bandIds = supplyIds;
type ProfileId = (typeof bandIds)[number] | "demand";
const ids: readonly ProfileId[] = [...bandIds, "demand"];

export type HourlyProfileModel = {
  readonly axis: ClockAxis;
  readonly unit: Scale;
  /** Bands that some month has. */
  readonly present: readonly ProfileId[];
  /** The mean of each hour of the day, kW, over the month's days. */
  readonly months: readonly { readonly year: number; readonly month: number; readonly means: Readonly<Record<ProfileId, Float64Array>> }[];
};

/** The mean day of each month on one scale: how supply meets demand through the seasons. */
export const hourlyProfile: ChartKind<HourlyProfileModel, null> = {
  id: "hourlyProfile",
  title: strings.charts.hourlyProfile,
  model,
  subtitle: ({ axis, unit }, width) => `${chartSentences.meanOf(unit.unit, chartSentences.eachHour)}${width < NARROW ? "" : ` · ${periodText(axis, 0, axis.length)} · ${zoneText(axis.timeZone)}`}`,
  layout,
  summary({ months }) {
    if (months.length === 0) return strings.charts.emptyWindow;
    const peaks = months.map(({ year, month, means }) => {
      const hour = means.demand.indexOf(means.demand.reduce((most, value) => Math.max(most, value), 0));
      return { name: monthText(year, month), hour, kw: means.demand[hour] ?? 0 };
    });
    const highest = peaks.reduce((most, peak) => (peak.kw > most.kw ? peak : most));
    return chartSentences.hourlyProfile(quantityText(highest.kw, "kW"), `${String(Math.max(0, highest.hour)).padStart(2, "0")}:00`, highest.name);
  },
  toTable({ months, present, unit }): Table {
    return {
      columns: [{ title: strings.charts.month, unit: "" }, { title: strings.charts.hour, unit: "" }, ...present.map((id) => ({ title: strings.quantities[id], unit: unit.unit }))],
      rows: months.flatMap(({ year, month, means }) => Array.from({ length: HOURS }, (_, hour) => [monthText(year, month), `${String(hour).padStart(2, "0")}:00`, ...present.map((id) => means[id][hour]! / unit.divisor)])),
    };
  },
};

const NARROW = 520;
const LEGEND = 22;
const NAME = 18;
const AXIS = 16;
const GAP = 12;

function model({ frame, axis: own }: RunResult): HourlyProfileModel {
  const axis = { ...own, length: frame.length };
  const columns = Object.fromEntries(ids.map((id) => [id, hasColumn(frame, seriesStyles[id].column) ? column(frame, seriesStyles[id].column) : new Float64Array(frame.length)])) as Record<ProfileId, Float64Array>;
  const starts = dayStarts(axis, 0, frame.length);
  const months: { year: number; month: number; means: Record<ProfileId, Float64Array>; counts: Float64Array }[] = [];
  starts.forEach((start, day) => {
    const end = starts[day + 1] ?? frame.length;
    const { year, month } = civilOf(axis, start);
    let current = months.at(-1);
    if (current === undefined || current.month !== month || current.year !== year) {
      current = { year, month, means: Object.fromEntries(ids.map((id) => [id, new Float64Array(HOURS)])) as Record<ProfileId, Float64Array>, counts: new Float64Array(HOURS) };
      months.push(current);
    }
    const isPlain = (end - start) * axis.stepMinutes === 1440;
    for (let step = start; step < end; step++) {
      const hour = isPlain ? Math.floor(((step - start) * axis.stepMinutes) / 60) : civilOf(axis, step).hour;
      current.counts[hour] = current.counts[hour]! + 1;
      for (const id of ids) current.means[id][hour] = current.means[id][hour]! + columns[id][step]!;
    }
  });
  let high = 0;
  for (const { means, counts } of months) {
    for (let hour = 0; hour < HOURS; hour++) {
      for (const id of ids) means[id][hour] = means[id][hour]! / Math.max(1, counts[hour]!);
      high = Math.max(high, means.demand[hour]!, bandIds.reduce((sum, id) => sum + means[id][hour]!, 0));
    }
  }
  return { axis, months, unit: scaleFor(high, "kW"), present: ids.filter((id) => months.some(({ means }) => means[id].some((value) => value !== 0))) };
}

function layout(shown: HourlyProfileModel, size: Size): Mark[] {
  const { months, unit, present } = shown;
  const isNarrow = size.width < NARROW;
  const left = isNarrow ? 28 : 44;
  const right = Math.max(left + 10, size.width - 8);
  const { marks } = legendRow(present.map((id) => ({ id, text: strings.bandNames[id], token: seriesStyles[id].token, shape: id === "demand" ? "line" : "bar", pattern: seriesStyles[id].pattern })), left, right);
  if (months.length === 0) return [...marks, emptyNote({ left, top: LEGEND, width: right - left, height: size.height - LEGEND }, strings.charts.emptyWindow)];
  const columns = Math.min(months.length, isNarrow ? 3 : 6);
  const rows = Math.ceil(months.length / columns);
  const width = (right - left - (columns - 1) * GAP) / columns;
  const height = Math.max(12, (size.height - LEGEND) / rows - NAME - AXIS);
  const high = Math.max(...months.map(({ means }) => Math.max(...Array.from({ length: HOURS }, (_, hour) => Math.max(means.demand[hour]!, bandIds.reduce((sum, id) => sum + means[id][hour]!, 0))))));
  const [low, niceHigh] = niceRange(0, high > 0 ? high : unit.divisor, 3);
  months.forEach((one, index) => {
    const [column, row] = [index % columns, Math.floor(index / columns)];
    const x = left + column * (width + GAP);
    const top = LEGEND + row * (NAME + height + AXIS) + NAME;
    const scale = valueScale(low, niceHigh, top, height);
    const edges = Float64Array.from({ length: HOURS + 1 }, (_, hour) => Math.round(x + (hour / HOURS) * width));
    const bands = bandIds.filter((id) => present.includes(id)).map((id): Band => ({
      id, name: strings.bandNames[id], fill: seriesStyles[id].token, values: one.means[id], ...(seriesStyles[id].pattern === undefined ? {} : { pattern: seriesStyles[id].pattern }),
    }));
    marks.push(label(x, top - 6, strings.months[one.month - 1]!, { fill: "ink-1", bold: true }));
    for (const kw of ticks(low, niceHigh, height < 70 ? 2 : 3)) {
      marks.push(level(x, x + width, crisp(scale(kw)), kw === 0 ? "axis" : "grid"));
      if (column === 0) marks.push(label(left - 7, scale(kw) + 4, figure(kw / unit.divisor), { anchor: "end" }));
    }
    marks.push(...stackMarks(stackLayers(bands, HOURS, scale, 1), edges));
    marks.push({ kind: "line", points: stepPoints(edges, one.means.demand.map(scale)), stroke: "ink-1", width: 1.4, halo: true, id: "demand" });
    for (const hour of width > 90 ? [0, 12, 24] : [0, 24]) {
      const text = String(hour).padStart(2, "0");
      marks.push(label(x + (hour / HOURS) * width, top + height + 12, text, { anchor: hour === 0 ? "start" : hour === 24 ? "end" : "middle" }));
    }
  });
  return marks;
}
