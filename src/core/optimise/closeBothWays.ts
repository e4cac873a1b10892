import type { LinearProgram, LinearSolution } from "../maths/linearProgram.ts";
import { costOfPlan, usesSupport } from "./planCost.ts";
import { solveYear, type SolvedYear, type SolveYear } from "./solveVariant.ts";
import { valueOf } from "./stepColumns.ts";
import type { YearProgram } from "./yearProgram.ts";

/** After so many rounds what is gained by burning energy only moves from step to step: then every step keeps to the way it goes. */
const FEW_ROUNDS = 2;
/** Solves in search of steps in which the battery works both ways. */
const MOST_ROUNDS = 8;

/** A plan, with what it truly costs. */
export type Candidate = { readonly year: YearProgram; readonly solution: LinearSolution; readonly objective: number };

/**
 * With negative prices the programme may burn energy by charging and discharging at once, and where selling pays more than buying it may do both. In each
 * such step the smaller of the two is closed and the programme solved again, from where it stands, until none is left: the first optimum is a bound,
 * the last a plan.
 */
export function closeBothWays(by: SolveYear, { year, solution: first }: SolvedYear): Candidate {
  const { c } = by;
  const { program, columns } = year;
  let solution = first;
  let left = 0;
  const columnUpper = Float64Array.from(program.columnUpper);
  const closedProgram: LinearProgram = { ...program, columnUpper };
  for (let round = 0; round < MOST_ROUNDS; round++) {
    left = closeOnce(year, solution.columns, columnUpper, round >= FEW_ROUNDS);
    if (left === 0) break;
    const { solution: next } = solveYear(by, { ...year, program: closedProgram }, solution.basis);
    if (next.status !== "optimal") break;
    solution = next;
  }
  const isLinear = left === 0 && year.gaps.length === 0 && c.programmes === undefined && !usesSupport(year.columns, solution.columns);
  const objective = !isLinear ? costOfPlan(c, columns, solution.columns) : solution.objective;
  return { year, solution, objective };
}

/** @returns how many pairs had both */
function closeOnce({ columns: { charge, discharge, imported, exported, shed }, exclusive }: YearProgram, values: Float64Array, columnUpper: Float64Array, everywhere: boolean): number {
  let both = 0;
  const close = (a: number, b: number) => {
    if (a < 0 || b < 0) return;
    const [x, y] = [values[a] as number, values[b] as number];
    const inBoth = x > 1e-6 && y > 1e-6;
    if (inBoth) both++;
    if (inBoth || everywhere) columnUpper[x < y ? a : b] = 0;
  };
  for (let i = 0; i < charge.length; i++) {
    close(charge[i] as number, discharge[i] as number);
    close(imported[i] as number, exported[i] as number);
    for (const slice of shed) close(slice[i] as number, exported[i] as number);
    // Throttling spares load, and fills no battery: what is taken in beside it is imported.
    const shedKw = shed.reduce((sum, slice) => sum + valueOf(slice, i, values), 0);
    const chargeKw = valueOf(charge, i, values);
    if (shedKw <= 1e-6 || chargeKw - valueOf(imported, i, values) <= 1e-6) continue;
    both++;
    for (const column of chargeKw < shedKw ? [charge] : shed) if ((column[i] as number) >= 0) columnUpper[column[i] as number] = 0;
  }
  for (const [one, other] of exclusive) close(one, other);
  return both;
}
