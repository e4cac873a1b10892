import { addSlices, type LinearMonth, type Slice, type Terms } from "./linear.ts";
import type { BillLine, ChargeKind } from "../signals.ts";
import type { PreparedRule, Readings, Settlement, TariffBasis, TariffRule } from "./rule.ts";
import { energyBounds, slice, tierAt } from "./tiers.ts";
import type { Bound } from "./tiers.ts";
import { perKw } from "./urdb.ts";

/** Energy by period and tier, in each month: rate + adj + the month's fuel adjustment. */
export const energyRule: TariffRule = {
  id: "energy",
  title: "Energy",
  prepare(basis): PreparedRule | undefined {
    if (basis.metering === "net-metering" || basis.metering === "net-metering-money") return undefined;
    const tariff = energyTariff(basis);
    if (tariff === undefined) return undefined;
    return {
      notes: tariff.tiered ? [allocationNotes[basis.inputs.tierAllocation]] : [],
      signal: (draft) => { addMarginalEnergyPrice(basis, tariff, draft.buyPerKwh, draft.idle); },
      charge(settlement) {
        for (let m = 0; m < basis.months.length; m++) {
          const bounds = tariff.boundsOf(m, settlement.billingKw[m] as number);
          const kwh = allocate(basis, bounds, m, settlement);
          addTierLines(settlement, tariff, m, bounds, kwh);
        }
      },
      linear: { month: (month) => { addLinearEnergy(basis, tariff, month); } },
    };
  },
};

const allocationNotes = {
  chronological: "Energy tiers fill in order of time, with one counter a month over all periods.",
  proRata: "Each energy tier of the month is shared among the periods by their energy (pro rata).",
  perPeriod: "Each energy period has a tier counter of its own.",
};

export type EnergyTariff = {
  /** True where some period that occurs has more than one tier. */
  readonly tiered: boolean;
  /** Bounds of each period in a month. */
  boundsOf(month: number, billingKw: number): readonly (readonly Bound[])[];
  /** rate + adj + fuel adjustment; currency/kWh */
  priceOf(month: number, period: number, tier: number): number;
  labelOf(period: number, tier: number): string;
};

/** The rate's energy part on the run's months; undefined where there is none or a price series replaces it. */
export function energyTariff(basis: TariffBasis): EnergyTariff | undefined {
  const energy = basis.rate?.energy;
  if (energy === undefined || basis.price?.replacesTariff === true) return undefined;
  const { periods } = energy;
  const fuel = basis.rate?.fuelAdjustments ?? [];
  const byDemand = periods.some((tiers) => tiers.some(({ unit }) => perKw(unit)));
  const fixedBounds = byDemand ? undefined : basis.months.map(({ days }) => periods.map((tiers) => energyBounds(tiers, days, 0)));
  const occurring = new Set(basis.energyPeriod);
  return {
    tiered: periods.some((tiers, period) => tiers.length > 1 && occurring.has(period)),
    boundsOf: (m, billingKw) => fixedBounds?.[m] ?? periods.map((tiers) => energyBounds(tiers, basis.months[m]?.days ?? 0, billingKw)),
    priceOf(m, period, tier) {
      const { rate, adj } = periods[period]?.[tier] ?? { rate: 0, adj: 0 };
      return rate + adj + (fuel[basis.months[m]?.calendarMonth ?? 0] ?? 0);
    },
    labelOf: (period, tier) => {
      const name = periods.length > 1 ? `Energy, period ${period + 1}` : "Energy";
      return (periods[period]?.length ?? 1) > 1 ? `${name}, tier ${tier + 1}` : name;
    },
  };
}

/** kWh of each period and bound of a month. */
function allocate(basis: TariffBasis, bounds: readonly (readonly Bound[])[], m: number, { meter, readings }: Settlement): number[][] {
  const byPeriod = periodsOf(readings.importKwhByPeriod, m, basis.energyPeriods);
  if (bounds.every((of, period) => of.length === 1 || byPeriod[period] === 0)) return byPeriod.map((kwh, period) => [kwh, ...(bounds[period] ?? []).slice(1).map(() => 0)]);
  return basis.inputs.tierAllocation === "chronological" ? allocateInOrder(basis, bounds, m, meter.importKw) : allocateSums(basis.inputs.tierAllocation, bounds, byPeriod);
}

