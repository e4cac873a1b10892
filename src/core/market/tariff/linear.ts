import type { ProgramBuilder } from "../../maths/linearProgram.ts";
import type { BillingMonth } from "./billingMonth.ts";
import type { Readings } from "./meterReadings.ts";

/** A charge as part of a linear programme, beside `signal` and `charge` in its rule's file: the replayed bill holds the two together. */
export type LinearRule = {
  /** How many readings the charge has of which none alone is right everywhere (a discount from so many hours of use on); the programme is solved for each. */
  readonly readings?: number;
  /** Adds what one billing month pays. */
  month?(month: LinearMonth): void;
  /** It reads the month's bill so far: the programme then keeps it. */
  readonly looksAtBill?: true;
  /** Adds what couples months, or looks at the whole bill, once every month stands. Called for the run alone, never for a month by itself. */
  run?(run: LinearRun): void;
  /** What the reading asks of the run before its prices hold: rows alone, after everything else. */
  conditions?(run: LinearRun): void;
};

/** Columns with their factors: a linear expression without its constant. */
export type Terms = { readonly columns: number[]; readonly factors: number[] };

/** The meter of one billing month in the programme; energies in kWh, powers in kW. */
export type LinearMonth = {
  readonly program: ProgramBuilder;
  readonly month: BillingMonth & { readonly index: number };
  /** The month by itself, as a start for the run: charges that couple months are priced as if it stood alone. */
  readonly alone: boolean;
  /** Which of the rule's `readings` is meant. */
  readonly reading: number;
  /** What an earlier plan's meter read: where a charge is not convex it is told as it runs there, else by its lower convex bound. */
  readonly at: { readonly readings: Readings; readonly billingKw: Float64Array } | undefined;
  /** Least and most that the month can import, kWh: bounds of any plan. */
  readonly importRangeKwh: { readonly low: number; readonly high: number };
  /** A kWh imported in a step costs so much more; `energy` where the bill's line is of that kind. */
  chargeImport(step: number, perKwh: number, kind?: "energy"): void;
  /** A kWh exported in a step earns so much; a negative price costs. */
  payExport(step: number, perKwh: number): void;
  /** What the month's export earns at a price of its own in each step, money. */
  exportRevenue(perKwh: Float64Array): Terms;
  /** The month pays so many per unit of a column, on a bill's line: seen by the minimum. */
  pay(column: number, perUnit: number, kind?: "energy"): void;
  payFixed(amount: number): void;
  /** On the bill, but outside the objective: fixed charges. */
  payAside(amount: number): void;
  /** Column of the month's highest metered import, of all its hours or of one demand period; −1 where the period does not occur. */
  peak(period?: number): number;
  /** Columns of the highest metered import of each civil day of the month. */
  dayPeaks(period?: number): readonly number[];
  /** The month's import and export in kWh, of all its hours or of one energy period. */
  importKwh(period?: number): Terms;
  exportKwh(period?: number): Terms;
  /** The month's import in kWh by columns of its civil days, for rows of a whole year: one of 35,000 steps would make every factor of the solver's dense. Made when first asked for. */
  importKwhByDay(): Terms;
  /** Mean import of each metering window that begins in the month, by the step in which it begins, kW. */
  eachWindow(windowMinutes: number, from: number, to: number, of: (step: number, meanKw: Terms) => void): void;
  /** Import of the steps from `first` to before `end`, kW summed. */
  importOf(first: number, end: number): Terms;
  /** Of two columns one is 0: closed on one side where the programme by itself would have both. */
  exclude(one: number, other: number): void;
  /** Columns that a rule keeps for later months or for `run`, by a name of its own. */
  readonly kept: Map<string, readonly number[]>;
  /** The month before, where it stands in the same programme. */
  readonly before: LinearMonth | undefined;
  /** Says that this part of the charge is not linear, by a code: what the programme then gives is a bound and a plan, not the optimum. */
  tellGap(code: LinearGap): void;
  /** What the month's bill holds so far, charges less credit. */
  readonly bill: { readonly terms: Terms; constant: number };
  /** Its part of kind `energy`, which export credit may be set against. */
  readonly energy: { readonly terms: Terms; constant: number };
};

/** All months of the run, when each has been added. */
export type LinearRun = {
  readonly program: ProgramBuilder;
  readonly months: readonly LinearMonth[];
  readonly reading: number;
  tellGap(code: LinearGap): void;
};

