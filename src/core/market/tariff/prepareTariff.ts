import type { Axis } from "../../time/axis.ts";
import { DAY_MS, dateText, daysInMonth } from "../../time/civil.ts";
import { localMsAt } from "../../time/zone.ts";
import { holidayDays } from "../holidays.ts";
import type { PreparedPrice } from "../price.ts";
import { tariffRules } from "./index.ts";
import type { TariffInputs } from "./inputs.ts";
import { prepareRatchet } from "./ratchet.ts";
import type { BillingMonth } from "./billingMonth.ts";
import type { Metering, PreparedRule, TariffBasis } from "./rule.ts";
import { laySchedule } from "./schedule.ts";
import { readUrdb } from "./urdb.ts";
import type { UrdbRate } from "./urdb.ts";

export type TariffContext = {
  readonly axis: Axis;
  /** ISO 4217, as the scenario's site has it. */
  readonly currency: string;
  readonly seed: string;
  /** The scenario's price series, laid on the same axis. */
  readonly price?: PreparedPrice | undefined;
  /** Needed where coincident peaks are taken from the hottest days; °C, one value a step. */
  readonly temperatureC?: Float64Array | undefined;
};

/** A tariff on one axis: everything that does not depend on what the meter sees. */
export type PreparedTariff = {
  readonly basis: TariffBasis;
  readonly rules: readonly PreparedRule[];
  readonly notes: readonly string[];
};

/** Demand is metered over this where neither the tariff nor its record says. */
const DEFAULT_WINDOW_MINUTES = 15;

/** Throws `InputError` with paths under `tariff` for a record that cannot be billed. */
export function prepareTariff(inputs: TariffInputs, context: TariffContext): PreparedTariff {
  return prepareRules(tariffBasis(inputs, context));
}

/** Every rule that the tariff has, laid on the basis. */
export function prepareRules(basis: TariffBasis): PreparedTariff {
  const rules = tariffRules.map((rule) => rule.prepare(basis)).filter((rule) => rule !== undefined);
  const notes = [...recordNotes(basis), ...meteringNotes(basis), ...windowNotes(basis), ...basis.ratchet.notes, ...calendarNotes(basis), ...rules.flatMap((rule) => rule.notes ?? [])];
  return { basis, rules, notes };
}

/** The record read, and the period of each step. */
export function tariffBasis(inputs: TariffInputs, context: TariffContext): TariffBasis {
  const { axis } = context;
  const rate = inputs.urdb === undefined ? undefined : readUrdb(inputs.urdb, "tariff.urdb");
  const months = billingMonths(axis);
  const holidays = holidayDays(axis, inputs.holidays, inputs.holidayDates);
  const restDay = new Uint8Array(axis.length);
  for (let i = 0; i < axis.length; i++) restDay[i] = (axis.weekday[i] as number) >= 5 || holidays[axis.day[i] as number] === 1 ? 1 : 0;

  const energyPeriods = rate?.energy?.periods.length ?? 1;
  const demandPeriods = rate?.touDemand?.periods.length ?? 1;
  const energyPeriod = rate?.energy === undefined ? new Uint8Array(axis.length) : laySchedule(axis, rate.energy.weekday, rate.energy.weekend, restDay);
  const demandPeriod = rate?.touDemand === undefined ? new Uint8Array(axis.length) : laySchedule(axis, rate.touDemand.weekday, rate.touDemand.weekend, restDay);
  const cell = new Uint16Array(axis.length);
  const demandSteps = new Uint32Array(months.length * demandPeriods);
  for (let i = 0; i < axis.length; i++) {
    const demand = demandPeriod[i] as number;
    cell[i] = (energyPeriod[i] as number) * demandPeriods + demand;
    const of = (axis.billingMonth[i] as number) * demandPeriods + demand;
    demandSteps[of] = (demandSteps[of] as number) + 1;
  }
  return {
    inputs, rate, axis, currency: context.currency, seed: context.seed, price: context.price, temperatureC: context.temperatureC,
    metering: meteringOf(inputs, rate, context.price !== undefined),
    restDay, energyPeriod, energyPeriods, demandPeriod, demandPeriods, cell, demandSteps,
    windowMinutes: inputs.demandWindowMinutes ?? rate?.demandWindowMinutes ?? DEFAULT_WINDOW_MINUTES,
    ratchet: prepareRatchet(inputs, rate, months),
    months,
  };
}

