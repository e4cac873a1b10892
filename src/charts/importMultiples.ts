import type { RunResult } from "../core/result.ts";
import { column, hasColumn } from "../core/time/frame.ts";
import { chartSentences } from "../text/chartSentences.ts";
import { durationText, periodText, stepText, zoneText } from "../text/dates.ts";
import type { ClockAxis } from "../text/dates.ts";
import { figure, quantityText, scaleFor } from "../text/numbers.ts";
import type { Scale } from "../text/numbers.ts";
import { strings } from "../text/strings.ts";
import { binEdgesPx, reduce, timeBins } from "./bins.ts";
import type { Bins } from "./bins.ts";
import { onPeakMask } from "./dispatch/model.ts";
import { highestStep } from "./dispatch/readout.ts";
import type { Mark, Size, Table } from "./mark.ts";
import { crisp, emptyNote, label, level, rect, upright } from "./marks.ts";
import { niceRange, ticks, valueScale } from "./scale.ts";
import type { ValueScale } from "./scale.ts";
import { joinedBoxes, levelMark, stepPoints } from "./stackedArea.ts";
import { textWidth } from "./textWidth.ts";
import { timeTicks } from "./timeAxis.ts";

/** A run with the letter and the name that it goes by on the page. */
export type NamedRun = { readonly letter: string; readonly name: string; readonly result: RunResult };
export type ImportMultiplesModel = {
  readonly axis: ClockAxis;
  readonly from: number;
  readonly to: number;
  readonly runs: readonly { readonly letter: string; readonly name: string; readonly netKw: Float64Array }[];
  /** The best that is known, dotted over each; null where nothing is. */
  readonly bound: { readonly name: string; readonly netKw: Float64Array } | null;
  readonly onPeak: Uint8Array;
  readonly unit: Scale;
};

/**
 * Net import (import less export) of several runs of one axis, one below the other on one scale, the best that is known dotted over each,
 * the highest step of each marked. Runs of another length than the first are left out: they have no step in common.
 */
export function importMultiplesModel(runs: readonly NamedRun[], window: { readonly from: number; readonly to: number }, bound?: Omit<NamedRun, "letter"> | null): ImportMultiplesModel | null {
  const first = runs[0]?.result;
  if (first === undefined) return null;
  const length = first.frame.length;
  const isAlike = ({ frame, axis }: RunResult): boolean => frame.length === length && axis.startMs === first.axis.startMs;
  const from = Math.min(Math.max(0, window.from), length);
  const to = Math.min(Math.max(from, window.to), length);
  const shown = runs.filter(({ result }) => isAlike(result)).map(({ letter, name, result }) => ({ letter, name, netKw: netImport(result) }));
  const highest = Math.max(0, ...shown.map(({ netKw }) => netKw[highestStep(netKw, from, to)] ?? 0));
  return {
    axis: { ...first.axis, length }, from, to, runs: shown, bound: bound !== undefined && bound !== null && isAlike(bound.result) ? { name: bound.name, netKw: netImport(bound.result) } : null,
    onPeak: onPeakMask(first, from, to), unit: scaleFor(highest, "kW"),
  };
}

export const importMultiples = {
  title: strings.charts.importMultiples,
  subtitle({ axis, from, to, unit, bound }: ImportMultiplesModel, width: number): string {
    const { minutes } = timeBins(axis, from, to, Math.max(1, width - 60));
    const span = minutes >= 1440 ? chartSentences.days(minutes / 1440) : durationText(minutes);
    return `${unit.unit}, ${span} · ${periodText(axis, from, to)} · ${zoneText(axis.timeZone)}${bound === null ? "" : ` · ${chartSentences.dotted(bound.name)}`}`;
  },
  layout,
  summary({ runs, axis, from, to }: ImportMultiplesModel): string {
    if (to <= from) return strings.charts.emptyWindow;
    return chartSentences.multiples(periodText(axis, from, to), runs.map(({ name, netKw }) => {
      const step = highestStep(netKw, from, to);
      return chartSentences.highestOn(name, quantityText(netKw[step]!, "kW"), stepText(axis, step));
    }).join("; "));
  },
  toTable({ axis, from, to, runs, bound, unit }: ImportMultiplesModel): Table {
    const bins = timeBins(axis, from, to, ROWS);
    const columns = [...runs.map(({ name, netKw }) => ({ name, mean: reduce(netKw, bins).mean })), ...(bound === null ? [] : [{ name: bound.name, mean: reduce(bound.netKw, bins).mean }])];
    return {
      columns: [{ title: strings.charts.time, unit: zoneText(axis.timeZone) }, ...columns.map(({ name }) => ({ title: name, unit: unit.unit }))],
      rows: Array.from({ length: bins.count }, (_, bin) => [stepText(axis, bins.edges[bin]!), ...columns.map(({ mean }) => mean[bin]! / unit.divisor)]),
    };
  },
};

