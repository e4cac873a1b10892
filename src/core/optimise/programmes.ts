import { baselineOf, type MeteredSite } from "../market/demandResponse/baseline.ts";
import { excludedDays, type PreparedCalls } from "../market/demandResponse/calls.ts";
import type { NonFirmInputs } from "../market/demandResponse/nonFirm.ts";
import type { Programme } from "../market/demandResponse/programme.ts";
import { settleProgramme, type ProgrammeEvent } from "../market/demandResponse/settleProgramme.ts";
import type { Axis } from "../time/axis.ts";
import { daysInMonth } from "../time/civil.ts";
import type { CalledInterval, LinearCall, Programmes } from "./linearCall.ts";

export type ProgrammeSite = { readonly axis: Axis; readonly calls: PreparedCalls; readonly gridOut: Uint8Array; readonly nonFirm: NonFirmInputs; /** Of the do-nothing run. */ readonly idleImportKw: Float64Array };

type Joined = { readonly programme: Programme; readonly events: readonly ProgrammeEvent[] };

/** Programmes whose payments are stated, and a connection that may be broken at a price; undefined where the site has joined neither. */
export function plannedProgrammes({ axis, calls, gridOut, nonFirm, idleImportKw }: ProgrammeSite): Programmes | undefined {
  const joined = calls.programmes.flatMap((programme, index): Joined[] => (programme.pay.capacityPerKwMonth === null || programme.pay.energyPerKwh === null ? [] : [{
    programme, events: calls.calls.filter((call) => call.programme === index).map(({ step, steps, reduceKw, capKw }) => ({ step, steps, reduceKw, firmKw: capKw })),
  }]));
  const breach = calls.nonFirmKw.length > 0 && nonFirm.whenShort === "breach" ? { limitKw: calls.nonFirmKw, penaltyPerKwh: nonFirm.breachPenaltyPerKwh } : undefined;
  if (joined.length === 0 && breach === undefined) return undefined;
  const excludedDay = excludedDays(axis, calls.calls, gridOut);
  const siteWith = (importKw: Float64Array): MeteredSite => ({ axis, importKw, excludedDay, restDay: calls.restDay, historyDays: calls.historyDays });
  return {
    moves: joined.some(({ programme, events }) => events.length > 0 && programme.ask.kind !== "price" && programme.baseline.method !== "firm-level"),
    called: (delivers, importKw = idleImportKw) => joined.flatMap(({ programme, events }) => events.map((event, k) => linearCall(programme, siteWith(importKw), event, k, events, delivers))),
    fixedRevenue: joined.reduce((sum, { programme, events }) => sum + monthsWithoutEvent(programme, axis, events), 0),
    breach,
    revenueOf(importKw) {
      let breachKwh = 0;
      if (breach !== undefined) for (let i = 0; i < importKw.length; i++) breachKwh += Math.max(0, (importKw[i] as number) - (breach.limitKw[i] as number)) * axis.stepHours;
      const paid = joined.reduce((sum, { programme, events }) => sum + (settleProgramme(programme, siteWith(importKw), events, { proRataMonths: true }).total ?? 0), 0);
      return paid - breachKwh * (breach?.penaltyPerKwh ?? 0);
    },
  };
}

/** The most that anyone can be paid, whatever the baseline: a bound where the plan makes its own. @param mostImportKw highest import of any step */
export function mostPaid(programmes: Programmes, mostImportKw: number, stepHours: number): Programmes {
  const calls = programmes.called("any");
  const most = calls.reduce((sum, { intervals, askedKw, energyPerKwh, energyCapKw, performanceRevenue, performanceCap }) => {
    const steps = intervals.reduce((count, { from, to }) => count + to - from, 0);
    return sum + (askedKw > 0 ? performanceRevenue * performanceCap : 0) + energyPerKwh * Math.min(energyCapKw, MOST_RAISED * mostImportKw) * steps * stepHours;
  }, programmes.fixedRevenue);
  return { ...programmes, fixedRevenue: most, called: () => calls.map((call) => ({ ...call, energyPerKwh: 0, performanceRevenue: 0, shortPerKwh: 0 })) };
}

/** A same-day adjustment lifts a baseline at most so far above the highest import. */
const MOST_RAISED = 11;

/** Capacity of months in which nobody calls. */
function monthsWithoutEvent({ ask, pay }: Programme, axis: Axis, events: readonly ProgrammeEvent[]): number {
  return axis.monthLabels.reduce((sum, { month }, index) => sum + (pay.capacityMonths.includes(month) && !events.some(({ step }) => axis.billingMonth[step] === index) ? capacityOf(ask.committedKw, pay.capacityPerKwMonth ?? 0, axis, index) : 0), 0);
}

/** A month's capacity at a performance of 1, in proportion to the days that the run covers. */
function capacityOf(committedKw: number, perKwMonth: number, axis: Axis, index: number): number {
  const { year, month } = axis.monthLabels[index] as Axis["monthLabels"][number];
  const coveredDays = (((axis.monthStart[index + 1] as number) - (axis.monthStart[index] as number)) * axis.stepHours) / 24;
  return committedKw * perKwMonth * Math.min(1, coveredDays / daysInMonth(year, month));
}

/** An event as it would be settled beside a meter, by lines that no settlement undercuts: without doubling penalties, floors and forfeits. */
function linearCall(programme: Programme, site: MeteredSite, event: ProgrammeEvent, index: number, events: readonly ProgrammeEvent[], delivers: Parameters<Programmes["called"]>[0]): LinearCall {
  const { axis } = site;
  const { ask, pay, performance, penalty, baseline } = programme;
  const { baselineKw, meteredKw, intervalSteps } = baselineOf(programme, site, event);
  const askedKw = event.reduceKw ?? (event.firmKw !== undefined && event.firmKw !== ask.firmKw ? Math.max(0, baseline.referenceKw - event.firmKw) : ask.committedKw);
  const month = axis.billingMonth[event.step] as number;
  const inMonth = events.filter(({ step }) => axis.billingMonth[step] === month).length;
  const capacity = pay.capacityMonths.includes((axis.monthLabels[month] as Axis["monthLabels"][number]).month) ? capacityOf(ask.committedKw, pay.capacityPerKwMonth ?? 0, axis, month) / inMonth : 0;
  const bonus = pay.eventBonusPerKw > 0 && index + 1 >= pay.bonusFromEvent ? pay.eventBonusPerKw * ask.committedKw : 0;
  const boughtThrough = penalty.buyThroughPerKwh !== null;
  return {
    askedKw, energyPerKwh: ask.kind === "price" ? 0 : (pay.energyPerKwh ?? 0), energyCapKw: askedKw > 0 ? pay.energyCapFraction * askedKw : Infinity,
    performanceRevenue: capacity + bonus, performanceCap: performance.cap, measure: performance.measure,
    shortPerKwh: Math.min(penalty.perKwh, penalty.buyThroughPerKwh ?? Infinity), tolerance: penalty.tolerance,
    overPerKw: boughtThrough ? 0 : penalty.perKw, firmKw: event.firmKw ?? ask.firmKw,
    pricePerKwh: ask.kind === "price" ? ask.pricePerKwh : 0,
    intervals: baselineKw.map((kw, k): CalledInterval => {
      const from = event.step + k * intervalSteps;
      return { from, to: Math.min(from + intervalSteps, event.step + event.steps), baselineKw: kw, ...(delivers === "any" ? {} : { delivers: delivers === "all" || kw >= (meteredKw[k] as number) - 1e-6 }) };
    }),
  };
}
