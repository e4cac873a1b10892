import { reasonCode } from "../../core/site/reason.ts";
import { chartSentences } from "../../text/chartSentences.ts";
import { monthText } from "../../text/dates.ts";
import { billedLevelSentence } from "../../text/findings.ts";
import { figure, quantityText } from "../../text/numbers.ts";
import { strings } from "../../text/strings.ts";
import { reduce } from "../bins.ts";
import type { Bins, Reduced } from "../bins.ts";
import type { Box, Mark } from "../mark.ts";
import { crisp, label, level, Occupied, rect, textBox, upright } from "../marks.ts";
import { niceRange, ticks, valueScale } from "../scale.ts";
import type { ValueScale } from "../scale.ts";
import { joinedBoxes, levelMark, namePlace, stackLayers, stackMarks, widestGap } from "../stackedArea.ts";
import type { Band, Layer } from "../stackedArea.ts";
import { textWidth } from "../textWidth.ts";
import type { BilledLevel } from "./billedLevel.ts";
import type { DispatchFrame } from "./frame.ts";
import { belowIds, missedIds, seriesStyles, supplyIds, useIds } from "./model.ts";
import type { DispatchModel, PowerRange, SeriesId } from "./model.ts";

/** The limit is drawn only where it does not squash what it limits. */
const LIMIT_WITHIN = 1.3;
/** Room over the highest mark for the sentence of a billed level, px. */
const SENTENCE_ROOM = 22;
/** More days than this, and a billed level is drawn across the month, not over its hours. */
const LEVEL_HOURS_DAYS = 40;
/** Annotations at most, chosen by money. */
const MOST_SENTENCES = 2;
/** From one line of annotations to the next, px, and how many are tried. */
const SENTENCE_PITCH = 16;
const SENTENCE_LINES = 4;

/** The window's power, reduced to bins, and the scale it is drawn on. */
export type Power = {
  readonly bins: Bins;
  readonly edges: Float64Array;
  readonly reduced: ReadonlyMap<SeriesId, Reduced>;
  readonly scale: ValueScale;
};

export function isShown(model: DispatchModel, id: SeriesId): boolean {
  return model.present.has(id) && !model.hidden.has(id);
}

export function powerOf(model: DispatchModel, frame: DispatchFrame, bins: Bins, edges: Float64Array): Power {
  const ids: SeriesId[] = [...(model.side === "supply" ? supplyIds : useIds), ...belowIds, ...missedIds, "demand"];
  const reduced = new Map(ids.filter((id) => isShown(model, id)).map((id) => [id, reduce(model.values[id], bins)]));
  const range = powerRange(model, reduced, bins.count, frame.stack.height);
  const scale = valueScale(range.lowKw, range.highKw, frame.stack.top, frame.stack.height);
  return { bins, edges, reduced, scale };
}

/** The range that the window needs, the held one included. */
function powerRange(model: DispatchModel, reduced: ReadonlyMap<SeriesId, Reduced>, count: number, heightPx: number): PowerRange {
  let high = 0;
  let low = 0;
  const upper = (model.side === "supply" ? [...supplyIds, ...missedIds] : useIds).flatMap((id) => reduced.get(id) ?? []);
  const below = belowIds.flatMap((id) => reduced.get(id) ?? []);
  const single = (["demand", "import"] as const).flatMap((id) => (id === "import" && model.side === "demand" ? [] : reduced.get(id) ?? []));
  for (let bin = 0; bin < count; bin++) {
    let sum = 0;
    for (const { mean } of upper) sum += mean[bin]!;
    for (const { max } of single) sum = Math.max(sum, max[bin]!);
    let under = 0;
    for (const { mean } of below) under += mean[bin]!;
    high = Math.max(high, sum);
    low = Math.min(low, -under);
  }
  const levels = shownLevels(model);
  for (const { kw } of levels) high = Math.max(high, kw);
  const limit = model.importLimitKw;
  if (limit !== null && limit <= LIMIT_WITHIN * high) high = Math.max(high, limit);
  if (levels.length > 0 && heightPx > 3 * SENTENCE_ROOM) high = low + (high - low) * (heightPx / (heightPx - SENTENCE_ROOM));
  // A window without power has an axis all the same, of one unit.
  if (high === 0 && low === 0) high = model.powerUnit.divisor;
  const [niceLow, niceHigh] = niceRange(low < 0 ? low * 1.04 : 0, high, 6);
  const held = model.hold;
  return held === undefined ? { lowKw: niceLow, highKw: niceHigh } : { lowKw: Math.min(niceLow, held.lowKw), highKw: Math.max(niceHigh, held.highKw) };
}

