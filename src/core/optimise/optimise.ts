import { LimitError, assert } from "../errors.ts";
import type { LinearGap } from "../market/tariff/linear.ts";
import { readMeter } from "../market/tariff/readings.ts";
import { billingDemand } from "../market/tariff/settleTariff.ts";
import type { Basis, LinearProgram, LinearSolution, Solve } from "../maths/linearProgram.ts";
import { infeasible } from "./infeasible.ts";
import { fitted, joined, levelByLevel, type SolvedPart } from "./monthParts.ts";
import { planOf, type Plan } from "./plan.ts";
import { costOfPlan, meterOf } from "./planCost.ts";
import type { YearCase } from "./yearCase.ts";
import { partProgram, variantCount, yearProgram, type YearProgram } from "./yearProgram.ts";

export type Optimum = {
  readonly plan: Plan;
  /** "optimal": proven to 1e-6; "feasible": a plan and a bound with a gap between them (`gaps` says why); "stopped": a limit of time came first. */
  readonly status: "optimal" | "feasible" | "stopped";
  /** What the plan costs: the bill less its fixed charges, and wear. */
  readonly objective: number;
  /** No plan costs less; null where the solver was stopped before it knew. */
  readonly bound: number | null;
  /** Why the plan is not proven the best: parts of the bill, or of the plant, that no linear programme holds. */
  readonly gaps: readonly OptimumGap[];
};

export type OptimumGap = LinearGap
  /** A generator that starts, fails and burns fuel at no load; a battery that the plant holds back for it. */
  | "outages"
  /** Calls on a reserve, which nobody plans: the bound is that of the year without them. */
  | "reserve"
  /** Work that is placed along the tangent of a chiller's part load. */
  | "partLoad";

export type OptimiseOptions = {
  /** The last level of `partsOf`, solved elsewhere; without it the same parts are solved here, in order: the same bytes. */
  readonly startParts?: readonly SolvedPart[] | undefined;
  /** For each solve of the run. */
  readonly timeLimitSeconds?: number | undefined;
};

/** A bound this near, relative to the objective, proves an optimum. */
const PROVEN = 1e-6;
/** After so many rounds what is gained by burning energy only moves from step to step: then every step keeps to the way it goes. */
const FEW_ROUNDS = 2;
/** Solves in search of the tier that a plan ends in, and of steps in which the battery works both ways. */
const MOST_ROUNDS = 8;

/**
 * The best plan of a run by linear programming, all of it known ahead.
 * @throws InfeasibleError where no plan keeps the connection's and the hall's limits; LimitError where the time was over before there was any plan
 */
export function optimise(c: YearCase, solve: Solve, { startParts, timeLimitSeconds }: OptimiseOptions = {}): Optimum {
  const variants = variantCount(c.tariff);
  let best: Candidate | undefined;
  let bound = Infinity;
  let known = true;
  const gaps = new Set<OptimumGap>(c.outages === undefined ? [] : ["outages"]);
  const parts = startParts ?? levelByLevel(c, solve, timeLimitSeconds);
  let basis = parts.length === 0 ? undefined : joined(yearProgram(c, { variant: 0, loose: true }), 0, parts);
  for (let variant = 0; variant < variants; variant++) {
    const { year, first } = solveVariant(c, variant, basis, best?.objective ?? Infinity, solve, timeLimitSeconds);
    for (const gap of year.gaps) gaps.add(gap);
    if (first === "worse") continue;
    if (first.status === "infeasible" && year.program.rowCount > yearProgram(c, { variant, loose: true }).program.rowCount) continue;
    if (first.status === "stopped") {
      known = false;
      continue;
    }
    if (first.status === "infeasible") throw infeasible(year, c, solve);
    assert(first.status === "optimal", `the year's programme is ${first.status}: prices below every limit`);
    basis = first.basis;
    bound = Math.min(bound, first.objective);
    const closed = closeBothWays(c, year, first, solve, timeLimitSeconds);
    for (const candidate of [closed, ...(year.gaps.length > 0 ? refined(c, variant, closed, solve, timeLimitSeconds) : [])]) {
      if (best === undefined || candidate.objective < best.objective) best = candidate;
    }
  }
  best ??= monthsAsPlan(c, solve, timeLimitSeconds);
  const objective = best.objective;
  const proven = known && c.outages === undefined && objective - bound <= PROVEN * Math.max(1, Math.abs(objective));
  return { plan: planOf(c, best.year, best.solution), status: !known ? "stopped" : proven ? "optimal" : "feasible", objective, bound: known ? Math.min(bound, objective) : null, gaps: [...gaps] };
}

/**
 * One reading of the tariff: first without the conditions that it asks of the year, which are rows as dense as the run is long. Where that is no better than a plan in hand, or keeps
 * the conditions by itself, it is enough.
 */
