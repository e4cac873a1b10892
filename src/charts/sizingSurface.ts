import type { Sizing } from "../core/studies/sizing.ts";
import { fixed, money, quantityText, scaled, scaleFor, signed } from "../text/numbers.ts";
import { figureScale, type FigureScale } from "../text/studyFigures.ts";
import { sizingWords as words } from "../text/studySizing.ts";
import type { StudyChart } from "./made.ts";
import type { Box, Mark, Size } from "./mark.ts";
import { crisp, emptyNote, label, rect } from "./marks.ts";
import { rampLegend, shadeOf, shadeToken } from "./ramp.ts";
import { fittedText, textWidth } from "./textWidth.ts";

export type SizingSurfaceModel = Pick<Sizing, "surface" | "currency">;

/** What batteries around the chosen one cost above it, power by energy: a cell each; none at all is told beside the title. */
export const sizingSurface: StudyChart<SizingSurfaceModel> = {
  title: words.surface,
  subtitle(model, width) {
    const { unit } = scaleOf(model);
    const { none, least } = cellsOf(model);
    return width < NARROW || none === null ? words.surfaceShort(unit) : words.surfaceNote(unit, signed(money(none - least, model.currency)));
  },
  layout,
  summary(model) {
    const { across, up, costs, none, least, best } = cellsOf(model);
    if (best === null) return words.noSurface;
    const [row, column] = best;
    const highest = Math.max(...costs.flat());
    const surface = words.surfaceOf(
      money(least, model.currency, 4), quantityText(up[row]!, "kW"), quantityText(across[column]!, "kWh"), signed(money(highest - least, model.currency)),
      [quantityText(up[0]!, "kW"), quantityText(up.at(-1)!, "kW")], [quantityText(across[0]!, "kWh"), quantityText(across.at(-1)!, "kWh")],
    );
    return `${words.surface}: ${surface}${none === null ? "" : `; ${words.noBattery(signed(money(none - least, model.currency)))}`}.`;
  },
  toTable(model) {
    const { surface } = model;
    const { unit, divisor } = scaleOf(model);
    return {
      columns: [{ title: words.power, unit: "kW" }, ...(surface?.batteryKwh ?? []).map((kwh) => ({ title: quantityText(kwh, "kWh"), unit }))],
      rows: (surface?.batteryKw ?? []).map((kw, row) => [kw, ...(surface?.totalCostPerYear[row] ?? []).map((cost) => cost / divisor)]),
    };
  },
};

const NARROW = 520;
const [LEGEND, AXIS] = [26, 36];

/** The cells in which something is built; what nothing costs; the least, and where. */
function cellsOf({ surface }: SizingSurfaceModel): { readonly across: readonly number[]; readonly up: readonly number[]; readonly costs: readonly (readonly number[])[]; readonly none: number | null; readonly least: number; readonly best: readonly [row: number, column: number] | null } {
  if (surface === null) return { across: [], up: [], costs: [], none: null, least: 0, best: null };
  const kept = (sizes: readonly number[]) => sizes.flatMap((size, k) => (size > 0 ? [k] : []));
  const [rows, columns] = [kept(surface.batteryKw), kept(surface.batteryKwh)];
  const costs = rows.map((row) => columns.map((column) => surface.totalCostPerYear[row]![column]!));
  const all = surface.totalCostPerYear.flat();
  let best: readonly [number, number] | null = null;
  costs.forEach((line, row) => { line.forEach((cost, column) => { if (best === null || cost < costs[best[0]]![best[1]]!) best = [row, column]; }); });
  const zeroRow = surface.batteryKw.indexOf(0);
  return {
    across: columns.map((column) => surface.batteryKwh[column]!), up: rows.map((row) => surface.batteryKw[row]!), costs, best,
    none: zeroRow < 0 ? null : surface.totalCostPerYear[zeroRow]![0] ?? null, least: all.length === 0 ? 0 : Math.min(...all),
  };
}

