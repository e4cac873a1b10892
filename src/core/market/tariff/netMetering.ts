import { addMarginalEnergyPrice, addTieredEnergy, addTierLines, allocateSums, energyTariff, periodsOf, type EnergyTariff } from "./energy.ts";
import type { LinearMonth, Slice, Terms } from "./linear.ts";
import type { PreparedRule, TariffBasis, TariffRule } from "./rule.ts";
import { perKw } from "./urdb.ts";

/**
 * Energy where the meter runs backwards: import less export of the month, period by period. What a period exports beyond its
 * import is credit, in kWh for the months after (`net-metering`) or in money at the period's first rate (`net-metering-money`);
 * credit lowers energy lines alone, never demand, fixed charges or the minimum. What is left after twelve months: `yearEndCredit.ts`.
 */
export const netMeteringRule: TariffRule = {
  id: "net-metering",
  title: "Net metering",
  prepare(basis): PreparedRule | undefined {
    const { metering, months, energyPeriods, axis } = basis;
    if (metering !== "net-metering" && metering !== "net-metering-money") return undefined;
    const tariff = energyTariff(basis);
    if (tariff === undefined) return undefined;
    const successor = months.map((_, m) => successors(basis, m));
    const inMoney = metering === "net-metering-money";
    return {
      notes: [
        inMoney
          ? "Net metering in money: a period's surplus of the month is credited at that period's price against the energy charges of this and later months."
          : "Net metering: import and export are netted in kWh by month and period; a surplus is carried to the same period of the next month.",
        ...(tariff.tiered ? ["Energy tiers are shared among the periods pro rata, as SAM does under net metering."] : []),
      ],
      signal(draft) {
        const before = Float64Array.from(draft.buyPerKwh);
        addMarginalEnergyPrice(basis, tariff, draft.buyPerKwh, draft.idle);
        // A kWh given is a kWh less to pay in its period: export earns what import costs.
        for (let i = 0; i < axis.length; i++) draft.sellPerKwh[i] = (draft.sellPerKwh[i] as number) + (draft.buyPerKwh[i] as number) - (before[i] as number);
      },
      linear: { month: (month) => { addLinearNetMetering(basis, tariff, month, inMoney, successor[month.month.index] ?? []); } },
      charge(settlement) {
        let bankKwh = Array.from({ length: energyPeriods }, () => 0);
        let bankCost = 0;
        for (let m = 0; m < months.length; m++) {
          if (m % 12 === 0) [bankKwh, bankCost] = [bankKwh.map(() => 0), 0];
          else bankKwh = moved(bankKwh, successor[m] as readonly number[]);
          const imported = periodsOf(settlement.readings.importKwhByPeriod, m, energyPeriods);
          const exported = periodsOf(settlement.readings.exportKwhByPeriod, m, energyPeriods);
          const net = imported.map((kwh, period) => kwh - (exported[period] ?? 0) - (bankKwh[period] ?? 0));
          bankKwh = net.map((kwh) => (inMoney ? 0 : Math.max(0, -kwh)));
          const bounds = tariff.boundsOf(m, settlement.billingKw[m] as number);
          addTierLines(settlement, tariff, m, bounds, allocateSums(basis.inputs.tierAllocation === "perPeriod" ? "perPeriod" : "proRata", bounds, net.map((kwh) => Math.max(0, kwh))));
          if (inMoney) {
            let earned = 0;
            for (const [period, kwh] of net.entries()) if (kwh < 0) earned -= kwh * tariff.priceOf(m, period, bounds[period]?.[0]?.tier ?? 0);
            const charged = (settlement.lines[m] ?? []).reduce((sum, { kind, amountCost }) => sum + (kind === "energy" ? amountCost : 0), 0);
            const used = Math.min(bankCost + earned, Math.max(0, charged));
            bankCost += earned - used;
            if (used > 0) settlement.lines[m]?.push({ kind: "exportCredit", id: "export", label: "Export credit", amountCost: used, quantity: settlement.readings.exportKwh[m] as number, unit: "kWh" });
          }
          settlement.bank.kwh[m] = bankKwh.reduce((sum, kwh) => sum + kwh, 0);
          settlement.bank.cost[m] = bankCost;
        }
      },
    };
  },
};

/**
 * Each period's import less export and earlier credit is what is billed less what is left over, and of the two one is 0. The programme keeps that by itself
 * while a kWh costs no less when it is billed than it saves later; where it would buy to bank (a dearer month ahead, a minimum charge), the pair is closed on one side.
 */
