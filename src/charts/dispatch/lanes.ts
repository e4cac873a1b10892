import { chartSentences } from "../../text/chartSentences.ts";
import { figure, percent, priceUnit, quantityText } from "../../text/numbers.ts";
import { strings } from "../../text/strings.ts";
import { reduce } from "../bins.ts";
import type { Bins, Reduced } from "../bins.ts";
import type { Box, Mark, Token } from "../mark.ts";
import { crisp, label, laneName, level } from "../marks.ts";
import { niceRange, ticks, valueScale } from "../scale.ts";
import type { ValueScale } from "../scale.ts";
import { joinedBoxes, levelMark } from "../stackedArea.ts";
import { textWidth } from "../textWidth.ts";
import type { DispatchFrame } from "./frame.ts";
import { isShown } from "./power.ts";
import type { DispatchModel, SeriesId } from "./model.ts";

/** Scales of the lanes, shared by marks and cursor. */
export type LaneScales = { readonly soc: ValueScale | null; readonly price: ValueScale | null; readonly carbon: ValueScale | null };

/** Reduced once for scale and marks. */
export type Signals = { readonly soc: Reduced | null; readonly price: Reduced | null; readonly carbon: Reduced | null; readonly scales: LaneScales };

export function signalsOf(model: DispatchModel, frame: DispatchFrame, bins: Bins): Signals {
  const of = (id: SeriesId, box: Box | null): Reduced | null => (box !== null && isShown(model, id) ? reduce(model.values[id], bins) : null);
  const soc = of("soc", frame.soc);
  const price = of("price", frame.signals);
  const carbon = of("carbon", frame.signals);
  const { factor } = priceUnit(model.currency);
  return {
    soc, price, carbon,
    scales: {
      soc: frame.soc === null ? null : valueScale(0, Math.max(1e-9, model.batteryKwh), frame.soc.top, frame.soc.height),
      price: frame.signals === null || price === null ? null : signalScale(price, frame.signals, factor),
      carbon: frame.signals === null || carbon === null ? null : signalScale(carbon, frame.signals, 1),
    },
  };
}

/** From nought, or from the lowest where it is negative, to a round number above the highest. */
function signalScale({ min, max }: Reduced, box: Box, factor: number): ValueScale {
  let low = 0;
  let high = 0;
  for (const value of min) if (value < low) low = value;
  for (const value of max) if (value > high) high = value;
  const [niceLow, niceHigh] = niceRange(low * factor, high * factor, 3);
  return valueScale(niceLow / factor, niceHigh / factor, box.top, box.height);
}

export function socLane(model: DispatchModel, frame: DispatchFrame, { soc, scales }: Signals, bins: Bins, edges: Float64Array): Mark[] {
  const box = frame.soc;
  const scale = scales.soc;
  if (box === null || scale === null) return [];
  const hint = chartSentences.shareOf(quantityText(model.batteryKwh, "kWh"));
  const marks: Mark[] = [
    ...laneName(frame.left, box.top - 7, strings.charts.lanes.soc, hint).marks,
    level(frame.left, frame.right, crisp(box.top), "grid"), level(frame.left, frame.right, crisp(box.top + box.height), "axis"),
    label(frame.left - 7, box.top + 8, "100", { anchor: "end" }), label(frame.left - 7, box.top + box.height, "0", { anchor: "end" }),
  ];
  if (soc === null) return marks;
  if (bins.areSteps) {
    // A store fills evenly within a step: a slope from end to end of the steps, the one thing here that is no step.
    const points = socPoints(model, frame, scale);
    const bottom = box.top + box.height;
    const area = new Float64Array(points.length + 4);
    area.set(points);
    area.set([points.at(-2) ?? frame.left, bottom, points[0] ?? frame.left, bottom], points.length);
    marks.push({ kind: "area", points: area, fill: "q-soc", opacity: "tint", id: "soc" }, { kind: "line", points, stroke: "q-soc", width: 1.5, id: "soc" });
  } else {
    marks.push(...envelope(soc, edges, scale, "q-soc", "soc"));
  }
  if (model.socMinKwh > 0) marks.push(level(frame.left, frame.right, crisp(scale(model.socMinKwh)), "ink-3", 1, { dash: [1, 3] }));
  return marks;
}

