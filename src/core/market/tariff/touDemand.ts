import { dailyDemandOfMonth, dailyPeaks } from "./dailyPeaks.ts";
import { payDayPeaks, payPeak, payRatchet } from "./linearPeaks.ts";
import type { PreparedRule, TariffRule } from "./rule.ts";
import { demandCost, demandTiers, marginalDemandPrice } from "./tiers.ts";

/** The highest demand of each time-of-use period that occurs in the month, through its tiers; periods at rate 0 are placeholders and have no line. */
export const touDemandRule: TariffRule = {
  id: "tou",
  title: "Time-of-use demand",
  prepare(basis): PreparedRule | undefined {
    const demand = basis.rate?.touDemand;
    if (demand === undefined) return undefined;
    const { months, demandPeriods, demandPeriod, demandSteps, axis, inputs, ratchet } = basis;
    const { unit } = demand;
    const tiers = demand.periods.map((of) => demandTiers(of, unit, inputs.powerFactorFraction ?? 1));
    const charged = tiers.map((_, period) => period).filter((period) => tiers[period]?.some(({ pricePerKw }) => pricePerKw !== 0) && demandPeriod.includes(period));
    if (charged.length === 0) return undefined;
    // Policies are told as often as a run is made; the steps are the tariff's.
    const stepsOf = charged.map((period) => {
      const applies = new Uint8Array(axis.length);
      for (let i = 0; i < axis.length; i++) if (demandPeriod[i] === period) applies[i] = 1;
      return applies;
    });
    const occurs = (m: number, period: number) => (demandSteps[m * demandPeriods + period] as number) > 0;
    const takes = inputs.contractCapacityKw * inputs.minBilledFractionOfContract;
    const floored = (period: number) => inputs.ratchetPeriods.includes(period) || takes > 0;
    const label = (period: number) => (demand.periods.length > 1 ? `Time-of-use demand, period ${period + 1}` : "Time-of-use demand");
    return {
      notes: [
        ...(unit.measure === "kVA" ? [`Demand is billed in kVA, at a power factor of ${inputs.powerFactorFraction ?? 1}.`] : []),
        ...(unit.daily ? ["Time-of-use demand is billed on each day's highest, every day; no ratchet holds for it."] : []),
      ],
      signal(draft) {
        for (const [k, period] of charged.entries()) {
          draft.demandCharges.push({
            id: `tou-${period}`,
            label: label(period),
            ratePerKw: Float64Array.from(months, ({ days }, m) => (occurs(m, period) ? marginalDemandPrice(tiers[period] ?? [], draft.idle?.readings.touPeakKw[m * demandPeriods + period]) * (unit.daily ? days : 1) : 0)),
            applies: stepsOf[k] as Uint8Array,
            windowSteps: Math.max(1, Math.round(basis.windowMinutes / axis.stepMinutes)),
          });
        }
      },
      linear: {
        month(month) {
          const { index } = month.month;
          for (const period of charged) {
            const seenKw = month.at?.readings.touPeakKw[index * demandPeriods + period];
            if (unit.daily) payDayPeaks(month, month.dayPeaks(period), tiers[period] ?? [], seenKw);
            else if (month.alone || !floored(period)) payPeak(month, month.peak(period), tiers[period] ?? [], seenKw);
            else month.peak(period);
          }
        },
        run(run) {
          if (unit.daily) return;
          for (const period of charged) {
            if (!floored(period)) continue;
            const floorsOf = (m: number) => (inputs.ratchetPeriods.includes(period) ? ratchet.floors(m, false) : { shares: [{ month: m, share: 1 }], leastKw: takes });
            payRatchet(run, (month) => month.peak(period), floorsOf, () => tiers[period] ?? [], ({ at, month: { index } }) => at?.readings.touPeakKw[index * demandPeriods + period]);
          }
        },
      },
      charge({ readings, lines, meter }) {
        for (const period of charged) {
          const of = tiers[period] ?? [];
          const rate = of.length === 1 ? of[0]?.pricePerKw : undefined;
          const line = { kind: "demandTou" as const, id: `tou-${period}`, label: label(period), unit: "kW" as const, rate };
          if (unit.daily) {
            const peaks = dailyPeaks(basis, meter.importKw, period);
            for (const [m, month] of months.entries()) {
              const { cost, sumKw, step } = dailyDemandOfMonth(basis, month, peaks, (kw) => demandCost(of, kw));
              if (sumKw > 0) lines[m]?.push({ ...line, label: `${line.label}, sum of days`, amountCost: cost, quantity: sumKw, step });
            }
            continue;
          }
          const peakOf = (m: number) => readings.touPeakKw[m * demandPeriods + period] as number;
          const billed = floored(period) ? ratchetOf(ratchet.billed(peakOf, false), inputs.ratchetPeriods.includes(period), takes) : undefined;
          for (let m = 0; m < months.length; m++) {
            if (!occurs(m, period)) continue;
            const { kw, meteredKw, setBy } = billed?.[m] ?? { kw: peakOf(m), meteredKw: peakOf(m), setBy: undefined };
            const step = readings.touPeakStep[m * demandPeriods + period] as number;
            lines[m]?.push({
              ...line, amountCost: demandCost(of, kw), quantity: kw,
              ...(setBy !== undefined ? { meteredKw, setBy } : step >= 0 ? { step } : {}),
            });
          }
        }
      },
    };
  },
};

type Billed = { readonly kw: number; readonly meteredKw: number; readonly setBy: string | undefined };

/** The minimum take holds for every period; the ratchet only for those it names. */
function ratchetOf(billed: readonly Billed[], ratcheted: boolean, takeKw: number): readonly Billed[] {
  if (ratcheted) return billed;
  return billed.map(({ meteredKw }) => (takeKw > meteredKw ? { kw: takeKw, meteredKw, setBy: "minimum take" } : { kw: meteredKw, meteredKw, setBy: undefined }));
}
