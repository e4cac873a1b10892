import { signedCost } from "./signedCost.ts";
import type { LinearMonth } from "./linear.ts";
import type { PreparedRule, TariffRule } from "./rule.ts";

/**
 * Tops a month's bill up to the monthly minimum, and in the twelfth month the year's up to the annual one. As SSC, the annual
 * test sums the bills before the monthly top-ups; a credit can bring a month's bill for this test to 0, not below.
 */
export const minimumRule: TariffRule = {
  id: "minimum",
  title: "Minimum charge",
  prepare({ rate, months }): PreparedRule | undefined {
    const minimum = rate?.minimum;
    if (minimum === undefined || (minimum.month === 0 && minimum.day === 0 && minimum.year === 0)) return undefined;
    return {
      notes: minimum.year > 0 && months.length < 12 ? ["The annual minimum is not tested: the run is shorter than twelve billing months."] : [],
      linear: {
        looksAtBill: true,
        run(run) {
          const topUp = (of: readonly LinearMonth[], leastCost: number): void => {
            if (leastCost <= 0) return;
            const column = run.program.column(1, 0, Infinity);
            run.program.row(leastCost - of.reduce((sum, { bill }) => sum + bill.constant, 0), Infinity);
            run.program.entry(column, 1);
            const factors = new Map<number, number>();
            for (const { bill: { terms } } of of) terms.columns.forEach((one, k) => { factors.set(one, (factors.get(one) ?? 0) + (terms.factors[k] as number)); });
            for (const [one, factor] of factors) run.program.entry(one, factor);
          };
          for (const month of run.months) topUp([month], minimum.month + minimum.day * month.month.days);
          for (let first = 0; first + 12 <= run.months.length; first += 12) topUp(run.months.slice(first, first + 12), minimum.year);
        },
      },
      charge({ lines }) {
        let yearCost = 0;
        for (const [m, { days }] of months.entries()) {
          if (m % 12 === 0) yearCost = 0;
          const billCost = Math.max(0, signedCost(lines[m] ?? []));
          yearCost += billCost;
          const least = minimum.month + minimum.day * days;
          if (least > billCost) lines[m]?.push({ kind: "minimum", id: "minimum", label: "Minimum charge", amountCost: least - billCost, quantity: 1, unit: "month" });
          if (m % 12 === 11 && minimum.year > yearCost) {
            lines[m]?.push({ kind: "minimum", id: "minimum-year", label: "Annual minimum charge", amountCost: minimum.year - yearCost, quantity: 1, unit: "year" });
          }
        }
      },
    };
  },
};
