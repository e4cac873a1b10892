import { readMeter } from "../market/tariff/readings.ts";
import { billingDemand } from "../market/tariff/settleTariff.ts";
import { closeBothWays, type Candidate } from "./closeBothWays.ts";
import { meterOf } from "./planCost.ts";
import { solveYear, type SolveYear } from "./solveVariant.ts";
import type { Commitment } from "./support.ts";
import { yearProgram } from "./yearProgram.ts";

/** Solves in search of the tier that a plan ends in, or of the baseline that it makes. */
const MOST_ROUNDS = 8;
/** A gain this small, relative to the cost, is none. */
const NO_GAIN = 1e-6;

/** Plans where the bill is not convex, or a programme's baseline moves with the plan: both told as they run at the plan before, until that no longer helps. */
export function refinedPlans(by: SolveYear, variant: number, first: Candidate, running: Commitment | undefined): Candidate[] {
  const { c } = by;
  const found: Candidate[] = [];
  // A plan that need not deliver may see no gain in a part of it: so another begins by delivering all.
  for (const delivers of c.programmes === undefined ? (["as metered"] as const) : (["as metered", "all"] as const)) {
    let last = first;
    for (let round = 0; round < MOST_ROUNDS; round++) {
      const meter = meterOf(c, last.year.columns, last.solution.columns);
      const readings = readMeter(c.tariff.basis, meter);
      const year = yearProgram(c, { variant, running, at: { readings, billingKw: billingDemand(c.tariff.basis, readings) }, called: c.programmes?.called(delivers, meter.importKw) });
      const solved = solveYear(by, year, last.solution.basis);
      if (solved.solution.status !== "optimal") break;
      const next = closeBothWays(by, solved);
      found.push(next);
      if (round > 0 && next.objective >= last.objective - NO_GAIN * Math.abs(last.objective)) break;
      last = next;
    }
  }
  return found;
}