function shownLevels(model: DispatchModel): readonly BilledLevel[] {
  return model.side === "supply" && isShown(model, "import") ? model.levels : [];
}

/** Gridlines and the names of their values, behind everything. */
export function powerGrid({ powerUnit }: DispatchModel, { scale }: Power, { left, right, stack }: DispatchFrame): Mark[] {
  const count = stack.height < 220 ? 4 : 6;
  return ticks(scale.low, scale.high, count).flatMap((kw): Mark[] => [
    level(left, right, crisp(scale(kw)), kw === 0 ? "axis" : "grid"),
    label(left - 7, scale(kw) + 4, figure(kw / powerUnit.divisor), { anchor: "end" }),
  ]);
}

/** Fills and lines, and over them what is written. */
export type PowerMarks = { readonly data: Mark[]; readonly notes: Mark[] };

export function powerMarks(model: DispatchModel, frame: DispatchFrame, power: Power): PowerMarks {
  const { edges, reduced, scale, bins } = power;
  const occupied = new Occupied();
  const above = bandsOf(model.side === "supply" ? [...supplyIds, ...missedIds] : useIds, reduced);
  const layers = stackLayers(above, bins.count, scale, 1);
  const belowLayers = stackLayers(bandsOf(belowIds, reduced), bins.count, scale, -1);
  const data = [...stackMarks(layers, edges), ...stackMarks(belowLayers, edges)];
  if (model.side === "demand") data.push(...missedMarks(power));
  data.push(level(frame.left, frame.right, crisp(scale(0)), "axis"), ...extremes(model, power));
  const demandY = reduced.get("demand")?.mean.map(scale);
  if (demandY !== undefined) data.push(levelMark(edges, demandY, "ink-1", 1.4, { halo: true, id: "demand" }));
  const limit = limitMarks(model, frame, power, occupied);
  const levels = levelMarks(model, frame, power, occupied);
  data.push(...limit.data, ...levels.data);
  const notes = [...limit.notes, ...levels.notes, ...bandNames([...layers.map((layer) => belowLowest(layer, power)), ...belowLayers], edges, frame.stack, occupied)];
  notes.push(...unservedName(power, layers.at(-1)?.upper ?? demandY, frame, occupied));
  if (demandY !== undefined) notes.push(...demandName(demandY, layers.at(-1)?.upper, edges, frame.stack, occupied));
  return { data, notes };
}

function bandsOf(ids: readonly SeriesId[], reduced: ReadonlyMap<SeriesId, Reduced>): Band[] {
  return ids.flatMap((id): Band[] => {
    const values = reduced.get(id)?.mean;
    if (values === undefined) return [];
    const { token, pattern } = seriesStyles[id];
    const name = (strings.bandNames as Partial<Record<SeriesId, string>>)[id] ?? strings.quantities[id];
    return [{ id, name, fill: token, values, ...(pattern === undefined ? {} : { pattern }) }];
  });
}

/** What was not served is the upper part of the demand. */
function missedMarks({ edges, reduced, scale }: Power): Mark[] {
  const demand = reduced.get("demand");
  if (demand === undefined) return [];
  let upper = demand.mean;
  return missedIds.flatMap((id): Mark[] => {
    const values = reduced.get(id)?.mean;
    if (values === undefined) return [];
    const lower = upper.map((kw, bin) => kw - values[bin]!);
    const boxes = joinedBoxes(edges, lower.map(scale), upper.map(scale));
    upper = lower;
    return [{ kind: "rects", boxes, fill: seriesStyles[id].token, pattern: seriesStyles[id].pattern!, id }];
  });
}

/**
 * Where a bin holds several steps: highest import as a line over the stack, lowest as a line in it, wherever they part from
 * the mean, so that no peak is averaged away.
 */
