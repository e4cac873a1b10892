import type { Band } from "../core/studies/spread.ts";
import { integer } from "../text/numbers.ts";
import { scaledFigure, type FigureScale } from "../text/studyFigures.ts";
import { uncertaintyWords as words } from "../text/studyUncertainty.ts";
import type { StudyChart } from "./made.ts";
import type { Mark, Size } from "./mark.ts";
import { crisp, emptyNote, label, upright } from "./marks.ts";
import { NARROW, plotFrame } from "./plotFrame.ts";
import { fittedText, textWidth } from "./textWidth.ts";

/** Quantiles of many years along a year's months or a day's hours. */
export type UncertaintyBandModel = {
  readonly title: string;
  /** What one place along the axis is called in the table, and each of them. */
  readonly place: string;
  readonly places: readonly string[];
  /** What a value is a mean or sum of. */
  readonly over: string;
  readonly strategy: string;
  readonly band: Band;
  /** The middle of another strategy, for its level alone. */
  readonly against: { readonly name: string; readonly p50: readonly number[] } | null;
  readonly scale: FigureScale;
  readonly seeds: number;
};

/** How far a month's bill, or an hour's import, may lie from the middle year. */
export const uncertaintyBand: StudyChart<UncertaintyBandModel> = {
  title: words.billTitle,
  subtitle: ({ scale, over, strategy, seeds }, width) => (width < NARROW ? words.bandShort(scale.unit, over) : words.bandNote(scale.unit, over, strategy, seeds)),
  layout,
  summary({ title, places, band: { p10, p50, p90 }, scale }) {
    if (places.length === 0) return words.noRuns;
    const text = (value: number) => `${scaledFigure(value, scale)} ${scale.unit}`;
    const most = p50.indexOf(Math.max(...p50));
    return words.highestIn(title, places[most]!, text(p50[most]!), text(p10[most]!), text(p90[most]!));
  },
  toTable({ place, places, band: { p10, p50, p90, mean }, against, scale: { unit, divisor } }) {
    return {
      columns: [{ title: place, unit: "" }, ...["P10", "P50", "P90", words.mean].map((title) => ({ title, unit })), ...(against === null ? [] : [{ title: words.p50Of(against.name), unit }])],
      rows: places.map((name, i) => [name, ...[p10, p50, p90, mean].map((values) => values[i]! / divisor), ...(against === null ? [] : [(against.p50[i] ?? 0) / divisor])]),
    };
  },
};

const AXIS = 22;

function layout({ places, band: { p10, p50, p90 }, against, scale: unit }: UncertaintyBandModel, size: Size): Mark[] {
  if (places.length === 0) return [emptyNote({ left: 0, top: 0, ...size }, words.noRuns)];
  const isNarrow = size.width < NARROW;
  const last = places.length - 1;
  const name = (title: string, value: number) => (isNarrow ? title : `${title} ${scaledFigure(value, unit)}`);
  const ends = [name("P90", p90[last]!), name("P50", p50[last]!), name("P10", p10[last]!)];
  const frame = plotFrame([...p10, ...p90, ...(against?.p50 ?? [])], size, { divisor: unit.divisor, foot: AXIS, right: size.width - 14 - Math.max(...ends.map((text) => textWidth(text, 11, true))) });
  const { left, right, top, height, scale } = frame;
  const pitch = (right - left) / places.length;
  const every = [1, 2, 3, 6, 12].find((step) => places.every((text, i) => i % step > 0 || textWidth(text, 11) + 6 < step * pitch)) ?? places.length;
  const names = places.flatMap((text, i): Mark[] => (i % every === 0 ? [label(Math.min(left + (i + 0.5) * pitch, right - textWidth(text, 11) / 2), top + height + 16, text, { anchor: "middle" })] : []));
  const steps = (values: readonly number[]): Float64Array => Float64Array.from(values.flatMap((value, i) => [left + i * pitch, scale(value), left + (i + 1) * pitch, scale(value)]));
  const boxes = Float64Array.from(places.flatMap((_, i) => [left + i * pitch, scale(p90[i]!), pitch, Math.max(0, scale(p10[i]!) - scale(p90[i]!))]));
  const other: Mark[] = against === null ? [] : [
    { kind: "line", points: steps(against.p50), stroke: "ink-2", width: 1.25, dash: [4, 3], id: "against" }, ...againstName(),
  ];
  return [
    ...frame.grid, upright(crisp(left), top, top + height, "grid"), ...names,
    { kind: "rects", boxes, fill: "q-fan", opacity: "tint", id: "band" },
    { kind: "line", points: steps(p90), stroke: "q-fan", width: 1, id: "p90" }, { kind: "line", points: steps(p10), stroke: "q-fan", width: 1, id: "p10" },
    { kind: "line", points: steps(p50), stroke: "q-fan", width: 2, halo: true, id: "p50" },
    ...other, ...endNames(),
  ];

  /** Beside its line where no line runs through it; of such places on its side away from the band, and where the two lie farthest apart. */
  function againstName(): Mark[] {
    const values = against!.p50;
    const text = fittedText(words.p50Of(against!.name), right - left - 8, 11);
    const width = textWidth(text, 11);
    const candidates = values.flatMap((value, at) => {
      const x = Math.min(Math.max(left + (at + 0.5) * pitch - width / 2, left + 4), right - width - 4);
      const own = extent(values, x, x + width);
      const isUnder = value < p50[at]!;
      return ([["above", own.low - 6], ["under", own.high + 14]] as const).map(([side, y]) => {
        const isInside = y >= top + 10 && y <= top + height - 4;
        const isFree = isInside && [values, p10, p50, p90].every((line) => {
          const { low, high } = extent(line, x, x + width);
          return high < y - 11 || low > y + 3;
        });
        return { x, y: Math.min(Math.max(y, top + 10), top + height - 4), isFree, worth: Math.abs(value - p50[at]!), isFar: (side === "under") === isUnder };
      });
    });
    const [best] = candidates.toSorted((a, b) => Number(b.isFree) - Number(a.isFree) || Number(b.isFar) - Number(a.isFar) || b.worth - a.worth);
    return best === undefined ? [] : [label(best.x, best.y, text, { fill: "ink-1", halo: true, id: "name" })];
  }

  /** Between which heights a stepped line runs over a stretch of the axis. */
  function extent(values: readonly number[], from: number, to: number): { readonly low: number; readonly high: number } {
    const heights = values.slice(Math.max(0, Math.floor((from - 2 - left) / pitch)), Math.floor((to + 2 - left) / pitch) + 1).map(scale);
    return { low: Math.min(...heights), high: Math.max(...heights) };
  }

  function endNames(): Mark[] {
    let above = -Infinity;
    return [p90, p50, p10].map((values, k) => {
      const y = Math.min(Math.max(scale(values[last]!) + 4, above + 14), top + height + 4 - 14 * (2 - k));
      above = y;
      return label(right + 6, y, ends[k]!, { fill: "ink-1", bold: k === 1, id: "end" });
    });
  }
}

/** Hours as they stand on a clock: "0" … "23". */
export const clockHours: readonly string[] = Array.from({ length: 24 }, (_, hour) => integer(hour));
