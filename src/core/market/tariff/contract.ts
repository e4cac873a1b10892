import { laySchedule } from "./schedule.ts";
import type { PreparedRule, TariffRule } from "./rule.ts";
import { eachWindow } from "./readings.ts";

/**
 * Power contracted for each period: its price by the days of the month over 365, used or not, and what the meter saw above it:
 * the month's highest excess, or the root of the summed squares of all excesses, times the multiplier and the same price.
 */
export const contractRule: TariffRule = {
  id: "contract",
  title: "Contracted power",
  prepare(basis): PreparedRule | undefined {
    const { inputs, axis, months, restDay, windowMinutes } = basis;
    const { contract } = inputs;
    if (contract.kind === "none") return undefined;
    const { contractedKw, pricePerKwYear, excessRule, excessMultiplier } = contract;
    const period = laySchedule(axis, contract.weekday, contract.weekend, restDay);
    const label = (p: number) => (contractedKw.length > 1 ? `period ${p + 1}` : "all hours");
    return {
      notes: [`Power above the contract is billed by ${excessRule === "max" ? "the month's highest excess" : "the root of the summed squares of all excesses"}, ${excessMultiplier} times the period's price for the month.`],
      linear: {
        month(month) {
          const { from, to, days } = month.month;
          if (excessRule === "rss" && excessMultiplier > 0) month.tellGap("quadraticExcess");
          const excess = contractedKw.map((kw, p) => {
            const rate = ((pricePerKwYear[p] ?? 0) * days) / 365;
            month.payFixed(rate * kw);
            const column = month.program.column(0, 0, Infinity);
            month.pay(column, excessMultiplier * rate);
            return column;
          });
          // The highest excess is below the root of the summed squares: the bound of both rules.
          month.eachWindow(Math.max(windowMinutes, axis.stepMinutes), from, to, (step, { columns, factors }) => {
            const p = period[step] as number;
            month.program.row(-(contractedKw[p] ?? 0), Infinity);
            month.program.entry(excess[p] as number, 1);
            columns.forEach((column, k) => { month.program.entry(column, -(factors[k] as number)); });
          });
        },
      },
      charge({ meter, lines }) {
        const periods = contractedKw.length;
        const highest = new Float64Array(months.length * periods);
        const highestStep = new Int32Array(months.length * periods).fill(-1);
        const squares = new Float64Array(months.length * periods);
        eachWindow(axis.stepMinutes, Math.max(windowMinutes, axis.stepMinutes), meter.importKw, (step, kw) => {
          const p = period[step] as number;
          const excessKw = kw - (contractedKw[p] ?? 0);
          if (excessKw <= 0) return;
          const cell = (axis.billingMonth[step] as number) * periods + p;
          squares[cell] = (squares[cell] as number) + excessKw * excessKw;
          if (excessKw > (highest[cell] as number)) {
            highest[cell] = excessKw;
            highestStep[cell] = step;
          }
        });
        for (const [m, { days }] of months.entries()) {
          for (let p = 0; p < periods; p++) {
            const rate = ((pricePerKwYear[p] ?? 0) * days) / 365;
            const kw = contractedKw[p] ?? 0;
            lines[m]?.push({ kind: "contract", id: `contract-${p}`, label: `Contracted power, ${label(p)}`, amountCost: rate * kw, quantity: kw, unit: "kW", rate });
            const cell = m * periods + p;
            const excessKw = excessRule === "max" ? (highest[cell] as number) : Math.sqrt(squares[cell] as number);
            if (excessKw > 0) {
              lines[m]?.push({
                kind: "contract", id: `excess-${p}`, label: `Above the contract, ${label(p)}`, amountCost: excessMultiplier * rate * excessKw, quantity: excessKw, unit: "kW", rate: excessMultiplier * rate, step: highestStep[cell],
              });
            }
          }
        }
      },
    };
  },
};
