import type { Bill, ChargeKind } from "../core/market/signals.ts";
import { chartSentences } from "../text/chartSentences.ts";
import { figure, fixed, signed, wholeMoney } from "../text/numbers.ts";
import { strings } from "../text/strings.ts";
import { billBands, moneyScale } from "./billStack.ts";
import { legendRow } from "./legend.ts";
import type { Mark, Size, Table } from "./mark.ts";
import { crisp, emptyNote, label, rect, upright } from "./marks.ts";
import { niceRange, ticks } from "./scale.ts";
import { fittedText, textWidth } from "./textWidth.ts";

export type NamedBill = { readonly letter: string; readonly name: string; readonly bill: Bill; readonly isFocus?: boolean };
export type SavingByChargeModel = {
  readonly currency: string;
  readonly against: string;
  readonly runs: readonly { readonly letter: string; readonly name: string; readonly isFocus: boolean; readonly saved: Readonly<Record<ChargeKind, number>>; readonly total: number }[];
  readonly kinds: readonly ChargeKind[];
};

/** What each run's bill saves against another, charge by charge: saved to the right, dearer to the left. */
export function savingByChargeModel(against: NamedBill, runs: readonly NamedBill[]): SavingByChargeModel {
  const base = byKind(against.bill);
  const shown = runs.map(({ letter, name, bill, isFocus }) => {
    const own = byKind(bill);
    const saved = Object.fromEntries(billBands.map(({ kind }) => [kind, base[kind] - own[kind]])) as Record<ChargeKind, number>;
    return { letter, name, isFocus: isFocus ?? false, saved, total: against.bill.total - bill.total };
  });
  // Cents of rounding are no band.
  const kinds = billBands.map(({ kind }) => kind).filter((kind) => shown.some(({ saved }) => Math.abs(saved[kind]) >= 0.5));
  return { currency: against.bill.currency, against: against.name, runs: shown, kinds };
}

export const savingByCharge = {
  title: strings.charts.savingByCharge,
  subtitle({ currency, against, runs }: SavingByChargeModel): string {
    return `${chartSentences.against(scaleOf(runs).of(currency), against)}, ${strings.charts.dearerLeft}`;
  },
  layout,
  summary({ runs, against, currency }: SavingByChargeModel): string {
    return chartSentences.savingByCharge(against, runs.map(({ name, total }) => `${name} ${signed(wholeMoney(total, currency))}`).join(", "));
  },
  toTable({ runs, kinds, currency }: SavingByChargeModel): Table {
    return {
      columns: [{ title: strings.charts.run, unit: "" }, ...kinds.map((kind) => ({ title: strings.charges[kind], unit: currency })), { title: strings.charts.total, unit: currency }],
      rows: runs.map(({ name, saved, total }) => [name, ...kinds.map((kind) => Math.round(saved[kind] * 100) / 100), Math.round(total * 100) / 100]),
    };
  },
};

const AXIS = 20;

function layout(model: SavingByChargeModel, size: Size): Mark[] {
  const { runs, kinds } = model;
  const box = { left: 0, top: 0, width: size.width, height: size.height };
  if (runs.length === 0 || kinds.length === 0) return [emptyNote(box, strings.charts.noDifference)];
  const left = Math.min(size.width * 0.34, 14 + Math.max(...runs.map(({ name }) => textWidth(name, 11, true))) + 14);
  const right = size.width - 46;
  const { divisor } = scaleOf(runs);
  // Amounts under one another align; a tenth is told where the largest has room for it.
  const decimals = Math.max(...runs.map(({ total }) => Math.abs(total / divisor))) < 100 ? 1 : 0;
  const sides = runs.map(({ saved }) => Object.values(saved)).map((values) => [values.reduce((sum, v) => sum + Math.min(0, v), 0), values.reduce((sum, v) => sum + Math.max(0, v), 0)] as const);
  const [low, high] = niceRange(Math.min(0, ...sides.map(([under]) => under)), Math.max(0, ...sides.map(([, over]) => over)), 4);
  const xOf = (value: number): number => left + ((value - low) / (high - low || 1)) * (right - left);
  const { marks: legend, bottom } = legendRow(kinds.map((kind) => ({ id: kind, text: strings.charges[kind], shape: "bar", ...bandOf(kind) })), left, size.width);
  const top = bottom + 14;
  const pitch = Math.max(14, (size.height - top - AXIS) / runs.length);
  const height = Math.min(18, pitch * 0.62);
  const grid = ticks(low, high, size.width < 420 ? 3 : 5).flatMap((value): Mark[] => [
    upright(crisp(xOf(value)), top, top + runs.length * pitch, value === 0 ? "axis" : "grid"), label(xOf(value), top + runs.length * pitch + 14, figure(value / divisor), { anchor: "middle" }),
  ]);
  const bars = runs.flatMap(({ letter, name, isFocus, saved, total }, index): Mark[] => {
    const y = top + (index + 0.5) * pitch - height / 2;
    let [over, under] = [0, 0];
    const marks = kinds.flatMap((kind): Mark[] => {
      const value = saved[kind];
      if (value === 0) return [];
      const start = value > 0 ? over : under;
      if (value > 0) over += value;
      else under += value;
      const [x, end] = [Math.min(xOf(start), xOf(start + value)), Math.max(xOf(start), xOf(start + value))];
      const band = bandOf(kind);
      const gap = start === 0 || end - x < 3 ? 0 : 1;
      return [rect(value > 0 ? x + gap : x, y, end - x - gap, height, band.token, { id: kind, ...(band.pattern === undefined ? {} : { pattern: band.pattern }) })];
    });
    return [
      ...marks,
      label(0, y + height / 2 + 4, letter, { fill: "ink-1", bold: isFocus }), label(14, y + height / 2 + 4, fittedText(name, left - 22, 11, isFocus), { fill: "ink-1", bold: isFocus }),
      label(xOf(over) + 6, y + height / 2 + 4, fixed(total / divisor, decimals), { fill: "ink-1", bold: true, halo: true, id: "total" }),
    ];
  });
  return [...legend, ...grid, ...bars, upright(crisp(xOf(0)), top, top + runs.length * pitch, "axis")];
}

function bandOf(kind: ChargeKind): (typeof billBands)[number] {
  return billBands.find((band) => band.kind === kind)!;
}

/** Amounts by kind; a credit is negative, so that more of it is a saving. */
function byKind(bill: Bill): Record<ChargeKind, number> {
  const amounts = Object.fromEntries(billBands.map(({ kind }) => [kind, 0])) as Record<ChargeKind, number>;
  for (const { lines } of bill.months) for (const { kind, amountCost } of lines) amounts[kind] += kind === "exportCredit" ? -amountCost : amountCost;
  return amounts;
}

function scaleOf(runs: SavingByChargeModel["runs"]): ReturnType<typeof moneyScale> {
  return moneyScale(Math.max(0, ...runs.flatMap(({ saved }) => Object.values(saved).map(Math.abs))));
}
