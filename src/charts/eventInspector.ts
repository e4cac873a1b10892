import type { RunResult } from "../core/result.ts";
import { column } from "../core/time/frame.ts";
import { clockText, civilOf, durationText, stepText, zoneText, type ClockAxis } from "../text/dates.ts";
import { askText, hoursText } from "../text/events.ts";
import { flexibility as words } from "../text/flexibility.ts";
import { figure, quantityText, scaleFor, type Scale } from "../text/numbers.ts";
import type { StudyChart } from "./made.ts";
import type { Mark, Size, Token } from "./mark.ts";
import { crisp, emptyNote, label, level, Occupied, rect, textBox, upright } from "./marks.ts";
import { niceRange, ticks, valueScale } from "./scale.ts";
import { textWidth } from "./textWidth.ts";
import { timeTicks } from "./timeAxis.ts";

type Response = NonNullable<RunResult["response"]>;
type Call = Response["calls"][number];
type Settled = Response["programmes"][number]["events"][number];

/** One call with the hours around it; powers in kW, one value a step of [from, to). */
export type EventInspectorModel = {
  readonly axis: ClockAxis;
  readonly from: number;
  readonly to: number;
  readonly eventFrom: number;
  readonly eventTo: number;
  readonly ask: string;
  readonly meteredKw: Float64Array;
  /** Of doing nothing, over the same steps; null while it is not there. */
  readonly idleKw: Float64Array | null;
  /** Of the event's steps alone: what the settlement counts from, else what doing nothing would have drawn; null where neither is known. */
  readonly baselineKw: Float64Array | null;
  /** Whether it is a programme's baseline, and not the do-nothing run. */
  readonly isSettled: boolean;
  /** The most that may be drawn for all of what was asked to be given, of the event's steps; null of a price event. */
  readonly goalKw: Float64Array | null;
  readonly deliveredKw: number;
  readonly reboundHours: number;
  readonly unit: Scale;
};

const BEFORE_HOURS = 3;
const AFTER_HOURS = 4;
/** The score's own window of the rebound. */
const REBOUND_HOURS = 2;

export function eventInspectorModel(run: RunResult, idle: RunResult | null, call: Call, settled: Settled | undefined): EventInspectorModel {
  const { axis } = run;
  const perHour = Math.max(1, Math.round(60 / axis.stepMinutes));
  const [eventFrom, eventTo] = [call.step, Math.min(axis.length, call.step + call.steps)];
  const [from, to] = [Math.max(0, eventFrom - BEFORE_HOURS * perHour), Math.min(axis.length, eventTo + AFTER_HOURS * perHour)];
  const meteredKw = column(run.frame, "importKw").slice(from, to);
  const idleKw = idle === null || idle.frame.length !== run.frame.length ? null : column(idle.frame, "importKw").slice(from, to);
  const steps = eventTo - eventFrom;
  const perInterval = settled === undefined ? 1 : settled.intervalMinutes / axis.stepMinutes;
  const baselineKw = settled !== undefined && settled.baselineKw.length > 0
    ? Float64Array.from({ length: steps }, (_, i) => settled.baselineKw[Math.min(settled.baselineKw.length - 1, Math.floor(i / perInterval))]!)
    : idleKw === null ? null : idleKw.slice(eventFrom - from, eventTo - from);
  const { capKw } = call;
  const reduceKw = settled !== undefined && capKw === null ? settled.askedKw : call.reduceKw;
  const goalKw = capKw !== null ? new Float64Array(steps).fill(capKw)
    : reduceKw !== null && reduceKw > 0 && baselineKw !== null ? baselineKw.map((kw) => Math.max(0, kw - reduceKw)) : null;
  const cut = baselineKw === null ? 0 : baselineKw.reduce((sum, kw, i) => sum + kw - meteredKw[eventFrom - from + i]!, 0) / Math.max(1, steps);
  // A programme counts each of its intervals by itself, and none below nought: its own sum, so that every place says the same.
  const creditedKw = settled === undefined || settled.baselineKw.length === 0 || settled.deliveredKwh <= 0 ? cut : settled.deliveredKwh / ((settled.endMs - settled.startMs) / 3_600_000);
  const highest = Math.max(...meteredKw, ...(baselineKw ?? []), ...(idleKw ?? []), 0);
  return {
    axis: { ...axis, length: run.frame.length }, from, to, eventFrom, eventTo, ask: `${askText({ ...call, reduceKw })}, ${hoursText(axis, eventFrom, eventTo)}`, meteredKw, idleKw, baselineKw,
    isSettled: settled !== undefined && settled.baselineKw.length > 0, goalKw, deliveredKw: creditedKw, reboundHours: REBOUND_HOURS, unit: scaleFor(highest, "kW"),
  };
}

