import type { ParameterValue } from "../core/studies/parameters.ts";
import { edgeTexts, inputScale, parameterText, type AxisScale } from "../text/designText.ts";
import { figureScale, figureText } from "../text/studyFigures.ts";
import { tradeOffWords as words } from "../text/studyTradeOffs.ts";
import type { StudyChart } from "./made.ts";
import type { Mark, Size } from "./mark.ts";
import { crisp, emptyNote, label, level, rect, upright } from "./marks.ts";
import { fittedText, textWidth } from "./textWidth.ts";

/** One axis: an input that was set, or a figure that came out. */
export type ParallelAxis = { readonly id: string; readonly title: string; readonly unit: string; readonly kind: "input" | "figure"; /** By row; null where the row has none. */ readonly values: readonly (ParameterValue | null)[] };

/** The part of an axis that rows are kept within, as shares of it, 0…1. */
export type Brush = { readonly from: number; readonly to: number };

export type ParallelModel = {
  readonly currency: string;
  readonly axes: readonly ParallelAxis[];
  /** By the axis' id. */
  readonly brushes: Readonly<Record<string, Brush>>;
  /** Rows that are drawn stronger: the front. */
  readonly marked: readonly number[];
};

/** Every row as a line over all its inputs and figures; rows outside a brush fall back. */
export const parallel: StudyChart<ParallelModel> = {
  title: words.parallel,
  subtitle(model, width) {
    const kept = keptRows(model).length;
    const count = rowCount(model);
    return `${words.keptOf(kept, count)}${width < NARROW ? "" : count > MOST_DRAWN ? ` · ${words.thinned(MOST_DRAWN)}` : ` · ${words.parallelNote}`}`;
  },
  layout,
  summary(model) {
    const { axes, brushes, currency } = model;
    const count = rowCount(model);
    if (count === 0) return words.noRows;
    const limits = axes.flatMap((axis) => (brushes[axis.id] === undefined ? [] : [`${axis.title} ${brushText(axis, brushes[axis.id]!, currency)}`]));
    return `${words.parallel}: ${words.keptOf(keptRows(model).length, count)}, over ${axes.map(({ title }) => title).join(", ")}${limits.length === 0 ? "" : `; ${limits.join("; ")}`}.`;
  },
  toTable(model) {
    const { axes, currency } = model;
    const scales = axes.map((axis) => (placesOf(axis).names === null ? scaleOf(axis, currency) : null));
    return {
      columns: [{ title: words.row, unit: "" }, ...axes.map(({ title }, k) => ({ title, unit: scales[k]?.unit ?? "" }))],
      rows: keptRows(model).map((row) => [row + 1, ...axes.map(({ values }, k) => {
        const value = values[row] ?? null;
        return typeof value === "number" && scales[k] !== null ? value / scales[k]!.divisor : typeof value === "boolean" ? String(value) : value;
      })]),
    };
  },
};

const NARROW = 520;
/** More lines are a surface: of more rows as many are drawn, evenly. */
const MOST_DRAWN = 1500;

function rowCount({ axes }: ParallelModel): number {
  return axes[0]?.values.length ?? 0;
}

function scaleOf(axis: ParallelAxis, currency: string): AxisScale {
  const { low, high } = placesOf(axis);
  const largest = Math.max(Math.abs(low), Math.abs(high));
  return axis.kind === "figure" ? figureScale(axis.id, largest, high - low, currency) : inputScale(axis.unit, largest, currency);
}

type Places = { readonly low: number; readonly high: number; /** Where values are names: evenly spaced, in the order in which they were given. */ readonly names: readonly string[] | null };
const known = new WeakMap<ParallelAxis["values"], Places>();

function placesOf({ values }: Pick<ParallelAxis, "values">): Places {
  const before = known.get(values);
  if (before !== undefined) return before;
  let [low, high] = [Infinity, -Infinity];
  const names = new Set<string>();
  for (const value of values) {
    if (typeof value === "number") [low, high] = [Math.min(low, value), Math.max(high, value)];
    else if (value !== null) names.add(String(value));
  }
  const places = { low: low > high ? 0 : low, high: low > high ? 1 : high, names: names.size > 0 ? [...names] : null };
  known.set(values, places);
  return places;
}

/** Where a value lies on its axis, 0…1; null where there is none. */
export function shareOf(axis: ParallelAxis, value: ParameterValue | null): number | null {
  const { low, high, names } = placesOf(axis);
  if (value === null) return null;
  if (names !== null) return names.length === 1 ? 0.5 : names.indexOf(String(value)) / (names.length - 1);
  return high > low ? ((value as number) - low) / (high - low) : 0.5;
}

