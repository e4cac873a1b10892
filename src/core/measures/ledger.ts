import type { BillLine, BillMonth } from "../market/signals.ts";
import type { RunResult } from "../result.ts";
import { dayNumber, daysInMonth, MINUTE_MS } from "../time/civil.ts";
import { column } from "../time/frame.ts";
import { startOfDayMs } from "../time/zone.ts";

/** One line of the bill with its sign: a credit is negative. */
export type LedgerLine = { readonly line: BillLine; readonly amountCost: number };
/** A line that one step set: a peak. */
export type LedgerMark = LedgerLine & { readonly step: number };

/** One month of the bill told by the steps that made it. */
export type Ledger = {
  readonly year: number;
  readonly month: number;
  /** Steps [from, to). */
  readonly from: number;
  readonly to: number;
  /** What each step's import costs, and its export earns (negative); currency, one value a step from `from` on. */
  readonly energyCost: Float64Array;
  readonly exportCost: Float64Array;
  /** Charges on peaks, at the steps that set them. */
  readonly marks: readonly LedgerMark[];
  /** What no step of the month made: fixed charges, peaks of other months, credits carried over. */
  readonly ofMonth: readonly LedgerLine[];
  /** The month's total as the bill has it; what is above adds up to it. */
  readonly billedCost: number;
  /** Labels of lines whose price a step does not tell (netted over the month): shared out by energy. */
  readonly shared: readonly string[];
};

export type LedgerDay = { readonly year: number; readonly month: number; readonly day: number; readonly from: number; readonly to: number; readonly energyCost: number; readonly exportCost: number; readonly marks: readonly LedgerMark[]; readonly sumCost: number };

/** A share of a line that no kWh of the month carries is a line of the month. Relative. */
const SAME = 1e-6;

/**
 * The month's bill laid on its steps. A line per kWh stands on the steps that its kWh ran through: of its period where it has one, whatever the
 * tier, at the month's mean of the period's tiers; a market price at each step's own. A line per kW stands on the step that set it.
 * @param index of `result.bill.months`; the frame must be kept
 */
export function ledgerOf(result: RunResult, index: number): Ledger {
  const { axis, frame, bill } = result;
  const month = bill.months[index]!;
  const { from, to } = stepsOfMonth(result, month);
  const hours = axis.stepMinutes / 60;
  const part = (name: string) => column(frame, name).subarray(from, to);
  const [importKw, exportKw, buy, sell, period] = [part("importKw"), part("exportKw"), part("buyPerKwh"), part("sellPerKwh"), part("energyPeriod")];
  const energyCost = new Float64Array(to - from);
  const exportCost = new Float64Array(to - from);
  const marks: LedgerMark[] = [];
  const ofMonth: LedgerLine[] = [];
  const shared: string[] = [];

  const lay = (cost: Float64Array, weightOf: (i: number) => number, amount: number): boolean => {
    let sum = 0;
    for (let i = 0; i < cost.length; i++) sum += weightOf(i);
    if (sum === 0) return false;
    for (let i = 0; i < cost.length; i++) cost[i] = cost[i]! + (amount * weightOf(i)) / sum;
    return true;
  };
  const kwhOf = (weightOf: (i: number) => number): number => {
    let sum = 0;
    for (let i = 0; i < importKw.length; i++) sum += weightOf(i) * hours;
    return sum;
  };
  const isSame = (a: number, b: number): boolean => Math.abs(a - b) <= SAME * Math.max(1, Math.abs(a), Math.abs(b));

  for (const { lines, period: of } of groupsOf(month)) {
    const amount = lines.reduce((sum, { amountCost }) => sum + amountCost, 0);
    const [first] = lines as [LedgerLine];
    const { line } = first;
    const told = () => { if (!shared.includes(line.label)) shared.push(line.label); };
    const kept = () => { ofMonth.push(...lines); };
    if (line.kind === "exportCredit") {
      if (line.unit !== "kWh" || amount === 0) kept();
      else if (isSame(kwhOf((i) => exportKw[i]! * sell[i]!), -amount)) lay(exportCost, (i) => exportKw[i]! * sell[i]!, amount);
      else if (lay(exportCost, (i) => exportKw[i]!, amount)) told();
      else kept();
    } else if (line.unit === "kWh") {
      const within = (i: number) => (of === undefined || period[i] === of ? 1 : 0);
      const imported = (i: number) => importKw[i]! * within(i);
      const netted = (i: number) => (importKw[i]! - exportKw[i]!) * within(i);
      const quantity = lines.reduce((sum, one) => sum + one.line.quantity, 0);
      const weight = isSame(kwhOf(imported), quantity) ? imported : isSame(kwhOf(netted), quantity) ? netted : null;
      if (line.rate === undefined && weight !== null && quantity !== 0) {
        // A price of its own in each step: what the signal says above the other charges per kWh, which are the same all month.
        const other = (kwhOf((i) => weight(i) * buy[i]!) - amount) / quantity;
        if (!lay(energyCost, (i) => weight(i) * (buy[i]! - other), amount)) kept();
      } else if (lay(energyCost, weight ?? imported, amount)) {
        if (weight === null) told();
      } else kept();
    } else if (line.step !== undefined && line.step >= from && line.step < to) marks.push(...lines.map((one) => ({ ...one, step: one.line.step! })));
    else kept();
  }
  return { year: month.year, month: month.month, from, to, energyCost, exportCost, marks, ofMonth, billedCost: month.total, shared };
}

