import type { Warning } from "../../errors.ts";
import { MINUTE_MS, daysInMonth } from "../../time/civil.ts";
import { baselineFitness, baselineOf, UNFIT_RRMSE, type BaselineFitness, type EventSpan, type MeteredSite } from "./baseline.ts";
import type { Programme } from "./programme.ts";

/** One event of a programme as it is settled: what was asked where it differs from the commitment, whether the site declined. */
export type ProgrammeEvent = EventSpan & { readonly reduceKw?: number | undefined; readonly firmKw?: number | undefined; readonly optedOut?: boolean | undefined;
  /** Of a price event: what its price lies above the tariff's, one value a step; absent: the programme's price, beside the tariff's. */
  readonly surchargePerKwh?: Float64Array | undefined };

export type SettledEvent = {
  readonly startMs: number;
  readonly endMs: number;
  readonly step: number;
  readonly steps: number;
  readonly intervalMinutes: number;
  readonly askedKw: number;
  readonly baselineKw: readonly number[];
  readonly unadjustedKw: readonly number[];
  readonly meteredKw: readonly number[];
  /** Baseline less meter, kW, one value an interval; negative where the site drew more. */
  readonly differenceKw: readonly number[];
  readonly deliveredKwh: number;
  /** What would have been delivered against the baseline before its same-day adjustment. */
  readonly unadjustedDeliveredKwh: number;
  /** The event's share of its month's capacity payment. */
  readonly capacityRevenue: number;
  readonly energyRevenue: number;
  readonly bonusRevenue: number;
  readonly penaltyCost: number;
  /** Of a price event: what its price charged on import. */
  readonly surchargeCost: number;
  /** 0…cap; null where nothing was committed. */
  readonly performanceFraction: number | null;
  /** Drawn above the baseline in the 4 h after the event; the tariff bills it. */
  readonly reboundKwh: number;
  readonly optedOut: boolean;
  readonly adjustment: { readonly mode: "ratio" | "additive"; readonly raw: number; readonly used: number } | null;
  /** Days that the baseline is made of, and how many of them are mirrored from the run's beginning. */
  readonly baselineDays: number;
  readonly baselineDaysWanted: number;
  readonly mirroredDays: number;
  /** Load of the adjustment window over that of the do-nothing run; null where nobody can tell. */
  readonly windowLoadRatio: number | null;
};

export type SettledMonth = { readonly year: number; readonly month: number; readonly performanceFraction: number; readonly capacityRevenue: number; readonly events: number };

export type ProgrammeSettlement = {
  readonly id: string;
  readonly name: string;
  readonly verified: boolean;
  readonly source: string;
  readonly method: Programme["baseline"]["method"];
  readonly kind: Programme["ask"]["kind"];
  readonly committedKw: number;
  readonly events: readonly SettledEvent[];
  readonly months: readonly SettledMonth[];
  readonly capacityRevenue: number;
  readonly energyRevenue: number;
  readonly bonusRevenue: number;
  readonly penaltyCost: number;
  readonly surchargeCost: number;
  /** Payments less penalties and surcharges; null while a payment is not stated. */
  readonly total: number | null;
  /** Paths of payments that nobody stated. */
  readonly missing: readonly string[];
  readonly fitness: BaselineFitness | null;
  readonly warnings: readonly Warning[];
};

export type SettleOptions = {
  /** The do-nothing run's import: tells whether load was raised before an event. */
  readonly idleImportKw?: Float64Array | undefined;
  /** A month that the run covers in part is paid in that proportion. Default: paid in full. */
  readonly proRataMonths?: boolean | undefined;
  /** Months without an event: paid in full at performance 1 (default), or left out. */
  readonly monthsWithoutEvent?: "paid" | "left-out" | undefined;
};

const REBOUND_HOURS = 4;
/** Load before an event above the do-nothing run's by this much moves the adjustment, and is said. */
const RAISED_LOAD = 1.05;

