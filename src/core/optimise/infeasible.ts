import { InfeasibleError } from "../errors.ts";
import { makeProgram, type Solve } from "../maths/linearProgram.ts";
import { valueOf } from "./stepColumns.ts";
import type { YearCase } from "./yearCase.ts";
import type { YearProgram } from "./yearProgram.ts";

/** Shortest way to keep what cannot be kept: a programme in which limits may be broken at one price each tells which, when and by how much. */
export function infeasible({ program, columns }: YearProgram, { axis, ratings }: YearCase, solve: Solve): InfeasibleError {
  const builder = makeProgram(program.columnCount + 3 * axis.length, program.rowCount);
  for (let j = 0; j < program.columnCount; j++) builder.column(0, program.columnLower[j] as number, program.columnUpper[j] as number);
  const shortKw = new Int32Array(axis.length);
  const shortIt = new Int32Array(axis.length).fill(-1);
  // What a row may lack: load goes unserved on the bus, the hall holds more than it can.
  const lack = new Map<number, { readonly column: number; readonly sign: number }>();
  for (let i = 0; i < axis.length; i++) {
    shortKw[i] = builder.column(1, 0, Infinity);
    lack.set(columns.busRow[i] as number, { column: shortKw[i] as number, sign: 1 });
    if ((columns.hallRow[i] as number) < 0) continue;
    shortIt[i] = builder.column(1, 0, Infinity);
    lack.set(columns.hallRow[i] as number, { column: shortIt[i] as number, sign: -1 });
  }
  const last = columns.soc[axis.length - 1] ?? -1;
  if (last >= 0) builder.setBounds(last, 0, ratings.capacityKwh);
  const shortSoc = last >= 0 ? builder.column(1 / axis.stepHours, 0, Infinity) : -1;
  for (let r = 0; r < program.rowCount; r++) {
    builder.row(program.rowLower[r] as number, program.rowUpper[r] as number);
    for (let k = program.starts[r] as number; k < (program.starts[r + 1] as number); k++) builder.entry(program.columns[k] as number, program.values[k] as number);
    const short = lack.get(r);
    if (short !== undefined) builder.entry(short.column, short.sign);
  }
  if (last >= 0) {
    builder.row(ratings.initialSocKwh, Infinity);
    builder.entry(last, 1);
    builder.entry(shortSoc, 1);
  }
  const { status, columns: values } = solve(builder.build());
  if (status === "optimal") {
    const bus = spanOf((i) => values[shortKw[i] as number] as number, axis.length);
    if (bus !== undefined) return new InfeasibleError("importLimitKw", bus.first, bus.last, bus.worst);
    const hall = spanOf((i) => valueOf(shortIt, i, values), axis.length);
    if (hall !== undefined) return new InfeasibleError("hallItKw", hall.first, hall.last, hall.worst);
    if (shortSoc >= 0 && (values[shortSoc] as number) > 1e-6) return new InfeasibleError("finalSocKwh", axis.length - 1, axis.length - 1, (values[shortSoc] as number) / axis.stepHours);
  }
  return new InfeasibleError("all limits together", 0, axis.length - 1, 0);
}

/** First stretch without a break in which something is short, and the worst of it. */
function spanOf(of: (i: number) => number, length: number): { readonly first: number; readonly last: number; readonly worst: number } | undefined {
  let first = -1;
  let last = -1;
  let worst = 0;
  for (let i = 0; i < length; i++) {
    const short = of(i);
    if (short <= 1e-6) {
      if (first >= 0) break;
      continue;
    }
    if (first < 0) first = i;
    last = i;
    worst = Math.max(worst, short);
  }
  return first < 0 ? undefined : { first, last, worst };
}