function solveVariant(c: YearCase, variant: number, basis: Basis | undefined, bestObjective: number, solve: Solve, timeLimitSeconds: number | undefined): { readonly year: YearProgram; readonly first: LinearSolution | "worse" } {
  const from = (year: YearProgram, start: Basis | undefined, nearly: boolean) => solve(year.program, { startBasis: start && fitted(start, year), timeLimitSeconds, nearly: nearly && start !== undefined });
  const loose = yearProgram(c, { variant, loose: true });
  const first = from(loose, basis, true);
  if (first.status !== "optimal") return { year: loose, first };
  if (first.objective >= bestObjective) return { year: loose, first: "worse" };
  const year = yearProgram(c, { variant });
  if (keepsRows(year.program, loose.program.rowCount, first.columns)) return { year: loose, first };
  return { year, first: from(year, first.basis, false) };
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

/** Relative distance of an optimum's objective from its bound, 0 where it is proven to the last digit; null where the bound is not known. */
export function gapOf({ objective, bound }: Pick<Optimum, "objective" | "bound">): number | null {
  return bound === null ? null : (objective - bound) / Math.max(1, Math.abs(objective));
}

type Candidate = { readonly year: YearProgram; readonly solution: LinearSolution; readonly objective: number };

/**
 * With negative prices the programme may burn energy by charging and discharging at once, and where selling pays more than buying it may do both. In each
 * such step the smaller of the two is closed and the programme solved again, from where it stands, until none is left: the first optimum is a bound,
 * the last a plan.
 */
function closeBothWays(c: YearCase, year: YearProgram, first: LinearSolution, solve: Solve, timeLimitSeconds: number | undefined): Candidate {
  const { program, columns } = year;
  let solution = first;
  let left = 0;
  const columnUpper = Float64Array.from(program.columnUpper);
  const closedProgram: LinearProgram = { ...program, columnUpper };
  for (let round = 0; round < MOST_ROUNDS; round++) {
    left = closeOnce(year, solution.columns, columnUpper, round >= FEW_ROUNDS);
    if (left === 0) break;
    const next = solve(closedProgram, { startBasis: solution.basis, timeLimitSeconds });
    if (next.status !== "optimal") break;
    solution = next;
  }
  const objective = left > 0 || year.gaps.length > 0 ? costOfPlan(c, columns, solution.columns) : solution.objective;
  return { year, solution, objective };
}

/** @returns how many pairs had both */
function closeOnce({ columns: { charge, discharge, imported, exported }, exclusive }: YearProgram, values: Float64Array, columnUpper: Float64Array, everywhere: boolean): number {
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
  }
  for (const [one, other] of exclusive) close(one, other);
  return both;
}

/** Plans of a tariff that is not convex: its charges told as they run at the plan before, until that no longer helps. */
function refined(c: YearCase, variant: number, from: Candidate, solve: Solve, timeLimitSeconds: number | undefined): Candidate[] {
  const found: Candidate[] = [];
  let last = from;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const { importKw, exportKw } = meterOf(c, last.year.columns, last.solution.columns);
    const readings = readMeter(c.tariff.basis, { importKw, exportKw });
    const year = yearProgram(c, { variant, at: { readings, billingKw: billingDemand(c.tariff.basis, readings) } });
    const solution = solve(year.program, { startBasis: fitted(last.solution.basis, year), timeLimitSeconds });
    if (solution.status !== "optimal") break;
    const next = closeBothWays(c, year, solution, solve, timeLimitSeconds);
    found.push(next);
    if (next.objective >= last.objective - PROVEN * Math.abs(last.objective)) break;
    last = next;
  }
  return found;
}

/** The months by themselves, put together: each ends as the run began, so that together they are a plan, if not the best. */
function monthsAsPlan(c: YearCase, solve: Solve, timeLimitSeconds: number | undefined): Candidate {
  const year = yearProgram(c, { variant: 0 });
  const values = new Float64Array(year.program.columnCount);
  let column = 0;
  year.sections.forEach((section, m) => {
    const { program } = partProgram(c, { variant: 0 }, { first: m, end: m + 1 });
    const solution = solve(program, { timeLimitSeconds });
    if (solution.status !== "optimal") throw new LimitError("solver seconds", "no plan of every month within them", `${timeLimitSeconds ?? Infinity} s`);
    values.set(solution.columns.subarray(0, section.columns), column);
    column += section.columns;
  });
  const solution: LinearSolution = { status: "stopped", objective: NaN, columns: values, rowDuals: new Float64Array(year.program.rowCount), basis: joined(year, 0, []), iterations: 0 };
  return { year, solution, objective: costOfPlan(c, year.columns, values) };
}