function extremes(model: DispatchModel, { bins, edges, reduced, scale }: Power): Mark[] {
  const imported = reduced.get("import");
  if (bins.areSteps || imported === undefined || model.side === "demand") return [];
  const [low, mean, high] = [imported.min.map(scale), imported.mean.map(scale), imported.max.map(scale)];
  return [
    levelMark(edges, low, "surface", 1, { id: "import", isDrawn: (bin) => low[bin]! - mean[bin]! > 3 }),
    levelMark(edges, high, "q-import", 1.25, { halo: true, id: "import", isDrawn: (bin) => mean[bin]! - high[bin]! > 1 }),
  ];
}

function limitMarks({ importLimitKw }: DispatchModel, { left, right, isNarrow }: DispatchFrame, { scale }: Power, occupied: Occupied): PowerMarks {
  if (importLimitKw === null || importLimitKw > scale.high) return { data: [], notes: [] };
  const y = crisp(scale(importLimitKw));
  const text = `${isNarrow ? strings.charts.limitShort : strings.charts.limit} ${quantityText(importLimitKw, "kW")}`;
  // Over the line where there is room, else below it.
  const baseline = y - 4 - 11 < scale.top ? y + 13 : y - 4;
  occupied.add(textBox(right - 2, baseline, text, "end"));
  occupied.add({ left, top: y - 1, width: right - left, height: 2 });
  return {
    data: [level(left, right, y, "ink-1", 1, { halo: true, id: "limit" })],
    notes: [label(right - 2, baseline, text, { fill: "ink-1", anchor: "end", halo: true, id: "limit" })],
  };
}

/** Dotted lines at the billed levels over the hours that they apply to, a dot at the step that set each, the money in words. */
function levelMarks(model: DispatchModel, frame: DispatchFrame, power: Power, occupied: Occupied): PowerMarks {
  const levels = shownLevels(model);
  const days = ((model.to - model.from) * model.axis.stepMinutes) / 1440;
  const lines: Mark[] = [];
  const dots: Mark[] = [];
  const sentences: Mark[] = [];
  let told = 0;
  for (const one of levels) {
    const y = power.scale(one.kw);
    lines.push({ kind: "line", points: levelPoints(one, frame.xOf, y, days > LEVEL_HOURS_DAYS), stroke: "q-demand-charge", width: 2, dash: [2, 2], halo: true, id: "level" });
    if (one.applies.every((applies) => applies === 1)) occupied.add({ left: frame.xOf(one.from), top: y - 3, width: frame.xOf(one.to) - frame.xOf(one.from), height: 6 });
    if (one.step === null || one.step < model.from || one.step >= model.to) {
      sentences.push(...levelName(one, y, frame, occupied));
      continue;
    }
    const x = frame.xOf(one.step + 0.5);
    dots.push({ kind: "dot", x, y, radius: 4.5, fill: "q-demand-charge", stroke: "surface", id: "level" });
    if (told < MOST_SENTENCES) {
      const made = sentence(one, x, y, frame, occupied, model.currency);
      told += made.length > 0 ? 1 : 0;
      sentences.push(...made);
    }
  }
  return { data: lines, notes: [...sentences, ...dots] };
}

/** "94.7 MW billed" over the end of a level that another window's step set. */
function levelName({ kw, from, to }: BilledLevel, y: number, { xOf, left, right }: DispatchFrame, occupied: Occupied): Mark[] {
  // Of a month that the window touches at its edge the level is not what the picture is about.
  if (xOf(to) - xOf(from) < (right - left) / 2) return [];
  const text = chartSentences.billed(quantityText(kw, "kW"));
  const x = Math.min(right - 2, xOf(to) - 2);
  const box = textBox(x, y - 6, text, "end");
  if (!occupied.isFree(box)) return [];
  occupied.add(box);
  return [label(x, y - 6, text, { fill: "ink-1", anchor: "end", halo: true, id: "level" })];
}

function levelPoints({ from, to, applies }: BilledLevel, xOf: (step: number) => number, y: number, isWhole: boolean): Float64Array {
  if (isWhole) return Float64Array.of(xOf(from), y, xOf(to), y);
  const points: number[] = [];
  for (let i = 0; i < applies.length; i++) {
    if (applies[i] === 0) continue;
    let end = i + 1;
    while (end < applies.length && applies[end] === 1) end++;
    if (points.length > 0) points.push(Number.NaN, Number.NaN);
    points.push(xOf(from + i), y, xOf(from + end), y);
    i = end;
  }
  return Float64Array.from(points);
}

