import { LimitError, assert } from "../errors.ts";
import type { LinearGap } from "../market/tariff/linear.ts";
import type { Basis, LinearSolution, Solve } from "../maths/linearProgram.ts";
import { branchedBound } from "./branchedBound.ts";
import { closeBothWays, type Candidate } from "./closeBothWays.ts";
import { committedPlans, needsCommitment } from "./committedSets.ts";
import { infeasible } from "./infeasible.ts";
import { planOf, type Plan } from "./plan.ts";
import { costOfPlan, throttles } from "./planCost.ts";
import { refinedPlans } from "./refinedPlans.ts";
import { solveVariant, type SolvedYear, type SolveYear } from "./solveVariant.ts";
import type { YearCase } from "./yearCase.ts";
import { partProgram, variantCount, yearProgram } from "./yearProgram.ts";

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
  /** Vertex of the plan's programme. */
  readonly basis: Basis;
};

/** Parts of plant and programmes that no linear programme holds. */
export const plantGaps = [
  /** In an outage sets start, fail and go before the battery. */
  "outages",
  /** Sets beside the grid: on or off, a least load, fuel at rest, hours that are counted whole. */
  "generator",
  /** Work lost to a cut, where a little more costs less. */
  "throttling",
  /** A baseline, a performance or a penalty that is no straight line in the plan. */
  "programmes",
  /** A store below its floor: the plan fills it first. */
  "floor",
  /** Work above the connection's limit, carried by sets or throttling: the battery then has no room to charge in. */
  "room",
  /** Energy burned or passed on by going both ways at once, where a price pays for it: the plan goes one way in every step. */
  "bothWays",
  /** Calls on a reserve, which nobody plans. */
  "reserve",
  /** Chillers at part load: work placed along the tangent, a cold store along lines under the curve. */
  "partLoad",
] as const;
export type OptimumGap = LinearGap | (typeof plantGaps)[number];

export type OptimiseOptions = {
  /** Where a run that differs in prices or bounds alone ended. */
  readonly startBasis?: Basis | undefined;
  /** For each solve of the run. */
  readonly timeLimitSeconds?: number | undefined;
};

/** A bound this near, relative to the objective, proves an optimum. */
const PROVEN = 1e-6;

/**
 * The best plan of a run by linear programming, all of it known ahead.
 * @throws InfeasibleError where no plan keeps the connection's and the hall's limits; LimitError where the time was over before there was any plan
 */
export function optimise(c: YearCase, solve: Solve, { startBasis, timeLimitSeconds }: OptimiseOptions = {}): Optimum {
  const found = searchVariants({ c, solve, timeLimitSeconds }, startBasis);
  const { bound, gaps } = c.relaxed === undefined ? found : { bound: found.bound === null ? null : boundOf({ c: c.relaxed, solve, timeLimitSeconds }, found.solvedYears), gaps: new Set([...found.gaps, ...(c.relaxed.looseFloor === true ? ["floor" as const] : [])]) };
  const known = bound !== null;
  const { best } = found;
  const { objective } = best;
  const outages = c.support?.gridOut.includes(1) === true;
  if (outages) gaps.add("outages");
  if (c.programmes?.moves === true) gaps.add("programmes");
  const near = known && objective - bound <= PROVEN * Math.max(1, Math.abs(objective));
  if (near) gaps.delete("bothWays");
  if (!near && c.relaxed?.looseRoom === true) gaps.add("room");
  const throttled = throttles(best.year.columns, best.solution.columns);
  if (!near && throttled) gaps.add("throttling");
  if (!near && !throttled && c.programmes !== undefined) gaps.add("programmes");
  return { plan: planOf(c, best.year, best.solution), status: !known ? "stopped" : near && !outages ? "optimal" : "feasible", objective, bound: known ? Math.min(bound, objective) : null, gaps: [...gaps], basis: best.solution.basis };
}

type Found = { readonly best: Candidate; /** Null where a solve was stopped. */ readonly bound: number | null; readonly gaps: Set<OptimumGap>; /** By the number of the reading. */ readonly solvedYears: readonly (SolvedYear | undefined)[] };

