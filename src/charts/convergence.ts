import type { ConvergencePoint } from "../core/studies/monteCarlo.ts";
import { integer } from "../text/numbers.ts";
import { scaledFigure, type FigureScale } from "../text/studyFigures.ts";
import { uncertaintyWords as words } from "../text/studyUncertainty.ts";
import type { StudyChart } from "./made.ts";
import type { Mark, Size } from "./mark.ts";
import { crisp, emptyNote, label, level, upright } from "./marks.ts";
import { NARROW, plotFrame } from "./plotFrame.ts";
import { ticks } from "./scale.ts";
import { textWidth } from "./textWidth.ts";

export type ConvergenceModel = {
  readonly title: string;
  readonly strategy: string;
  readonly scale: FigureScale;
  readonly points: readonly ({ readonly seeds: number } & ConvergencePoint["strategies"][number])[];
  readonly mostSeeds: number;
  readonly toleranceFraction: number;
};

/** What was known of a figure after so many seeds: its mean with the interval that ends the study, and its quantiles. */
export const convergence: StudyChart<ConvergenceModel> = {
  title: words.convergenceTitle(""),
  subtitle: ({ scale, toleranceFraction, strategy }, width) => (width < NARROW ? words.convergenceShort(scale.unit) : words.convergenceNote(scale.unit, toleranceFraction, strategy)),
  layout,
  summary({ title, points, scale }) {
    const last = points.at(-1);
    return last === undefined ? words.noRuns : `${title}: ${words.knownAfter(last.seeds, scaledFigure(last.mean, scale), scaledFigure(last.halfWidth, scale), scale.unit, scaledFigure(last.p10, scale), scaledFigure(last.p90, scale))}.`;
  },
  toTable({ points, scale: { unit, divisor } }) {
    return {
      columns: [{ title: words.seeds, unit: "" }, ...[words.mean, words.halfWidth, "P10", "P50", "P90"].map((title) => ({ title, unit }))],
      rows: points.map(({ seeds, mean, halfWidth, p10, p50, p90 }) => [seeds, ...[mean, halfWidth, p10, p50, p90].map((value) => value / divisor)]),
    };
  },
};

const AXIS = 34;

function layout({ points, scale: unit, mostSeeds, toleranceFraction }: ConvergenceModel, size: Size): Mark[] {
  const last = points.at(-1);
  if (last === undefined) return [emptyNote({ left: 0, top: 0, ...size }, words.noRuns)];
  const isNarrow = size.width < NARROW;
  const bounds = toleranceFraction > 0 ? [last.mean * (1 - toleranceFraction), last.mean * (1 + toleranceFraction)] : [];
  const ends = [`P90 ${scaledFigure(last.p90, unit)}`, `${words.mean} ${scaledFigure(last.mean, unit)}`, `P10 ${scaledFigure(last.p10, unit)}`];
  const names = isNarrow ? ["P90", words.mean, "P10"] : ends;
  const frame = plotFrame([...points.flatMap(({ p10, p90, mean, halfWidth }) => [p10, p90, mean - halfWidth, mean + halfWidth]), ...bounds], size, { divisor: unit.divisor, foot: AXIS, right: size.width - 14 - Math.max(...names.map((name) => textWidth(name, 11, true))) });
  const { left, right, top, height, scale } = frame;
  // Where it ended early the axis ends there too: what was not needed is no empty half.
  const most = Math.max(last.seeds, Math.min(mostSeeds, last.seeds * 1.25), 1);
  const xOf = (seeds: number): number => left + (seeds / most) * (right - left);
  const seedMarks = ticks(0, most, isNarrow ? 3 : 6).filter(Number.isInteger).flatMap((seeds): Mark[] => [
    upright(crisp(xOf(seeds)), top + height, top + height + 4, "axis"), label(xOf(seeds), top + height + 16, integer(seeds), { anchor: seeds === 0 ? "start" : xOf(seeds) > right - 12 ? "end" : "middle" }),
  ]);
  const line = (key: "mean" | "p10" | "p50" | "p90"): Float64Array => Float64Array.from(points.flatMap((point) => [xOf(point.seeds), scale(point[key])]));
  const over = points.flatMap(({ seeds, mean, halfWidth }) => [xOf(seeds), scale(mean + halfWidth)]);
  const under = points.toReversed().flatMap(({ seeds, mean, halfWidth }) => [xOf(seeds), scale(mean - halfWidth)]);
  const stop = bounds.map((value): Mark => level(left, right, crisp(scale(value)), "ink-2", 1, { dash: [4, 3], id: "tolerance" }));
  let above = -Infinity;
  const told = [last.p90, last.mean, last.p10].map((value, k) => {
    above = Math.max(scale(value) + 4, above + 14);
    return label(right + 6, above, names[k]!, { fill: "ink-1", bold: k === 1, id: "end" });
  });
  return [
    ...frame.grid, ...seedMarks, label(right, top + height + 29, words.seedsAxis, { anchor: "end", fill: "ink-3" }), ...stop,
    ...(points.length > 1 ? [{ kind: "area", points: Float64Array.from([...over, ...under]), fill: "q-fan", opacity: "tint", id: "interval" } satisfies Mark] : [upright(xOf(last.seeds), scale(last.mean + last.halfWidth), scale(last.mean - last.halfWidth), "q-fan", 2, { id: "interval" })]),
    { kind: "line", points: line("p90"), stroke: "q-fan", width: 1, id: "p90" }, { kind: "line", points: line("p10"), stroke: "q-fan", width: 1, id: "p10" },
    { kind: "line", points: line("mean"), stroke: "q-fan", width: 2, halo: true, id: "mean" },
    ...points.map(({ seeds, mean }): Mark => ({ kind: "dot", x: xOf(seeds), y: scale(mean), radius: points.length > 40 ? 1.5 : 3, fill: "q-fan", stroke: "surface", id: "batch" })),
    ...(bounds.length === 0 ? [] : [label(left + 4, scale(bounds[1]!) - 5, words.within(toleranceFraction), { fill: "ink-2", halo: true, id: "name" })]), ...told,
  ];
}
