import * as z from "zod/mini";
import { field, fieldRegistry, group, integerField } from "../field.ts";
import { quantile, sorted } from "../maths/statistics.ts";
import type { BillLine } from "../market/signals.ts";
import type { RunResult } from "../result.ts";
import { column } from "../time/frame.ts";
import type { RunningCost } from "./runningCost.ts";

const threshold = z.strictObject({
  type: z.enum(["actual", "forecast"]).register(fieldRegistry, { title: "Of", help: "What is spent, or what is forecast for the whole period.", options: { actual: "Spent", forecast: "Forecast" } }),
  budgetFraction: z.number().check(z.gt(0), z.lte(10)).register(fieldRegistry, { title: "Threshold", help: "Share of the budget.", unit: "%", min: 0.01, max: 10 }),
});

const usualThresholds: z.output<typeof threshold>[] = [{ type: "actual", budgetFraction: 0.5 }, { type: "actual", budgetFraction: 0.8 }, { type: "actual", budgetFraction: 1 }, { type: "forecast", budgetFraction: 1 }];

const budgetRecord = z.strictObject({
  name: z.string().check(z.minLength(1), z.maxLength(80)).register(fieldRegistry, { title: "Name", help: "As it stands in alerts." }),
  scope: z._default(z.enum(["site", "arrival", "deferrable"]), "site").register(fieldRegistry, { title: "Scope", help: "The whole site, or a part of its work by its share of the load.", options: { site: "Site", arrival: "Work that runs at once", deferrable: "Deferrable work" }, default: "site" }),
  period: z._default(z.enum(["month", "quarter", "year"]), "month").register(fieldRegistry, { title: "Period", help: "The budget begins anew with each.", options: { month: "Month", quarter: "Quarter", year: "Year" }, default: "month" }),
  amountCost: z.number().check(z.gte(0), z.lte(1e12)).register(fieldRegistry, { title: "Amount", help: "For each period.", unit: "currency", min: 0, max: 1e12 }),
  thresholds: z._default(z.array(threshold).check(z.maxLength(10)), usualThresholds).register(fieldRegistry, {
    title: "Thresholds", help: "An alert once for each and period; at most ten, as AWS has it.", control: "json", default: usualThresholds,
  }),
  minDays: z._default(z.int().check(z.gte(1), z.lte(31)), 3).register(fieldRegistry, { title: "Days before a forecast", help: "No forecast sooner (Oracle: three).", unit: "days", min: 1, max: 31, default: 3 }),
  action: z._default(z.enum(["log", "defer", "throttle", "move"]), "log").register(fieldRegistry, {
    title: "On alert", help: "What is done from the first alert that the budget will not hold (forecast, or all of it spent) to the period's end; a deferral is replayed as an input of the run.", default: "log",
    options: { log: "Note it", defer: "Defer work by price", throttle: "Cap throttleable work", move: "Move deferrable work to the cloud" },
  }),
}).register(fieldRegistry, { title: "Budget", help: "An amount for each period, with alerts." });
export type BudgetRecord = z.output<typeof budgetRecord>;

export const budgetInputs = group({ title: "Budgets", help: "Amounts for a period, alerts at thresholds and on a forecast to exceed." }, {
  budgets: field(z.array(budgetRecord).check(z.maxLength(50)), { title: "Budgets", help: "None: nothing is watched.", control: "json", default: [] }),
  seeds: integerField({ title: "Seeds of the forecast", help: "Further runs, by other seeds, from which the spread of the forecast is taken; 0 leaves it out.", default: 8, min: 0, max: 200 }),
});
export type BudgetInputs = z.output<typeof budgetInputs>;

/** What a period would cost: what is fixed, what demand is already set, and energy at its pace so far. Demand is never drawn out on a line. */
export function splitForecast({ fixedCost, demandCost, spentCost, days, periodDays }: { readonly fixedCost: number; readonly demandCost: number; /** All that is spent, the other two in it. */ readonly spentCost: number; readonly days: number; readonly periodDays: number }): number {
  return days > 0 ? ((spentCost - demandCost - fixedCost) / days) * periodDays + demandCost + fixedCost : Number.NaN;
}

/** Spent ÷ days elapsed × days in the period, as plain budget tools forecast: shown beside the split one, because it takes one peak for many. */
export function linearForecast({ spentCost, days, periodDays }: { readonly spentCost: number; readonly days: number; readonly periodDays: number }): number {
  return days > 0 ? (spentCost / days) * periodDays : Number.NaN;
}

export type BudgetAlert = {
  readonly budget: string;
  readonly period: string;
  readonly type: "actual" | "forecast";
  readonly budgetFraction: number;
  readonly step: number;
  readonly day: number;
  readonly spentCost: number;
  /** Of the whole period, at that moment; null for an alert on what is spent before forecasts begin. */
  readonly forecastCost: number | null;
  /** The line that stands furthest above its share of the do-nothing run's plan. */
  readonly driver: { readonly id: string; readonly label: string; readonly overPlanCost: number };
};

