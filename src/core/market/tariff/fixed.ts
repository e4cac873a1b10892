import type { PreparedRule, TariffRule } from "./rule.ts";

/** What a meter costs whether used or not; $/day by the true days of the month, $/year by twelfths. */
export const fixedRule: TariffRule = {
  id: "fixed",
  title: "Fixed charge",
  prepare({ rate, inputs, months }): PreparedRule | undefined {
    if (rate === undefined) return undefined;
    const { firstMeter, eachFurtherMeter, unit } = rate.fixed;
    const amount = firstMeter + eachFurtherMeter * (inputs.meters - 1);
    if (amount === 0) return undefined;
    const quantityOf = (days: number) => (unit === "day" ? days : unit === "year" ? 1 / 12 : 1);
    return {
      linear: { month: (month) => { month.payAside(amount * quantityOf(month.month.days)); } },
      charge({ lines }) {
        for (const [m, { days }] of months.entries()) {
          const quantity = quantityOf(days);
          lines[m]?.push({ kind: "fixed", id: "fixed", label: "Fixed charge", amountCost: amount * quantity, quantity, unit, rate: amount });
        }
      },
    };
  },
};
