import { fixed } from "../text/numbers.ts";
import type { Mark, Size } from "./mark.ts";
import { crisp, label, level } from "./marks.ts";
import { niceRange, ticks, valueScale, type ValueScale } from "./scale.ts";
import { textWidth } from "./textWidth.ts";

/** The part of a chart in which values stand over something: its edges, its scale, and the levels behind it. */
export type PlotFrame = { readonly left: number; readonly right: number; readonly top: number; readonly height: number; readonly scale: ValueScale; readonly grid: readonly Mark[] };

type Options = { /** Shown = value / divisor. */ readonly divisor: number; readonly top?: number; readonly foot: number; readonly right: number };

/** The smallest width of a chart with room for words beside the data. */
export const NARROW = 520;

/** Round levels for these values, their labels right-aligned on the plot's left edge. */
export function plotFrame(values: readonly number[], size: Size, { divisor, top = 12, foot, right }: Options): PlotFrame {
  const height = Math.max(20, size.height - top - foot);
  const shown = values.filter(Number.isFinite).map((value) => value / divisor);
  const least = shown.length === 0 ? 0 : Math.min(...shown);
  const most = shown.length === 0 ? 1 : Math.max(...shown);
  const [low, high] = niceRange(least, most, 5);
  const levels = ticks(low, high, height < 160 ? 3 : 5);
  const decimals = levels.length > 1 ? Math.max(0, -Math.floor(Math.log10(levels[1]! - levels[0]!) + 1e-9)) : 0;
  const names = levels.map((value) => fixed(value, Math.min(6, decimals)));
  const left = Math.max(34, 12 + Math.max(...names.map((name) => textWidth(name, 11))));
  const end = Math.max(left + 20, right);
  const scale = valueScale(low * divisor, high * divisor, top, height);
  const grid = levels.flatMap((value, k): Mark[] => [level(left, end, crisp(scale(value * divisor)), value === 0 ? "axis" : "grid"), label(left - 7, scale(value * divisor) + 4, names[k]!, { anchor: "end" })]);
  return { left, right: end, top, height, scale, grid };
}