export type BudgetPeriod = {
  readonly budget: string;
  readonly scope: BudgetRecord["scope"];
  readonly period: string;
  readonly amountCost: number;
  readonly firstStep: number;
  readonly endStep: number;
  readonly spentCost: number;
  readonly spentFraction: number | null;
  /** At each day's end: spent so far, and the two forecasts of the whole. */
  readonly days: readonly { readonly day: number; readonly spentCost: number; readonly splitForecastCost: number; readonly linearForecastCost: number; readonly p10Cost: number | null; readonly p50Cost: number | null; readonly p90Cost: number | null; readonly exceedProbability: number | null }[];
  readonly alerts: readonly BudgetAlert[];
};

/** The parts of a running cost by what a forecast may do with them. */
type Parts = { readonly energy: Float64Array; readonly demand: Float64Array; readonly fixed: Float64Array };

/**
 * Watches budgets over a finished run as they would have been watched day by day: a threshold fires once a period, in the step that crosses it for what is spent, at a
 * day's end for a forecast.
 * @param others running costs of the same site by other seeds: the spread of what is still to come
 */
export function watchBudgets(inputs: BudgetInputs, cost: RunningCost, result: RunResult, others: readonly RunningCost[] = []): readonly BudgetPeriod[] {
  const { axis } = cost;
  const shares = { site: null, arrival: shareOf(result, "itKw"), deferrable: shareOf(result, "deferrableKw") };
  return inputs.budgets.flatMap((budget) => {
    const mine = partsOf(cost, shares[budget.scope]);
    const theirs = others.map((other) => partsOf(other, shares[budget.scope]));
    return periodsOf(axis, budget.period).map((period) => watch(budget, period, mine, theirs));
  });

  function watch(budget: BudgetRecord, { name, from, to }: Period, mine: Parts, theirs: readonly Parts[]): BudgetPeriod {
    const [energy, demand, fixed] = [sums(mine.energy, from, to), sums(mine.demand, from, to), sums(mine.fixed, from, to)];
    // A fixed charge is known for the whole period; as spent it counts day by day.
    const fixedWhole = fixed[to - from]!;
    const ahead = theirs.map((other) => ({ energy: sums(other.energy, from, to), demand: sums(other.demand, from, to) }));
    const [firstDay, lastDay] = [axis.day[from]!, axis.day[to - 1]!];
    const periodDays = lastDay - firstDay + 1;
    const days: BudgetPeriod["days"][number][] = [];
    const alerts: BudgetAlert[] = [];
    const open = new Set(budget.thresholds);
    const spentAt = (k: number) => energy[k]! + demand[k]! + fixed[k]!;
    const fire = (threshold: (typeof budget.thresholds)[number], k: number, forecastCost: number | null) => {
      open.delete(threshold);
      alerts.push({ budget: budget.name, period: name, ...threshold, step: from + k - 1, day: axis.day[from + k - 1]! - firstDay + 1, spentCost: spentAt(k), forecastCost, driver: driverOf(from, from + k, to) });
    };
    for (let k = 1; k <= to - from; k++) {
      for (const threshold of open) if (threshold.type === "actual" && spentAt(k) >= threshold.budgetFraction * budget.amountCost) fire(threshold, k, days.at(-1)?.splitForecastCost ?? null);
      const dayEnds = k === to - from || axis.day[from + k] !== axis.day[from + k - 1];
      if (!dayEnds) continue;
      const elapsed = axis.day[from + k - 1]! - firstDay + 1;
      const spentCost = spentAt(k);
      // Months of the period that have not begun set peaks of their own: as high as the mean so far.
      const [begun, left] = monthsAround(from, from + k, to);
      const split = splitForecast({ fixedCost: fixedWhole, demandCost: demand[k]! * (1 + left / begun), spentCost: energy[k]! + demand[k]! * (1 + left / begun) + fixedWhole, days: elapsed, periodDays });
      // What the other seeds still draw; a peak that is already set costs nothing more.
      const totals = sorted(ahead.map((other) => energy[k]! + other.energy[to - from]! - other.energy[k]! + Math.max(demand[k]!, other.demand[to - from]!) + fixedWhole));
      const at = (p: number) => (totals.length > 0 ? quantile(totals, p) : null);
      const exceedProbability = totals.length > 0 ? totals.reduce((over, total) => over + (total > budget.amountCost ? 1 : 0), 0) / totals.length : null;
      days.push({
        day: elapsed, spentCost, splitForecastCost: split, linearForecastCost: linearForecast({ spentCost, days: elapsed, periodDays }),
        p10Cost: at(0.1), p50Cost: at(0.5), p90Cost: at(0.9), exceedProbability,
      });
      if (elapsed >= budget.minDays && elapsed < periodDays) for (const threshold of open) if (threshold.type === "forecast" && split > threshold.budgetFraction * budget.amountCost) fire(threshold, k, split);
    }
    const spentCost = spentAt(to - from);
    return {
      budget: budget.name, scope: budget.scope, period: name, amountCost: budget.amountCost, firstStep: from, endStep: to, spentCost,
      spentFraction: budget.amountCost > 0 ? spentCost / budget.amountCost : null, days, alerts,
    };
  }

  /** Months of a period that have begun by a step, and those that have not. */
  function monthsAround(from: number, now: number, to: number): readonly [number, number] {
    const starts = Array.from(axis.monthStart.subarray(0, -1)).filter((step) => step >= from && step < to);
    const begun = starts.filter((step) => step < now).length;
    return [Math.max(1, begun), starts.length - begun];
  }

  /** Plan: the do-nothing run's bill of the period, drawn evenly. */
  function driverOf(from: number, now: number, to: number): BudgetAlert["driver"] {
    const elapsed = (now - from) / (to - from);
    const planned = new Map<string, number>();
    result.idle.bill.months.forEach(({ lines }, m) => {
      if (axis.monthStart[m]! < from || axis.monthStart[m]! >= to) return;
      for (const { id, kind, amountCost } of lines) planned.set(`${kind} ${id}`, (planned.get(`${kind} ${id}`) ?? 0) + (kind === "exportCredit" ? -amountCost : amountCost));
    });
    let driver = { id: "", label: "", overPlanCost: -Infinity };
    for (const { id, kind, label, cost: of } of cost.charges) {
      let spent = 0;
      for (let i = from; i < now; i++) spent += of[i]!;
      const overPlanCost = spent - (planned.get(`${kind} ${id}`) ?? 0) * elapsed;
      if (overPlanCost > driver.overPlanCost) driver = { id, label, overPlanCost };
    }
    return driver;
  }
}