export function periodsOf(column: Float64Array, m: number, periods: number): number[] {
  return Array.from(column.subarray(m * periods, (m + 1) * periods));
}

/** @param kwhByPeriod of the month, none negative */
export function allocateSums(rule: "proRata" | "perPeriod", bounds: readonly (readonly Bound[])[], kwhByPeriod: readonly number[]): number[][] {
  const total = kwhByPeriod.reduce((sum, kwh) => sum + kwh, 0);
  return kwhByPeriod.map((kwh, period) => {
    const of = bounds[period] ?? [];
    return of.map((_, k) => {
      if (rule === "perPeriod") return slice(of, k, kwh);
      return total > 0 ? slice(of, k, total) * (kwh / total) : 0;
    });
  });
}

/** One counter over the month: the part of a step between two bounds of its period is that tier's. */
function allocateInOrder({ axis, months, energyPeriod }: TariffBasis, bounds: readonly (readonly Bound[])[], m: number, importKw: Float64Array): number[][] {
  const kwh = bounds.map((of) => of.map(() => 0));
  const { from, to } = months[m] as { readonly from: number; readonly to: number };
  let usedKwh = 0;
  for (let i = from; i < to; i++) {
    let leftKwh = (importKw[i] as number) * axis.stepHours;
    if (leftKwh <= 0) continue;
    const period = energyPeriod[i] as number;
    const of = bounds[period] as readonly Bound[];
    const sums = kwh[period] as number[];
    for (let k = tierAt(of, usedKwh); ; k++) {
      const { upTo } = of[k] as Bound;
      const roomKwh = upTo - usedKwh;
      if (leftKwh <= roomKwh || k === of.length - 1) {
        sums[k] = (sums[k] as number) + leftKwh;
        usedKwh += leftKwh;
        break;
      }
      if (roomKwh <= 0) continue;
      sums[k] = (sums[k] as number) + roomKwh;
      usedKwh = upTo;
      leftKwh -= roomKwh;
    }
  }
  return kwh;
}

/**
 * The month's import through its tiers. One counter over periods is a price a period and tiers on the sum, where the periods' tiers end alike and
 * rise alike; else the tier that the month ends in stands for all (with a plan to look at), or each period's lowest price (as a bound).
 */
function addLinearEnergy(basis: TariffBasis, tariff: EnergyTariff, month: LinearMonth): void {
  const { index: m, from, to } = month.month;
  const bounds = tariff.boundsOf(m, month.at?.billingKw[m] ?? 0);
  const occurring = [...new Set(basis.energyPeriod.subarray(from, to))].sort((a, b) => a - b);
  const slicesOf = (period: number): Slice[] => (bounds[period] ?? []).map(({ upTo, tier }) => ({ upTo, price: tariff.priceOf(m, period, tier) }));
  const chargePeriods = (priceOf: (period: number) => number) => {
    const prices = Float64Array.from({ length: basis.energyPeriods }, (_, period) => (occurring.includes(period) ? priceOf(period) : 0));
    for (let i = from; i < to; i++) month.chargeImport(i, prices[basis.energyPeriod[i] as number] as number, "energy");
  };
  const byDemand = basis.rate?.energy?.periods.some((tiers) => tiers.some(({ unit }) => perKw(unit))) ?? false;
  addTieredEnergy({ ...month, byDemand, perPeriod: basis.inputs.tierAllocation === "perPeriod" }, occurring, slicesOf, chargePeriods, (period) => ({ quantity: month.importKwh(period), range: month.importRangeKwh }),
    (period) => (period === undefined ? month.at?.readings.importKwh[m] : month.at?.readings.importKwhByPeriod[m * basis.energyPeriods + period]));
}

