import type { RatePeriods } from "../../../../document/rateRecord.ts";

/** How strong a period's colour is, in tenths of its quantity's own, and whether ink on it must be light. */
export type PeriodLook = { readonly share: number; readonly isDark: boolean };

/** Least and greatest tenth; the cheapest is not white, so that an empty map and a cheap one differ. */
const LEAST = 1;
const MOST = 10;
/** From this tenth on light ink reads better on the fill, in both themes. */
const DARK_FROM = 6;

/** By price on one ramp: the dearest is the quantity's own colour, equal prices look equal. */
export function periodLooks(periods: RatePeriods): readonly PeriodLook[] {
  const prices = periods.map(([first]) => (first?.rate ?? 0) + (first?.adj ?? 0));
  const [lowest, highest] = [Math.min(...prices), Math.max(...prices)];
  return prices.map((price) => {
    const share = highest > lowest ? LEAST + Math.round(((price - lowest) / (highest - lowest)) * (MOST - LEAST)) : LEAST + 2;
    return { share, isDark: share >= DARK_FROM };
  });
}
