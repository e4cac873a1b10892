import { closeBothWays, type Candidate } from "./closeBothWays.ts";
import { solveYear, type SolvedYear, type SolveYear } from "./solveVariant.ts";
import { DUST_KW, valueOf } from "./stepColumns.ts";
import type { Commitment, Sets } from "./support.ts";
import type { YearCase } from "./yearCase.ts";
import { yearProgram } from "./yearProgram.ts";

/** Looks at the relaxed plan again, each time with its own output for what an hour of running costs. */
const NEAR_ROUNDS = 4;
/** Less than this share of the rating counts as this. */
const LITTLE = 0.02;
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
  const worthMost = (worth: Float64Array): Uint8Array => {
    const on = new Uint8Array(length);
    const order = Array.from({ length }, (_, i) => i).filter((i) => mayRun[i] === 1 && (worth[i] as number) > DUST_KW);
    for (const i of order.sort((x, y) => (worth[y] as number) - (worth[x] as number) || x - y).slice(0, mostSteps)) on[i] = 1;
    return on;
  };
  const generated = ({ year: { columns }, solution }: SolvedYear) => Float64Array.from({ length }, (_, i) => valueOf(columns.generator, i, solution.columns));
  const found: { running: Commitment; candidate: Candidate }[] = [];
  let start = relaxed;
  const solved = (running: Commitment): SolvedYear | undefined => {
    const next = solveYear(by, yearProgram(c, { variant, running }), start.solution.basis);
    return next.solution.status === "optimal" ? next : undefined;
  };
  const tried = (on: Uint8Array): SolvedYear | undefined => {
    const next = solved({ on });
    if (next !== undefined) found.push({ running: { on }, candidate: closeBothWays(by, next) });
    return next;
  };
  let givenKw = generated(relaxed);
  for (let round = 0; round < NEAR_ROUNDS; round++) {
    const next = solved({ near: givenKw.map((kw) => Math.max(kw, leastKw, LITTLE * sets.ratingKw)) });
    if (next === undefined) break;
    [start, givenKw] = [next, generated(next)];
  }
  let running = worthMost(givenKw);
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const next = tried(running);
    if (next === undefined) break;
    start = next;
    const { year: { columns }, solution } = next;
    const worth = Float64Array.from({ length }, (_, i) => {
      const perKw = (solution.rowDuals[columns.busRow[i] as number] as number) - sets.fuelPerKwh * stepHours;
      return perKw * (running[i] === 1 ? valueOf(columns.generator, i, solution.columns) : sets.ratingKw) - sets.idlePerKwHour * sets.ratingKw * stepHours;
    });
    const better = worthMost(worth);
    if (better.every((on, i) => on === running[i])) break;
    running = better;
  }
  tried(new Uint8Array(length));
  return found;
}