/** Shared with net metering, whose quantity is what is left after export. */
export function addTieredEnergy(
  month: Pick<LinearMonth, "program" | "pay" | "payFixed" | "tellGap" | "at"> & { readonly byDemand: boolean; readonly perPeriod: boolean },
  occurring: readonly number[],
  slicesOf: (period: number) => Slice[],
  chargePeriods: (priceOf: (period: number) => number) => void,
  quantityOf: (period?: number) => { readonly quantity: Terms; readonly range: { readonly low: number; readonly high: number } },
  seenKwh: (period?: number) => number | undefined,
): void {
  const slices = new Map(occurring.map((period) => [period, slicesOf(period)]));
  const first = slices.get(occurring[0] ?? 0) ?? [];
  const firstPrice = (period: number) => slices.get(period)?.[0]?.price ?? 0;
  if ([...slices.values()].every((of) => of.every(({ price }) => price === of[0]?.price))) {
    chargePeriods(firstPrice);
    return;
  }
  const rises = (of: readonly Slice[]) => of.map(({ upTo, price }) => ({ upTo, price: price - (of[0]?.price ?? 0) }));
  const alike = [...slices.values()].every((of) => of.length === first.length && rises(of).every(({ upTo, price }, k) => upTo === first[k]?.upTo && Math.abs(price - (rises(first)[k]?.price ?? 0)) < 1e-12));
  if (!month.byDemand && month.perPeriod) {
    for (const period of occurring) {
      const { quantity, range } = quantityOf(period);
      // Of one period the month may use nothing.
      addSlices(month, quantity, slices.get(period) ?? [], { low: 0, high: range.high }, seenKwh(period));
    }
    return;
  }
  if (!month.byDemand && alike) {
    chargePeriods(firstPrice);
    const { quantity, range } = quantityOf();
    addSlices(month, quantity, rises(first), range, seenKwh());
    return;
  }
  month.tellGap(month.byDemand ? "tiersByDemand" : "sharedTiers");
  chargePeriods((period) => {
    const of = slices.get(period) ?? [];
    const seen = seenKwh(month.perPeriod ? period : undefined);
    if (month.at === undefined || seen === undefined) return Math.min(...of.map(({ price }) => price));
    return (of.find(({ upTo }) => seen < upTo) ?? of.at(-1))?.price ?? 0;
  });
}

export function addTierLines({ lines }: Pick<Settlement, "lines">, tariff: EnergyTariff, m: number, bounds: readonly (readonly Bound[])[], kwh: readonly (readonly number[])[]): void {
  for (const [period, of] of bounds.entries()) {
    for (const [k, { tier }] of of.entries()) {
      const quantity = kwh[period]?.[k] ?? 0;
      if (quantity === 0) continue;
      const rate = tariff.priceOf(m, period, tier);
      lines[m]?.push(energyLine("energy", `energy-${period}-${tier}`, tariff.labelOf(period, tier), quantity, rate));
    }
  }
}

export function energyLine(kind: ChargeKind, id: string, label: string, kwh: number, rate: number): BillLine {
  return { kind, id, label, amountCost: kwh * rate, quantity: kwh, unit: "kWh", rate };
}

/** Price of the tier that the idle site's month ends in; of the last tier, where a large site sits, if the idle site is not known. */
export function addMarginalEnergyPrice(
  basis: TariffBasis, tariff: EnergyTariff, buyPerKwh: Float64Array, idle: { readonly readings: Readings; readonly billingKw: Float64Array } | undefined,
): void {
  for (const [m, { from, to }] of basis.months.entries()) {
    const bounds = tariff.boundsOf(m, idle?.billingKw[m] ?? 0);
    const priceOf = bounds.map((of, period) => {
      const own = idle?.readings.importKwhByPeriod[m * basis.energyPeriods + period];
      const counted = basis.inputs.tierAllocation === "perPeriod" ? own : idle?.readings.importKwh[m];
      const k = counted === undefined ? of.length - 1 : tierAt(of, counted);
      return tariff.priceOf(m, period, of[k]?.tier ?? 0);
    });
    for (let i = from; i < to; i++) buyPerKwh[i] = (buyPerKwh[i] as number) + (priceOf[basis.energyPeriod[i] as number] as number);
  }
}
