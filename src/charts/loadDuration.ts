import type { RunResult } from "../core/result.ts";
import { column, hasColumn } from "../core/time/frame.ts";
import { chartSentences } from "../text/chartSentences.ts";
import { periodText, zoneText } from "../text/dates.ts";
import type { ClockAxis } from "../text/dates.ts";
import { figure, quantityText, scaleFor } from "../text/numbers.ts";
import type { Scale } from "../text/numbers.ts";
import { strings } from "../text/strings.ts";
import type { ChartKind, Mark, Size, Table } from "./mark.ts";
import { crisp, emptyNote, label, level, Occupied, textBox, upright } from "./marks.ts";
import { niceRange, ticks, valueScale } from "./scale.ts";
import { joinedBoxes, stepPoints } from "./stackedArea.ts";
import { textWidth } from "./textWidth.ts";

/** The window [from, to), and the run with nothing done that it is compared with. */
export type LoadDurationChoice = { readonly from: number; readonly to: number; readonly before?: RunResult | null; readonly name?: string };
export type LoadDurationModel = {
  readonly axis: ClockAxis;
  readonly from: number;
  readonly to: number;
  /** Grid import, highest first, kW. */
  readonly afterKw: Float64Array;
  readonly beforeKw: Float64Array | null;
  readonly afterName: string;
  readonly unit: Scale;
};

/** How many hours the import is above each level: do nothing dashed, the run solid, what changed tinted. */
export const loadDuration: ChartKind<LoadDurationModel, LoadDurationChoice> = {
  id: "loadDuration",
  title: strings.charts.loadDuration,
  model(result, { from, to, before, name }) {
    const afterKw = sortedImport(result, from, to);
    const beforeKw = before === undefined || before === null || before.frame.length !== result.frame.length ? null : sortedImport(before, from, to);
    return { axis: { ...result.axis, length: result.frame.length }, from, to, afterKw, beforeKw, afterName: name ?? strings.charts.after, unit: scaleFor(Math.max(afterKw[0] ?? 0, beforeKw?.[0] ?? 0), "kW") };
  },
  subtitle: ({ axis, from, to, unit }, width) => (width < NARROW ? `${unit.unit} · ${periodText(axis, from, to)}` : `${chartSentences.importAbove(unit.unit)} · ${periodText(axis, from, to)} · ${zoneText(axis.timeZone)}`),
  layout,
  summary({ axis, from, to, afterKw, beforeKw }) {
    if (afterKw.length === 0) return strings.charts.emptyWindow;
    const told = (sorted: Float64Array) => [quantityText(sorted[0]!, "kW"), quantityText(sorted[Math.floor(sorted.length / 2)]!, "kW")] as const;
    return chartSentences.loadDuration(periodText(axis, from, to), ...told(afterKw), beforeKw === null ? "" : chartSentences.withNothingDone(...told(beforeKw)));
  },
  toTable({ axis, afterKw, beforeKw, afterName }): Table {
    const count = Math.min(ROWS, afterKw.length);
    const hours = axis.stepMinutes / 60;
    const columns = [{ title: strings.charts.hoursAbove, unit: "h" }, ...(beforeKw === null ? [] : [{ title: strings.charts.before, unit: "kW" }]), { title: afterName, unit: "kW" }];
    const rows = Array.from({ length: count }, (_, row) => {
      const at = count === 1 ? 0 : Math.round((row / (count - 1)) * (afterKw.length - 1));
      return [at * hours, ...(beforeKw === null ? [] : [beforeKw[at]!]), afterKw[at]!];
    });
    return { columns, rows };
  },
};

const NARROW = 520;
const ROWS = 101;
const AXIS = 34;

