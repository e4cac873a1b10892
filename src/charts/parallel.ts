import { edgeTexts } from "../text/designText.ts";
import { tradeOffWords as words } from "../text/studyTradeOffs.ts";
import type { StudyChart } from "./made.ts";
import type { Mark, Size } from "./mark.ts";
import { crisp, emptyNote, label, level, rect, upright } from "./marks.ts";
import { axisScaleOf, brushText, keptRows, placesOf, rowCount, shareOf, type Brush, type ParallelAxis, type ParallelModel } from "./parallelAxes.ts";
import { fittedText, textWidth } from "./textWidth.ts";

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
    return `${words.parallel}: ${words.over(words.keptOf(keptRows(model).length, count), axes.map(({ title }) => title).join(", "))}${limits.length === 0 ? "" : `; ${limits.join("; ")}`}.`;
  },
  toTable(model) {
    const { axes, currency } = model;
    const scales = axes.map((axis) => (placesOf(axis).names === null ? axisScaleOf(axis, currency) : null));
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
    const scale = axisScaleOf(axis, model.currency);
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
