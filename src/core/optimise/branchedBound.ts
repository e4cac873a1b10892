import { closeBothWays, type Candidate } from "./closeBothWays.ts";
import { deliveredLine } from "./calledEvents.ts";
import type { CalledInterval, LinearCall } from "./linearCall.ts";
import { meterOf } from "./planCost.ts";
import { solveYear, type SolvedYear, type SolveYear } from "./solveVariant.ts";
import { yearProgram } from "./yearProgram.ts";

/** Columns that all solves of a search may have together: a long year is branched less. */
const MOST_COLUMNS = 1_500_000;
/** A bound this near, relative to the cost, needs no more. */
const NEAR = 1e-6;
/** An interval whose line lies no further above what is paid is decided, kW. */
const DECIDED_KW = 1e-6;

type Node = { readonly solved: SolvedYear; readonly calls: readonly LinearCall[] };

/**
 * A tighter bound where programmes pay by baselines that stand: in an interval a plan delivers, or it does not. The node of least cost is split at the interval whose line lies
 * furthest above what its meter is paid for, until the least is no lower than the best plan found, or the search is long.
 * @param best cost of the plan in hand
 * @returns the bound, and plans found on the way
 */
export function branchedBound(by: SolveYear, variant: number, root: SolvedYear, best: number): { readonly bound: number; readonly candidates: readonly Candidate[] } {
  const { c } = by;
  const open: Node[] = [{ solved: root, calls: c.programmes?.called("any") ?? [] }];
  const candidates: Candidate[] = [];
  let [incumbent, leaves] = [best, Infinity];
  let left = Math.floor(MOST_COLUMNS / root.year.program.columnCount);
  const least = () => open.reduce((index, { solved: { solution } }, k) => (solution.objective < (open[index] as Node).solved.solution.objective ? k : index), 0);
  while (open.length > 0 && left > 0) {
    const [node] = open.splice(least(), 1) as [Node];
    const { objective } = node.solved.solution;
    if (objective >= incumbent - NEAR * Math.abs(incumbent)) {
      leaves = Math.min(leaves, objective);
      break;
    }
    const split = widest(by, node);
    if (split === undefined) {
      // Nothing is left to decide: what separates it from its plan is no matter of delivering.
      leaves = Math.min(leaves, objective);
      continue;
    }
    for (const delivers of [true, false]) {
      left--;
      const calls = node.calls.map((call) => (call === split.call ? { ...call, intervals: call.intervals.map((interval) => (interval === split.interval ? { ...interval, delivers } : interval)) } : call));
      const solved = solveYear(by, yearProgram(c, { variant, called: calls }), node.solved.solution.basis);
      if (solved.solution.status === "infeasible") continue;
      if (solved.solution.status !== "optimal") return { bound: Math.min(root.solution.objective, incumbent), candidates };
      const candidate = closeBothWays(by, solved);
      if (candidate.objective < incumbent) {
        incumbent = candidate.objective;
        candidates.push(candidate);
      }
      if (solved.solution.objective < incumbent) open.push({ solved, calls });
    }
  }
  return { bound: Math.min(incumbent, leaves, ...open.map(({ solved: { solution } }) => solution.objective)), candidates };
}

/** The undecided interval whose line is furthest above what its meter is paid for. */
function widest({ c }: SolveYear, { solved: { year, solution }, calls }: Node): { readonly call: LinearCall; readonly interval: CalledInterval } | undefined {
  const { importKw } = meterOf(c, year.columns, solution.columns);
  let found: { readonly call: LinearCall; readonly interval: CalledInterval } | undefined;
  let furthestKw = DECIDED_KW;
  for (const call of calls) {
    for (const interval of call.intervals) {
      if (interval.delivers !== undefined) continue;
      let meterKw = 0;
      for (let i = interval.from; i < interval.to; i++) meterKw += (importKw[i] as number) / (interval.to - interval.from);
      const { most, slope, from } = deliveredLine(c, call, interval);
      const aboveKw = Math.min(most, slope * (from - meterKw)) - Math.max(0, Math.min(most, interval.baselineKw - meterKw));
      if (aboveKw > furthestKw) [furthestKw, found] = [aboveKw, { call, interval }];
    }
  }
  return found;
}
