import { pow } from "../maths/functions.ts";

/** Yearly cash flows; the first is today and is not discounted, the others stand at year ends. Income is positive. */
export type CashFlow = readonly number[];

export function netPresentValue(flows: CashFlow, discountFraction: number): number {
  let value = 0;
  flows.forEach((flow, year) => { value += flow / pow(1 + discountFraction, year); });
  return value;
}

/**
 * Every rate above −100 % at which the present value is nothing: sign changes of it on a fine grid, each closed by bisection.
 * A replacement in a late year can make two.
 */
export function internalRates(flows: CashFlow): readonly number[] {
  if (!flows.some((flow) => flow > 0) || !flows.some((flow) => flow < 0)) return [];
  const rates: number[] = [];
  // In v = 1/(1 + r) the present value is a polynomial; rates from −99 % to 10,000 %, even in the logarithm of 1 + r.
  const points = 2000;
  const rateAt = (i: number) => pow(10, -2 + (4 * i) / points) - 1;
  let before = netPresentValue(flows, rateAt(0));
  for (let i = 1; i <= points; i++) {
    const value = netPresentValue(flows, rateAt(i));
    if (value === 0 || (value > 0) !== (before > 0)) {
      let [low, high] = [rateAt(i - 1), rateAt(i)];
      const rising = value > before;
      for (let k = 0; k < 100; k++) {
        const middle = (low + high) / 2;
        if ((netPresentValue(flows, middle) > 0) === rising) high = middle;
        else low = middle;
      }
      rates.push((low + high) / 2);
    }
    before = value;
  }
  return rates;
}

/** The rate nearest to nothing, as numpy-financial picks it; null where there is none. */
export function internalRate(flows: CashFlow): number | null {
  return internalRates(flows).reduce<number | null>((nearest, rate) => (nearest === null || Math.abs(rate) < Math.abs(nearest) ? rate : nearest), null);
}

/** Costs financed and income reinvested at given rates; null where there is not both. */
export function modifiedInternalRate(flows: CashFlow, financeFraction: number, reinvestFraction: number): number | null {
  const years = flows.length - 1;
  const costs = netPresentValue(flows.map((flow) => Math.min(flow, 0)), financeFraction);
  const income = netPresentValue(flows.map((flow) => Math.max(flow, 0)), reinvestFraction);
  if (costs >= 0 || income <= 0) return null;
  return pow(income / -costs, 1 / years) * (1 + reinvestFraction) - 1;
}

/** Running sum of the discounted flows. */
export function cumulative(flows: CashFlow, discountFraction: number): readonly number[] {
  let sum = 0;
  return flows.map((flow, year) => {
    sum += flow / pow(1 + discountFraction, year);
    return sum;
  });
}

/**
 * Years until the running sum first rises out of the red, straight within the year; null where it never does. Undiscounted with a rate of 0.
 * @param forGood the last such crossing, null where the sum ends in the red: a replacement can undo a payback
 */
export function paybackYears(flows: CashFlow, discountFraction: number, forGood = false): number | null {
  const sums = cumulative(flows, discountFraction);
  let found: number | null = null;
  for (let year = 1; year < sums.length; year++) {
    const [before, now] = [sums[year - 1] as number, sums[year] as number];
    if (before >= 0 || now < 0) continue;
    found = year - 1 + -before / (now - before);
    if (!forGood) return found;
  }
  return forGood && (sums.at(-1) as number) < 0 ? null : found;
}

/** Σ v^y over the years, with flows that grow by `escalationFraction` from the first year on. */
export function presentWorthFactor(years: number, discountFraction: number, escalationFraction = 0): number {
  const ratio = (1 + escalationFraction) / (1 + discountFraction);
  let sum = 0;
  for (let year = 1; year <= years; year++) sum += pow(ratio, year);
  return sum;
}

/** The even yearly payment that repays 1 over the years. */
export function capitalRecoveryFactor(years: number, discountFraction: number): number {
  return 1 / presentWorthFactor(years, discountFraction);
}

/** Present costs over present energy, both of year ends; capital is today's. Currency/kWh; null where there is no energy. */
export function levelisedCostPerKwh(costByYear: CashFlow, kwhByYear: readonly number[], discountFraction: number): number | null {
  const kwh = netPresentValue(kwhByYear, discountFraction);
  return kwh > 0 ? netPresentValue(costByYear, discountFraction) / kwh : null;
}

/** Shares of the basis written off each year, from the first: MACRS, half-year convention (IRS Publication 946, table A-1). */
export const macrs: Readonly<Record<5 | 7, readonly number[]>> = {
  5: [0.2, 0.32, 0.192, 0.1152, 0.1152, 0.0576],
  7: [0.1429, 0.2449, 0.1749, 0.1249, 0.0893, 0.0892, 0.0893, 0.0446],
};
