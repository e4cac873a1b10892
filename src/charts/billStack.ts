import type { Bill, ChargeKind } from "../core/market/signals.ts";
import type { RunResult } from "../core/result.ts";
import { chartSentences } from "../text/chartSentences.ts";
import { monthText } from "../text/dates.ts";
import { figure, money } from "../text/numbers.ts";
import { strings } from "../text/strings.ts";
import { legendRow } from "./legend.ts";
import type { LegendEntry } from "./legend.ts";
import type { ChartKind, Mark, Pattern, Size, Table, Token } from "./mark.ts";
import { crisp, emptyNote, label, level, rect } from "./marks.ts";
import { niceRange, ticks, valueScale } from "./scale.ts";
import type { ValueScale } from "./scale.ts";
import { stackColumn } from "./stackColumn.ts";
import { textWidth } from "./textWidth.ts";

/** One band of the stack: charges of one kind, upwards from zero in this order; what is credited goes below. */
type Band = { readonly kind: ChargeKind; readonly token: Token; readonly pattern?: Pattern };

export const billBands: readonly Band[] = [
  { kind: "energy", token: "q-energy-charge" },
  { kind: "demandFlat", token: "q-demand-charge" },
  { kind: "demandTou", token: "q-demand-charge", pattern: "slash" },
  { kind: "coincident", token: "q-demand-charge", pattern: "cross" },
  { kind: "capacity", token: "q-demand-charge", pattern: "backslash" },
  { kind: "contract", token: "q-demand-charge", pattern: "dense" },
  { kind: "fixed", token: "q-fixed" },
  { kind: "minimum", token: "q-fixed", pattern: "slash" },
  { kind: "levy", token: "q-fixed", pattern: "dense" },
  { kind: "exportCredit", token: "q-dr-revenue" },
];

export type BillStackChoice = { readonly bill?: Bill; readonly selectedMonth?: number | undefined };
export type BillStackModel = {
  readonly currency: string;
  readonly months: readonly { readonly year: number; readonly month: number; readonly total: number; readonly amounts: Readonly<Record<ChargeKind, number>> }[];
  /** Bands that some month has, in the order of the stack. */
  readonly bands: readonly Band[];
  readonly total: number;
  /** Index of the month that is marked. */
  readonly selected: number | null;
};

/** The monthly bill, stacked by charge; credits below zero, the total as a dot with its figure. */
export const billStack: ChartKind<BillStackModel, BillStackChoice> = {
  id: "billStack",
  title: strings.charts.billStack,
  model({ bill }: RunResult, { bill: other, selectedMonth }) {
    const shown = other ?? bill;
    const months = shown.months.map(({ year, month, total, lines }) => {
      const amounts = Object.fromEntries(billBands.map(({ kind }) => [kind, 0])) as Record<ChargeKind, number>;
      for (const { kind, amountCost } of lines) amounts[kind] += kind === "exportCredit" ? -amountCost : amountCost;
      return { year, month, total, amounts };
    });
    return {
      currency: shown.currency, months, total: shown.total, selected: selectedMonth ?? null,
      bands: billBands.filter(({ kind }) => months.some(({ amounts }) => amounts[kind] !== 0)),
    };
  },
  subtitle({ currency, months }, width) {
    const scale = moneyScale(highest(months));
    const unit = scale.of(currency);
    const [first, last] = [months[0], months.at(-1)];
    if (first === undefined || last === undefined) return unit;
    const period = first === last ? monthText(first.year, first.month) : first.year === last.year
      ? chartSentences.fromTo(strings.months[first.month - 1]!, `${strings.months[last.month - 1]} ${last.year}`) : chartSentences.fromTo(`${strings.months[first.month - 1]} ${first.year}`, `${strings.months[last.month - 1]} ${last.year}`);
    return width < NARROW ? `${unit} · ${period}` : `${chartSentences.aMonth(unit)} · ${period}`;
  },
  layout,
  summary({ months, total, currency, bands }) {
    if (months.length === 0) return strings.charts.emptyBill;
    const dearest = months.reduce((most, month) => (month.total > most.total ? month : most));
    const largest = bands.reduce<{ kind: ChargeKind; sum: number } | null>((most, { kind }) => {
      const sum = months.reduce((all, { amounts }) => all + amounts[kind], 0);
      return most === null || sum > most.sum ? { kind, sum } : most;
    }, null);
    return chartSentences.billStack(money(total, currency), monthText(dearest.year, dearest.month), money(dearest.total, currency),
      largest === null ? "" : chartSentences.largestCharge(strings.charges[largest.kind], money(largest.sum, currency)));
  },
  toTable({ months, bands, currency }): Table {
    return {
      columns: [{ title: strings.charts.month, unit: "" }, ...bands.map(({ kind }) => ({ title: strings.charges[kind], unit: currency })), { title: strings.charts.total, unit: currency }],
      rows: months.map(({ year, month, total, amounts }) => [monthText(year, month), ...bands.map(({ kind }) => cents(amounts[kind])), cents(total)]),
    };
  },
};

const NARROW = 520;
const AXIS = 22;

