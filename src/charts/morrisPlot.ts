import type { ElementaryEffects } from "../core/maths/morris.ts";
import { fixed } from "../text/numbers.ts";
import { scaledFigure, type FigureScale } from "../text/studyFigures.ts";
import { sensitivityWords as words } from "../text/studySensitivity.ts";
import type { StudyChart } from "./made.ts";
import type { Mark, Size } from "./mark.ts";
import { crisp, emptyNote, label, level, Occupied, textBox, upright } from "./marks.ts";
import { NARROW } from "./plotFrame.ts";
import { niceRange, ticks } from "./scale.ts";
import { fittedText, textWidth } from "./textWidth.ts";

export type MorrisPlotModel = { readonly figure: string; readonly scale: FigureScale; readonly walks: number; /** The largest `muStar` first. */ readonly rows: readonly { readonly name: string; readonly effect: ElementaryEffects }[] };

/** Which inputs matter (to the right) and which act through the others or along a curve (high up). */
export const morrisPlot: StudyChart<MorrisPlotModel> = {
  title: words.morris,
  subtitle: ({ scale, figure, walks }, width) => (width < NARROW ? words.morrisShort(scale.unit) : words.morrisNote(scale.unit, figure, walks)),
  layout,
  summary({ rows, scale, figure }) {
    return rows.length === 0 ? words.nothing : `${words.morris}, ${figure}: ${rows.slice(0, 5).map(({ name, effect }) => `${name} μ* ${scaledFigure(effect.muStar, scale)}, σ ${scaledFigure(effect.sigma, scale)} ${scale.unit}`).join("; ")}.`;
  },
  toTable({ rows, scale: { unit, divisor } }) {
    return {
      columns: [{ title: words.input, unit: "" }, ...[words.muStar, words.muStarError, words.mu, words.sigma].map((title) => ({ title, unit }))],
      rows: rows.map(({ name, effect: { muStar, muStarError, mu, sigma } }) => [name, ...[muStar, muStarError, mu, sigma].map((value) => value / divisor)]),
    };
  },
};

const AXIS = 36;

function layout({ rows, scale: unit }: MorrisPlotModel, size: Size): Mark[] {
  const isNarrow = size.width < NARROW;
  if (rows.length === 0) return [emptyNote({ left: 0, top: 0, ...size }, words.nothing)];
  const [, most] = niceRange(0, Math.max(...rows.map(({ effect }) => (effect.muStar + effect.muStarError) / unit.divisor)), 5);
  const [, highest] = niceRange(0, Math.max(...rows.map(({ effect }) => effect.sigma / unit.divisor), 0.12 * most), 4);
  const top = 22;
  const height = Math.max(20, size.height - top - AXIS);
  const levels = ticks(0, highest, height < 160 ? 3 : 4);
  const decimalsOf = (values: readonly number[]) => (values.length > 1 ? Math.min(6, Math.max(0, -Math.floor(Math.log10(values[1]! - values[0]!) + 1e-9))) : 0);
  const names = levels.map((value) => fixed(value, decimalsOf(levels)));
  const left = Math.max(34, 12 + Math.max(...names.map((name) => textWidth(name, 11))));
  const right = Math.max(left + 20, size.width - 16);
  const xOf = (value: number): number => left + (value / unit.divisor / (most || 1)) * (right - left);
  const yOf = (value: number): number => top + height - (value / unit.divisor / (highest || 1)) * height;
  const across = ticks(0, most, isNarrow ? 3 : 6);
  const grid = [
    ...levels.flatMap((value, k): Mark[] => [level(left, right, crisp(yOf(value * unit.divisor)), value === 0 ? "axis" : "grid"), label(left - 7, yOf(value * unit.divisor) + 4, names[k]!, { anchor: "end" })]),
    ...across.flatMap((value): Mark[] => [upright(crisp(xOf(value * unit.divisor)), top + height, top + height + 4, "axis"), label(xOf(value * unit.divisor), top + height + 16, fixed(value, decimalsOf(across)), { anchor: xOf(value * unit.divisor) > size.width - 24 ? "end" : "middle" })]),
    label(left, 11, words.morrisY, { fill: "ink-3" }), label(right, top + height + 31, words.morrisX, { anchor: "end", fill: "ink-3" }),
  ];
  const occupied = new Occupied();
  const guides = [guide(1, words.lineMonotonic), guide(0.1, words.lineLinear)].flat();
  for (const { effect } of rows) occupied.add({ left: xOf(effect.muStar) - 5, top: yOf(effect.sigma) - 5, width: 10, height: 10 });
  const dots = rows.flatMap(({ effect }): Mark[] => {
    const [x, y] = [xOf(effect.muStar), yOf(effect.sigma)];
    return [level(Math.max(left, xOf(effect.muStar - effect.muStarError)), xOf(effect.muStar + effect.muStarError), y, "q-fan", 1, { id: "error" }), { kind: "dot", x, y, radius: 4, fill: "q-fan", stroke: "surface", id: "input" }];
  });
  const texts = rows.flatMap(({ name, effect }): Mark[] => {
    const text = fittedText(name, 150, 11);
    const [x, y] = [xOf(effect.muStar), yOf(effect.sigma)];
    for (const [dx, dy, anchor] of [[0, -9, "middle"], [8, 4, "start"], [-8, 4, "end"], [8, -8, "start"], [8, 16, "start"], [-8, -8, "end"], [0, 18, "middle"]] as const) {
      const box = textBox(x + dx, y + dy, text, anchor);
      if (!occupied.isFree(box) || box.left < left || box.left + box.width > size.width - 2 || box.top < 12 || box.top + box.height > top + height) continue;
      occupied.add(box);
      return [label(x + dx, y + dy, text, { fill: "ink-1", anchor, halo: true, id: "name" })];
    }
    return [];
  });
  return [...grid, ...guides, ...dots, ...texts];

  /** The line on which the spread is this share of the size, to where it leaves the plot, with its meaning at its end. */
  function guide(share: number, text: string): Mark[] {
    const end = Math.min(most, highest / share) * unit.divisor;
    const [x, y] = [xOf(end), yOf(end * share)];
    const line: Mark = { kind: "line", points: Float64Array.of(left, yOf(0), x, y), stroke: "axis", width: 1, dash: [4, 3], id: "guide" };
    if (isNarrow) return [line];
    const isTop = y <= top + 1;
    const width = textWidth(text, 11);
    const place = isTop ? { x: Math.min(x + 6, size.width - width - 4), y: top + 11 } : { x: right - width, y: y - 6 };
    occupied.add(textBox(place.x, place.y, text));
    return [line, label(place.x, place.y, text, { fill: "ink-3", halo: true, id: "guideName" })];
  }
}
