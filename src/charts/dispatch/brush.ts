import { periodText } from "../../text/dates.ts";
import { strings } from "../../text/strings.ts";
import { reduce, timeBins } from "../bins.ts";
import type { Mark } from "../mark.ts";
import { crisp, label, laneName, level, rect, upright } from "../marks.ts";
import { valueScale } from "../scale.ts";
import { joinedBoxes, levelMark } from "../stackedArea.ts";
import { monthTicks, timeTicks } from "../timeAxis.ts";
import type { DispatchFrame } from "./frame.ts";
import type { DispatchModel } from "./model.ts";

/** Narrowest window that is drawn as one, px. */
const LEAST_WINDOW = 3;
export const HANDLE = { width: 5, height: 16 } as const;

/** The whole run: daily highest as a line over daily mean as a fill, the window framed in accent. */
export function brushLane(model: DispatchModel, frame: DispatchFrame): Mark[] {
  const box = frame.brush;
  if (box === null || model.axis.length === 0) return [];
  const { axis, values } = model;
  const { left, right, brushXOf } = frame;
  const bins = timeBins(axis, 0, axis.length, Math.min(box.width, dayCount(model)));
  const edges = Float64Array.from(bins.edges, (step) => Math.round(brushXOf(step)));
  const source = model.present.has("import") ? values.import : values.demand;
  const { mean, max } = reduce(source, bins);
  let high = 1e-9;
  for (const value of max) if (value > high) high = value;
  const bottom = box.top + box.height;
  const scale = valueScale(0, high * 1.08, box.top, box.height);
  const baseline = new Float64Array(bins.count).fill(bottom);
  const hint = strings.charts.yearHint + (model.events.length > 0 ? strings.charts.yearEvents : "");
  const span = periodText(axis, 0, axis.length).replace(/^year/, strings.charts.lanes.year);
  const ticks = axis.length * axis.stepMinutes > 62 * 1440 ? monthTicks(axis, 0, axis.length, brushXOf) : timeTicks(axis, 0, axis.length, brushXOf);
  return [
    ...(frame.isNarrow ? [] : laneName(left, box.top - 9, span, hint).marks),
    { kind: "rects", boxes: joinedBoxes(edges, baseline, mean.map(scale)), fill: "q-import", opacity: 0.4 },
    ...ticks.lines.filter((x) => x > left + 1).map((x) => upright(crisp(x), box.top, bottom, "surface")),
    levelMark(edges, max.map(scale), "q-import", 1.25),
    level(left, right, crisp(bottom - 1), "axis"),
    ...ticks.labels.map(({ x, text }) => label(x, bottom + 13, text, { anchor: "middle" })),
    ...eventMarks(model, frame, box.top),
    ...windowMarks(model, frame),
  ];
}

function dayCount({ axis }: DispatchModel): number {
  return Math.max(1, Math.round((axis.length * axis.stepMinutes) / 1440));
}

function eventMarks({ events }: DispatchModel, { brushXOf }: DispatchFrame, top: number): Mark[] {
  return events.map(({ from, to }) => {
    const x = brushXOf((from + to) / 2);
    return { kind: "area", points: Float64Array.of(x - 3, top - 7, x + 3, top - 7, x, top - 2), fill: "q-dr-revenue", opacity: 1 } as const;
  });
}

/** What lies outside is veiled; the edges carry handles. */
function windowMarks(model: DispatchModel, frame: DispatchFrame): Mark[] {
  const box = frame.brush!;
  const [from, to] = brushWindow(model, frame);
  const veil = [frame.left, box.top, from - frame.left, box.height, to, box.top, frame.right - to, box.height];
  const edge = [from - 1, box.top, 1.5, box.height, to - 0.5, box.top, 1.5, box.height, from - 1, box.top - 1, to - from + 2, 1.5, from - 1, box.top + box.height - 0.5, to - from + 2, 1.5];
  const y = box.top + (box.height - HANDLE.height) / 2;
  return [
    { kind: "rects", boxes: Float64Array.from(veil), fill: "surface", opacity: 0.4 },
    { kind: "rects", boxes: Float64Array.from(edge), fill: "accent", id: "window" },
    ...handleLefts(from, to).map((x) => rect(x, y, HANDLE.width, HANDLE.height, "accent", { id: "handle" })),
  ];
}

/** Astride the edges, or outside them where the window is too narrow for both. */
function handleLefts(from: number, to: number): number[] {
  return to - from < 4 * HANDLE.width ? [from - HANDLE.width, to] : [from - HANDLE.width / 2, to - HANDLE.width / 2];
}

/** Left and right edge of the window in the lane of the year, px. */
export function brushWindow({ from, to }: DispatchModel, { brushXOf, right }: DispatchFrame): readonly [number, number] {
  const left = brushXOf(from);
  return [left, Math.min(right, Math.max(brushXOf(to), left + LEAST_WINDOW))];
}
