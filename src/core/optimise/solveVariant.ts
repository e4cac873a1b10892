import { basisStatus, type Basis, type LinearProgram, type LinearSolution, type Solve } from "../maths/linearProgram.ts";
import { extendBasis } from "./extendProgram.ts";
import { whereItPays, withShedding } from "./sheddingColumns.ts";
import type { YearCase } from "./yearCase.ts";
import { yearProgram, type YearProgram } from "./yearProgram.ts";

export type SolvedYear = { readonly year: YearProgram; readonly solution: LinearSolution };

/** One solve of a case, and what it may take. */
export type SolveYear = { readonly c: YearCase; readonly solve: Solve; readonly timeLimitSeconds: number | undefined };

/** What a solve begins from: a year like it, whose throttled steps come in at once, and a vertex of one. */
export type Start = { readonly year?: YearProgram | undefined; readonly basis?: Basis | undefined };

/** A year solved before, as the start of one like it. */
export function startFrom({ year, solution: { basis } }: SolvedYear): Start {
  return { year, basis };
}

/**
 * Solves a year, with throttling in the steps where it pays: those are found by the price of load, and looked for again until there are no more.
 */
export function solvePriced({ c, solve, timeLimitSeconds }: SolveYear, bare: YearProgram, { year: like, basis }: Start = {}): SolvedYear {
  let year = bare;
  if (like !== undefined) year = withShedding(c, bare, (i) => (like.columns.shed[0]?.[i] ?? -1) >= 0 && (bare.columns.shed[0]?.[i] ?? -1) < 0) ?? bare;
  let solution = solve(year.program, { startBasis: basis && fitted(basis, year), timeLimitSeconds });
  if (solution.status === "infeasible") {
    const extended = withShedding(c, year, () => true);
    if (extended === null) return { year, solution };
    year = extended;
    solution = solve(year.program, { timeLimitSeconds });
  }
  while (solution.status === "optimal") {
    const extended = withShedding(c, year, whereItPays(c, year, solution));
    if (extended === null) break;
    year = extended;
    solution = solve(year.program, { startBasis: extendBasis(solution.basis, year.program.columnCount), timeLimitSeconds });
  }
  return { year, solution };
}

/** A basis of another reading of the same run, which may have more rows at its end or fewer; undefined where the columns are others. */
function fitted({ columns, rows }: Basis, { program: { columnCount, rowCount } }: YearProgram): Basis | undefined {
  if (columns.length !== columnCount) return undefined;
  const fittedRows = new Int32Array(rowCount).fill(basisStatus.basic);
  fittedRows.set(rows.subarray(0, rowCount));
  return { columns, rows: fittedRows };
}

/**
 * One reading of the tariff: first without the conditions that it asks of the year, which are rows as dense as the run is long. Where that is no better than a plan in hand, or keeps
 * the conditions by itself, it is enough. Where it keeps them never, there is none.
 */
export function solveVariant(by: SolveYear, variant: number, start: Start | undefined, bestObjective: number): SolvedYear | "worse" | "none" {
  const bare = yearProgram(by.c, { variant, loose: true });
  const loose = solvePriced(by, bare, start);
  if (loose.solution.status !== "optimal") return loose;
  if (loose.solution.objective >= bestObjective) return "worse";
  const whole = yearProgram(by.c, { variant });
  if (keepsRows(whole.program, bare.program.rowCount, loose.solution.columns)) return loose;
  const found = solvePriced(by, whole, startFrom(loose));
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
