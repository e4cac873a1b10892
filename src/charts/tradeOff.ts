import { axisTexts, type AxisScale } from "../text/designText.ts";
import { figureLabel, figureOf, figureScale, figureText } from "../text/studyFigures.ts";
import { tradeOffWords as words } from "../text/studyTradeOffs.ts";
import type { StudyChart } from "./made.ts";
import type { Box, Mark, Size } from "./mark.ts";
import { crisp, emptyNote, label, level, Occupied, textBox, upright } from "./marks.ts";
import { niceRange, ticks, valueScale, type ValueScale } from "./scale.ts";
import { fittedText, textWidth } from "./textWidth.ts";

/** A figure along one axis. */
export type TradedFigure = { readonly id: string; /** By row; null where it has none. */ readonly values: readonly (number | null)[] };

export type TradeOffModel = {
  readonly currency: string;
  readonly across: TradedFigure;
  readonly up: TradedFigure;
  /** Rows that none beats, in the order of the front, and the one that is its knee. */
  readonly front: readonly number[];
  /** Whether its rows stand on one line: those of more than two figures do not. */
  readonly isJoined: boolean;
  readonly knee: number | null;
  /** The scenario as it stands; null where its figures are not known. */
  readonly current: { readonly across: number; readonly up: number } | null;
};

/** What one figure costs in another: a dot a row, the front joined, its knee named, the scenario as it stands. */
export const tradeOff: StudyChart<TradeOffModel> = {
  title: words.front,
  subtitle(model, width) {
    const { across, up, front } = model;
    const { x, y } = scalesOf(model);
    const axes = words.axes(named(up, y), named(across, x));
    const beyond = isBeyond(model) ? ` · ${words.currentBeyond(`${figureText(across.id, model.current!.across, model.currency)}, ${figureText(up.id, model.current!.up, model.currency)}`)}` : "";
    return width < NARROW ? axes : `${axes} · ${words.frontNote(front.length, rowsOf(model).length)}${beyond}`;
  },
  layout,
  summary(model) {
    const { across, up, front, knee, currency } = model;
    const [first, last] = [front[0], front.at(-1)];
    if (first === undefined || last === undefined) return words.noRows;
    const text = ({ id, values }: TradedFigure, row: number) => `${figureLabel(id).toLowerCase()} ${figureText(id, values[row], currency, span(values))}`;
    const at = (row: number) => `${text(across, row)}, ${text(up, row)}`;
    return `${words.front}: ${words.frontOf(front.length, rowsOf(model).length, at(first), at(last))}${knee === null ? "" : `; ${words.knee} ${at(knee)}`}.`;
  },
  toTable(model) {
    const { across, up, front, knee } = model;
    const { x, y } = scalesOf(model);
    return {
      columns: [{ title: words.row, unit: "" }, { title: figureLabel(across.id), unit: x.unit }, { title: figureLabel(up.id), unit: y.unit }, { title: words.place, unit: "" }],
      rows: rowsOf(model).map((row) => [row + 1, across.values[row]! / x.divisor, up.values[row]! / y.divisor, row === knee ? words.knee : front.includes(row) ? words.onFront : words.beaten]),
    };
  },
};

const NARROW = 520;
const AXIS = 38;
const REACH_PX = 16;

/** Rows that have both figures. */
export function rowsOf({ across, up }: Pick<TradeOffModel, "across" | "up">): number[] {
  return across.values.flatMap((value, row) => (value === null || (up.values[row] ?? null) === null ? [] : [row]));
}

function named({ id }: TradedFigure, { unit }: AxisScale): string {
  return `${figureLabel(id)}${unit === "" ? "" : `, ${unit}`} (${words.better[figureOf(id)?.better === "higher" ? "higher" : "lower"]})`;
}

function extent(values: readonly number[]): readonly [number, number] {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) [low, high] = [Math.min(low, value), Math.max(high, value)];
  return low > high ? [0, 1] : [low, high];
}

/** Largest less smallest, by which texts of near rows are told apart. */
function span(values: readonly (number | null)[]): number {
  const [low, high] = extent(values.filter((value) => value !== null));
  return high - low;
}

/** How far the scenario as it stands may lie from the rows, in their extent, before it would press them into a corner. */
const MOST_BEYOND = 1.5;

function isBeyond({ across, up, current }: TradeOffModel): boolean {
  if (current === null) return false;
  return ([[across, current.across], [up, current.up]] as const).some(([{ values }, value]) => {
    const [low, high] = extent(values.filter((one) => one !== null));
    return Math.max(low - value, value - high) > MOST_BEYOND * (high - low);
  });
}

