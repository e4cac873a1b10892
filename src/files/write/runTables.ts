import type { BillLine } from "../../core/market/signals.ts";
import { metrics } from "../../core/measures/metrics/index.ts";
import type { Kpis, RunResult } from "../../core/result.ts";
import { checkScenario, scenarioSchema, type Scenario } from "../../core/scenario.ts";
import { declaredInputs, fieldsOf, sameValue, valueAt, type FieldNode } from "../../document/declaration.ts";
import { shownFactor, shownUnit } from "../../text/inputValue.ts";

/** What workbook and report say of a run, before it is cells or words. */

export type FigureRow = { readonly id: keyof Kpis; readonly label: string; readonly unit: string; readonly value: number; readonly idle: number; readonly better: "lower" | "higher" | "neither" };

/** Every figure of the run beside the same year with nothing done; fractions in per cent, money in the site's currency. */
export function figureRows({ kpis, idle, site }: RunResult): readonly FigureRow[] {
  // A check of the model is no figure of the site.
  return metrics.filter(({ id }) => id !== "worstResidualKw").map(({ id, label, unit, better }) => {
    const factor = id.endsWith("Fraction") ? 100 : 1;
    return { id, label, unit: unit === "cycles" ? "" : unit.replace("currency", site.currency), value: kpis[id] * factor, idle: idle.kpis[id] * factor, better };
  });
}

export type InputRow = {
  readonly group: string;
  readonly title: string;
  readonly path: string;
  readonly field: FieldNode;
  readonly unit: string;
  /** As held; numbers in the unit beside them. */
  readonly value: unknown;
  readonly default: unknown;
  readonly differs: boolean;
};

/** Every input of the scenario with its default; of a choice of shapes, those of the shape that is chosen. */
export function inputRows(scenario: Scenario): readonly InputRow[] {
  const defaults = checkScenario({});
  return declaredInputs(scenarioSchema).flatMap((node) => fieldsOf(node, scenario).map((field): InputRow => {
    const [value, standard] = [valueAt(scenario, field.path), valueAt(defaults, field.path) ?? field.meta.default];
    const shown = (one: unknown) => (typeof one === "number" ? one * shownFactor(field) : one);
    return { group: node.meta.title, title: field.meta.title, path: field.path.join("."), field, unit: shownUnit(field.meta.unit, scenario.site.currency), value: shown(value), default: shown(standard), differs: !sameValue(value, standard) };
  }));
}

export type BillRow = { readonly id: string; readonly label: string; readonly kind: BillLine["kind"]; readonly months: readonly number[]; readonly total: number };

/** The bill as a row a charge and a column a month; credits are negative, so that every column adds up to its month's total. */
export function billRows({ bill }: RunResult): readonly BillRow[] {
  const rows = new Map<string, { id: string; label: string; kind: BillLine["kind"]; months: number[] }>();
  for (const [index, { lines }] of bill.months.entries()) {
    for (const line of lines) {
      const key = `${line.kind} ${line.id}`;
      let row = rows.get(key);
      if (row === undefined) rows.set(key, row = { id: line.id, label: line.label, kind: line.kind, months: bill.months.map(() => 0) });
      row.months[index] = row.months[index]! + billedAmount(line);
    }
  }
  return [...rows.values()].map((row) => ({ ...row, total: row.months.reduce((sum, amount) => sum + amount, 0) })).filter(({ months }) => months.some((amount) => amount !== 0));
}

/** Credits are held positive and taken off. */
export function billedAmount({ kind, amountCost }: BillLine): number {
  return kind === "exportCredit" ? -amountCost : amountCost;
}

export type EventRow = {
  readonly programme: string;
  readonly step: number;
  readonly hours: number;
  readonly asked: string;
  readonly askedKw: number | null;
  readonly deliveredKwh: number | null;
  readonly revenue: number | null;
  readonly penalty: number | null;
};

/** Calls on the site in the order of their start, with what was given and paid where a programme settles them; and hours without the grid. */
export function eventRows({ response, axis }: RunResult): readonly EventRow[] {
  if (response === undefined) return [];
  const hours = (steps: number) => (steps * axis.stepMinutes) / 60;
  return response.calls.map(({ programme, step, steps, reduceKw, capKw, pricePerKwh }) => {
    const settled = response.programmes.find(({ id }) => id === programme);
    const event = settled?.events.find((one) => one.step === step);
    return {
      programme: settled?.name ?? programme, step, hours: hours(steps), asked: reduceKw !== null ? "reduce" : capKw !== null ? "cap" : pricePerKwh !== null ? "price" : "",
      askedKw: reduceKw ?? capKw, deliveredKwh: event?.deliveredKwh ?? null, revenue: event === undefined ? null : event.capacityRevenue + event.energyRevenue + event.bonusRevenue,
      penalty: event === undefined ? null : event.penaltyCost + event.surchargeCost,
    };
  });
}