/** Every reading of the tariff in turn, the plan of least cost kept. */
function searchVariants(by: SolveYear, startBasis: Basis | undefined): Found {
  const { c, solve, timeLimitSeconds } = by;
  let best: Candidate | undefined;
  let bound: number | null = Infinity;
  const gaps = new Set<OptimumGap>();
  const solvedYears: (SolvedYear | undefined)[] = [];
  for (let variant = 0; variant < variantCount(c.tariff); variant++) {
    // Other prices lead far away: but for the first each reading is solved anew.
    const solved = solveVariant(by, variant, variant === 0 ? startBasis : undefined, best?.objective ?? Infinity);
    if (solved === "worse" || solved === "none") continue;
    const { year, solution } = solved;
    for (const gap of year.gaps) gaps.add(gap);
    if (solution.status === "stopped") {
      bound = null;
      continue;
    }
    if (solution.status === "infeasible") throw infeasible(year, c, solve);
    assert(solution.status === "optimal", `the year's programme is ${solution.status}: prices below every limit`);
    solvedYears[variant] = solved;
    const closed = closeBothWays(by, solved);
    if (closed.solution !== solution) gaps.add("bothWays");
    // What is closed may bring in sets that the relaxed plan did without.
    const running = [solved, closed].find((one) => needsCommitment(c, one));
    const commits = running !== undefined;
    if (commits) gaps.add("generator");
    for (const { running: sets, candidate: first } of commits ? committedPlans(by, variant, running) : [{ running: undefined, candidate: closed }]) {
      const refines = year.gaps.length > 0 || c.programmes !== undefined;
      for (const candidate of [first, ...(refines ? refinedPlans(by, variant, first, sets) : [])]) {
        if (best === undefined || candidate.objective < best.objective) best = candidate;
      }
    }
    const branched = c.programmes === undefined || c.relaxed !== undefined || commits || best === undefined ? undefined : branchedBound(by, variant, solved, best.objective);
    for (const candidate of branched?.candidates ?? []) if (best === undefined || candidate.objective < best.objective) best = candidate;
    if (bound !== null) bound = Math.min(bound, branched?.bound ?? solution.objective);
  }
  return { best: best ?? monthsAsPlan(c, solve, timeLimitSeconds), bound, gaps, solvedYears };
}

/** What no plan undercuts: the least over the readings of the tariff; null where a solve was stopped. */
function boundOf(by: SolveYear, starts: readonly (SolvedYear | undefined)[]): number | null {
  let bound = Infinity;
  for (let variant = 0; variant < variantCount(by.c.tariff); variant++) {
    const solved = solveVariant(by, variant, starts[variant]?.solution.basis, bound);
    if (solved === "worse" || solved === "none") continue;
    if (solved.solution.status !== "optimal") return null;
    bound = Math.min(bound, solved.solution.objective);
  }
  return bound;
}

/** Relative distance of an optimum's objective from its bound, 0 where it is proven to the last digit; null where the bound is not known. */
export function gapOf({ objective, bound }: Pick<Optimum, "objective" | "bound">): number | null {
  return bound === null ? null : (objective - bound) / Math.max(1, Math.abs(objective));
}

/** The months by themselves, put together: each ends as the run began, so that together they are a plan, if not the best. */
function monthsAsPlan(c: YearCase, solve: Solve, timeLimitSeconds: number | undefined): Candidate {
  const year = yearProgram(c, { variant: 0 });
  const values = new Float64Array(year.program.columnCount);
  let column = 0;
  year.monthColumns.forEach((count, m) => {
    const { program } = partProgram(c, { variant: 0 }, { first: m, end: m + 1 });
    const solution = solve(program, { timeLimitSeconds });
    if (solution.status !== "optimal") throw new LimitError("solver seconds", "no plan of every month within them", `${timeLimitSeconds ?? Infinity} s`);
    values.set(solution.columns.subarray(0, count), column);
    column += count;
  });
  const solution: LinearSolution = { status: "stopped", objective: NaN, columns: values, rowDuals: new Float64Array(year.program.rowCount), basis: { columns: new Int32Array(year.program.columnCount), rows: new Int32Array(year.program.rowCount) }, iterations: 0 };
  return { year, solution, objective: costOfPlan(c, year.columns, values) };
}