/** "4.54 MW on-peak sets $112k of August", with an elbow from the dot, on the first free line above it. */
function sentence(one: BilledLevel, x: number, y: number, { left, right, stack, isNarrow }: DispatchFrame, occupied: Occupied, currency: string): Mark[] {
  const { figure: key, rest: whole, short } = billedLevelSentence(one, monthText(one.year, one.month).split(" ")[0]!, currency);
  const keyWidth = textWidth(key, 11, true) + 4;
  const rest = isNarrow ? short : whole;
  const width = keyWidth + textWidth(rest, 11);
  const elbow = 8;
  // The leader bends to the side that has room; the sentence stays inside the plot.
  const goesLeft = x - elbow - width - 4 >= left || x > (left + right) / 2;
  const start = goesLeft ? Math.max(left + 2, x - elbow - 4 - width) : Math.min(right - 2 - width, x + elbow + 4);
  const boxAt = (baseline: number): Box => ({ ...textBox(start, baseline, ""), width: width + 4 });
  const baseline = Array.from({ length: SENTENCE_LINES }, (_, line) => stack.top + 14 + line * SENTENCE_PITCH)
    .find((line) => (line === stack.top + 14 || line + 4 < y) && occupied.isFree(boxAt(line)));
  if (start < left || baseline === undefined) return [];
  occupied.add(boxAt(baseline));
  const from = goesLeft ? start + width + 4 : start - 4;
  const leader: Mark[] = y - 5 > baseline + 4
    ? [{ kind: "line", points: Float64Array.of(from, crisp(baseline - 4), crisp(x), crisp(baseline - 4), crisp(x), y - 5), stroke: "ink-2", width: 1, id: "level" }]
    : [];
  return [
    ...leader,
    label(start, baseline, key, { fill: "ink-1", bold: true, halo: true, id: "level" }),
    label(start + keyWidth, baseline, rest, { fill: "ink-1", halo: true, id: "level" }),
  ];
}

/** The lowest import is drawn as a line inside its band; the name stands under it. */
function belowLowest(layer: Layer, { bins, reduced, scale }: Power): Layer {
  const low = layer.band.id === "import" && !bins.areSteps ? reduced.get("import")?.min : undefined;
  return low === undefined ? layer : { ...layer, upper: low.map(scale) };
}

function bandNames(layers: readonly Layer[], edges: Float64Array, box: Box, occupied: Occupied): Mark[] {
  return layers.flatMap((layer): Mark[] => {
    const { band } = layer;
    if (band.id === "unserved") return [];
    const place = namePlace(layer, edges, (x, y, text) => occupied.isFree(textBox(x, y, text, "middle", true)) && y - 11 > box.top);
    if (place === null) return [];
    occupied.add(textBox(place.x, place.y, band.name, "middle", true));
    const name = label(place.x, place.y, band.name, { fill: `on ${band.fill}`, bold: true, anchor: "middle", id: band.id });
    // On a hatch the name stands on a plain patch of the band.
    const { left, top, width, height } = textBox(place.x, place.y, band.name, "middle", true);
    return band.pattern === undefined ? [name] : [rect(left, top, width, height, band.fill, { id: band.id }), name];
  });
}

/** What was not served is always named, with its most: over the stack where it is worst. */
function unservedName({ reduced, edges }: Power, topY: Float64Array | undefined, { left, right, stack }: DispatchFrame, occupied: Occupied): Mark[] {
  const unserved = reduced.get("unserved")?.max;
  if (unserved === undefined || topY === undefined) return [];
  let worst = 0;
  for (let bin = 0; bin < unserved.length; bin++) if (unserved[bin]! > unserved[worst]!) worst = bin;
  if (!(unserved[worst]! > 0)) return [];
  const text = `${strings.quantities.unserved} ${quantityText(unserved[worst]!, "kW")}`;
  const half = textWidth(text, 11, true) / 2 + 4;
  const middle = (edges[worst]! + edges[worst + 1]!) / 2;
  const x = Math.min(Math.max(middle, left + half), right - half);
  let y = topY[worst]! - 8;
  while (y - 15 > stack.top && !occupied.isFree(textBox(x, y, text, "middle", true))) y -= 15;
  y = Math.max(stack.top + 12, y);
  occupied.add(textBox(x, y, text, "middle", true));
  return [
    ...(topY[worst]! - y > 14 ? [upright(crisp(middle), y + 4, topY[worst]!, "ink-2")] : []),
    label(x, y, text, { fill: "ink-1", bold: true, anchor: "middle", halo: true, id: "unserved" }),
  ];
}

