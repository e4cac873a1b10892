import type { PreparedRule, TariffRule } from "./rule.ts";

/** What is left of export credit after twelve months, or at the run's end: kWh at the year-end rate, money as it is or not at all. After the minimum, as SAM. */
export const yearEndCreditRule: TariffRule = {
  id: "year-end",
  title: "Credit left at year's end",
  prepare({ metering, months, inputs }): PreparedRule | undefined {
    const inKwh = metering === "net-metering";
    const inMoney = metering === "net-metering-money" || (metering === "net-billing" && inputs.creditCarryOver === "next-month");
    if (!inKwh && !inMoney) return undefined;
    const { yearEndSellRatePerKwh: rate, yearEndCredit } = inputs;
    const paid = inKwh ? rate > 0 : yearEndCredit === "paid";
    return {
      notes: [paid ? "Credit left after twelve months, or at the run's end, is paid out." : "Credit left after twelve months, or at the run's end, lapses."],
      linear: {
        run(run) {
          if (!paid) return;
          for (const month of run.months) {
            const { index } = month.month;
            if (index % 12 !== 11 && index !== months.length - 1) continue;
            // Money is kept as one column, kWh as one a period.
            for (const column of (month.kept.get("bank") ?? month.kept.get("export")?.slice(0, 1) ?? [])) run.program.addCost(column, inKwh ? -rate : -1);
          }
        },
      },
      charge({ bank, lines }) {
        if (!paid) return;
        for (let m = 0; m < months.length; m++) {
          if (m % 12 !== 11 && m !== months.length - 1) continue;
          const kwh = bank.kwh[m] as number;
          const cost = bank.cost[m] as number;
          if (kwh > 0) lines[m]?.push({ kind: "exportCredit", id: "year-end", label: "Credit paid at year's end", amountCost: kwh * rate, quantity: kwh, unit: "kWh", rate });
          if (cost > 0) lines[m]?.push({ kind: "exportCredit", id: "year-end", label: "Credit paid at year's end", amountCost: cost, quantity: 1, unit: "year" });
        }
      },
    };
  },
};