/** The step under a place on the page; null beside the plots. */
export function multiplesStepAt({ from, to }: ImportMultiplesModel, size: Size, x: number): number | null {
  const { left, right } = sidesOf(size);
  return x < left || x > right || to <= from ? null : Math.min(to - 1, from + Math.floor(((x - left) / (right - left)) * (to - from)));
}

/** One line through all runs, each with its value at the step. */
export function multiplesCursor({ from, to, runs, unit, axis }: ImportMultiplesModel, size: Size, step: number): Mark[] {
  if (step < from || step >= to || runs.length === 0) return [];
  const { left, right } = sidesOf(size);
  const x = left + ((step - from + 0.5) / Math.max(1, to - from)) * (right - left);
  const pitch = pitchOf(runs.length, size);
  const isRight = x > (left + right) / 2;
  const time = stepText(axis, step);
  const timeWidth = textWidth(time, 11, true) + 12;
  const at = Math.min(Math.max(x, left + timeWidth / 2), right - timeWidth / 2);
  return [
    upright(crisp(x), NAME, runs.length * pitch, "ink-1"),
    ...runs.map(({ netKw }, index): Mark => label(isRight ? x - 6 : x + 6, index * pitch + NAME + 12, `${figure(netKw[step]! / unit.divisor)} ${unit.unit}`, { fill: "ink-1", bold: true, anchor: isRight ? "end" : "start", halo: true, id: "value" })),
    rect(at - timeWidth / 2, runs.length * pitch + 2, timeWidth, 16, "ink-1"), label(at, runs.length * pitch + 14, time, { fill: "surface", bold: true, anchor: "middle" }),
  ];
}

/** What is read out at the cursor. */
export function multiplesReading({ axis, runs, unit }: ImportMultiplesModel, step: number): string {
  return `${stepText(axis, step)}: ${runs.map(({ name, netKw }) => `${name} ${figure(netKw[step]! / unit.divisor)} ${unit.unit}`).join(", ")}`;
}

const ROWS = 1000;
const NAME = 18;
const AXIS = 20;

function layout(model: ImportMultiplesModel, size: Size): Mark[] {
  const { axis, from, to, runs, unit } = model;
  const { left, right } = sidesOf(size);
  const bins = timeBins(axis, from, to, right - left);
  const span = Math.max(1, to - from);
  const xOf = (step: number): number => left + ((step - from) / span) * (right - left);
  const edges = binEdgesPx(bins, xOf);
  if (bins.count === 0 || runs.length === 0) return [emptyNote({ left, top: 0, width: right - left, height: size.height }, strings.charts.emptyWindow)];
  const [low, high] = rangeOf(model);
  const pitch = pitchOf(runs.length, size);
  const time = timeTicks(axis, from, to, xOf, 10);
  const marks = runs.flatMap(({ letter, name, netKw }, index): Mark[] => {
    const top = index * pitch + NAME;
    const scale = valueScale(low, high, top, pitch - NAME - 6);
    return [
      ...bands(model, xOf, scale, bins), ...time.lines.map((x) => upright(crisp(x), top, top + scale.height, "grid")),
      ...ticks(low, high, 2).flatMap((kw): Mark[] => [level(left, right, crisp(scale(kw)), kw === 0 ? "axis" : "grid"), label(left - 6, scale(kw) + 4, figure(kw / unit.divisor), { anchor: "end" })]),
      ...runMarks(model, netKw, scale, bins, edges, xOf),
      label(left, top - 5, letter, { fill: "ink-1", bold: true, halo: true }), label(left + textWidth(letter, 11, true) + 6, top - 5, name, { fill: "ink-1", halo: true }),
    ];
  });
  return [...marks, ...time.labels.map(({ x, text }) => label(x, runs.length * pitch + 14, text, { anchor: "middle" }))];
}