/**
 * Settles the events of one programme against the meter. Per interval d = max(0, B − M), p = min(cap, d ÷ C); an event's performance is the mean, the worst or the
 * best two hours of p, a month's the mean of its events, 1 where there was none. Capacity = C · price · performance; energy = Σ min(d, κ·C)·Δt · price;
 * penalty = Σ max(0, τ·C − d)·Δt · price + max(M − firm)⁺ · price, doubling with each penalised event where the programme says so.
 */
export function settleProgramme(programme: Programme, site: MeteredSite, events: readonly ProgrammeEvent[], options: SettleOptions = {}): ProgrammeSettlement {
  const { axis } = site;
  const { pay } = programme;
  let [escalation, counted] = [1, 0];
  const drafts = events.map((event) => {
    counted++;
    const draft = settleEvent(programme, site, event, options.idleImportKw, escalation);
    if (draft.penaltyCost > 0) escalation *= 2;
    const bonusRevenue = pay.eventBonusPerKw > 0 && counted >= pay.bonusFromEvent ? pay.eventBonusPerKw * programme.ask.committedKw * (draft.performanceFraction ?? 0) : 0;
    return { ...draft, bonusRevenue };
  });

  const months = monthsOf(programme, site, drafts, options);
  const settled = drafts.map((event): SettledEvent => {
    const month = months.find(({ index }) => index === axis.billingMonth[event.step]);
    const own = drafts.filter(({ step }) => axis.billingMonth[step] === axis.billingMonth[event.step]);
    const sum = own.reduce((total, { performanceFraction }) => total + (performanceFraction ?? 0), 0);
    const share = sum > 0 ? (event.performanceFraction ?? 0) / sum : 1 / own.length;
    return { ...event, capacityRevenue: (month?.capacityRevenue ?? 0) * share };
  });
  const total = (key: "energyRevenue" | "bonusRevenue" | "penaltyCost" | "surchargeCost") => settled.reduce((sum, event) => sum + event[key], 0);
  const capacityRevenue = months.reduce((sum, month) => sum + month.capacityRevenue, 0);
  const [energyRevenue, bonusRevenue, penaltyCost, surchargeCost] = [total("energyRevenue"), total("bonusRevenue"), total("penaltyCost"), total("surchargeCost")];
  const missing = [...(pay.capacityPerKwMonth === null ? ["pay.capacityPerKwMonth"] : []), ...(pay.energyPerKwh === null ? ["pay.energyPerKwh"] : [])];
  const fitness = settled[0] === undefined ? undefined : baselineFitness(programme, site, settled[0]);
  return {
    id: programme.id, name: programme.name, verified: programme.verified, source: programme.source, method: programme.baseline.method, kind: programme.ask.kind, committedKw: programme.ask.committedKw,
    events: settled, months: months.map(({ year, month, performanceFraction, capacityRevenue: revenue, events: count }) => ({ year, month, performanceFraction, capacityRevenue: revenue, events: count })), capacityRevenue, energyRevenue, bonusRevenue, penaltyCost, surchargeCost,
    total: missing.length > 0 ? null : capacityRevenue + energyRevenue + bonusRevenue - penaltyCost - surchargeCost,
    missing, fitness: fitness ?? null, warnings: warningsOf(programme, settled, fitness, missing),
  };
}

type MonthDraft = SettledMonth & { readonly index: number };

/** Each month that capacity is paid for, with its performance. */
function monthsOf({ ask, pay, performance, penalty }: Programme, { axis }: MeteredSite, events: readonly { readonly step: number; readonly performanceFraction: number | null }[], { proRataMonths, monthsWithoutEvent = "paid" }: SettleOptions): MonthDraft[] {
  return axis.monthLabels.flatMap(({ year, month }, index) => {
    const own = events.filter(({ step }) => axis.billingMonth[step] === index);
    if (!pay.capacityMonths.includes(month) || (own.length === 0 && monthsWithoutEvent === "left-out")) return [];
    const judged = own.flatMap((event) => event.performanceFraction ?? []);
    const performanceFraction = judged.length === 0 ? 1 : judged.reduce((sum, fraction) => sum + fraction, 0) / judged.length;
    const covered = ((axis.monthStart[index + 1]! - axis.monthStart[index]!) * axis.stepHours) / 24 / daysInMonth(year, month);
    const lost = performanceFraction < Math.max(performance.floor, penalty.forfeitBelow);
    const full = ask.committedKw * (pay.capacityPerKwMonth ?? 0) * performanceFraction;
    return [{ index, year, month, performanceFraction, events: own.length, capacityRevenue: lost ? 0 : full * (proRataMonths === true ? Math.min(1, covered) : 1) }];
  });
}