/** The month's days, each with what it costs and the peaks that it set. Steps that the run does not hold are no day. */
export function ledgerDays({ axis }: RunResult, ledger: Ledger): readonly LedgerDay[] {
  const { year, month, energyCost, exportCost, marks } = ledger;
  return Array.from({ length: daysInMonth(year, month) }, (_, index) => index + 1).flatMap((day): LedgerDay[] => {
    const [from, to] = [Math.max(ledger.from, stepOfDay(axis, year, month, day)), Math.min(ledger.to, stepOfDay(axis, year, month, day + 1))];
    if (to <= from) return [];
    const [energy, exported] = [sum(energyCost, from - ledger.from, to - ledger.from), sum(exportCost, from - ledger.from, to - ledger.from)];
    const own = marks.filter(({ step }) => step >= from && step < to);
    return [{ year, month, day, from, to, energyCost: energy, exportCost: exported, marks: own, sumCost: energy + exported + own.reduce((total, { amountCost }) => total + amountCost, 0) }];
  });
}

/** All that the ledger holds; the bill's month to rounding. */
export function ledgerSum({ energyCost, exportCost, marks, ofMonth }: Ledger): number {
  return sum(energyCost) + sum(exportCost) + [...marks, ...ofMonth].reduce((total, { amountCost }) => total + amountCost, 0);
}

/** Tiers of one period are one price to its steps; every other line is its own. */
function groupsOf({ lines }: BillMonth): readonly { readonly lines: readonly LedgerLine[]; readonly period?: number }[] {
  const periods = new Map<number, LedgerLine[]>();
  const groups: { lines: readonly LedgerLine[]; period?: number }[] = [];
  for (const line of lines) {
    const signed = { line, amountCost: line.kind === "exportCredit" ? -line.amountCost : line.amountCost };
    const period = /^energy-(\d+)-\d+$/.exec(line.id)?.[1];
    if (line.kind !== "energy" || period === undefined) {
      groups.push({ lines: [signed] });
      continue;
    }
    const known = periods.get(Number(period));
    if (known !== undefined) known.push(signed);
    else {
      const own = [signed];
      periods.set(Number(period), own);
      groups.push({ lines: own, period: Number(period) });
    }
  }
  return groups;
}

function stepsOfMonth({ axis }: RunResult, { year, month }: BillMonth): { readonly from: number; readonly to: number } {
  const clamp = (step: number): number => Math.min(Math.max(0, step), axis.length);
  return { from: clamp(stepOfDay(axis, year, month, 1)), to: clamp(stepOfDay(axis, year, month, daysInMonth(year, month) + 1)) };
}

function stepOfDay(axis: RunResult["axis"], year: number, month: number, day: number): number {
  const zone = { timeZone: axis.timeZone, firstOffsetMinutes: axis.firstOffsetMinutes, transitions: axis.transitions };
  return Math.round((startOfDayMs(zone, dayNumber(year, month, 1) + day - 1) - axis.startMs) / (axis.stepMinutes * MINUTE_MS));
}

function sum(values: Float64Array, from = 0, to = values.length): number {
  let total = 0;
  for (let i = from; i < to; i++) total += values[i]!;
  return total;
}