function layout(model: LoadDurationModel, size: Size): Mark[] {
  const { afterKw, beforeKw, unit, axis } = model;
  const isNarrow = size.width < NARROW;
  const [left, right, top] = [isNarrow ? 28 : 44, size.width - 12, 10];
  const [width, height] = [right - left, Math.max(20, size.height - top - AXIS)];
  const high = Math.max(afterKw[0] ?? 0, beforeKw?.[0] ?? 0);
  const [low, niceHigh] = niceRange(0, high, 5);
  const scale = valueScale(low, niceHigh, top, height);
  const hours = (afterKw.length * axis.stepMinutes) / 60;
  const xOf = (hour: number): number => left + (hours > 0 ? (hour / hours) * width : 0);
  const grid = ticks(low, niceHigh, height < 160 ? 3 : 5).flatMap((kw): Mark[] => [
    level(left, right, crisp(scale(kw)), kw === 0 ? "axis" : "grid"), label(left - 7, scale(kw) + 4, figure(kw / unit.divisor), { anchor: "end" }),
  ]);
  if (afterKw.length === 0) return [...grid, emptyNote({ left, top, width, height }, strings.charts.emptyWindow)];
  const hourTicks = ticks(0, hours, isNarrow ? 3 : 6).flatMap((hour): Mark[] => [
    ...(hour > 0 ? [upright(crisp(xOf(hour)), top, top + height, "grid")] : []), label(xOf(hour), top + height + 15, figure(hour), { anchor: hour === hours ? "end" : "middle" }),
  ]);
  const count = Math.max(1, Math.min(Math.floor(width), afterKw.length));
  const edges = Float64Array.from({ length: count + 1 }, (_, i) => left + (i / count) * width);
  const after = sampled(afterKw, count).map(scale);
  const before = beforeKw === null ? null : sampled(beforeKw, count).map(scale);
  const marks: Mark[] = [...grid, ...hourTicks, label(right, top + height + 29, strings.charts.hoursAxis, { anchor: "end", fill: "ink-3" })];
  if (before !== null) {
    marks.push({ kind: "rects", boxes: joinedBoxes(edges, before, after), fill: "q-import", opacity: "tint", id: "change" });
    marks.push({ kind: "line", points: stepPoints(edges, before), stroke: "ink-3", width: 1.25, dash: [5, 3], id: "before" });
  }
  marks.push({ kind: "line", points: stepPoints(edges, after), stroke: "q-import", width: 2, id: "after" });
  return [...marks, ...names(model, after, before, edges, top)];
}

/** Each curve is named with its highest value, on its outer side, at the first place where neither curve crosses the name. */
function names({ afterKw, beforeKw, afterName, unit }: LoadDurationModel, after: Float64Array, before: Float64Array | null, edges: Float64Array, top: number): Mark[] {
  const occupied = new Occupied();
  const curves = before === null ? [after] : [after, before];
  const place = (name: string, kw: number, ys: Float64Array): Mark[] => {
    const text = chartSentences.highestOf(name, `${figure(kw / unit.divisor)} ${unit.unit}`);
    const width = textWidth(text, 11) + 4;
    for (let bin = 0; bin < ys.length && edges[bin]! + 8 + width <= edges.at(-1)!; bin += 4) {
      const x = edges[bin]! + 8;
      let last = bin;
      while (last < ys.length - 1 && edges[last]! < x + width) last++;
      const other = curves.find((curve) => curve !== ys);
      const isUpper = other === undefined || ys[bin]! <= other[bin]!;
      // Curves fall: the upper one is highest at the left of its name, the lower one lowest at the right.
      const y = isUpper ? ys[bin]! - 7 : ys[last]! + 17;
      const box = textBox(x, y, text);
      const isCrossed = curves.some((curve) => curve.subarray(bin, last + 1).some((at) => at > box.top - 2 && at < box.top + box.height + 2));
      if (y < top + 10 || isCrossed || !occupied.isFree(box)) continue;
      occupied.add(box);
      return [label(x, y, text, { fill: "ink-1", halo: true })];
    }
    return [];
  };
  return [...place(afterName, afterKw[0]!, after), ...(before === null || beforeKw === null ? [] : place(strings.charts.before, beforeKw[0]!, before))];
}

/** The highest of each px: the curve falls, so its left end. */
function sampled(sorted: Float64Array, count: number): Float64Array {
  return Float64Array.from({ length: count }, (_, bin) => sorted[Math.floor((bin / count) * sorted.length)]!);
}

function sortedImport({ frame }: RunResult, from: number, to: number): Float64Array {
  if (!hasColumn(frame, "importKw") || to <= from) return new Float64Array(0);
  return column(frame, "importKw").slice(from, to).sort().reverse();
}
