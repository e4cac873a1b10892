import { dailyDemandOfMonth, dailyPeaks } from "./dailyPeaks.ts";
import { payDayPeaks, payPeak, payRatchet } from "./linearPeaks.ts";
import type { PreparedRule, TariffRule } from "./rule.ts";
import { demandCost, demandTiers, marginalDemandPrice } from "./tiers.ts";

/** Any-time demand: the month's highest, or what the ratchet makes of it, through the tiers of the month's own structure. */
export const flatDemandRule: TariffRule = {
  id: "flat",
  title: "Any-time demand",
  prepare(basis): PreparedRule | undefined {
    const demand = basis.rate?.flatDemand;
    if (demand === undefined) return undefined;
    const { months, axis, inputs, ratchet } = basis;
    const { unit } = demand;
    const structures = demand.periods.map((of) => demandTiers(of, unit, inputs.powerFactorFraction ?? 1));
    const tiersOf = (m: number) => structures[demand.months[months[m]?.calendarMonth ?? 0] ?? 0] ?? [];
    if (structures.every((of) => of.every(({ pricePerKw }) => pricePerKw === 0))) return undefined;
    const always = new Uint8Array(axis.length).fill(1);
    return {
      notes: [
        ...(unit.measure === "kVA" ? [`Any-time demand is billed in kVA, at a power factor of ${inputs.powerFactorFraction ?? 1}.`] : []),
        ...(unit.daily ? ["Any-time demand is billed on each day's highest, every day; no ratchet holds for it."] : []),
      ],
      signal(draft) {
        draft.demandCharges.push({
          id: "flat",
          label: "Any-time demand",
          ratePerKw: Float64Array.from(months, ({ days }, m) => marginalDemandPrice(tiersOf(m), draft.idle?.billingKw[m]) * (unit.daily ? days : 1)),
          applies: always,
          windowSteps: Math.max(1, Math.round(basis.windowMinutes / axis.stepMinutes)),
        });
      },
      linear: {
        month(month) {
          const { index } = month.month;
          if (unit.daily) payDayPeaks(month, month.dayPeaks(), tiersOf(index), month.at?.readings.peakKw[index]);
          else if (month.alone || !ratchet.binds) payPeak(month, month.peak(), tiersOf(index), month.at?.readings.peakKw[index]);
          else month.peak();
        },
        run(run) {
          if (!unit.daily && ratchet.binds) payRatchet(run, (month) => month.peak(), (m) => ratchet.floors(m, true), tiersOf, ({ at, month: { index } }) => at?.billingKw[index]);
        },
      },
      charge({ readings, lines, meter }) {
        const peaks = unit.daily ? dailyPeaks(basis, meter.importKw) : undefined;
        const billed = ratchet.billed((m) => readings.peakKw[m] as number, true);
        for (const [m, month] of months.entries()) {
          const tiers = tiersOf(m);
          if (tiers.every(({ pricePerKw }) => pricePerKw === 0)) continue;
          const line = { kind: "demandFlat" as const, id: "flat", label: "Any-time demand", unit: "kW" as const, rate: tiers.length === 1 ? tiers[0]?.pricePerKw : undefined };
          if (peaks !== undefined) {
            const { cost, sumKw, step } = dailyDemandOfMonth(basis, month, peaks, (kw) => demandCost(tiers, kw));
            if (sumKw > 0) lines[m]?.push({ ...line, label: "Any-time demand, sum of days", amountCost: cost, quantity: sumKw, step });
            continue;
          }
          const { kw, meteredKw, setBy } = billed[m] as { readonly kw: number; readonly meteredKw: number; readonly setBy: string | undefined };
          const step = readings.peakStep[m] as number;
          lines[m]?.push({ ...line, amountCost: demandCost(tiers, kw), quantity: kw, ...(setBy !== undefined ? { meteredKw, setBy } : step >= 0 ? { step } : {}) });
        }
      },
    };
  },
};
