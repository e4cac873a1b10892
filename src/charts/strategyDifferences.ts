import { Z_95, type Spread } from "../core/studies/spread.ts";
import { scaledFigure, type FigureScale } from "../text/studyFigures.ts";
import { uncertaintyWords as words } from "../text/studyUncertainty.ts";
import type { StudyChart } from "./made.ts";
import type { Mark, Size } from "./mark.ts";
import { crisp, emptyNote, label, level, rect, upright } from "./marks.ts";
import { NARROW } from "./plotFrame.ts";
import { niceRange, ticks } from "./scale.ts";
import { fittedText, textWidth } from "./textWidth.ts";

export type StrategyDifferencesModel = {
  readonly figure: string;
  readonly against: string;
  readonly scale: FigureScale;
  readonly rows: readonly { readonly name: string; /** Its middle as it is read, with sign and unit. */ readonly p50: string; readonly spread: Spread & { readonly betterFraction: number | null } }[];
};

/** What each strategy differs from the first by, seed by seed: much less uncertain than either by itself. */
export const strategyDifferences: StudyChart<StrategyDifferencesModel> = {
  title: words.differences,
  subtitle: ({ figure, against, scale }, width) => (width < NARROW ? words.differencesShort(scale.unit, against) : `${scale.unit} · ${words.differencesNote(figure, against)} · ${words.differencesAxis}`),
  layout,
  summary({ rows, against, figure, scale }) {
    return rows.length === 0 ? words.noRuns : `${words.differences}, ${words.differencesNote(figure, against)}: ${rows.map(({ name, spread }) => `${words.spreadOf(name, scaledFigure(spread.p10, scale), scaledFigure(spread.p50, scale), scaledFigure(spread.p90, scale))} ${scale.unit}`).join("; ")}.`;
  },
  toTable({ rows, scale: { unit, divisor } }) {
    return {
      columns: [{ title: words.strategy, unit: "" }, ...["P10", "P50", "P90", words.mean, words.halfWidth].map((title) => ({ title, unit })), { title: words.better, unit: "%" }],
      rows: rows.map(({ name, spread }) => [name, ...[spread.p10, spread.p50, spread.p90, spread.mean, halfWidth(spread)].map((value) => value / divisor), spread.betterFraction === null ? null : spread.betterFraction * 100]),
    };
  },
};

const AXIS = 20;

function halfWidth({ standardDeviation, count }: Spread): number {
  return Z_95 * standardDeviation / Math.sqrt(count);
}

function layout({ rows, scale: unit }: StrategyDifferencesModel, size: Size): Mark[] {
  if (rows.length === 0) return [emptyNote({ left: 0, top: 0, ...size }, words.noRuns)];
  const isNarrow = size.width < NARROW;
  const tellOf = ({ p50, spread }: (typeof rows)[number]): string => {
    if (spread.min === 0 && spread.max === 0) return isNarrow ? words.sameShort : words.same;
    return isNarrow || spread.betterFraction === null ? p50 : `${p50}, ${words.betterIn(spread.betterFraction)}`;
  };
  const left = isNarrow ? 8 : 14 + Math.min(size.width * 0.26, Math.max(...rows.map(({ name }) => textWidth(name, 11))));
  const right = Math.max(left + 40, size.width - 14 - Math.max(...rows.map((row) => textWidth(tellOf(row), 11, true))));
  const values = rows.flatMap(({ spread }) => [spread.p10, spread.p90, spread.mean - halfWidth(spread), spread.mean + halfWidth(spread)]).map((value) => value / unit.divisor);
  const [low, high] = niceRange(Math.min(0, ...values), Math.max(0, ...values), 4);
  const xOf = (value: number): number => left + ((value / unit.divisor - low) / (high - low || 1)) * (right - left);
  const pitch = Math.max(10, (size.height - AXIS - 4) / rows.length);
  const bar = Math.min(16, pitch * 0.4);
  const foot = 4 + pitch * rows.length;
  const levels = ticks(low, high, isNarrow ? 3 : 5);
  const decimals = levels.length > 1 ? Math.max(0, -Math.floor(Math.log10(levels[1]! - levels[0]!) + 1e-9)) : 0;
  const grid = levels.flatMap((value): Mark[] => [
    upright(crisp(xOf(value * unit.divisor)), 4, foot, value === 0 ? "ink-2" : "grid"), label(xOf(value * unit.divisor), foot + 14, scaledFigure(value, { unit: "", divisor: 1, decimals: Math.min(6, decimals) }), { anchor: xOf(value * unit.divisor) < 12 ? "start" : "middle" }),
  ]);
  const bars = rows.flatMap((row, index): Mark[] => {
    const { name, spread } = row;
    const y = 4 + (index + 0.5) * pitch + (isNarrow ? 6 : 0);
    const half = halfWidth(spread);
    return [
      isNarrow ? label(left, y - bar / 2 - 5, fittedText(name, right - left, 11), { fill: "ink-1", halo: true }) : label(left - 8, y + 4, fittedText(name, left - 12, 11), { anchor: "end", fill: "ink-1" }),
      rect(xOf(spread.p10), y - bar / 2, Math.max(1, xOf(spread.p90) - xOf(spread.p10)), bar, "q-fan", { opacity: "tint", id: "band" }),
      upright(xOf(spread.p10), y - bar / 2, y + bar / 2, "q-fan"), upright(xOf(spread.p90), y - bar / 2, y + bar / 2, "q-fan"), upright(xOf(spread.p50), y - bar / 2 - 2, y + bar / 2 + 2, "q-fan", 2, { id: "p50" }),
      level(xOf(spread.mean - half), xOf(spread.mean + half), y, "ink-1", 1.5, { id: "interval" }), { kind: "dot", x: xOf(spread.mean), y, radius: 3, fill: "ink-1", stroke: "surface", id: "mean" },
      label(right + 8, y + 4, tellOf(row), { fill: "ink-1", bold: true, id: "value" }),
    ];
  });
  return [...grid, ...bars];
}