/** Over the line, where the space above both line and stack is highest. */
function demandName(demandY: Float64Array, stackY: Float64Array | undefined, edges: Float64Array, box: Box, occupied: Occupied): Mark[] {
  const text = strings.bandNames.demand;
  const ceiling = new Float64Array(demandY.length).fill(box.top);
  const floor = demandY.map((y, bin) => Math.min(y, stackY?.[bin] ?? y));
  const baselineOver = (x: number): number => {
    let y = Number.POSITIVE_INFINITY;
    for (let bin = 0; bin < floor.length; bin++) {
      if (edges[bin + 1]! >= x - textWidth(text, 11) / 2 - 5 && edges[bin]! <= x + textWidth(text, 11) / 2 + 5) y = Math.min(y, floor[bin]!);
    }
    return y - 6;
  };
  const place = widestGap(edges, ceiling, floor, textWidth(text, 11) + 10, 24, (x) => occupied.isFree(textBox(x, baselineOver(x), text, "middle")));
  return place === null ? [] : [label(place.x, baselineOver(place.x), text, { anchor: "middle", halo: true, id: "demand" })];
}

/** Bands of the on-peak hours behind all lanes, and the upright lines of the time axis. */
export function backdrop(model: DispatchModel, frame: DispatchFrame, lines: readonly number[], minutesOfBin: number): Mark[] {
  const lanes = [frame.stack, frame.soc, frame.signals].filter((box) => box !== null);
  const marks: Mark[] = [];
  const boxes: number[] = [];
  // Hours that are no longer seen one by one are no band.
  if (minutesOfBin <= 60) {
    for (let i = 0; i < model.onPeak.length; i++) {
      if (model.onPeak[i] === 0) continue;
      let end = i + 1;
      while (model.onPeak[end] === 1) end++;
      const [left, right] = [Math.round(frame.xOf(model.from + i)), Math.round(frame.xOf(model.from + end))];
      if (right - left >= 2) for (const { top, height } of lanes) boxes.push(left, top, right - left, height);
      i = end;
    }
  }
  if (boxes.length > 0) marks.push({ kind: "rects", boxes: Float64Array.from(boxes), fill: "band", id: "onPeak" });
  marks.push(...outageMarks(model, frame, lanes));
  for (const x of lines) for (const { top, height } of lanes) marks.push(upright(crisp(x), top, top + height, "grid"));
  return marks;
}

/** Hours without the grid: hatched through all lanes, at least a px wide. */
function outageMarks({ reason, from, to }: DispatchModel, { xOf }: DispatchFrame, lanes: readonly Box[]): Mark[] {
  const boxes: number[] = [];
  for (let step = from; step < to; step++) {
    if (reason[step] !== reasonCode.outage) continue;
    let end = step + 1;
    while (end < to && reason[end] === reasonCode.outage) end++;
    for (const { top, height } of lanes) boxes.push(xOf(step), top, Math.max(1, xOf(end) - xOf(step)), height);
    step = end;
  }
  return boxes.length === 0 ? [] : [{ kind: "rects", boxes: Float64Array.from(boxes), fill: "q-unserved", opacity: 0.18, pattern: "slash", id: "outage" }];
}

/** Called hours: bounded by two 1-px lines through all lanes. */
export function eventBounds(model: DispatchModel, frame: DispatchFrame): Mark[] {
  const bottom = (frame.event ?? frame.axis).top;
  return model.events.flatMap(({ from, to }) => [from, to].filter((step) => step >= model.from && step <= model.to)
    .map((step) => rect(Math.round(frame.xOf(step)), frame.stack.top, 1, bottom - frame.stack.top, "q-dr-revenue", { id: "event" })));
}
