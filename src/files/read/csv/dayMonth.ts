import { InputError } from "../../../core/errors.ts";
import { DAY_MS, dayNumber } from "../../../core/time/civil.ts";

/** The parts of stamps as they are written, a column a part. */
export type StampParts = {
  readonly year: Int16Array;
  /** Day and month, in the order written where that is in doubt. */
  readonly one: Uint8Array;
  readonly two: Uint8Array;
  readonly timeMs: Float64Array;
  /** 0: `one` is the month, `two` the day, beyond doubt; 1: in doubt. */
  readonly doubt: Uint8Array;
};

/** "01.02.2024" is written day first everywhere; of 01/02/2024 the column decides. */
export function dayMonthOrder(
  { year, one, two, timeMs, doubt }: StampParts, cells: readonly string[], file: string, lines: ArrayLike<number>, dayFirst: boolean | undefined,
): { readonly order: "dayFirst" | "monthFirst"; readonly by: "written" | "option" | "step" | null } {
  let dayInFront = -1;
  let dayBehind = -1;
  let doubted = 0;
  for (let i = 0; i < doubt.length; i++) {
    if (doubt[i] === 0) continue;
    doubted++;
    if (one[i]! > 12 && dayInFront < 0) dayInFront = i;
    if (two[i]! > 12 && dayBehind < 0) dayBehind = i;
  }
  if (doubted === 0) return { order: "monthFirst", by: null };
  if (dayInFront >= 0 && dayBehind >= 0) {
    throw new InputError([dayInFront, dayBehind].map((i) => ({ where: { file, line: lines[i]! }, found: `stamp "${cells[i]}"`, allowed: "day and month in one order in the whole column" })));
  }
  if (dayInFront >= 0) return { order: "dayFirst", by: "written" };
  if (dayBehind >= 0) return { order: "monthFirst", by: "written" };
  if (dayFirst !== undefined) return { order: dayFirst ? "dayFirst" : "monthFirst", by: "option" };
  const jumps = (swap: boolean): number => {
    let count = 0;
    let last = Number.NaN;
    for (let i = 0; i < doubt.length; i++) {
      const at = dayNumber(year[i]!, swap ? two[i]! : one[i]!, swap ? one[i]! : two[i]!) + timeMs[i]! / DAY_MS;
      if (Math.abs(at - last) > 2) count++;
      last = at;
    }
    return count;
  };
  const asDayFirst = jumps(true);
  const asMonthFirst = jumps(false);
  if (asDayFirst === 0 && asMonthFirst > 0) return { order: "dayFirst", by: "step" };
  if (asMonthFirst === 0 && asDayFirst > 0) return { order: "monthFirst", by: "step" };
  throw new InputError([{ where: { file, line: lines[0]!, path: "dayFirst" }, found: `stamps such as "${cells[0]}", of which no row tells day from month`, allowed: "dayFirst: true (3/4 is 3 April) or false (4 March)" }]);
}