type Period = { readonly name: string; readonly from: number; readonly to: number };

function periodsOf(axis: RunningCost["axis"], period: BudgetRecord["period"]): Period[] {
  const periods: (Period & { to: number })[] = [];
  axis.monthLabels.forEach(({ year, month }, m) => {
    const name = period === "month" ? `${year}-${String(month).padStart(2, "0")}` : period === "quarter" ? `${year}-Q${Math.ceil(month / 3)}` : String(year);
    const last = periods.at(-1);
    if (last?.name === name) last.to = axis.monthStart[m + 1]!;
    else periods.push({ name, from: axis.monthStart[m]!, to: axis.monthStart[m + 1]! });
  });
  return periods;
}

const demandKinds: ReadonlySet<BillLine["kind"]> = new Set(["demandTou", "demandFlat", "coincident", "capacity"]);
const fixedKinds: ReadonlySet<BillLine["kind"]> = new Set(["fixed", "contract", "minimum"]);

function partsOf({ charges, total }: RunningCost, share: Float64Array | null): Parts {
  const parts = { energy: new Float64Array(total.length), demand: new Float64Array(total.length), fixed: new Float64Array(total.length) };
  for (const { kind, cost } of charges) {
    const into = parts[demandKinds.has(kind) ? "demand" : fixedKinds.has(kind) ? "fixed" : "energy"];
    for (let i = 0; i < total.length; i++) into[i]! += cost[i]! * (share === null ? 1 : share[i]!);
  }
  return parts;
}

/** Part of the IT load that is of one kind, by step. */
function shareOf({ frame }: RunResult, name: "itKw" | "deferrableKw"): Float64Array {
  const [it, deferrable] = [column(frame, "itKw"), column(frame, "deferrableKw")];
  const own = name === "itKw" ? it : deferrable;
  return own.map((kw, i) => (it[i]! + deferrable[i]! > 0 ? kw / (it[i]! + deferrable[i]!) : 0));
}

/** Running sums, one more than the steps: none at the start. */
function sums(values: Float64Array, from: number, to: number): Float64Array {
  const running = new Float64Array(to - from + 1);
  for (let i = from; i < to; i++) running[i - from + 1] = running[i - from]! + values[i]!;
  return running;
}

/** Days of a period after an alert, as civil dates: where its action holds. */
export type ActionWindow = { readonly fromDay: number; readonly toDay: number };

/** From the day after the first alert that a budget will not hold, forecast or spent, to its period's end, for budgets with an action. */
export function actionWindows(inputs: BudgetInputs, periods: readonly BudgetPeriod[], axis: RunningCost["axis"], action: BudgetRecord["action"]): readonly ActionWindow[] {
  const acting = new Set(inputs.budgets.filter((budget) => budget.action === action).map(({ name }) => name));
  return periods.flatMap(({ budget, alerts, endStep }) => {
    const first = alerts.reduce((earliest, { type, budgetFraction, step }) => (type === "forecast" || budgetFraction >= 1 ? Math.min(earliest, step) : earliest), Infinity);
    if (!acting.has(budget) || first === Infinity) return [];
    const [fromDay, toDay] = [axis.day[first]! + 1, axis.day[endStep - 1]!];
    return fromDay <= toDay ? [{ fromDay, toDay }] : [];
  });
}