/** Parts of a bill that no linear programme holds. */
export const linearGaps = [
  /** Later kWh or kW cost less than earlier ones. */
  "fallingTiers",
  /** Tiers shared by periods of different prices, filled in order of time or pro rata. */
  "sharedTiers",
  /** Tiers counted in kWh per kW of billed demand. */
  "tiersByDemand",
  /** The root of summed squares of what lies above a contract. */
  "quadraticExcess",
  /** A discount by hours of use over more than one year of bills. */
  "hoursOfUse",
  /** Credit carried against energy charges that may be negative. */
  "carriedCredit",
] as const;
export type LinearGap = (typeof linearGaps)[number];

/** One slice of a quantity: from the slice before up to `upTo`, each unit at `price`. */
export type Slice = { readonly upTo: number; readonly price: number };

/** Cost of a quantity through its slices. */
export function costThrough(slices: readonly Slice[], quantity: number): number {
  let cost = 0;
  let below = 0;
  for (const { upTo, price } of slices) {
    if (quantity <= below) break;
    cost += (Math.min(quantity, upTo) - below) * price;
    below = upTo;
  }
  return cost;
}

/**
 * Adds a charge by slices on a quantity that is known to lie between `low` and `high`.
 *
 * Rising prices are convex: one column a slice. Falling ones are not: with an earlier quantity `at` the line of the slice that it lay in stands for
 * them (exact as long as the plan stays there), without one the lower convex hull over the range, which no plan can undercut.
 * @param pay called with a column and its price, or with the constant
 */
export function addSlices(
  { program, pay, payFixed, tellGap }: Pick<LinearMonth, "program" | "pay" | "payFixed" | "tellGap">, quantity: Terms, slices: readonly Slice[], range: { readonly low: number; readonly high: number }, at: number | undefined,
): void {
  const knots = knotsOf(slices, range);
  const hull = lowerHull(knots);
  const straight = hull.length === 2;
  if (hull.length < knots.length) {
    tellGap("fallingTiers");
    if (at !== undefined) {
      const inside = Math.max(range.low, at);
      const index = slices.findIndex(({ upTo }) => inside < upTo);
      const { price } = (slices[index] ?? slices.at(-1)) as Slice;
      payTerms(quantity, price, pay);
      payFixed(costThrough(slices, inside) - price * inside);
      return;
    }
  }
  const [first, second] = hull as [Knot, Knot | undefined];
  if (straight || second === undefined) {
    const price = second === undefined ? 0 : slopeOf(first, second);
    payTerms(quantity, price, pay);
    payFixed(first.cost - price * first.quantity);
    return;
  }
  payFixed(first.cost);
  const parts: number[] = [];
  for (let k = 1; k < hull.length; k++) {
    const [from, to] = [hull[k - 1] as Knot, hull[k] as Knot];
    const column = program.column(0, 0, k === hull.length - 1 ? Infinity : to.quantity - from.quantity);
    pay(column, slopeOf(from, to));
    parts.push(column);
  }
  program.row(-first.quantity, -first.quantity);
  for (const column of parts) program.entry(column, 1);
  quantity.columns.forEach((column, k) => { program.entry(column, -(quantity.factors[k] as number)); });
}

function payTerms({ columns, factors }: Terms, price: number, pay: LinearMonth["pay"]): void {
  if (price !== 0) columns.forEach((column, k) => { pay(column, price * (factors[k] as number)); });
}

/** A point of a cost over a quantity. */
export type Knot = { readonly quantity: number; readonly cost: number };

export function slopeOf(from: Knot, to: Knot): number {
  return (to.cost - from.cost) / (to.quantity - from.quantity);
}

/** Ends of the range and the bounds between them; slices of one price are one. */
function knotsOf(slices: readonly Slice[], { low, high }: { readonly low: number; readonly high: number }): Knot[] {
  const inner = slices.slice(0, -1).filter(({ upTo, price }, k) => upTo > low && upTo < high && price !== slices[k + 1]?.price).map(({ upTo }) => upTo);
  const last = high === Infinity ? 2 * Math.max(1, low, ...inner) : Math.max(high, low * (1 + 1e-9) + 1e-6);
  return [low, ...inner, last].map((quantity) => ({ quantity, cost: costThrough(slices, quantity) }));
}

/** Lower convex hull of a function given by its knots in order (Andrew's chain). */
export function lowerHull(knots: readonly Knot[]): Knot[] {
  const hull: Knot[] = [];
  for (const knot of knots) {
    while (hull.length > 1 && slopeOf(hull.at(-1) as Knot, knot) < slopeOf(hull.at(-2) as Knot, hull.at(-1) as Knot)) hull.pop();
    hull.push(knot);
  }
  return hull;
}
