import { eachBillingYear } from "./billingMonth.ts";
import type { NetworkInputs } from "./inputs.ts";
import type { PreparedRule, Readings, TariffRule } from "./rule.ts";

/**
 * The European network charge: a capacity price on the highest metered interval of twelve months, a twelfth of it in each, and an
 * energy price; which column of the price sheet holds is told by the hours of use (energy over that interval).
 * An individual charge by StromNEV § 19(2) leaves a share of both from so many hours of use on: one interval can lose it.
 */
export const networkRule: TariffRule = {
  id: "network",
  title: "Network charge",
  prepare({ inputs, months, axis, windowMinutes }): PreparedRule | undefined {
    const { network } = inputs;
    if (network.kind === "none") return undefined;
    return {
      notes: ["The network's capacity price is billed on the highest metered interval of twelve billing months from the run's start, a twelfth in each."],
      signal(draft) {
        // The upper column: a data centre's hours of use lie far above the threshold.
        for (let i = 0; i < axis.length; i++) draft.buyPerKwh[i] = (draft.buyPerKwh[i] as number) + network.energyPerKwh;
        draft.demandCharges.push({
          id: "capacity", label: "Network capacity (year's highest)", ratePerKw: new Float64Array(months.length).fill(network.capacityPerKwYear / 12),
          applies: new Uint8Array(axis.length).fill(1), windowSteps: Math.max(1, Math.round(windowMinutes / axis.stepMinutes)),
        });
      },
      charge({ readings, lines, notes }) {
        eachBillingYear(months, (first, end) => {
          const year = networkYear(network, readings, first, end);
          notes.push(year.note);
          for (let m = first; m < end; m++) {
            const kwh = readings.importKwh[m] as number;
            const capacityCost = (year.capacityPerKw * year.peakKw) / 12;
            const energyCost = year.energyPerKwh * kwh;
            lines[m]?.push({
              kind: "capacity", id: "capacity", label: "Network capacity (year's highest)", amountCost: capacityCost, quantity: year.peakKw, unit: "kW", rate: year.capacityPerKw / 12, meteredKw: readings.peakKw[m],
              ...(year.peakStep >= 0 ? { step: year.peakStep } : {}),
            });
            lines[m]?.push({ kind: "capacity", id: "network-energy", label: "Network energy", amountCost: energyCost, quantity: kwh, unit: "kWh", rate: year.energyPerKwh });
            if (year.payFraction < 1) {
              lines[m]?.push({ kind: "capacity", id: "network-discount", label: "Discount by hours of use", amountCost: -(1 - year.payFraction) * (capacityCost + energyCost), quantity: 1, unit: "month" });
            }
          }
        });
      },
    };
  },
};

/** A year's hours of use, the column they lead to and what share of it is paid. A shorter run's energy is scaled to twelve months for this test. */
function networkYear(network: NetworkInputs, readings: Readings, first: number, end: number) {
  let peakKw = 0;
  let peakStep = -1;
  let kwh = 0;
  for (let m = first; m < end; m++) {
    kwh += readings.importKwh[m] as number;
    if ((readings.peakKw[m] as number) > peakKw) {
      peakKw = readings.peakKw[m] as number;
      peakStep = readings.peakStep[m] as number;
    }
  }
  const yearKwh = (kwh * 12) / (end - first);
  const hours = peakKw > 0 ? yearKwh / peakKw : 0;
  const below = hours < network.thresholdHours;
  const reached = yearKwh >= network.discountMinKwh ? network.discountSteps.filter(({ fromHours }) => hours >= fromHours) : [];
  const payFraction = Math.min(1, ...reached.map((step) => step.payFraction));
  return {
    peakKw, peakStep, payFraction,
    capacityPerKw: below ? network.belowCapacityPerKwYear : network.capacityPerKwYear,
    energyPerKwh: below ? network.belowEnergyPerKwh : network.energyPerKwh,
    note: discountNote(network, hours, yearKwh, payFraction),
  };
}

function discountNote({ discountSteps, discountMinKwh, thresholdHours }: NetworkInputs, hours: number, yearKwh: number, payFraction: number): string {
  const use = `Network: ${hours.toFixed(0)} hours of use`;
  const column = thresholdHours > 0 ? `, ${hours < thresholdHours ? "below" : "above"} the threshold of ${thresholdHours} h` : "";
  if (discountSteps.length === 0) return `${use}${column}.`;
  if (yearKwh < discountMinKwh) return `${use}${column}; no discount, for the year's energy is below ${discountMinKwh} kWh.`;
  const least = Math.min(...discountSteps.map(({ fromHours }) => fromHours));
  if (payFraction < 1) return `${use}${column}: ${Math.round(payFraction * 1e4) / 100} % of the network charge is paid (assumed at the least that may be agreed).`;
  return `${use}${column}; no discount below ${least} h.`;
}
