import type { PreparedRule, TariffRule } from "./rule.ts";

/** Reactive demand: kVAR of the month's highest demand at the site's power factor, beyond what is free. */
export const reactiveRule: TariffRule = {
  id: "reactive",
  title: "Reactive demand",
  prepare({ rate, inputs, months, axis, windowMinutes }): PreparedRule | undefined {
    const price = rate?.reactivePerKvar ?? 0;
    if (price === 0) return undefined;
    const { powerFactorFraction: powerFactor, reactiveAllowanceFraction } = inputs;
    if (powerFactor === undefined) return { notes: [`Reactive demand (${price} per kVAR) is not billed: the power factor is not given.`], charge() {} };
    const kvarPerKw = Math.max(0, Math.sqrt(1 - powerFactor * powerFactor) / powerFactor - reactiveAllowanceFraction);
    return {
      notes: [`Reactive demand is billed at a power factor of ${powerFactor}.`],
      signal(draft) {
        draft.demandCharges.push({
          id: "reactive", label: "Reactive demand", ratePerKw: new Float64Array(months.length).fill(kvarPerKw * price),
          applies: new Uint8Array(axis.length).fill(1), windowSteps: Math.max(1, Math.round(windowMinutes / axis.stepMinutes)),
        });
      },
      linear: { month: (month) => { month.pay(month.peak(), kvarPerKw * price); } },
      charge({ readings, lines }) {
        for (let m = 0; m < months.length; m++) {
          const kvar = (readings.peakKw[m] as number) * kvarPerKw;
          if (kvar > 0) lines[m]?.push({ kind: "demandFlat", id: "reactive", label: "Reactive demand", amountCost: kvar * price, quantity: kvar, unit: "kVAR", rate: price, step: readings.peakStep[m] });
        }
      },
    };
  },
};
