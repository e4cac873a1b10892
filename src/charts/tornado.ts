import { signed } from "../text/numbers.ts";
import { scaledFigure, type FigureScale } from "../text/studyFigures.ts";
import { sensitivityWords as words } from "../text/studySensitivity.ts";
import { legendRow } from "./legend.ts";
import type { StudyChart } from "./made.ts";
import type { Mark, Size } from "./mark.ts";
import { crisp, emptyNote, label, rect, upright } from "./marks.ts";
import { NARROW } from "./plotFrame.ts";
import { niceRange, ticks } from "./scale.ts";
import { fittedText, textWidth } from "./textWidth.ts";

export type TornadoModel = {
  readonly figure: string;
  readonly scale: FigureScale;
  readonly base: number;
  readonly baseText: string;
  /** Largest swing first; null where the run failed. */
  readonly rows: readonly { readonly name: string; readonly lowText: string; readonly highText: string; readonly atLow: number | null; readonly atHigh: number | null }[];
};

/** How far each input moves a figure, its two ends from the site as it stands. */
export const tornadoChart: StudyChart<TornadoModel> = {
  title: words.tornado,
  subtitle: ({ scale, figure, baseText }, width) => (width < NARROW ? words.tornadoShort(scale.unit, baseText) : words.tornadoNote(scale.unit, figure, baseText)),
  layout,
  summary({ rows, scale, base, baseText, figure }) {
    if (rows.length === 0) return words.nothing;
    const end = (text: string, value: number | null) => (value === null ? "" : `${text} ${signed(scaledFigure(value - base, scale))}`);
    return words.tornadoOf(figure, baseText, scale.unit, rows.slice(0, 5).map(({ name, lowText, highText, atLow, atHigh }) => `${name} ${[end(lowText, atLow), end(highText, atHigh)].filter((text) => text !== "").join(", ")}`).join("; "));
  },
  toTable({ rows, base, scale: { unit, divisor } }) {
    return {
      columns: [{ title: words.input, unit: "" }, { title: words.low, unit: "" }, { title: words.atLow, unit }, { title: words.high, unit: "" }, { title: words.atHigh, unit }, { title: words.swing, unit }],
      rows: rows.map((row) => [row.name, row.lowText, row.atLow === null ? null : row.atLow / divisor, row.highText, row.atHigh === null ? null : row.atHigh / divisor, swing(row, base) / divisor]),
    };
  },
};

const AXIS = 20;
/** Text beside a bar that is shorter than this would touch the other end's. */
const GAP = 6;

function swing({ atLow, atHigh }: TornadoModel["rows"][number], base: number): number {
  const values = [base, atLow, atHigh].filter((value) => value !== null);
  return Math.max(...values) - Math.min(...values);
}

function layout({ rows, base, scale: unit }: TornadoModel, size: Size): Mark[] {
  if (rows.length === 0) return [emptyNote({ left: 0, top: 0, ...size }, words.nothing)];
  const isNarrow = size.width < NARROW;
  const left = isNarrow ? 8 : 14 + Math.min(size.width * 0.28, Math.max(...rows.map(({ name }) => textWidth(name, 11))));
  const { marks: legend, bottom } = legendRow([{ id: "low", text: words.atLow, token: "q-fan", shape: "bar", pattern: "slash" }, { id: "high", text: words.atHigh, token: "q-fan", shape: "bar" }], left, size.width);
  const top = bottom + 12;
  const values = rows.flatMap(({ atLow, atHigh }) => [atLow, atHigh]).filter((value) => value !== null).map((value) => (value - base) / unit.divisor);
  const room = isNarrow ? 0 : 12 + Math.max(...rows.flatMap(({ lowText, highText }) => [textWidth(lowText, 11), textWidth(highText, 11)]));
  const [start, end] = [left + room, Math.max(left + room + 40, size.width - 14 - room)];
  const [low, high] = niceRange(Math.min(0, ...values), Math.max(0, ...values), 5);
  const xOf = (value: number): number => start + (((value - base) / unit.divisor - low) / (high - low || 1)) * (end - start);
  const pitch = Math.max(8, (size.height - top - AXIS) / rows.length);
  const bar = Math.min(16, pitch * (isNarrow ? 0.4 : 0.6));
  const foot = top + pitch * rows.length;
  const levels = ticks(low, high, isNarrow ? 3 : 6);
  const decimals = levels.length > 1 ? Math.max(0, -Math.floor(Math.log10(levels[1]! - levels[0]!) + 1e-9)) : 0;
  const grid = levels.flatMap((value): Mark[] => {
    const x = xOf(base + value * unit.divisor);
    return [upright(crisp(x), top, foot, "grid"), label(x, foot + 14, signed(scaledFigure(value, { unit: "", divisor: 1, decimals: Math.min(6, decimals) })), { anchor: x < 20 ? "start" : x > size.width - 20 ? "end" : "middle" })];
  });
  const bars = rows.flatMap((row, index): Mark[] => {
    const y = top + (index + 0.5) * pitch + (isNarrow ? 6 : 0);
    const x0 = xOf(base);
    const { atLow, atHigh } = row;
    // Both ends on one side: each takes half of the bar's height, so that none hides the other.
    const isSplit = atLow !== null && atHigh !== null && (atLow - base) * (atHigh - base) > 0;
    const one = (value: number | null, text: string, id: "low" | "high"): Mark[] => {
      if (value === null) return [];
      const x = xOf(value);
      const height = isSplit ? bar / 2 : bar;
      const above = isSplit && id === "high" ? y : y - bar / 2;
      const isLeft = x < x0 || (x === x0 && id === "low");
      const isNamed = !isNarrow && (!isSplit || Math.abs(value - base) === Math.max(Math.abs(atLow - base), Math.abs(atHigh - base)));
      return [
        rect(Math.min(x, x0), above, Math.abs(x - x0), height, "q-fan", { id, ...(id === "low" ? { pattern: "slash" as const } : {}) }),
        ...(isNamed ? [label(isLeft ? x - GAP : x + GAP, y + 4, text, { anchor: isLeft ? "end" : "start", halo: true, id: "value" })] : []),
      ];
    };
    return [
      isNarrow ? label(left, y - bar / 2 - 5, fittedText(row.name, size.width - left - 8, 11), { fill: "ink-1", halo: true }) : label(left - 8, y + 4, fittedText(row.name, left - 12, 11), { anchor: "end", fill: "ink-1" }),
      ...one(atLow, row.lowText, "low"), ...one(atHigh, row.highText, "high"),
    ];
  });
  return [...legend, ...grid, ...bars, upright(crisp(xOf(base)), top - 2, foot, "ink-2", 1, { id: "base" })];
}