/** Of what lies above the least: the least itself may be many times that. */
function scaleOf(model: SizingSurfaceModel): FigureScale {
  const { costs, least } = cellsOf(model);
  const highest = Math.max(0, ...costs.flat().map((cost) => cost - least));
  return figureScale("fullCost", highest, highest, model.currency);
}

function layout(model: SizingSurfaceModel, size: Size): Mark[] {
  const { across, up, costs, least, best } = cellsOf(model);
  if (best === null) return [emptyNote({ left: 0, top: 0, ...size }, words.noSurface)];
  const { unit, divisor, decimals } = scaleOf(model);
  const above = costs.map((line) => line.map((cost) => cost - least));
  const sorted = above.flat().sort((a, b) => a - b);
  const [low, median, high] = [sorted[0]!, sorted[Math.floor(sorted.length / 2)]!, sorted.at(-1)!];
  const text = (value: number) => fixed(value / divisor, decimals);
  const [kwh, kw] = [scaleFor(across.at(-1)!, "kWh"), scaleFor(up.at(-1)!, "kW")];
  const [acrossTexts, upTexts] = [across.map((value) => scaled(value, kwh)), up.map((value) => scaled(value, kw))];
  const left = Math.min(size.width * 0.34, 12 + Math.max(...upTexts.map((one) => textWidth(one, 11))));
  const box: Box = { left, top: LEGEND + 16, width: Math.max(10, size.width - left - 8), height: Math.max(10, size.height - LEGEND - 16 - AXIS) };
  const [columnPx, rowPx] = [box.width / across.length, box.height / up.length];
  const fits = Math.max(...above.flat().map((value) => textWidth(text(value), 11, true))) + 6 < columnPx && rowPx >= 16;
  const cellBox = (row: number, column: number) => {
    const [x, y] = [Math.round(box.left + column * columnPx), Math.round(box.top + (up.length - 1 - row) * rowPx)];
    return { x, y, width: Math.max(0, Math.round(box.left + (column + 1) * columnPx) - x - 1), height: Math.max(0, Math.round(box.top + (up.length - row) * rowPx) - y - 1) };
  };
  const every = Math.ceil((Math.max(...acrossTexts.map((one) => textWidth(one, 11))) + 8) / columnPx);
  const cells = above.flatMap((line, row) => line.flatMap((value, column): Mark[] => {
    const { x, y, width, height } = cellBox(row, column);
    const token = shadeToken("q-energy-charge", shadeOf(value, low, high));
    return [rect(x, y, width, height, token, { id: "cell" }), ...(fits ? [label(x + width / 2, y + height / 2 + 4, text(value), { anchor: "middle", fill: `on ${token}`, bold: row === best[0] && column === best[1], id: "value" })] : [])];
  }));
  const { x, y, width, height } = cellBox(...best);
  const [a, b, c, d] = [crisp(x), crisp(y), crisp(x + width - 1), crisp(y + height - 1)];
  return [
    ...rampLegend("q-energy-charge", { low: text(low), median: words.median(text(median)), high: `${text(high)} ${unit}` }, high > low ? (median - low) / (high - low) : 0, size.width - 8),
    ...cells,
    { kind: "line", points: Float64Array.of(a, b, c, b, c, d, a, d, a, b), stroke: "ink-1", width: 2, id: "outline" },
    ...acrossTexts.flatMap((one, k): Mark[] => (k % every === 0 ? [label(box.left + (k + 0.5) * columnPx, box.top + box.height + 14, fittedText(one, columnPx * every - 4, 11), { anchor: "middle" })] : [])),
    label(size.width - 8, box.top + box.height + 30, fittedText(`${words.energy}, ${kwh.unit}`, box.width, 11), { anchor: "end", fill: "ink-3" }),
    ...(rowPx >= 12 ? upTexts.map((one, k): Mark => label(box.left - 6, box.top + (up.length - 0.5 - k) * rowPx + 4, fittedText(one, box.left - 8, 11), { anchor: "end" })) : []),
    label(box.left, box.top - 5, fittedText(`${words.power}, ${kw.unit}`, box.width, 11), { fill: "ink-3" }),
  ];
}
