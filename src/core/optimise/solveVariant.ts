import type { Basis, LinearProgram, LinearSolution, Solve } from "../maths/linearProgram.ts";
import { extendBasis } from "./extendProgram.ts";
import { fitted } from "./monthParts.ts";
import { whereItPays, withShedding } from "./sheddingColumns.ts";
import type { YearCase } from "./yearCase.ts";
import { yearProgram, type YearProgram } from "./yearProgram.ts";

export type SolvedYear = { readonly year: YearProgram; readonly solution: LinearSolution };

/** One solve of a case, and what it may take. */
export type SolveYear = { readonly c: YearCase; readonly solve: Solve; readonly timeLimitSeconds: number | undefined };

/** A year solved before, that another begins from. */
export type Start = SolvedYear | { readonly basis: Basis };

/**
 * Solves a year, with throttling in the steps where it pays: those are found by the price of load, and looked for again until there are no more.
 * @param start its throttled steps come in at once
 */
export function solvePriced({ c, solve, timeLimitSeconds }: SolveYear, bare: YearProgram, start?: Start, nearly = false): SolvedYear {
  let year = bare;
  if (start !== undefined && "year" in start) year = withShedding(c, bare, (i) => (start.year.columns.shed[0]?.[i] ?? -1) >= 0 && (bare.columns.shed[0]?.[i] ?? -1) < 0) ?? bare;
  const startBasis = start === undefined ? undefined : "year" in start ? basisFor(start, year) : fitted(start.basis, year);
  let solution = solve(year.program, { startBasis, timeLimitSeconds, nearly: nearly && startBasis !== undefined });
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

/** The basis of a year solved before, where the other is like it or has no columns of its own behind it. */
function basisFor({ year, solution: { basis } }: SolvedYear, other: YearProgram): Basis | undefined {
  const alike = year.program.columnCount === other.program.columnCount;
  return alike || (year.columns.shed.length === 0 && other.columns.shed.length === 0) ? fitted(basis, other) : undefined;
}

/**
 * One reading of the tariff: first without the conditions that it asks of the year, which are rows as dense as the run is long. Where that is no better than a plan in hand, or keeps
 * the conditions by itself, it is enough. Where it keeps them never, there is none.
 */
export function solveVariant(by: SolveYear, variant: number, start: Start | undefined, bestObjective: number): SolvedYear | "worse" | "none" {
  const bare = yearProgram(by.c, { variant, loose: true });
  const loose = solvePriced(by, bare, start, true);
  if (loose.solution.status !== "optimal") return loose;
  if (loose.solution.objective >= bestObjective) return "worse";
  const whole = yearProgram(by.c, { variant });
  if (keepsRows(whole.program, bare.program.rowCount, loose.solution.columns)) return loose;
  const found = solvePriced(by, whole, loose);
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
