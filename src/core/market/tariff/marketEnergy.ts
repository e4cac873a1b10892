import type { PreparedRule, TariffRule } from "./rule.ts";

/** Energy at a price of its own in each step: the index with its losses and adders, on top of the rate's energy or in place of it. */
export const marketEnergyRule: TariffRule = {
  id: "market",
  title: "Market price",
  prepare({ axis, months, price, metering, rate }): PreparedRule | undefined {
    if (price === undefined) return undefined;
    const { buyPerKwh } = price;
    const netted = metering === "net-metering" || metering === "net-metering-money";
    return {
      notes: rate?.energy === undefined ? price.notes : [...price.notes, price.replacesTariff ? "The price series stands in place of the rate's energy charge." : "The price series comes on top of the rate's energy charge."],
      signal(draft) {
        for (let i = 0; i < axis.length; i++) draft.buyPerKwh[i] = (draft.buyPerKwh[i] as number) + (buyPerKwh[i] as number);
        if (netted) for (let i = 0; i < axis.length; i++) draft.sellPerKwh[i] = (draft.sellPerKwh[i] as number) + (buyPerKwh[i] as number);
      },
      linear: {
        month(month) {
          const { from, to } = month.month;
          for (let i = from; i < to; i++) {
            month.chargeImport(i, buyPerKwh[i] as number, "energy");
            if (netted) month.payExport(i, buyPerKwh[i] as number);
          }
        },
      },
      charge({ meter: { importKw, exportKw }, lines }) {
        for (const [m, { from, to }] of months.entries()) {
          let costPerHour = 0;
          let kw = 0;
          for (let i = from; i < to; i++) {
            const netKw = netted ? (importKw[i] as number) - (exportKw[i] as number) : (importKw[i] as number);
            costPerHour += netKw * (buyPerKwh[i] as number);
            kw += netKw;
          }
          lines[m]?.push({ kind: "energy", id: "energy-market", label: price.label, amountCost: costPerHour * axis.stepHours, quantity: kw * axis.stepHours, unit: "kWh" });
        }
      },
    };
  },
};
