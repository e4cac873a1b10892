import type { Bill, BillLine, BillMonth, BillTotals, ChargeKind, Meter } from "../signals.ts";
import type { PreparedTariff } from "./prepareTariff.ts";
import { readMeter } from "./readings.ts";
import type { Readings, Settlement, TariffBasis } from "./rule.ts";

/** Which sum of the bill a kind of line belongs to; all but the credit are added. */
const sumOfKind = {
  energy: "energy", levy: "energy", demandTou: "demandTou", demandFlat: "demandFlat", capacity: "demandFlat", contract: "demandFlat",
  coincident: "coincident", fixed: "fixed", minimum: "minimum", exportCredit: "exportCredit",
} as const satisfies Record<ChargeKind, keyof BillTotals>;

/**
 * The bill of what the meter saw, month by month and line by line, at full precision.
 * Totals: `energy` holds the levies too, `demandFlat` the network's charge and contracted power; `total` = all less `exportCredit`.
 */
export function settleTariff(tariff: PreparedTariff, meter: Meter): Bill {
  const { basis, rules } = tariff;
  const count = basis.months.length;
  const billed = billedMeter(basis, meter);
  const readings = readMeter(basis, billed);
  const notes: string[] = [];
  const settlement: Settlement = {
    meter: billed, readings, billingKw: billingDemand(basis, readings),
    lines: Array.from({ length: count }, (): BillLine[] => []), notes,
    bank: { kwh: new Float64Array(count), cost: new Float64Array(count) },
  };
  for (const rule of rules) rule.charge(settlement);
  const months = basis.months.map(({ year, calendarMonth }, m): BillMonth => {
    const lines = settlement.lines[m] ?? [];
    return {
      year, month: calendarMonth + 1, ...sums(lines),
      importKwh: readings.importKwh[m] as number, exportKwh: readings.exportKwh[m] as number, peakKw: readings.peakKw[m] as number, lines,
    };
  });
  return { currency: basis.currency, ...yearOf(months), months, notes: [...tariff.notes, ...notes, ...eligibilityNotes(basis, months)] };
}

/** Billing demand of each month: the site's highest, after ratchet and minimum take. */
export function billingDemand(basis: TariffBasis, readings: Readings): Float64Array {
  if (!basis.ratchet.binds) return readings.peakKw;
  return Float64Array.from(basis.ratchet.billed((m) => readings.peakKw[m] as number, true), ({ kw }) => kw);
}

/** Under buy-all-sell-all two meters: all that the site uses is bought, all that it generates is sold. */
function billedMeter({ metering, axis }: TariffBasis, meter: Meter): Meter {
  if (metering !== "buy-all-sell-all") return meter;
  const { importKw, exportKw } = meter;
  const generated = meter.generationKw ?? Float64Array.from({ length: axis.length }, (_, i) => (meter.pvKw?.[i] ?? 0) + (meter.windKw?.[i] ?? 0));
  const usedKw = importKw.map((kw, i) => Math.max(0, kw - (exportKw[i] as number) + (generated[i] as number)));
  return { importKw: usedKw, exportKw: generated };
}

type Sums = Omit<BillTotals, "importKwh" | "exportKwh" | "peakKw">;

function sums(lines: readonly BillLine[]): Sums {
  const of = { energy: 0, exportCredit: 0, demandTou: 0, demandFlat: 0, coincident: 0, fixed: 0, minimum: 0 };
  for (const { kind, amountCost } of lines) of[sumOfKind[kind]] += amountCost;
  return { total: of.energy + of.demandTou + of.demandFlat + of.coincident + of.fixed + of.minimum - of.exportCredit, ...of };
}

function yearOf(months: readonly BillMonth[]): BillTotals {
  const year = { total: 0, energy: 0, exportCredit: 0, demandTou: 0, demandFlat: 0, coincident: 0, fixed: 0, minimum: 0, importKwh: 0, exportKwh: 0 };
  let peakKw = 0;
  for (const month of months) {
    for (const key of Object.keys(year) as (keyof typeof year)[]) year[key] += month[key];
    peakKw = Math.max(peakKw, month.peakKw);
  }
  return { ...year, peakKw };
}

/** The record's limits of who may take the rate are compared, never billed. */
function eligibilityNotes({ rate }: TariffBasis, months: readonly BillMonth[]): string[] {
  if (rate === undefined) return [];
  const { minKw, maxKw, minKwh, maxKwh } = rate.eligibility;
  const peakKw = Math.max(...months.map((month) => month.peakKw));
  const monthKwh = months.reduce((sum, month) => sum + month.importKwh, 0) / months.length;
  const notes: string[] = [];
  if (minKw !== undefined && peakKw < minKw) notes.push(`The rate is for demand from ${minKw} kW; the run's highest is ${peakKw.toFixed(0)} kW.`);
  if (maxKw !== undefined && peakKw > maxKw) notes.push(`The rate is for demand up to ${maxKw} kW; the run's highest is ${peakKw.toFixed(0)} kW.`);
  if (minKwh !== undefined && monthKwh < minKwh) notes.push(`The rate is for use from ${minKwh} kWh a month; the run's mean is ${monthKwh.toFixed(0)} kWh.`);
  if (maxKwh !== undefined && monthKwh > maxKwh) notes.push(`The rate is for use up to ${maxKwh} kWh a month; the run's mean is ${monthKwh.toFixed(0)} kWh.`);
  return notes;
}
