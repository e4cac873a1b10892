/** A civil calendar month of the run. */
export type BillingMonth = {
  readonly year: number;
  /** 0 = January. */
  readonly calendarMonth: number;
  /** First step, and the step after the last. */
  readonly from: number;
  readonly to: number;
  /** Civil days of the month that lie in the run. */
  readonly days: number;
};

/** Calls `of` with each run of twelve billing months (a shorter one at the end): its first month and the month after its last. */
export function eachBillingYear(months: readonly BillingMonth[], of: (first: number, end: number) => void): void {
  for (let first = 0; first < months.length; first += 12) of(first, Math.min(first + 12, months.length));
}