function addLinearNetMetering(basis: TariffBasis, tariff: EnergyTariff, month: LinearMonth, inMoney: boolean, successor: readonly number[]): void {
  const { energyPeriods, energyPeriod, rate, inputs } = basis;
  const { program, month: { index: m, from, to } } = month;
  const occurring = [...new Set(energyPeriod.subarray(from, to))].sort((a, b) => a - b);
  const earlier = m % 12 === 0 || inMoney ? [] : (month.before?.kept.get("bank") ?? []);
  const exports = occurring.some((period) => month.exportKwh(period).columns.length > 0) || earlier.length > 0;
  const left: number[] = [];
  const billed = new Map<number, Terms>();
  for (let period = 0; period < energyPeriods; period++) {
    const imported = month.importKwh(period);
    const exported = month.exportKwh(period);
    if (!exports) {
      billed.set(period, imported);
      continue;
    }
    const [charged, credit] = [program.column(0, 0, Infinity), program.column(0, 0, Infinity)];
    month.exclude(charged, credit);
    program.row(0, 0);
    program.entry(charged, 1);
    program.entry(credit, -1);
    imported.columns.forEach((column, k) => { program.entry(column, -(imported.factors[k] as number)); });
    exported.columns.forEach((column, k) => { program.entry(column, exported.factors[k] as number); });
    earlier.forEach((bank, from_) => { if ((successor[from_] ?? from_) === period) program.entry(bank, 1); });
    billed.set(period, { columns: [charged], factors: [1] });
    left.push(credit);
  }
  const bounds = tariff.boundsOf(m, month.at?.billingKw[m] ?? 0);
  const slicesOf = (period: number): Slice[] => (bounds[period] ?? []).map(({ upTo, tier }) => ({ upTo, price: tariff.priceOf(m, period, tier) }));
  const chargePeriods = (priceOf: (period: number) => number) => {
    for (const [period, { columns, factors }] of billed) columns.forEach((column, k) => { month.pay(column, priceOf(period) * (factors[k] as number), "energy"); });
  };
  const seen = (period: number) => month.at && Math.max(0, (month.at.readings.importKwhByPeriod[m * energyPeriods + period] as number) - (month.at.readings.exportKwhByPeriod[m * energyPeriods + period] as number));
  const all = { columns: [...billed.values()].flatMap(({ columns }) => columns), factors: [...billed.values()].flatMap(({ factors }) => factors) };
  const range = { low: exports ? 0 : month.importRangeKwh.low, high: month.importRangeKwh.high };
  addTieredEnergy({ ...month, byDemand: rate?.energy?.periods.some((tiers) => tiers.some(({ unit }) => perKw(unit))) ?? false, perPeriod: inputs.tierAllocation === "perPeriod" }, exports ? [...billed.keys()] : occurring, slicesOf, chargePeriods,
    (period) => ({ quantity: period === undefined ? all : (billed.get(period) as Terms), range }),
    (period) => (period === undefined ? occurring.reduce<number | undefined>((sum, one) => (month.at === undefined ? undefined : (sum ?? 0) + (seen(one) ?? 0)), undefined) : seen(period)));
  if (!exports) return;
  if (!inMoney) {
    month.kept.set("bank", left);
    return;
  }
  // Credit in money: earned at each period's first price, used against this and later months' energy charges.
  const [bank, used] = [program.column(0, 0, Infinity), program.column(0, 0, Infinity)];
  month.pay(used, -1);
  program.row(0, 0);
  program.entry(bank, 1);
  program.entry(used, 1);
  left.forEach((credit, period) => {
    const price = tariff.priceOf(m, period, bounds[period]?.[0]?.tier ?? 0);
    if (price !== 0) program.entry(credit, -price);
  });
  const [before] = m % 12 === 0 ? [] : (month.before?.kept.get("bank") ?? []);
  if (before !== undefined) program.entry(before, -1);
  program.row(-Infinity, 0);
  program.entry(used, 1);
  for (const [period, { columns, factors }] of billed) columns.forEach((column, k) => { program.entry(column, -tariff.priceOf(m, period, bounds[period]?.at(-1)?.tier ?? 0) * (factors[k] as number)); });
  if (tariff.tiered) month.tellGap("sharedTiers");
  month.kept.set("bank", [bank]);
}

/**
 * Where credit of each period goes in month `m`: to the same period, or, if the season has none such, to the period that holds
 * most of its weekday hours (weekend hours where it has no others).
 */
function successors({ rate, months, energyPeriods, energyPeriod }: TariffBasis, m: number): number[] {
  const same = Array.from({ length: energyPeriods }, (_, period) => period);
  const energy = rate?.energy;
  const month = months[m];
  const previous = months[m - 1];
  if (energy === undefined || month === undefined || previous === undefined) return same;
  const present = new Set(energyPeriod.subarray(month.from, month.to));
  return same.map((period) => {
    if (present.has(period)) return period;
    const hours = Array.from({ length: energyPeriods }, () => 0);
    for (const schedule of [energy.weekday, energy.weekend]) {
      for (let hour = 0; hour < 24; hour++) {
        const next = schedule[month.calendarMonth]?.[hour] ?? 0;
        if (schedule[previous.calendarMonth]?.[hour] === period) hours[next] = (hours[next] ?? 0) + 1;
      }
      if (hours.some((count) => count > 0)) break;
    }
    const most = Math.max(...hours);
    return most > 0 ? hours.indexOf(most) : period;
  });
}

function moved(bankKwh: readonly number[], to: readonly number[]): number[] {
  const next = bankKwh.map(() => 0);
  for (const [period, kwh] of bankKwh.entries()) {
    const target = to[period] ?? period;
    next[target] = (next[target] ?? 0) + kwh;
  }
  return next;
}
