import { signedCost } from "./signedCost.ts";
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
