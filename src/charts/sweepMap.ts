import type { AxisScale } from "../text/designText.ts";
import { counted, fixed, NONE } from "../text/numbers.ts";
import { figureLabel, figureOf, figureScale, figureText } from "../text/studyFigures.ts";
import { tradeOffWords as words } from "../text/studyTradeOffs.ts";
import type { StudyChart } from "./made.ts";
import type { Mark, Size, Token } from "./mark.ts";
import { crisp, emptyNote, label, rect } from "./marks.ts";
import { rampLegend, shadeOf, shadeToken } from "./ramp.ts";
import type { SweepMapModel } from "./sweepMapModel.ts";
import { fittedText, textWidth } from "./textWidth.ts";

/** A figure over two inputs, a cell for each pair of their values; the best cell is outlined. */
export const sweepMap: StudyChart<SweepMapModel> = {
  title: words.map,
  subtitle(model, width) {
    const { figure, across, up } = model;
    const scale = scaleOf(model);
    const head = `${figureLabel(figure)}${scale.unit === "" ? "" : `, ${scale.unit}`}`;
    return width < NARROW ? head : `${head}, ${words.mapNote} · ${words.overAnd(across.title, up.title)}`;
  },
  layout,
  summary(model) {
    const best = bestCell(model);
    const held = model.cells.filter(({ rows }) => rows.length > 0).map(({ value }) => value);
    if (held.length === 0) return words.noRows;
    const { figure, currency } = model;
    const span = Math.max(...held) - Math.min(...held);
    const text = (value: number) => figureText(figure, value, currency, span);
    return `${figureLabel(figure)}, ${words.overAnd(model.across.title, model.up.title)}: ${words.fromTo(text(Math.min(...held)), text(Math.max(...held)))}${best === null ? "" : `, ${words.bestAt(cellText(model, best))}`}.`;
  },
  toTable(model) {
    const { across, up, cells } = model;
    const scale = scaleOf(model);
    const width = across.places.length;
    return {
      columns: [{ title: up.title, unit: up.unit }, ...across.places.map(({ text }) => ({ title: `${across.title} ${text}`, unit: across.unit }))],
      rows: up.places.map(({ text }, row) => [text, ...across.places.map((_, k) => {
        const { value } = cells[row * width + k]!;
        return Number.isNaN(value) ? null : value / scale.divisor;
      })]),
    };
  },
};

const NARROW = 520;
const LEGEND = 26;
const AXIS = 36;

function scaleOf({ figure, cells, currency }: SweepMapModel): AxisScale {
  const held = cells.map(({ value }) => value).filter((value) => !Number.isNaN(value));
  return held.length === 0 ? { unit: "", divisor: 1 } : figureScale(figure, Math.max(...held.map(Math.abs)), Math.max(...held) - Math.min(...held), currency);
}

/** The colour of what the figure is about. */
function tokenOf({ figure }: SweepMapModel): Token {
  const unit = figureOf(figure)?.unit ?? "";
  return unit === "currency" ? "q-energy-charge" : unit.startsWith("kg") ? "q-carbon" : unit === "kW" || unit === "kWh" ? "q-import" : "q-fan";
}

/** Values of cells, all with as many decimals as tell the lowest from the highest by a hundredth of their distance; three at most. */
function cellTexts(values: readonly number[], { divisor }: AxisScale): string[] {
  const held = values.filter((value) => !Number.isNaN(value)).map((value) => value / divisor);
  const span = Math.max(...held) - Math.min(...held);
  const decimals = span > 0 ? Math.min(3, Math.max(0, 1 - Math.floor(Math.log10(span)))) : 1;
  return values.map((value) => (Number.isNaN(value) ? "" : fixed(value / divisor, decimals)));
}

export function bestCell({ cells, figure }: SweepMapModel): number | null {
  const better = figureOf(figure)?.better ?? "neither";
  if (better === "neither") return null;
  let best: number | null = null;
  cells.forEach(({ value }, cell) => {
    if (Number.isNaN(value)) return;
    if (best === null || (better === "lower" ? value < cells[best]!.value : value > cells[best]!.value)) best = cell;
  });
  return best;
}

function cellText({ across, up }: SweepMapModel, cell: number): string {
  const width = across.places.length;
  const unit = (text: string) => (text === "" ? "" : ` ${text}`);
  return `${across.title} ${across.places[cell % width]!.text}${unit(across.unit)}, ${up.title} ${up.places[Math.floor(cell / width)]!.text}${unit(up.unit)}`;
}

function boxOf({ up }: SweepMapModel, { width, height }: Size): { readonly left: number; readonly top: number; readonly width: number; readonly height: number } {
  const left = Math.min(width * 0.34, 12 + Math.max(textWidth(up.unit, 11), ...up.places.map(({ text }) => textWidth(text, 11))));
  return { left, top: LEGEND + 12, width: Math.max(10, width - left - 8), height: Math.max(10, height - LEGEND - 12 - AXIS) };
}

function boundsOf(model: SweepMapModel, size: Size, cell: number): readonly [left: number, top: number, right: number, bottom: number] {
  const { left, top, width, height } = boxOf(model, size);
  const [columns, lines] = [model.across.places.length, model.up.places.length];
  const [column, line] = [cell % columns, Math.floor(cell / columns)];
  return [Math.round(left + (column / columns) * width), Math.round(top + (1 - (line + 1) / lines) * height), Math.round(left + ((column + 1) / columns) * width), Math.round(top + (1 - line / lines) * height)];
}

