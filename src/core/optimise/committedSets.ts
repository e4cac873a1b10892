import { closeBothWays, type Candidate } from "./closeBothWays.ts";
import { solvePriced, type SolvedYear, type SolveYear } from "./solveVariant.ts";
import { DUST_KW, valueOf } from "./stepColumns.ts";
import type { Commitment, Sets } from "./support.ts";
import type { YearCase } from "./yearCase.ts";
import { yearProgram } from "./yearProgram.ts";

/** Solves in search of the hours in which the sets are worth running. */
const MOST_ROUNDS = 6;

/**
 * Whether a plan runs the sets beside the grid in a way that they cannot: for a part of a step, below their least load, or burning no fuel at rest. A set without least load
 * and without fuel at rest, within its hours, can.
 */
export function needsCommitment({ axis, support }: YearCase, { year: { columns }, solution }: SolvedYear): boolean {
  const sets = support?.sets;
  if (support === undefined || sets === undefined || sets.permittedHours <= 0) return false;
  let steps = 0;
  for (let i = 0; i < axis.length; i++) if (support.gridOut[i] === 0 && valueOf(columns.generator, i, solution.columns) > DUST_KW) steps++;
  return steps > 0 && (sets.idlePerKwHour > 0 || sets.leastLoadFraction > 0 || steps * axis.stepHours > sets.permittedHours);
}

/**
 * Plans in which the sets are on or off: on where the relaxed plan ran them most, and from there by what a step of running is worth at the load's own price, until that no longer
 * helps. Plans, not the best: the relaxed one is the bound. One without the sets is among them.
 */
export function committedPlans(by: SolveYear, variant: number, relaxed: SolvedYear): { readonly running: Commitment; readonly candidate: Candidate }[] {
  const { c } = by;
  const { axis: { length, stepHours }, baseKw, site, support } = c;
  const sets = support?.sets as Sets;
  const mostSteps = Math.floor(sets.permittedHours / stepHours + 1e-9);
  const leastKw = sets.leastLoadFraction * sets.ratingKw;
  const mayRun = Uint8Array.from({ length }, (_, i) => (support?.gridOut[i] === 0 && (baseKw[i] as number) - (site.pvAvailableKw[i] as number) - (site.windAvailableKw[i] as number) > leastKw ? 1 : 0));
  const worthMost = (worth: Float64Array): Commitment => {
    const running = new Uint8Array(length);
    const order = Array.from({ length }, (_, i) => i).filter((i) => mayRun[i] === 1 && (worth[i] as number) > 0);
    for (const i of order.sort((a, b) => (worth[b] as number) - (worth[a] as number) || a - b).slice(0, mostSteps)) running[i] = 1;
    return running;
  };
  const found: { running: Commitment; candidate: Candidate }[] = [];
  let start = relaxed;
  const tried = (running: Commitment): SolvedYear | undefined => {
    const year = yearProgram(c, { variant, running });
    const solved = solvePriced(by, year, start);
    if (solved.solution.status !== "optimal") return undefined;
    const candidate = closeBothWays(by, solved);
    found.push({ running, candidate });
    return candidate;
  };
  let running = worthMost(Float64Array.from({ length }, (_, i) => valueOf(relaxed.year.columns.generator, i, relaxed.solution.columns)));
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const solved = tried(running);
    if (solved === undefined) break;
    start = solved;
    const { year: { columns }, solution } = solved;
    const worth = Float64Array.from({ length }, (_, i) => {
      const perKw = (solution.rowDuals[columns.busRow[i] as number] as number) - sets.fuelPerKwh * stepHours;
      const givenKw = running[i] === 1 ? valueOf(columns.generator, i, solution.columns) : sets.ratingKw;
      return perKw * givenKw - sets.idlePerKwHour * sets.ratingKw * stepHours;
    });
    const next = worthMost(worth);
    if (next.every((on, i) => on === running[i])) break;
    running = next;
  }
  tried(new Uint8Array(length));
  return found;
}