/** State at the beginning of the window and at the end of each of its steps. */
function socPoints({ values: { soc }, from, to }: DispatchModel, { xOf }: DispatchFrame, scale: ValueScale): Float64Array {
  const first = from > 0 ? from - 1 : 0;
  const points = new Float64Array(2 * (to - from + 1));
  points.set([xOf(from), scale(soc[first] ?? 0)]);
  for (let step = from; step < to; step++) points.set([xOf(step + 1), scale(soc[step]!)], 2 * (step - from + 1));
  return points;
}

export function signalLane(model: DispatchModel, frame: DispatchFrame, { price, carbon, scales }: Signals, bins: Bins, edges: Float64Array): Mark[] {
  const box = frame.signals;
  if (box === null) return [];
  const marks: Mark[] = [];
  let nameX = frame.left;
  const { unit, factor } = priceUnit(model.currency);
  const lanes = strings.charts.lanes;
  if (scales.price !== null && price !== null) {
    const { marks: named, right } = laneName(nameX, box.top - 7, lanes.price, bins.areSteps ? (carbon === null ? unit : `${unit}, ${strings.charts.solid}`) : `${unit}${frame.isNarrow ? "" : `, ${strings.charts.lowAndHigh}`}`);
    nameX = right + (frame.isNarrow ? 14 : 26);
    marks.push(...named, ...laneGrid(scales.price, frame, box, factor));
  }
  if (scales.carbon !== null && carbon !== null) {
    const hasOwnSide = !frame.isNarrow || scales.price === null;
    marks.push(...laneName(nameX, box.top - 7, lanes.carbon, `g/kWh${hasOwnSide && scales.price !== null ? `, ${bins.minutes < 1440 ? strings.charts.dashedRight : strings.charts.right}` : ""}`).marks);
    if (scales.price === null) marks.push(...laneGrid(scales.carbon, frame, box, 1));
    else if (hasOwnSide) marks.push(...sideLabels(scales.carbon, frame, box));
    marks.push(levelMark(edges, carbon.mean.map(scales.carbon), "q-carbon", 1.5, { dash: [2, 2], id: "carbon" }));
  }
  if (scales.price !== null && price !== null) {
    marks.push(...(bins.areSteps
      ? [levelMark(edges, price.mean.map(scales.price), "q-price", 1.5, { id: "price" })]
      : envelope(price, edges, scales.price, "q-price", "price")));
  }
  return marks;
}

/** Between lowest and highest of each bin tinted, both edges drawn. */
function envelope({ min, max }: Reduced, edges: Float64Array, scale: ValueScale, token: Token, id: string): Mark[] {
  const [low, high] = [min.map(scale), max.map(scale)];
  return [
    { kind: "rects", boxes: joinedBoxes(edges, low, high), fill: token, opacity: "tint", id },
    levelMark(edges, low, token, 1.25, { id }),
    levelMark(edges, high, token, 1.25, { id }),
  ];
}

function laneGrid(scale: ValueScale, { left, right }: DispatchFrame, box: Box, factor: number): Mark[] {
  return laneTicks(scale, box, factor).flatMap((shown): Mark[] => {
    const y = scale(shown / factor);
    return [level(left, right, crisp(Math.min(y, box.top + box.height)), shown === 0 ? "axis" : "grid"), label(left - 7, y + 4, figure(shown), { anchor: "end" })];
  });
}

function sideLabels(scale: ValueScale, { right }: DispatchFrame, box: Box): Mark[] {
  return laneTicks(scale, box, 1).map((shown) => label(right + 6, scale(shown) + 4, figure(shown)));
}

function laneTicks(scale: ValueScale, { height }: Box, factor: number): number[] {
  return ticks(scale.low * factor, scale.high * factor, height < 50 ? 2 : 3).filter((_, index, all) => all.length <= 4 || index % 2 === 0);
}

/** The name of a lane of marks, beside it. */
export function sideName(frame: DispatchFrame, box: Box, text: string): Mark[] {
  return !frame.isNarrow && textWidth(text, 11) <= frame.left - 4 ? [label(frame.left - 5, box.top + 10, text, { anchor: "end" })] : [];
}

/** For the summary: "State of charge 10 % to 95 %". */
export function socRangeText(model: DispatchModel): string {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let step = model.from; step < model.to; step++) {
    low = Math.min(low, model.values.soc[step]!);
    high = Math.max(high, model.values.soc[step]!);
  }
  return chartSentences.range(strings.charts.lanes.soc, percent(low / model.batteryKwh, 0), percent(high / model.batteryKwh, 0));
}
