import type { LinearMonth, Terms } from "../market/tariff/linear.ts";
import type { ProgramBuilder } from "../maths/linearProgram.ts";
import { importRange } from "./importRange.ts";
import { eachWindowShare } from "./meterWindows.ts";
import type { StepColumns } from "./stepColumns.ts";
import type { YearCase } from "./yearCase.ts";

export type Month = { readonly linear: Omit<LinearMonth, "reading">; addPeakRows(): void };

type MonthOptions = Pick<LinearMonth, "alone" | "at" | "tellGap" | "exclude"> & { readonly before: Month | undefined; readonly trackBill: boolean };

/** What the tariff's rules see of a month. */
export function makeMonth(c: YearCase, builder: ProgramBuilder, columns: StepColumns, month: LinearMonth["month"], { alone, at, before, tellGap, exclude, trackBill }: MonthOptions): Month {
  const { axis, tariff: { basis } } = c;
  const { stepHours } = axis;
  const { from, to } = month;
  const ownMeter = basis.metering === "buy-all-sell-all";
  // On two meters all that the site uses is bought, and all that it generates is sold.
  const bought = ownMeter ? addBought(c, builder, columns, from, to) : undefined;
  const importColumn = (i: number) => (bought?.[i - from] ?? columns.imported[i]) as number;
  const generated = (i: number) => (c.site.pvAvailableKw[i] as number) + (c.site.windAvailableKw[i] as number);
  const bill = { terms: emptyTerms(), constant: 0 };
  const energy = { terms: emptyTerms(), constant: 0 };
  const peaks = new Map<number | "all", number>();
  const days = new Map<number | "all", number[]>();
  let daysImportKwh: Terms | undefined;

  const pay: LinearMonth["pay"] = (column, perUnit, kind) => {
    if (perUnit === 0) return;
    builder.addCost(column, perUnit);
    if (!trackBill) return;
    addTerm(bill.terms, column, perUnit);
    if (kind === "energy") addTerm(energy.terms, column, perUnit);
  };
  const payFixed = (amount: number) => {
    builder.addOffset(amount);
    bill.constant += amount;
  };
  const peak = (period?: number): number => {
    const key = period ?? "all";
    const found = peaks.get(key);
    if (found !== undefined) return found;
    const occurs = period === undefined || (basis.demandSteps[month.index * basis.demandPeriods + period] as number) > 0;
    const column = occurs ? builder.column(0, 0, Infinity) : -1;
    peaks.set(key, column);
    return column;
  };
  const importKwh = (period?: number): Terms => {
    const terms = emptyTerms();
    for (let i = from; i < to; i++) if (period === undefined || basis.energyPeriod[i] === period) addTerm(terms, importColumn(i), stepHours);
    return terms;
  };

  const linear: Omit<LinearMonth, "reading"> = {
    program: builder, month, alone, at, tellGap, exclude, pay, payFixed, peak, importKwh, bill, energy,
    before: before?.linear as LinearMonth | undefined,
    kept: new Map(),
    importRangeKwh: importRange(c, from, to, ownMeter),
    chargeImport(step, perKwh, kind) { pay(importColumn(step), perKwh * stepHours, kind); },
    payExport(step, perKwh) {
      if (ownMeter) {
        payFixed(-perKwh * generated(step) * stepHours);
        if ((columns.spilt[step] as number) >= 0) pay(columns.spilt[step] as number, perKwh * stepHours);
      } else if ((columns.exported[step] as number) >= 0) pay(columns.exported[step] as number, -perKwh * stepHours);
    },
    payAside(amount) { bill.constant += amount; },
    exportRevenue(perKwh) {
      const terms = emptyTerms();
      for (let i = from; i < to; i++) if ((columns.exported[i] as number) >= 0) addTerm(terms, columns.exported[i] as number, (perKwh[i] as number) * stepHours);
      return terms;
    },
    exportKwh(period) {
      const terms = emptyTerms();
      for (let i = from; i < to; i++) {
        if ((columns.exported[i] as number) >= 0 && (period === undefined || basis.energyPeriod[i] === period)) addTerm(terms, columns.exported[i] as number, stepHours);
      }
      return terms;
    },
    importKwhByDay() {
      daysImportKwh ??= addDaysImport();
      return daysImportKwh;
    },
    importOf(first, end) {
      const terms = emptyTerms();
      for (let i = first; i < end; i++) addTerm(terms, importColumn(i), 1);
      return terms;
    },
    dayPeaks(period) {
      const key = period ?? "all";
      const found = days.get(key);
      if (found !== undefined) return found;
      const made = Array.from({ length: (axis.day[to - 1] as number) - (axis.day[from] as number) + 1 }, () => builder.column(0, 0, Infinity));
      days.set(key, made);
      return made;
    },
    eachWindow(windowMinutes, first, end, of) { windows(windowMinutes, first, end, of); },
  };

  function addDaysImport(): Terms {
    const terms = emptyTerms();
    for (let first = from, i = from + 1; i <= to; i++) {
      if (i < to && axis.day[i] === axis.day[first]) continue;
      const column = builder.column(0, 0, Infinity);
      builder.row(0, 0);
      builder.entry(column, -1);
      for (let step = first; step < i; step++) builder.entry(importColumn(step), 1 / (i - first));
      addTerm(terms, column, (i - first) * stepHours);
      first = i;
    }
    return terms;
  }

  /** Windows no longer than a step are the step. A window that runs into the next month counts what lies in this one. */
  function windows(windowMinutes: number, first: number, end: number, of: (step: number, meanKw: Terms) => void): void {
    if (windowMinutes <= axis.stepMinutes) {
      for (let i = first; i < end; i++) of(i, { columns: [importColumn(i)], factors: [1] });
      return;
    }
    eachWindowShare(axis.stepMinutes, windowMinutes, first, end, axis.length, (step, members, shares) => {
      of(step, { columns: members.map(importColumn), factors: [...shares] });
    });
  }

  /**
   * One row a window: its mean import keeps under the peak of its demand period (one of rate 0 too), and those under the peak of all hours; that is
   * half the rows of telling both peaks every step.
   */
  function addPeakRows(): void {
    const all = peaks.get("all") ?? -1;
    const byPeriod = [...peaks].some(([key, column]) => key !== "all" && column >= 0);
    if (all >= 0 || byPeriod) {
      if (byPeriod && all >= 0) for (let period = 0; period < basis.demandPeriods; period++) peak(period);
      windows(basis.windowMinutes, from, to, (step, terms) => {
        const column = byPeriod ? (peaks.get(basis.demandPeriod[step] as number) ?? -1) : all;
        if (column < 0) return;
        const row = addUnder(terms, column);
        if (terms.columns.length === 1) columns.peakRow[step] = row;
      });
      if (byPeriod && all >= 0) for (const [key, column] of peaks) if (key !== "all" && column >= 0) addUnder({ columns: [column], factors: [1] }, all);
    }
    for (const [key, ofDays] of days) {
      windows(Math.max(basis.windowMinutes, axis.stepMinutes), from, to, (step, terms) => {
        if (key !== "all" && basis.demandPeriod[step] !== key) return;
        addUnder(terms, ofDays[(axis.day[step] as number) - (axis.day[from] as number)] as number);
      });
    }
  }

  function addUnder(terms: Terms, column: number): number {
    const row = builder.row(-Infinity, 0);
    terms.columns.forEach((one, k) => { builder.entry(one, terms.factors[k] as number); });
    builder.entry(column, -1);
    return row;
  }

  return { linear, addPeakRows };
}

/** Under buy-all-sell-all: what the meter of use shows, import less export with the generation used; never below 0. */
function addBought({ site }: YearCase, builder: ProgramBuilder, columns: StepColumns, from: number, to: number): Int32Array {
  return Int32Array.from({ length: to - from }, (_, k) => {
    const i = from + k;
    const column = builder.column(0, 0, Infinity);
    builder.row((site.pvAvailableKw[i] as number) + (site.windAvailableKw[i] as number), Infinity);
    builder.entry(column, 1);
    builder.entry(columns.imported[i] as number, -1);
    if ((columns.exported[i] as number) >= 0) builder.entry(columns.exported[i] as number, 1);
    if ((columns.spilt[i] as number) >= 0) builder.entry(columns.spilt[i] as number, 1);
    return column;
  });
}

function emptyTerms(): Terms {
  return { columns: [], factors: [] };
}

function addTerm(terms: Terms, column: number, factor: number): void {
  terms.columns.push(column);
  terms.factors.push(factor);
}