function sidesOf({ width }: Size): { readonly left: number; readonly right: number } {
  const left = width < 400 ? 28 : 36;
  return { left, right: Math.max(left + 1, width - 10) };
}

function pitchOf(count: number, { height }: Size): number {
  return Math.max(NAME + 20, (height - AXIS) / count);
}

function bands({ from, onPeak }: ImportMultiplesModel, xOf: (step: number) => number, { top, height }: ValueScale, { minutes }: Bins): Mark[] {
  const boxes: number[] = [];
  if (minutes > 60) return [];
  for (let i = 0; i < onPeak.length; i++) {
    if (onPeak[i] === 0) continue;
    let end = i + 1;
    while (onPeak[end] === 1) end++;
    boxes.push(xOf(from + i), top, xOf(from + end) - xOf(from + i), height);
    i = end;
  }
  return boxes.length === 0 ? [] : [{ kind: "rects", boxes: Float64Array.from(boxes), fill: "band" }];
}

function runMarks({ from, to, bound, unit }: ImportMultiplesModel, netKw: Float64Array, scale: ValueScale, bins: Bins, edges: Float64Array, xOf: (step: number) => number): Mark[] {
  const { mean, max } = reduce(netKw, bins);
  const zero = new Float64Array(bins.count).fill(scale(0));
  const marks: Mark[] = [{ kind: "rects", boxes: joinedBoxes(edges, zero, mean.map(scale)), fill: "q-import", opacity: 0.85, id: "import" }];
  if (!bins.areSteps) marks.push(levelMark(edges, max.map(scale), "q-import", 1.25, { halo: true }));
  if (bound !== null) marks.push({ kind: "line", points: stepPoints(edges, reduce(bound.netKw, bins).mean.map(scale)), stroke: "ink-1", width: 1.5, dash: [1.5, 2.5], halo: true, id: "bound" });
  const step = highestStep(netKw, from, to);
  const [x, y] = [xOf(step + 0.5), scale(netKw[step]!)];
  const text = `${figure(netKw[step]! / unit.divisor)} ${unit.unit}`;
  const half = textWidth(text, 11, true) / 2;
  const at = Math.min(Math.max(x, edges[0]! + half), edges.at(-1)! - half);
  return [...marks, label(at, y - 7, text, { fill: "ink-1", bold: true, anchor: "middle", halo: true }), { kind: "dot", x, y, radius: 4, fill: "q-demand-charge", stroke: "surface", id: "highest" }];
}

function rangeOf({ runs, bound, from, to }: ImportMultiplesModel): readonly [number, number] {
  let [low, high] = [0, 0];
  for (const values of [...runs.map(({ netKw }) => netKw), ...(bound === null ? [] : [bound.netKw])]) {
    for (let step = from; step < to; step++) {
      if (values[step]! > high) high = values[step]!;
      if (values[step]! < low) low = values[step]!;
    }
  }
  // Room for the figure over the highest step.
  return niceRange(low, (high > 0 ? high : 1) * 1.18, 2);
}

function netImport({ frame }: RunResult): Float64Array {
  if (!hasColumn(frame, "importKw")) return new Float64Array(frame.length);
  const exported = hasColumn(frame, "exportKw") ? column(frame, "exportKw") : null;
  return exported === null ? column(frame, "importKw") : column(frame, "importKw").map((kw, step) => kw - exported[step]!);
}