/** The value at a place of an axis, as it is told beside a handle. */
export function shareText(axis: ParallelAxis, share: number, currency: string): string {
  const { low, high, names } = placesOf(axis);
  if (names !== null) return names[Math.round(share * (names.length - 1))] ?? "";
  const value = low + share * (high - low);
  return axis.kind === "figure" ? figureText(axis.id, value, currency, high - low) : parameterText(value, axis.unit, currency);
}

/** How far one press of an arrow moves a handle: from name to name, or a twentieth. */
export function stepOn(axis: ParallelAxis): number {
  const { names } = placesOf(axis);
  return names !== null && names.length > 1 ? 1 / (names.length - 1) : 0.05;
}

export function brushText(axis: ParallelAxis, { from, to }: Brush, currency: string): string {
  return words.fromTo(shareText(axis, from, currency), shareText(axis, to, currency));
}

/** Rows that lie within every brush, in order. */
export function keptRows(model: ParallelModel): number[] {
  const brushed = model.axes.filter(({ id }) => model.brushes[id] !== undefined);
  return Array.from({ length: rowCount(model) }, (_, row) => row).filter((row) => brushed.every((axis) => {
    const share = shareOf(axis, axis.values[row] ?? null);
    const { from, to } = model.brushes[axis.id]!;
    return share !== null && share >= from - 1e-9 && share <= to + 1e-9;
  }));
}

/** Where an axis runs: upright beside each other, or on the phone level under each other. */
export type AxisLine = { readonly axis: ParallelAxis; readonly x1: number; readonly y1: number; readonly x2: number; readonly y2: number };

const HEAD = 46;
const FOOT = 20;
/** Room for a handle beside a level axis. */
const SIDE = 24;

/** @returns the lines from the low end of each axis to its high end */
export function axisLines({ axes }: ParallelModel, { width, height }: Size): AxisLine[] {
  if (width < NARROW) {
    const pitch = (height - 6) / Math.max(1, axes.length);
    return axes.map((axis, k) => {
      const y = Math.round(k * pitch + Math.min(pitch - 12, 32));
      return { axis, x1: SIDE, y1: y, x2: Math.max(SIDE + 10, width - SIDE), y2: y };
    });
  }
  const side = Math.min(80, width / (2 * Math.max(1, axes.length)));
  return axes.map((axis, k) => {
    const x = axes.length === 1 ? width / 2 : side + (k / (axes.length - 1)) * (width - 2 * side);
    return { axis, x1: x, y1: Math.max(HEAD + 10, height - FOOT), x2: x, y2: HEAD };
  });
}

export function pointOn({ x1, y1, x2, y2 }: AxisLine, share: number): readonly [number, number] {
  return [x1 + share * (x2 - x1), y1 + share * (y2 - y1)];
}

function layout(model: ParallelModel, size: Size): Mark[] {
  const count = rowCount(model);
  if (count === 0) return [emptyNote({ left: 0, top: 0, ...size }, words.noRows)];
  const lines = axisLines(model, size);
  const isLevel = size.width < NARROW;
  const kept = new Set(keptRows(model));
  const marked = new Set(model.marked);
  const every = Math.max(1, Math.ceil(count / MOST_DRAWN));
  const drawn = Array.from({ length: count }, (_, row) => row).filter((row) => row % every === 0 || marked.has(row));
  const path = (rows: readonly number[], stroke: string, width: number, id: string): Mark[] => (rows.length === 0 ? [] : [{ kind: "line", points: pathOf(lines, rows), stroke, width, id }]);
  return [
    ...path(drawn.filter((row) => !kept.has(row)), "grid", 1, "out"),
    ...path(drawn.filter((row) => kept.has(row) && !marked.has(row)), "ink-3@0.45", 1, "kept"),
    ...path(drawn.filter((row) => kept.has(row) && marked.has(row)), "ink-1", 1.5, "marked"),
    ...lines.flatMap((line, k) => axisMarks(line, k)),
  ];

  function axisMarks(line: AxisLine, k: number): Mark[] {
    const { axis, x1, y1, x2, y2 } = line;
    const brush = model.brushes[axis.id];
    const window = brush === undefined ? [] : windowMarks(line, brush);
    const ends = axisEnds(axis);
    const [titleMark, unitText] = [axis.title, ends.unit];
    if (isLevel) {
      const room = x2 - x1;
      const name = fittedText(unitText === "" ? titleMark : `${titleMark}, ${unitText}`, room * 0.6, 11, axis.kind === "figure");
      return [
        ...window, level(x1, x2, crisp(y1), "control"), label(x1, y1 - 8, name, { fill: "ink-1", bold: axis.kind === "figure", halo: true }),
        label(x1, y1 + 15, fittedText(ends.low, room / 2 - 4, 11), { halo: true }), label(x2, y1 + 15, fittedText(ends.high, room / 2 - 4, 11), { anchor: "end", halo: true }),
      ];
    }
    const pitch = lines.length < 2 ? size.width : Math.abs(lines[1]!.x1 - lines[0]!.x1);
    const room = Math.min(pitch - 10, 2 * Math.min(x1, size.width - x1));
    // Where names are long, every second stands a line higher.
    const isHigher = lines.some(({ axis: { title } }) => textWidth(title, 11, true) > pitch - 10) && k % 2 === 1;
    const nameRoom = lines.length < 3 || !isHigher ? room : Math.min(2 * pitch - 14, 2 * Math.min(x1, size.width - x1));
    return [
      ...window, upright(crisp(x1), y2, y1, "control"),
      label(x1, isHigher ? 10 : 24, fittedText(unitText === "" ? titleMark : `${titleMark}, ${unitText}`, nameRoom, 11, axis.kind === "figure"), { fill: "ink-1", anchor: "middle", bold: axis.kind === "figure", halo: true }),
      label(x1, HEAD - 8, fittedText(ends.high, room, 11), { anchor: "middle", halo: true }), label(x1, y1 + 15, fittedText(ends.low, room, 11), { anchor: "middle", halo: true }),
    ];
  }

  function axisEnds(axis: ParallelAxis): { readonly low: string; readonly high: string; readonly unit: string } {
    const { low, high, names } = placesOf(axis);
    if (names !== null) return { low: names[0]!, high: names.length > 1 ? names.at(-1)! : "", unit: "" };
    const scale = scaleOf(axis, model.currency);
    const [lowText, highText] = edgeTexts([low, high], scale, 100);
    return { low: lowText!, high: highText!, unit: scale.unit };
  }
}