function scalesOf({ across, up, currency }: TradeOffModel): { readonly x: AxisScale; readonly y: AxisScale } {
  const scale = ({ id, values }: TradedFigure): AxisScale => figureScale(id, Math.max(0, ...extent(values.filter((value) => value !== null)).map(Math.abs)), span(values), currency);
  return { x: scale(across), y: scale(up) };
}

type Laid = { readonly box: Box; readonly xOf: (value: number) => number; readonly yOf: ValueScale; readonly across: readonly [number, number]; readonly up: readonly [number, number]; readonly leftTexts: readonly string[]; readonly leftTicks: readonly number[] };

function laid(model: TradeOffModel, size: Size): Laid {
  const rows = rowsOf(model);
  const { y } = scalesOf(model);
  const current = isBeyond(model) ? null : model.current;
  const range = (figure: TradedFigure, extra: number | undefined, count: number) => {
    const [low, high] = extent([...rows.map((row) => figure.values[row]!), ...(extra === undefined ? [] : [extra])]);
    // A range of nothing has its value in the middle.
    if (high === 0 && low === 0) return niceRange(0, 0, count);
    const room = high > low ? 0.04 * (high - low) : Math.abs(high) * 0.05;
    return niceRange(low < 0 ? low - room : Math.max(0, low - room), high + room, count);
  };
  const isLow = size.height < 200;
  const up = range(model.up, current?.up, isLow ? 3 : 5);
  const across = range(model.across, current?.across, size.width < NARROW ? 3 : 5);
  const leftTicks = ticks(up[0], up[1], isLow ? 3 : 5);
  const leftTexts = axisTexts(leftTicks, y);
  const left = Math.min(size.width * 0.4, 14 + Math.max(...leftTexts.map((text) => textWidth(text, 11))));
  const box = { left, top: 10, width: Math.max(20, size.width - left - 14), height: Math.max(20, size.height - 10 - AXIS) };
  return { box, across, up, leftTicks, leftTexts, xOf: (value) => box.left + ((value - across[0]) / (across[1] - across[0])) * box.width, yOf: valueScale(up[0], up[1], box.top, box.height) };
}

function layout(model: TradeOffModel, size: Size): Mark[] {
  const rows = rowsOf(model);
  if (rows.length === 0) return [emptyNote({ left: 0, top: 0, ...size }, words.noRows)];
  const { across, up, front, knee } = model;
  const current = isBeyond(model) ? null : model.current;
  const { box, xOf, yOf, leftTicks, leftTexts, across: [low, high] } = laid(model, size);
  const { x, y } = scalesOf(model);
  const [right, bottom] = [box.left + box.width, box.top + box.height];
  const at = (row: number): readonly [number, number] => [xOf(across.values[row]!), yOf(up.values[row]!)];
  const bottomTicks = ticks(low, high, size.width < NARROW ? 3 : 6);
  const bottomTexts = axisTexts(bottomTicks, x);
  const grid = leftTicks.flatMap((value, k): Mark[] => [level(box.left, right, crisp(yOf(value)), "grid"), label(box.left - 7, yOf(value) + 4, leftTexts[k]!, { anchor: "end" })]);
  const below = bottomTicks.flatMap((value, k): Mark[] => {
    const half = textWidth(bottomTexts[k]!, 11) / 2;
    return [upright(crisp(xOf(value)), bottom, bottom + 4, "axis"), label(Math.min(Math.max(xOf(value), half), size.width - half), bottom + 16, bottomTexts[k]!, { anchor: "middle" })];
  });
  const beaten = rows.filter((row) => !front.includes(row));
  const line = front.length < 2 || !model.isJoined ? [] : [{ kind: "line", points: Float64Array.from(front.flatMap(at)), stroke: "ink-2", width: 1.25, id: "front" } satisfies Mark];
  const names = namesOf();
  return [
    ...grid, level(box.left, right, crisp(bottom), "axis"), ...below,
    label(right, bottom + 31, fittedText(axisName(across, x), box.width, 11), { anchor: "end", fill: "ink-3" }), label(box.left + 5, box.top + 14, fittedText(axisName(up, y), box.width - 10, 11), { fill: "ink-3", halo: true }),
    ...beaten.map((row): Mark => ({ kind: "dot", x: at(row)[0], y: at(row)[1], radius: 2.5, fill: "axis", id: "row" })),
    ...line,
    ...front.map((row): Mark => ({ kind: "dot", x: at(row)[0], y: at(row)[1], radius: 3.5, fill: "ink-1", stroke: "surface", id: "front" })),
    ...(current === null ? [] : [{ kind: "dot", x: xOf(current.across), y: yOf(current.up), radius: 5, fill: "accent", stroke: "surface", id: "current" } satisfies Mark]),
    ...(knee === null ? [] : [{ kind: "dot", x: at(knee)[0], y: at(knee)[1], radius: 7, fill: "surface", stroke: "ink-1", id: "knee" }, { kind: "dot", x: at(knee)[0], y: at(knee)[1], radius: 3.5, fill: "ink-1", id: "knee" }] satisfies Mark[]),
    ...names,
  ];

  /** The knee before the scenario as it stands, each where nothing else is written and no line of the front runs. */
  function namesOf(): Mark[] {
    const occupied = new Occupied();
    for (const row of front) occupied.add({ left: at(row)[0] - 4, top: at(row)[1] - 4, width: 8, height: 8 });
    if (current !== null) occupied.add({ left: xOf(current.across) - 6, top: yOf(current.up) - 6, width: 12, height: 12 });
    const place = (px: number, py: number, text: string, isBold: boolean): Mark[] => {
      for (const [dx, dy, anchor] of [[-11, 18, "end"], [11, -9, "start"], [11, 16, "start"], [-11, -9, "end"], [0, 24, "middle"], [0, -14, "middle"]] as const) {
        const space = textBox(px + dx, py + dy, text, anchor, isBold);
        if (!occupied.isFree(space) || space.left < box.left || space.left + space.width > right || space.top < box.top || space.top + space.height > bottom) continue;
        occupied.add(space);
        return [label(px + dx, py + dy, text, { fill: "ink-1", anchor, bold: isBold, halo: true, id: "name" })];
      }
      return [];
    };
    return [...(knee === null ? [] : place(...at(knee), words.kneeName, true)), ...(current === null ? [] : place(xOf(current.across), yOf(current.up), words.current, false))];
  }

  function axisName({ id }: TradedFigure, { unit }: AxisScale): string {
    return unit === "" ? figureLabel(id) : `${figureLabel(id)}, ${unit}`;
  }
}

