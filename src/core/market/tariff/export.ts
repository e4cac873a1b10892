import type { LinearRun } from "./linear.ts";
import type { PreparedRule, TariffBasis, TariffRule } from "./rule.ts";

/** Energy given to the grid at a rate of its own: each step's export (net billing), or all generation on its own meter (buy-all-sell-all). */
export const exportRule: TariffRule = {
  id: "export",
  title: "Export",
  prepare(basis): PreparedRule | undefined {
    const { metering, axis, months, inputs } = basis;
    if (metering !== "net-billing" && metering !== "buy-all-sell-all") return undefined;
    const { sellPerKwh, note, rate } = sellPrice(basis);
    const carried = metering === "net-billing" && inputs.creditCarryOver === "next-month";
    const label = metering === "net-billing" ? "Export" : "Generation sold";
    return {
      notes: [
        metering === "net-billing" ? `Net billing: every step's export is paid at ${note}.` : `Buy all, sell all: generation is paid on its own meter at ${note}; all that the site uses is bought.`,
        ...(carried ? ["Export credit earned in a month lowers the energy charge of the months after; it pays no fixed, demand or minimum charge."] : []),
      ],
      signal(draft) {
        for (let i = 0; i < axis.length; i++) draft.sellPerKwh[i] = (draft.sellPerKwh[i] as number) + (sellPerKwh[i] as number);
      },
      linear: {
        month(month) {
          const { from, to, index } = month.month;
          if (!carried) {
            for (let i = from; i < to; i++) month.payExport(i, sellPerKwh[i] as number);
            return;
          }
          const earned = month.exportRevenue(sellPerKwh);
          const bank = month.program.column(0, 0, Infinity);
          const used = month.program.column(0, 0, Infinity);
          month.pay(used, -1);
          month.program.row(0, 0);
          month.program.entry(bank, 1);
          month.program.entry(used, 1);
          earned.columns.forEach((column, k) => { month.program.entry(column, -(earned.factors[k] as number)); });
          const [earlier] = index % 12 === 0 ? [] : (month.before?.kept.get("export") ?? []);
          if (earlier !== undefined) month.program.entry(earlier, -1);
          month.kept.set("export", [bank, used]);
        },
        ...(carried && {
          looksAtBill: true as const,
          run(run: LinearRun) {
            // Only what earlier months earned may be used, and no more than the month's energy charge.
            for (const { kept, before, energy, month: { index } } of run.months) {
              const used = kept.get("export")?.[1] as number;
              const [earlier] = index % 12 === 0 ? [] : (before?.kept.get("export") ?? []);
              run.program.row(-Infinity, 0);
              run.program.entry(used, 1);
              if (earlier !== undefined) run.program.entry(earlier, -1);
              if (energy.terms.factors.some((factor) => factor < 0)) {
                run.tellGap("carriedCredit");
                continue;
              }
              run.program.row(-Infinity, energy.constant);
              run.program.entry(used, 1);
              energy.terms.columns.forEach((column, k) => { run.program.entry(column, -(energy.terms.factors[k] as number)); });
            }
          },
        }),
      },
      charge({ meter: { exportKw }, readings, lines, bank }) {
        let bankCost = 0;
        for (const [m, { from, to }] of months.entries()) {
          const kwh = readings.exportKwh[m] as number;
          const earned = rate === undefined ? seriesCost(exportKw, sellPerKwh, from, to) * axis.stepHours : kwh * rate;
          if (!carried) {
            if (kwh > 0) lines[m]?.push({ kind: "exportCredit", id: "export", label, amountCost: earned, quantity: kwh, unit: "kWh", rate });
            continue;
          }
          if (m % 12 === 0) bankCost = 0;
          const energyCost = (lines[m] ?? []).reduce((sum, { kind, amountCost }) => sum + (kind === "energy" ? amountCost : 0), 0);
          const used = Math.min(bankCost, Math.max(0, energyCost));
          if (used > 0) lines[m]?.push({ kind: "exportCredit", id: "export", label: "Export credit of earlier months", amountCost: used, quantity: 1, unit: "month" });
          bankCost += earned - used;
          bank.cost[m] = bankCost;
        }
      },
    };
  },
};

/** What a kWh earns in each step: the typed rate, else the price series less its spread, else the record's own sell rates. */
function sellPrice({ inputs, price, rate, axis, energyPeriod }: TariffBasis): { readonly sellPerKwh: Float64Array; readonly note: string; readonly rate: number | undefined } {
  const flat = inputs.sellRatePerKwh;
  if (flat !== undefined) return { sellPerKwh: new Float64Array(axis.length).fill(flat), note: "the given sell rate", rate: flat };
  if (price !== undefined) return { sellPerKwh: price.sellPerKwh, note: "the market price less its spread", rate: undefined };
  const ofPeriod = rate?.energy?.periods.map((tiers) => tiers[0]?.sell ?? 0) ?? [0];
  if (ofPeriod.every((sell) => sell === 0)) return { sellPerKwh: new Float64Array(axis.length), note: "0, for no sell rate is given", rate: 0 };
  const differs = rate?.energy?.periods.some((tiers) => tiers.some(({ sell }) => sell !== undefined && sell !== (tiers[0]?.sell ?? 0))) ?? false;
  return { sellPerKwh: Float64Array.from(energyPeriod, (period) => ofPeriod[period] ?? 0), note: `the record's sell rate of the period${differs ? ", of its first tier alone" : ""}`, rate: undefined };
}

function seriesCost(kw: Float64Array, perKwh: Float64Array, from: number, to: number): number {
  let sum = 0;
  for (let i = from; i < to; i++) sum += (kw[i] as number) * (perKwh[i] as number);
  return sum;
}