/** What an event asked, what the meter read, and what came back afterwards. */
export const eventInspector: StudyChart<EventInspectorModel> = {
  title: words.inspector,
  subtitle: ({ axis, unit }) => words.inspectorNote(unit.unit, durationText(axis.stepMinutes), zoneText(axis.timeZone)),
  layout,
  summary({ axis, eventFrom, ask, deliveredKw, meteredKw, from, to, baselineKw }) {
    if (to <= from) return words.noStep;
    const inEvent = baselineKw === null ? "" : ` ${words.onTheMean(deliveredKw >= 0 ? words.delivered(quantityText(deliveredKw, "kW")) : words.exceeded(quantityText(-deliveredKw, "kW")))}.`;
    return `${stepText(axis, eventFrom)}: ${ask}.${inEvent} ${words.importBetween(quantityText(Math.min(...meteredKw), "kW"), quantityText(Math.max(...meteredKw), "kW"))}.`;
  },
  toTable({ axis, from, to, eventFrom, eventTo, meteredKw, idleKw, baselineKw, goalKw }) {
    const inEvent = (values: Float64Array | null, step: number): number | null => (values !== null && step >= eventFrom && step < eventTo ? values[step - eventFrom]! : null);
    return {
      columns: [{ title: "Time", unit: "" }, { title: words.metered, unit: "kW" }, { title: words.baseline, unit: "kW" }, { title: words.asked, unit: "kW" }, { title: words.idle, unit: "kW" }],
      rows: Array.from({ length: to - from }, (_, i) => [stepText(axis, from + i), meteredKw[i]!, inEvent(baselineKw, from + i), inEvent(goalKw, from + i), idleKw?.[i] ?? null]),
    };
  },
};

const FOOT = 20;