function windowMarks(line: AxisLine, { from, to }: Brush): Mark[] {
  const [[ax, ay], [bx, by]] = [pointOn(line, from), pointOn(line, to)];
  const isLevel = line.y1 === line.y2;
  const [left, top, width, height] = isLevel ? [ax, ay - 7, Math.max(1, bx - ax), 14] : [ax - 7, by, 14, Math.max(1, ay - by)];
  const [right, bottom] = [left + width, top + height];
  return [
    rect(left, top, width, height, "accent-soft", { id: "brush" }),
    { kind: "line", points: Float64Array.of(left, top, right, top, right, bottom, left, bottom, left, top), stroke: "accent", width: 1.5, id: "brush" },
  ];
}

/** One path over all axes for each row; a gap lifts the pen. */
function pathOf(lines: readonly AxisLine[], rows: readonly number[]): Float64Array {
  const points = new Float64Array(rows.length * (lines.length + 1) * 2);
  let at = 0;
  for (const row of rows) {
    for (const line of lines) {
      const share = shareOf(line.axis, line.axis.values[row] ?? null);
      const [x, y] = share === null ? [NaN, NaN] : pointOn(line, share);
      points[at++] = x;
      points[at++] = y;
    }
    points[at++] = NaN;
    points[at++] = NaN;
  }
  return points;
}

/** How near the pointer must be to a line, px. */
const REACH_PX = 8;

/** The kept row whose line passes nearest; null where none is near. */
export function parallelRowAt(model: ParallelModel, size: Size, x: number, y: number): number | null {
  const lines = axisLines(model, size);
  let nearest: number | null = null;
  let least = REACH_PX;
  for (const row of keptRows(model)) {
    const points = pathOf(lines, [row]);
    for (let k = 0; k + 3 < points.length - 2; k += 2) {
      const distance = distanceTo(x, y, points[k]!, points[k + 1]!, points[k + 2]!, points[k + 3]!);
      if (distance < least) [nearest, least] = [row, distance];
    }
  }
  return nearest;
}

function distanceTo(x: number, y: number, ax: number, ay: number, bx: number, by: number): number {
  const [dx, dy] = [bx - ax, by - ay];
  const along = dx * dx + dy * dy === 0 ? 0 : Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy)));
  const distance = Math.hypot(x - ax - along * dx, y - ay - along * dy);
  return Number.isNaN(distance) ? Infinity : distance;
}

/** The line of a row over the others. */
export function parallelCursor(model: ParallelModel, size: Size, row: number): Mark[] {
  if (row >= rowCount(model)) return [];
  const lines = axisLines(model, size);
  const points = pathOf(lines, [row]);
  const dots = lines.flatMap((_, k): Mark[] => (Number.isNaN(points[2 * k]!) ? [] : [{ kind: "dot", x: points[2 * k]!, y: points[2 * k + 1]!, radius: 3.5, fill: "accent", stroke: "surface" }]));
  return [{ kind: "line", points, stroke: "accent", width: 2, halo: true }, ...dots];
}
