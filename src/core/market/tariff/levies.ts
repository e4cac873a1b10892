import type { LevyInputs } from "./inputs.ts";
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