function layout(model: SweepMapModel, size: Size): Mark[] {
  const { across, up, cells } = model;
  const held = cells.map(({ value }) => value).filter((value) => !Number.isNaN(value)).sort((a, b) => a - b);
  if (held.length === 0) return [emptyNote({ left: 0, top: 0, ...size }, words.noRows)];
  const [low, median, high] = [held[0]!, held[Math.floor(held.length / 2)]!, held.at(-1)!];
  const scale = scaleOf(model);
  const token = tokenOf(model);
  const box = boxOf(model, size);
  const [lowText, medianText, highText, ...texts] = cellTexts([low, median, high, ...cells.map(({ value }) => value)], scale);
  const widest = Math.max(...texts.map((text) => textWidth(text, 11, true)));
  const columnPx = box.width / across.places.length;
  const rowPx = box.height / up.places.length;
  const fits = widest + 6 < columnPx && rowPx >= 16;
  const best = bestCell(model);
  const every = Math.ceil((Math.max(...across.places.map(({ text }) => textWidth(text, 11))) + 8) / columnPx);
  return [
    ...rampLegend(token, { low: lowText!, median: `${words.median} ${medianText!}`, high: `${highText!}${scale.unit === "" ? "" : ` ${scale.unit}`}` }, high > low ? (median - low) / (high - low) : 0, size.width - 8),
    ...cells.map(({ value }, cell): Mark => {
      const [left, top, right, bottom] = boundsOf(model, size, cell);
      return rect(left, top, Math.max(0, right - left - 1), Math.max(0, bottom - top - 1), Number.isNaN(value) ? "band" : shadeToken(token, shadeOf(value, low, high)), { id: "cell" });
    }),
    ...(fits ? cells.flatMap(({ value }, cell): Mark[] => {
      const [left, top, right, bottom] = boundsOf(model, size, cell);
      return Number.isNaN(value) ? [] : [label((left + right) / 2, (top + bottom) / 2 + 4, texts[cell]!, { anchor: "middle", fill: `on ${shadeToken(token, shadeOf(value, low, high))}`, bold: cell === best, id: "value" })];
    }) : []),
    ...(best === null ? [] : [outline(model, size, best, "ink-1", 1)]),
    ...across.places.flatMap(({ text }, k): Mark[] => (k % every === 0 ? [label(box.left + (k + 0.5) * columnPx, box.top + box.height + 14, fittedText(text, columnPx * every - 4, 11), { anchor: "middle" })] : [])),
    label(size.width - 8, box.top + box.height + 30, fittedText(across.unit === "" ? across.title : `${across.title}, ${across.unit}`, box.width, 11), { anchor: "end", fill: "ink-3" }),
    ...(rowPx >= 12 ? up.places.map(({ text }, k): Mark => label(box.left - 6, box.top + (1 - (k + 0.5) / up.places.length) * box.height + 4, fittedText(text, box.left - 8, 11), { anchor: "end" })) : []),
    label(box.left, box.top - 5, fittedText(up.unit === "" ? up.title : `${up.title}, ${up.unit}`, box.width, 11), { fill: "ink-3" }),
  ];
}

function outline(model: SweepMapModel, size: Size, cell: number, stroke: Token, inset: number): Mark {
  const [left, top, right, bottom] = boundsOf(model, size, cell);
  const [a, b, c, d] = [crisp(left) + inset - 1, crisp(top) + inset - 1, crisp(right - 2) - inset + 1, crisp(bottom - 2) - inset + 1];
  return { kind: "line", points: Float64Array.of(a, b, c, b, c, d, a, d, a, b), stroke, width: 2, id: "outline" };
}

/** The cell under a place; null beside the map. */
export function sweepCellAt(model: SweepMapModel, size: Size, x: number, y: number): number | null {
  const { left, top, width, height } = boxOf(model, size);
  const [columns, lines] = [model.across.places.length, model.up.places.length];
  const column = Math.floor(((x - left) / width) * columns);
  const line = Math.floor((1 - (y - top) / height) * lines);
  return column < 0 || column >= columns || line < 0 || line >= lines ? null : line * columns + column;
}

export function sweepCellCursor(model: SweepMapModel, size: Size, cell: number): Mark[] {
  return cell < model.cells.length ? [outline(model, size, cell, "accent", 1)] : [];
}

/** Where an arrow leads from a cell. */
export function sweepCellNext({ across, up }: SweepMapModel, cell: number, key: string): number | null {
  const columns = across.places.length;
  const [column, line] = [cell % columns, Math.floor(cell / columns)];
  switch (key) {
    case "ArrowRight": return line * columns + Math.min(columns - 1, column + 1);
    case "ArrowLeft": return line * columns + Math.max(0, column - 1);
    case "ArrowUp": return Math.min(up.places.length - 1, line + 1) * columns + column;
    case "ArrowDown": return Math.max(0, line - 1) * columns + column;
    default: return null;
  }
}

export function sweepCellReading(model: SweepMapModel, cell: number): string {
  const held = model.cells[cell];
  if (held === undefined) return "";
  return `${cellText(model, cell)}: ${Number.isNaN(held.value) ? NONE : figureText(model.figure, held.value, model.currency)}, ${counted(held.rows.length, "row", "rows")}`;
}