function billingMonths(axis: Axis): BillingMonth[] {
  return axis.monthLabels.map(({ year, month }, m) => {
    const from = axis.monthStart[m] as number;
    const to = axis.monthStart[m + 1] as number;
    return { year, calendarMonth: month - 1, from, to, days: (axis.day[to - 1] as number) - (axis.day[from] as number) + 1 };
  });
}

/** What the user chose wins over the record; where neither says, a price series pays for export and a rate does not. */
function meteringOf(inputs: TariffInputs, rate: UrdbRate | undefined, priced: boolean): Metering {
  if (inputs.metering !== "record") return inputs.metering;
  return rate?.metering ?? (priced ? "net-billing" : "none");
}

function meteringNotes({ inputs, rate, metering, price }: TariffBasis): string[] {
  if (inputs.metering === "record") {
    if (rate?.metering !== undefined) return [`Export is counted by ${metering}, as the record says.`];
    return price === undefined ? ["Export is not paid: neither the record nor the tariff says how it is counted."] : [];
  }
  if (rate?.metering !== undefined && rate.metering !== metering) return [`Export is counted by ${metering}, as chosen; the record says ${rate.metering}.`];
  return metering === "none" ? ["Export is not paid."] : [];
}

function recordNotes({ rate, axis }: TariffBasis): string[] {
  if (rate === undefined) return [];
  const { identity } = rate;
  const notes = [...rate.notes];
  if (identity.approved === false) notes.push("The record is not approved by OpenEI.");
  const service = identity.serviceType.toLowerCase();
  if (service === "delivery") notes.push("The rate is for delivery alone: the bill holds no cost of supply, unless a price series adds it.");
  if (service === "energy") notes.push("The rate is for energy alone: the bill holds no cost of delivery.");
  const first = axis.startMs;
  const last = axis.startMs + axis.length * axis.stepMinutes * 60_000;
  const before = identity.startSeconds !== undefined && first < identity.startSeconds * 1000 - DAY_MS;
  const after = identity.endSeconds !== undefined && last > identity.endSeconds * 1000 + DAY_MS;
  if (before || after) {
    const start = identity.startSeconds === undefined ? "its beginning" : civilText(axis, identity.startSeconds);
    const end = identity.endSeconds === undefined ? "an open end" : civilText(axis, identity.endSeconds);
    notes.push(`The rate is valid from ${start} to ${end}; the run lies wholly or partly outside.`);
  }
  if (rate.comments.length > 0) notes.push(`The record has remarks that are not billed: ${rate.comments.map((comment) => comment.split(":")[0]).join(", ")}.`);
  return notes;
}

/** The records put midnight of the utility's clock in UTC, so the site's clock gives the day. */
function civilText(axis: Axis, seconds: number): string {
  return dateText(Math.floor(localMsAt(axis.zone, seconds * 1000) / DAY_MS));
}

function windowNotes({ windowMinutes, axis, rate, inputs }: TariffBasis): string[] {
  const metersDemand = rate?.touDemand !== undefined || rate?.flatDemand !== undefined || inputs.network.kind !== "none" || inputs.contract.kind !== "none";
  return metersDemand && windowMinutes < axis.stepMinutes ? [`Demand is metered over ${windowMinutes} min, the run has steps of ${axis.stepMinutes} min: peaks within a step are not seen, and demand is understated.`] : [];
}

function calendarNotes({ axis, months, inputs }: TariffBasis): string[] {
  const notes: string[] = [];
  const partial = months.filter((month) => month.days < daysInMonth(month.year, month.calendarMonth + 1));
  if (partial.length > 0) notes.push("A month that the run holds only in part is billed its demand and monthly charges in full.");
  if (axis.inputs.clock === "standard") notes.push("Hours are of the standard clock: daylight saving is ignored.");
  if (inputs.holidays === "none" && inputs.holidayDates.length === 0 && inputs.urdb !== undefined) notes.push("No holidays are counted.");
  return notes;
}