type Draft = Omit<SettledEvent, "capacityRevenue" | "bonusRevenue">;

function settleEvent(programme: Programme, site: MeteredSite, event: ProgrammeEvent, idleImportKw: Float64Array | undefined, escalation: number): Draft {
  const { axis, importKw } = site;
  const { ask, pay, performance, penalty } = programme;
  const { stepHours } = axis;
  const afterSteps = Math.min(Math.round(REBOUND_HOURS / stepHours), axis.length - event.step - event.steps);
  const { baselineKw, unadjustedKw, meteredKw, afterKw, intervalSteps, days, daysWanted, adjustment } = baselineOf(programme, site, event, afterSteps);
  // A price asks for no cut, so there is none to be judged by.
  const askedKw = event.surchargePerKwh !== undefined ? 0 : event.reduceKw ?? (event.firmKw !== undefined && event.firmKw !== ask.firmKw ? Math.max(0, programme.baseline.referenceKw - event.firmKw) : ask.committedKw);
  const firmKw = event.firmKw ?? ask.firmKw;
  const hours = meteredKw.map((_, k) => Math.min(intervalSteps, event.steps - k * intervalSteps) * stepHours);
  const differenceKw = baselineKw.map((kw, k) => kw - meteredKw[k]!);
  const delivered = differenceKw.map((kw) => Math.max(0, kw));
  const sum = (valueOf: (k: number) => number): number => hours.reduce((total, hour, k) => total + valueOf(k) * hour, 0);
  const shares = delivered.map((kw) => (askedKw > 0 ? Math.min(performance.cap, kw / askedKw) : 0));
  const energyCapKw = askedKw > 0 ? pay.energyCapFraction * askedKw : Infinity;
  const shortKwh = askedKw > 0 ? sum((k) => Math.max(0, penalty.tolerance * askedKw - delivered[k]!)) : 0;
  const overKw = firmKw < Infinity ? Math.max(0, ...meteredKw.map((kw) => kw - firmKw)) : 0;
  const penalties = shortKwh * penalty.perKwh + overKw * penalty.perKw;
  const boughtThrough = penalty.buyThroughPerKwh === null ? Infinity : shortKwh * penalty.buyThroughPerKwh;
  let reboundKwh = 0;
  for (let j = 0; j < afterSteps; j++) reboundKwh += Math.max(0, importKw[event.step + event.steps + j]! - afterKw[j]!) * stepHours;
  return {
    startMs: axis.startMs + event.step * axis.stepMinutes * MINUTE_MS, endMs: axis.startMs + (event.step + event.steps) * axis.stepMinutes * MINUTE_MS, step: event.step, steps: event.steps, intervalMinutes: intervalSteps * axis.stepMinutes, askedKw,
    baselineKw, unadjustedKw, meteredKw, differenceKw,
    deliveredKwh: sum((k) => delivered[k]!), unadjustedDeliveredKwh: sum((k) => Math.max(0, unadjustedKw[k]! - meteredKw[k]!)),
    energyRevenue: ask.kind === "price" || event.surchargePerKwh !== undefined ? 0 : sum((k) => Math.min(delivered[k]!, energyCapKw)) * (pay.energyPerKwh ?? 0),
    penaltyCost: Math.min(penalties, boughtThrough) * (programme.penalty.escalation === "doubling" ? escalation : 1),
    surchargeCost: surchargeOf(programme, site, event),
    performanceFraction: askedKw > 0 ? performanceOf(shares, hours, performance.measure) : null,
    reboundKwh, optedOut: event.optedOut === true,
    adjustment: adjustment === null ? null : { mode: adjustment.mode, raw: adjustment.raw, used: adjustment.used },
    baselineDays: days.length, baselineDaysWanted: daysWanted, mirroredDays: days.filter((day) => day < 0).length,
    windowLoadRatio: adjustment === null || idleImportKw === undefined ? null : ratioOf(importKw, idleImportKw, adjustment.fromStep, adjustment.toStep),
  };
}