function layout(model: BillStackModel, size: Size): Mark[] {
  const { months, bands } = model;
  const isNarrow = size.width < NARROW;
  const left = isNarrow ? 36 : 48;
  const right = size.width - 8;
  const entries: LegendEntry[] = bands.map(({ kind, token, pattern }) => ({ id: kind, text: strings.charges[kind], token, shape: "bar", pattern }));
  if (bands.length > 0) entries.push({ id: "total", text: strings.charts.total, token: "ink-1", shape: "dot" });
  const { marks: legend, bottom: legendBottom } = legendRow(entries, left, right);
  const top = legendBottom + 18;
  const height = Math.max(20, size.height - top - AXIS);
  const { low, high } = range(months);
  const [niceLow, niceHigh] = niceRange(low, high, 5);
  const scale = valueScale(niceLow, niceHigh, top, height);
  const { divisor } = moneyScale(highest(months));
  const grid = ticks(niceLow, niceHigh, height < 160 ? 3 : 5).flatMap((value): Mark[] => [
    level(left, right, crisp(scale(value)), value === 0 ? "axis" : "grid"), label(left - 7, scale(value) + 4, figure(value / divisor), { anchor: "end" }),
  ]);
  if (months.length === 0) return [...grid, emptyNote({ left, top, width: right - left, height }, strings.charts.emptyBill)];
  const pitch = (right - left) / months.length;
  const width = Math.max(2, Math.min(56, Math.round(pitch * 0.64)));
  const columns = months.flatMap((month, index) => columnMarks(model, month, Math.round(left + (index + 0.5) * pitch - width / 2), width, scale));
  const marked = model.selected === null ? [] : [rect(left + model.selected * pitch, top - 14, pitch, height + 14 + AXIS, "accent-soft", { id: "selected" })];
  return [...marked, ...legend, ...grid, ...columns, level(left, right, crisp(scale(0)), "axis"), ...totals(model, left, pitch, width, scale), ...monthNames(model, left, pitch, top + height + 15)];
}

function columnMarks({ bands }: BillStackModel, { amounts }: BillStackModel["months"][number], x: number, width: number, scale: ValueScale): Mark[] {
  return stackColumn(bands.map(({ kind, ...look }) => ({ id: kind, amount: amounts[kind], ...look })), x, width, scale, "exportCredit");
}

/** A dot at each month's total with its figure beside it; where the columns are narrow the highest and the lowest alone. */
function totals({ months, currency }: BillStackModel, left: number, pitch: number, width: number, scale: ValueScale): Mark[] {
  const texts = months.map(({ total }) => money(total, currency));
  const fits = texts.every((text) => textWidth(text, 11, true) + 6 <= pitch);
  const order = months.map((_, index) => index).sort((a, b) => months[a]!.total - months[b]!.total);
  const named = new Set(fits ? order : [order[0]!, order.at(-1)!]);
  return months.flatMap((month, index): Mark[] => {
    const x = left + (index + 0.5) * pitch;
    const above = Object.values(month.amounts).reduce((sum, amount) => sum + Math.max(0, amount), 0);
    const dot: Mark = { kind: "dot", x, y: scale(month.total), radius: Math.min(3.5, width / 3), fill: "surface", stroke: "ink-1", id: "total" };
    if (!named.has(index)) return [dot];
    const half = textWidth(texts[index]!, 11, true) / 2;
    const at = Math.min(Math.max(x, left + half - 6), left + pitch * months.length - half);
    return [dot, label(at, scale(Math.max(above, month.total)) - 6, texts[index]!, { fill: "ink-1", bold: true, anchor: "middle", halo: true, id: "total" })];
  });
}

function monthNames({ months }: BillStackModel, left: number, pitch: number, y: number): Mark[] {
  const years = new Set(months.map(({ year }) => year)).size > 1;
  return months.flatMap(({ year, month }, index): Mark[] => {
    const x = left + (index + 0.5) * pitch;
    const full = strings.months[month - 1]!;
    const text = years && pitch < 16 ? (month === 1 ? String(year) : "") : textWidth(full, 11) + 4 <= pitch ? full : strings.monthInitials[month - 1]!;
    return text === "" ? [] : [label(x, y, text, { anchor: "middle" })];
  });
}

function range(months: BillStackModel["months"]): { low: number; high: number } {
  let [low, high] = [0, 0];
  for (const { amounts, total } of months) {
    const values = Object.values(amounts);
    high = Math.max(high, total, values.reduce((sum, amount) => sum + Math.max(0, amount), 0));
    low = Math.min(low, total, values.reduce((sum, amount) => sum + Math.min(0, amount), 0));
  }
  return { low, high };
}

function highest(months: BillStackModel["months"]): number {
  const { low, high } = range(months);
  return Math.max(high, -low);
}

/** How money is written on an axis: in whole units of a currency, thousands or millions. */
export function moneyScale(largest: number): { readonly divisor: number; readonly of: (currency: string) => string } {
  if (largest >= 1e7) return { divisor: 1e6, of: chartSentences.million };
  return largest >= 1e4 ? { divisor: 1e3, of: chartSentences.thousand } : { divisor: 1, of: (currency) => currency };
}

const cents = (amount: number): number => Math.round(amount * 100) / 100;
