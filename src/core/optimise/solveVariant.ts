import { basisStatus, type Basis, type LinearProgram, type LinearSolution, type Solve } from "../maths/linearProgram.ts";
import type { YearCase } from "./yearCase.ts";
import { yearProgram, type YearProgram } from "./yearProgram.ts";

export type SolvedYear = { readonly year: YearProgram; readonly solution: LinearSolution };

/** One solve of a case, and what it may take. */
export type SolveYear = { readonly c: YearCase; readonly solve: Solve; readonly timeLimitSeconds: number | undefined };

/** A year's programme, solved from a vertex of one like it where there is one. */
export function solveYear({ solve, timeLimitSeconds }: SolveYear, year: YearProgram, startBasis?: Basis): SolvedYear {
  const start = startBasis && !year.joined ? fitted(startBasis, year) : undefined;
  return { year, solution: solve(year.program, { startBasis: start, timeLimitSeconds, anyPoint: year.joined }) };
}

/** A basis of another reading of the same run, which may have more rows at its end or fewer; undefined where the columns are others. */
function fitted({ columns, rows }: Basis, { program: { columnCount, rowCount } }: YearProgram): Basis | undefined {
  if (columns.length !== columnCount) return undefined;
  const fittedRows = new Int32Array(rowCount).fill(basisStatus.basic);
  fittedRows.set(rows.subarray(0, rowCount));
  return { columns, rows: fittedRows };
}

/**
 * One reading of the tariff: first without the conditions that it asks of the year, which join all of its days. Where that is no better than a plan in hand, or keeps
 * the conditions by itself, it is enough. Where it keeps them never, there is none.
 */
export function solveVariant(by: SolveYear, variant: number, startBasis: Basis | undefined, bestObjective: number): SolvedYear | "worse" | "none" {
  const bare = yearProgram(by.c, { variant, loose: true });
  const loose = solveYear(by, bare, startBasis);
  if (loose.solution.status !== "optimal") return loose;
  if (loose.solution.objective >= bestObjective) return "worse";
  const whole = yearProgram(by.c, { variant });
  if (keepsRows(whole.program, bare.program.rowCount, loose.solution.columns)) return loose;
  const found = solveYear(by, whole);
  return found.solution.status === "infeasible" ? "none" : found;
}

/** Whether a point keeps the rows from `firstRow` on. */
function keepsRows({ rowCount, starts, columns, values, rowLower, rowUpper }: LinearProgram, firstRow: number, point: Float64Array): boolean {
  for (let r = firstRow; r < rowCount; r++) {
    let sum = 0;
    for (let k = starts[r] as number; k < (starts[r + 1] as number); k++) sum += (values[k] as number) * (point[columns[k] as number] as number);
    if (sum < (rowLower[r] as number) || sum > (rowUpper[r] as number)) return false;
  }
  return true;
}
