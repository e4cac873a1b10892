import { addSlices, type LinearMonth, type LinearRun, type Slice } from "./linear.ts";
import type { Ratchet } from "./ratchet.ts";
import type { DemandTier } from "./tiers.ts";

const anyAmount = { low: 0, high: Infinity };

/** Demand tiers as slices of a quantity in kW. */
export function demandSlices(tiers: readonly DemandTier[]): Slice[] {
  return tiers.map(({ upToKw, pricePerKw }) => ({ upTo: upToKw, price: pricePerKw }));
}

/** A charge on one column, a peak in kW. */
export function payPeak(month: LinearMonth, column: number, tiers: readonly DemandTier[], seenKw: number | undefined): void {
  if (column >= 0) addSlices(month, { columns: [column], factors: [1] }, demandSlices(tiers), anyAmount, seenKw);
}

/** Every day's peak at the month's tiers; of falling tiers the one that the month's highest lies in. */
export function payDayPeaks(month: LinearMonth, columns: readonly number[], tiers: readonly DemandTier[], seenKw: number | undefined): void {
  for (const column of columns) payPeak(month, column, tiers, seenKw);
}

/**
 * Demand that earlier months, a contract or a floor may set: a column of what is billed, at least each share of each month's own peak.
 * @param floorsOf which shares floor a month
 */
export function payRatchet(
  run: LinearRun, peakOf: (month: LinearMonth) => number, floorsOf: (m: number) => ReturnType<Ratchet["floors"]>, tiersOf: (m: number) => readonly DemandTier[], seenKw: (month: LinearMonth) => number | undefined,
): void {
  for (const month of run.months) {
    const { index } = month.month;
    const tiers = tiersOf(index);
    if (peakOf(month) < 0 || tiers.every(({ pricePerKw }) => pricePerKw === 0)) continue;
    const { shares, leastKw } = floorsOf(index);
    const billed = run.program.column(0, leastKw, Infinity);
    for (const { month: other, share } of shares) {
      const peak = peakOf(run.months[other] as LinearMonth);
      if (peak < 0 || share === 0) continue;
      run.program.row(0, Infinity);
      run.program.entry(billed, 1);
      run.program.entry(peak, -share);
    }
    payPeak(month, billed, tiers, seenKw(month));
  }
}
