import type { LinearGap, LinearMonth, LinearRun } from "../market/tariff/linear.ts";
import type { PreparedTariff } from "../market/tariff/prepareTariff.ts";
import { makeProgram, type LinearProgram } from "../maths/linearProgram.ts";
import { mostWaitingKwh } from "../site/work.ts";
import { addBreach, addCalls } from "./calledEvents.ts";
import type { LinearCall } from "./linearCall.ts";
import { makeMonth, type Month } from "./meteredMonth.ts";
import { addSteps } from "./siteSteps.ts";
import { addSizes, type SizeColumns } from "./sizedEquipment.ts";
import { emptyColumns, type StepColumns } from "./stepColumns.ts";
import { addPermitRow, type Commitment } from "./support.ts";
import type { YearCase } from "./yearCase.ts";

/** How charges that are not linear are read. */
export type Reading = {
  readonly variant: number;
  readonly at?: LinearMonth["at"];
  /** Without what the reading asks of the whole run before its prices hold. */
  readonly loose?: boolean;
  /** How the sets run beside the grid. */
  readonly running?: Commitment | undefined;
  /** Calls with their baselines; absent: beside the meter of doing nothing. */
  readonly called?: readonly LinearCall[] | undefined;
};

/** A programme of the run or of one month, with the way back from its columns to the plant. */
export type YearProgram = {
  readonly program: LinearProgram;
  readonly columns: StepColumns;
  /** How many columns each month holds, in order; what follows couples them. */
  readonly monthColumns: readonly number[];
  /** Pairs of columns of which one must be 0, beside those of a step. */
  readonly exclusive: readonly (readonly [number, number])[];
  /** Parts of the bill that the programme does not hold. */
  readonly gaps: readonly LinearGap[];
  readonly sizes?: SizeColumns | undefined;
  /** Some row joins all days of a year: the simplex then finds no way by small steps. */
  readonly joined: boolean;
};

/** How many ways there are to read the tariff of which none alone is right everywhere. */
export function variantCount({ rules }: PreparedTariff): number {
  return rules.reduce((count, { linear }) => count * (linear?.readings ?? 1), 1);
}

/** The run as one linear programme, month after month and then what couples them. */
export function yearProgram(c: YearCase, reading: Reading): YearProgram {
  return assemble(c, reading, "run");
}

/** Months in a row, from the first to before the end. */
export type MonthRange = { readonly first: number; readonly end: number };

/** Some months by themselves: the store ends where the run began, no work is left over, and charges that couple months are priced as if each stood alone. */
export function partProgram(c: YearCase, reading: Reading, months: MonthRange): YearProgram {
  return assemble(c, reading, months);
}

function assemble(c: YearCase, reading: Reading, which: "run" | MonthRange): YearProgram {
  const { axis, tariff, classes } = c;
  const alone = which !== "run";
  const allMonths = tariff.basis.months;
  const { first, end } = alone ? which : { first: 0, end: allMonths.length };
  const chosen = Array.from({ length: end - first }, (_, k) => first + k);
  const steps = (axis.monthStart[end] as number) - (axis.monthStart[first] as number);
  const builder = makeProgram(steps * (6 + 2 * classes.length), steps * (4 + classes.length));
  const columns = emptyColumns(axis.length, classes.length, c.support?.throttling?.slices.length ?? 0);
  const mostWaiting = classes.map((work) => mostWaitingKwh(work, axis.stepHours));
  const gaps = new Set<LinearGap>();
  const exclusive: [number, number][] = [];
  const sizes = c.sizes && addSizes(c.sizes, builder);
  const trackBill = !alone && tariff.rules.some(({ linear }) => linear?.looksAtBill === true);
  const variants = splitVariant(tariff, reading.variant);
  const monthColumns: number[] = [];
  const months: Month[] = [];

  for (const m of chosen) {
    const before = builder.columnCount;
    addSteps(c, { builder, columns, sizes, mostWaiting, running: reading.running }, m, { first: m === first, last: m === end - 1 });
    const month = makeMonth(c, builder, columns, { ...(allMonths[m] as LinearMonth["month"]), index: m }, { alone, at: reading.at, before: months.at(-1), tellGap: (code) => { gaps.add(code); }, exclude: (one, other) => { exclusive.push([one, other]); }, trackBill });
    tariff.rules.forEach(({ linear }, k) => linear?.month?.({ ...month.linear, reading: variants[k] as number }));
    month.addPeakRows();
    monthColumns.push(builder.columnCount - before);
    months.push(month);
  }
  let joined = false;
  if (!alone) {
    const runs = tariff.rules.map((_, k): LinearRun => ({
      program: builder, months: months.map((month) => ({ ...month.linear, reading: variants[k] as number })), reading: variants[k] as number, tellGap: (code) => { gaps.add(code); },
    }));
    tariff.rules.forEach(({ linear }, k) => linear?.run?.(runs[k] as LinearRun));
    if (c.support !== undefined) addPermitRow(builder, columns, c.support, reading.running, axis.stepHours);
    if (c.programmes !== undefined) {
      builder.addOffset(-c.programmes.fixedRevenue);
      addCalls(c, builder, columns, reading.called ?? c.programmes.called("any"));
      if (c.programmes.breach !== undefined) addBreach(c, builder, columns, c.programmes.breach);
    }
    // Last, so that without them the programme is the same up to there.
    const rowsBefore = builder.rowCount;
    if (reading.loose !== true) tariff.rules.forEach(({ linear }, k) => linear?.conditions?.(runs[k] as LinearRun));
    joined = builder.rowCount > rowsBefore;
  }
  if (sizes !== undefined) {
    builder.row(0, 0);
    builder.entry(columns.soc[axis.length - 1] as number, 1);
    builder.entry(sizes.startKwh, -1);
  }
  return { program: builder.build(), columns, monthColumns, exclusive, gaps: [...gaps], sizes, joined };
}

/** Readings of the rules by the number of their combination. */
function splitVariant({ rules }: PreparedTariff, variant: number): number[] {
  let left = variant;
  return rules.map(({ linear }) => {
    const count = linear?.readings ?? 1;
    const own = left % count;
    left = (left - own) / count;
    return own;
  });
}
