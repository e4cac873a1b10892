import { choiceField } from "../field.ts";
import { metrics } from "../measures/metrics/index.ts";
import type { Metric } from "../measures/metrics/metric.ts";
import type { RunResult } from "../result.ts";
import type { SimulatedRun } from "../simulate.ts";
import { HOUR_MS, MINUTE_MS } from "../time/civil.ts";
import { column } from "../time/frame.ts";
import { offsetMinutesAt } from "../time/zone.ts";

/** What is kept of a run where there are many: every figure, its months, its mean day. Small enough for a million; no NaN, so that it is JSON. */
export type RunFigures = {
  /** In the order of `studyFigures`; null where the run has no such figure. */
  readonly values: readonly (number | null)[];
  /** By billing month: the bill, and the highest import. */
  readonly monthlyBillCost: readonly number[];
  readonly monthlyPeakKw: readonly number[];
  /** Mean import by hour of the civil clock, 24 values. */
  readonly importByHourKw: readonly number[];
};

export type StudyFigure = Omit<Metric, "id" | "of"> & { readonly id: string; of(run: SimulatedRun): number | null };

/** Every figure that many runs are told by: those of one run, and what follows from a run and the same with nothing done. */
export const studyFigures: readonly StudyFigure[] = [
  ...metrics.map(({ id, label, unit, better }): StudyFigure => ({ id, label, unit, better, of: ({ kpis }) => kpis[id] })),
  {
    id: "fullCost", label: "Cost, all counted", unit: "currency", better: "lower",
    of: (run) => fullCost(run, run.kpis, run.response?.netRevenue),
  },
  { id: "savingCost", label: "Saving on doing nothing", unit: "currency", better: "higher", of: (run) => less(fullCost(run, run.idle.kpis, undefined), fullCost(run, run.kpis, run.response?.netRevenue)) },
  { id: "avoidedEmissionsKg", label: "Emissions below doing nothing", unit: "kg", better: "higher", of: ({ kpis, idle }) => idle.kpis.emissionsKg - kpis.emissionsKg },
  { id: "responseRevenue", label: "Paid by programmes, less penalties", unit: "currency", better: "higher", of: ({ response }) => (response === undefined ? 0 : response.netRevenue) },
  { id: "flexibilityScore", label: "Grid flexibility score", unit: "", better: "higher", of: ({ score }) => score?.[0]?.score ?? null },
];

/**
 * What a run pays and what it used up: bill and fuel, wear, lost work, unserved load, less what programmes pay and what the store holds above its start. By the
 * bill alone a tuned policy would win by emptying its battery. None where a programme's payment is not stated.
 */
function fullCost({ response }: SimulatedRun, kpis: RunResult["kpis"], revenue: number | null | undefined): number | null {
  if (response !== undefined && revenue === null) return null;
  return kpis.totalCost + kpis.wearCost + kpis.lostWorkCost + kpis.unservedCost + kpis.residualValueCost - (revenue ?? 0);
}

function less(a: number | null, b: number | null): number | null {
  return a === null || b === null ? null : a - b;
}

/** A choice of one of the figures that many runs are told by. */
export function figureField(title: string, help: string, standard: string) {
  return choiceField(studyFigures.map(({ id }) => id) as [string, ...string[]], { title, help, default: standard, options: Object.fromEntries(studyFigures.map(({ id, label }) => [id, label])) });
}

/** Where a figure stands among the values; −1 for none. */
export function figureIndex(id: string): number {
  return studyFigures.findIndex((figure) => figure.id === id);
}

/** @param run with its frame */
export function runFigures(run: SimulatedRun): RunFigures {
  return {
    values: studyFigures.map((figure) => {
      const value = figure.of(run);
      return value === null || !Number.isFinite(value) ? null : unsigned(value);
    }),
    monthlyBillCost: run.bill.months.map(({ total }) => unsigned(total)),
    monthlyPeakKw: run.bill.months.map(({ peakKw }) => unsigned(peakKw)),
    importByHourKw: meanByHour(run),
  };
}

/** JSON knows no −0. */
function unsigned(value: number): number {
  return value === 0 ? 0 : value;
}

function meanByHour({ axis, frame }: RunResult): number[] {
  const importKw = column(frame, "importKw");
  const zone = { timeZone: axis.timeZone, firstOffsetMinutes: axis.firstOffsetMinutes, transitions: axis.transitions };
  const total = new Float64Array(24);
  const count = new Uint32Array(24);
  for (let i = 0; i < axis.length; i++) {
    const atMs = axis.startMs + i * axis.stepMinutes * MINUTE_MS;
    const hour = Math.floor((atMs + offsetMinutesAt(zone, atMs) * MINUTE_MS) / HOUR_MS) % 24;
    total[hour]! += importKw[i]!;
    count[hour]!++;
  }
  return Array.from(total, (kw, hour) => (count[hour]! > 0 ? kw / count[hour]! : 0));
}
