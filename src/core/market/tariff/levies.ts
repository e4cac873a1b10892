import { eachBillingYear } from "./billingMonth.ts";
import type { LevyInputs } from "./inputs.ts";
import { addSlices } from "./linear.ts";
import type { PreparedRule, TariffRule } from "./rule.ts";

/** Taxes and surcharges per kWh imported; the first block of twelve months may have a rate of its own. */
export const leviesRule: TariffRule = {
  id: "levies",
  title: "Levies",
  prepare({ inputs, months, axis }): PreparedRule | undefined {
    const { levies } = inputs;
    if (levies.length === 0) return undefined;
    const marginal = levies.reduce((sum, { ratePerKwh }) => sum + ratePerKwh, 0);
    return {
      signal(draft) {
        for (let i = 0; i < axis.length; i++) draft.buyPerKwh[i] = (draft.buyPerKwh[i] as number) + marginal;
      },
      linear: {
        month(month) {
          const { from, to } = month.month;
          // A first block is a charge on the year's sum, added when all months stand; a month alone pays as a large site's last kWh does.
          const alike = levies.reduce((sum, { ratePerKwh, firstBlockKwh }) => sum + (firstBlockKwh === 0 || month.alone ? ratePerKwh : 0), 0);
          for (let i = from; i < to; i++) month.chargeImport(i, alike);
        },
        run(run) {
          for (const { ratePerKwh, firstBlockKwh, firstBlockRatePerKwh } of levies) {
            if (firstBlockKwh === 0) continue;
            eachBillingYear(months, (first, end) => {
              const year = run.months.slice(first, end);
              const all = year.map((month) => month.importKwh());
              const sum = { columns: all.flatMap(({ columns }) => columns), factors: all.flatMap(({ factors }) => factors) };
              const range = { low: year.reduce((kwh, { importRangeKwh: { low } }) => kwh + low, 0), high: year.reduce((kwh, { importRangeKwh: { high } }) => kwh + high, 0) };
              const slices = [{ upTo: firstBlockKwh, price: firstBlockRatePerKwh }, { upTo: Infinity, price: ratePerKwh }];
              const [last] = year.slice(-1);
              if (last !== undefined) addSlices(last, sum, slices, range, last.at && year.reduce((kwh, { at, month: { index } }) => kwh + (at?.readings.importKwh[index] ?? 0), 0));
            });
          }
        },
      },
      charge({ readings, lines }) {
        for (const [index, levy] of levies.entries()) {
          let usedKwh = 0;
          for (let m = 0; m < months.length; m++) {
            if (m % 12 === 0) usedKwh = 0;
            const kwh = readings.importKwh[m] as number;
            const cost = levyCost(levy, usedKwh, kwh);
            usedKwh += kwh;
            lines[m]?.push({ kind: "levy", id: `levy-${index}`, label: levy.label, amountCost: cost, quantity: kwh, unit: "kWh", rate: levy.firstBlockKwh === 0 ? levy.ratePerKwh : undefined });
          }
        }
      },
    };
  },
};

function levyCost({ ratePerKwh, firstBlockKwh, firstBlockRatePerKwh }: LevyInputs, usedKwh: number, kwh: number): number {
  const inBlockKwh = Math.max(0, Math.min(kwh, firstBlockKwh - usedKwh));
  return inBlockKwh * firstBlockRatePerKwh + (kwh - inBlockKwh) * ratePerKwh;
}