/** What a price event charges on import, or gives back where its price lies below the tariff's. */
function surchargeOf({ ask }: Programme, { axis, importKw }: MeteredSite, { step, steps, surchargePerKwh }: ProgrammeEvent): number {
  if (surchargePerKwh === undefined && ask.kind !== "price") return 0;
  let cost = 0;
  for (let j = 0; j < steps; j++) cost += importKw[step + j]! * axis.stepHours * (surchargePerKwh?.[j] ?? ask.pricePerKwh);
  return cost;
}

/** Weighted by hours: the mean, the worst, or the mean of the best two hours. */
function performanceOf(shares: readonly number[], hours: readonly number[], measure: Programme["performance"]["measure"]): number {
  if (measure === "min") return Math.min(...shares);
  const order = measure === "mean" ? shares.map((_, k) => k) : shares.map((_, k) => k).sort((a, b) => shares[b]! - shares[a]!);
  let left = measure === "mean" ? Infinity : 2;
  let [weighted, taken] = [0, 0];
  for (const k of order) {
    const hour = Math.min(hours[k]!, left);
    weighted += shares[k]! * hour;
    taken += hour;
    left -= hour;
  }
  return weighted / taken;
}

function ratioOf(kw: Float64Array, idleKw: Float64Array, from: number, to: number): number | null {
  let [own, idle] = [0, 0];
  for (let i = from; i < to; i++) {
    own += kw[i]!;
    idle += idleKw[i]!;
  }
  return idle > 0 ? own / idle : null;
}

function warningsOf(programme: Programme, events: readonly SettledEvent[], fitness: BaselineFitness | undefined, missing: readonly string[]): Warning[] {
  const { id, name } = programme;
  const warnings: Warning[] = [];
  if (!programme.verified && events.length > 0) warnings.push({ code: "programmeUnverified", values: { programme: name } });
  if (missing.length > 0) warnings.push({ code: "programmeMoneyMissing", values: { programme: name, fields: missing.join(", ") } });
  if (programme.ask.committedKw > 0 && programme.ask.committedKw < programme.eligibility.minKw) warnings.push({ code: "programmeTooSmall", values: { programme: name, committedKw: programme.ask.committedKw, minKw: programme.eligibility.minKw } });
  const mirrored = events.filter(({ mirroredDays }) => mirroredDays > 0).length;
  if (mirrored > 0) warnings.push({ code: "baselineMirrored", values: { programme: name, events: mirrored } });
  if (programme.baseline.method === "average-of-days") {
    const few = events.filter(({ baselineDays, baselineDaysWanted }) => baselineDays < Math.min(programme.baseline.minDays, baselineDaysWanted, programme.baseline.pick)).length;
    if (few > 0) warnings.push({ code: "baselineFewDays", values: { programme: name, events: few, minDays: programme.baseline.minDays } });
  }
  const raised = events.filter(({ windowLoadRatio }) => windowLoadRatio !== null && windowLoadRatio > RAISED_LOAD).length;
  if (raised > 0) warnings.push({ code: "baselineRaised", values: { programme: name, events: raised } });
  if (fitness !== undefined && !fitness.fit) warnings.push({ code: "baselineUnfit", values: { programme: name, rrmseFraction: fitness.rrmseFraction, limitFraction: UNFIT_RRMSE, id } });
  return warnings;
}