function layout({ axis, from, to, eventFrom, eventTo, ask, meteredKw, idleKw, baselineKw, isSettled, goalKw, deliveredKw, reboundHours, unit }: EventInspectorModel, size: Size): Mark[] {
  if (to <= from) return [emptyNote({ left: 0, top: 0, ...size }, words.noPromise)];
  const top = 8;
  const bottom = Math.max(top + 20, size.height - FOOT);
  const highest = Math.max(...meteredKw, ...(baselineKw ?? []), ...(idleKw ?? []), 1e-9) / unit.divisor;
  // Room above for the event's own line of text.
  const [low, high] = niceRange(0, highest * (1 + 22 / (bottom - top)), 5);
  const y = valueScale(low, high, top, bottom - top);
  const yOf = (kw: number): number => y(kw / unit.divisor);
  const tickValues = ticks(low, high, 5);
  const left = 8 + Math.max(...tickValues.map((value) => textWidth(figure(value), 11)));
  const right = size.width - 6;
  const xOf = (step: number): number => left + 4 + ((step - from) / (to - from)) * (right - left - 4);
  const steps = (values: Float64Array, first: number, count = values.length, offset = 0): Float64Array => {
    const points = new Float64Array(4 * count);
    for (let i = 0; i < count; i++) points.set([xOf(first + i), yOf(values[offset + i]!), xOf(first + i + 1), yOf(values[offset + i]!)], 4 * i);
    return points;
  };
  /** What lies between two courses of steps where one is above the other, one polygon a stretch: fine steps leave no seams. */
  const between = (a: Float64Array, b: Float64Array, first: number, isAbove: boolean, fill: Token, id: string, more: { opacity?: number; pattern?: "slash" } = {}): Mark[] => {
    const lies = (i: number): boolean => (isAbove ? a[i]! > b[i]! : b[i]! > a[i]!);
    const { opacity = 1, ...rest } = more;
    const areas: Mark[] = [];
    for (let i = 0; i < a.length; i++) {
      if (!lies(i)) continue;
      const begin = i;
      while (i + 1 < a.length && lies(i + 1)) i++;
      const points: number[] = [];
      for (let j = begin; j <= i; j++) points.push(xOf(first + j), yOf(a[j]!), xOf(first + j + 1), yOf(a[j]!));
      for (let j = i; j >= begin; j--) points.push(xOf(first + j + 1), yOf(b[j]!), xOf(first + j), yOf(b[j]!));
      areas.push({ kind: "area", points: Float64Array.from(points), fill, opacity, id, ...rest });
    }
    return areas;
  };
  const eventMetered = meteredKw.slice(eventFrom - from, eventTo - from);
  const time = timeTicks(axis, from, to, xOf);
  const [eventLeft, eventRight] = [xOf(eventFrom), xOf(eventTo)];
  const curve = steps(meteredKw, from);
  const ground = new Float64Array(curve.length + 4);
  ground.set(curve);
  ground.set([xOf(to), yOf(0), xOf(from), yOf(0)], curve.length);

  const marks: Mark[] = [
    rect(eventLeft, top, Math.max(0, eventRight - eventLeft), bottom - top, "band"),
    ...tickValues.flatMap((value): Mark[] => [level(left + 4, right, crisp(y(value)), value === 0 ? "axis" : "grid"), label(left, y(value) + 4, figure(value), { anchor: "end" })]),
    { kind: "area", points: ground, fill: "q-import", opacity: "tint", id: "import" },
  ];
  const taken = new Occupied();
  const texts: Mark[] = [];
  /** At the first place that is free and inside; left out where there is none. */
  const write = (text: string, places: readonly (readonly [x: number, y: number, anchor: "start" | "middle" | "end"])[], more: { bold?: boolean; fill?: Token } = {}): boolean => {
    const place = places.find(([x, at, anchor]) => {
      const box = textBox(x, at, text, anchor, more.bold === true);
      return box.left >= left && box.left + box.width <= right + 2 && box.top >= 0 && box.top + box.height <= bottom && taken.isFree(box);
    });
    if (place === undefined) return false;
    const [x, at, anchor] = place;
    taken.add(textBox(x, at, text, anchor, more.bold === true));
    texts.push(label(x, at, text, { anchor, halo: true, ...more }));
    return true;
  };

  write(ask, [[eventLeft + 4, top + 12, "start"], [eventRight - 4, top + 12, "end"], [right - 2, top + 12, "end"]], { bold: true, fill: "ink-1" });
  if (baselineKw !== null) {
    marks.push(...between(baselineKw, eventMetered, eventFrom, true, "q-dr-revenue", "delivered", { opacity: 0.6 }), ...between(baselineKw, eventMetered, eventFrom, false, "q-penalty", "exceeded", { opacity: 0.6, pattern: "slash" }));
    if (deliveredKw > 0) {
      const middle = (eventLeft + eventRight) / 2;
      const mid = Math.floor(eventMetered.length / 2);
      const [baseY, meterY] = [yOf(baselineKw[mid] ?? 0), yOf(eventMetered[mid] ?? 0)];
      const text = words.delivered(quantityText(deliveredKw, "kW"));
      write(text, [[middle, meterY - baseY > 18 ? (baseY + meterY) / 2 + 4 : meterY + 30, "middle"], [middle, meterY + 30, "middle"], [eventLeft - 6, meterY + 30, "end"]], { bold: true, fill: "ink-1" });
    }
    const baseText = isSettled ? words.baseline : words.idle;
    write(baseText, [[eventLeft + 4, yOf(Math.max(...baselineKw)) - 6, "start"], [eventLeft - 4, yOf(baselineKw[0]!) + 4, "end"]]);
  }
  // What came back: in the score's own window, against the do-nothing run.
  const after = Math.min(to - eventTo, Math.round((reboundHours * 60) / axis.stepMinutes));
  if (idleKw !== null && after > 0) {
    const [own, other] = [meteredKw.slice(eventTo - from, eventTo - from + after), idleKw.slice(eventTo - from, eventTo - from + after)];
    const rebound = between(own, other, eventTo, true, "q-penalty", "rebound", { pattern: "slash" });
    marks.push(...rebound);
    if (rebound.length > 0) {
      write(words.rebound, [[xOf(eventTo) + 4, yOf(Math.max(...own, ...other)) - 6, "start"], [xOf(eventTo) + 4, yOf(Math.min(...own)) + 18, "start"]]);
    }
  }
  marks.push({ kind: "line", points: curve, stroke: "q-import", width: 1.5, id: "import" });
  if (idleKw !== null) marks.push({ kind: "line", points: steps(idleKw, eventTo, to - eventTo, eventTo - from), stroke: "ink-3", width: 1.25, dash: [5, 3], id: "idle" });
  if (baselineKw !== null) marks.push({ kind: "line", points: steps(baselineKw, eventFrom), stroke: "ink-1", width: 1.25, dash: [4, 3], id: "baseline" });
  if (goalKw !== null) {
    marks.push({ kind: "line", points: steps(goalKw, eventFrom), stroke: "ink-1", width: 1.25, dash: [1, 2], id: "asked" });
    write(words.asked, [[eventLeft - 4, yOf(goalKw[0]!) + 4, "end"], [eventRight + 4, yOf(goalKw.at(-1)!) + 4, "start"], [eventLeft + 4, yOf(goalKw[0]!) + 14, "start"]]);
  }
  const meterY = yOf(Math.min(...eventMetered));
  write(words.metered, [[(eventLeft + eventRight) / 2, meterY + 30, "middle"], [left + 10, yOf(meteredKw[0]!) - 6, "start"], [left + 10, yOf(meteredKw[0]!) + 16, "start"]]);
  if (idleKw !== null && to - eventTo > 1) {
    // Clear of its own line and of the meter's, over them or under them.
    const late = -Math.max(1, Math.floor((to - eventTo) / 2));
    const seen = [...idleKw.slice(late), ...meteredKw.slice(late)];
    write(words.idle, [[right - 2, yOf(Math.max(...seen)) - 6, "end"], [right - 2, yOf(Math.min(...seen)) + 16, "end"]]);
  }
  return [
    ...marks, upright(crisp(eventLeft), top, bottom, "q-dr-revenue"), upright(crisp(eventRight), top, bottom, "q-dr-revenue"), ...texts,
    ...time.labels.map(({ x, text }) => label(Math.max(x, left + textWidth(text, 11) / 2), bottom + 15, text, { anchor: "middle" })),
    ...(time.labels.length === 0 ? [label(left + 4, bottom + 15, clockText(civilOf(axis, from)))] : []),
  ];
}