/** The row whose dot is nearest to a place; null where none is near. Rows of the front go before others. */
export function tradeOffRowAt(model: TradeOffModel, size: Size, x: number, y: number): number | null {
  const rows = rowsOf(model);
  if (rows.length === 0) return null;
  const { xOf, yOf } = laid(model, size);
  let nearest: number | null = null;
  let least = REACH_PX;
  for (const row of rows) {
    const distance = Math.hypot(xOf(model.across.values[row]!) - x, yOf(model.up.values[row]!) - y) - (model.front.includes(row) ? 2 : 0);
    if (distance < least) [nearest, least] = [row, distance];
  }
  return nearest;
}

/** A ring around a row's dot. */
export function tradeOffCursor(model: TradeOffModel, size: Size, row: number, isPicked: boolean): Mark[] {
  const [across, up] = [model.across.values[row] ?? null, model.up.values[row] ?? null];
  if (across === null || up === null) return [];
  const { box, xOf, yOf } = laid(model, size);
  const [x, y] = [xOf(across), yOf(up)];
  const onFront = model.front.includes(row);
  return [
    level(box.left, x - 7, crisp(y), "axis", 1, { dash: [2, 2] }), upright(crisp(x), y + 7, box.top + box.height, "axis", 1, { dash: [2, 2] }),
    { kind: "dot", x, y, radius: 6.5, fill: "surface", stroke: "accent" }, { kind: "dot", x, y, radius: isPicked ? 5 : 3, fill: isPicked ? "accent" : onFront ? "ink-1" : "axis" },
  ];
}

/** The rows from left to right, for keys that go from one to the next; with `isLong` along the front alone. */
export function tradeOffNext(model: TradeOffModel, row: number, key: string, isLong: boolean): number | null {
  const rows = isLong ? model.front.toSorted((a, b) => model.across.values[a]! - model.across.values[b]!) : rowsOf(model).sort((a, b) => model.across.values[a]! - model.across.values[b]! || a - b);
  const value = model.across.values[row] ?? 0;
  switch (key) {
    case "ArrowRight": case "ArrowUp": return rows[isLong ? rows.findIndex((other) => model.across.values[other]! > value) : rows.indexOf(row) + 1] ?? row;
    case "ArrowLeft": case "ArrowDown": return isLong ? rows.findLast((other) => model.across.values[other]! < value) ?? row : rows[rows.indexOf(row) - 1] ?? row;
    case "Home": return rows[0] ?? row;
    case "End": return rows.at(-1) ?? row;
    default: return null;
  }
}
