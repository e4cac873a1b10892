import { shuffle } from "./latinHypercube.ts";
import { mean, standardDeviation } from "./statistics.ts";

/** Levels on which trajectories walk, and the step between the ends of one move. */
const LEVELS = 4;
export const MORRIS_STEP = LEVELS / (2 * (LEVELS - 1));

/** A walk from a random point of the grid that moves every coordinate once, in random order and direction. */
export type Trajectory = {
  /** One more than there are coordinates; each a list of coordinates, 0…1. */
  readonly points: readonly (readonly number[])[];
  /** Which coordinate moves from point k to point k + 1. */
  readonly moved: readonly number[];
};

/** Morris (1991), Factorial sampling plans for preliminary computational experiments, Technometrics 33(2), 161–174: p = 4, Δ = p / (2 (p − 1)) = 2/3. */
export function morrisTrajectory(dimensions: number, next: () => number): Trajectory {
  const moved = Array.from({ length: dimensions }, (_, k) => k);
  shuffle(moved, next);
  const low = moved.map(() => Math.floor(next() * (LEVELS / 2)) / (LEVELS - 1));
  const up = moved.map(() => next() < 0.5);
  const points = [low.map((x, k) => (up[k] ? x : x + MORRIS_STEP))];
  for (const k of moved) points.push(points.at(-1)!.map((x, other) => (other === k ? (up[k] ? x + MORRIS_STEP : x - MORRIS_STEP) : x)));
  return { points, moved };
}

/** Effect of moving one coordinate over its whole range, as the moves of each trajectory tell it. */
export type ElementaryEffects = {
  /** Mean: its sign is the direction. */
  readonly mu: number;
  /** Mean of the sizes (Campolongo, Cariboni & Saltelli 2007, Environ. Model. Softw. 22, 1509–1518): what is screened by. */
  readonly muStar: number;
  /** Standard deviation: how far the effect depends on where the others stand. */
  readonly sigma: number;
  /** Standard error of `muStar`. */
  readonly muStarError: number;
};

/** @param outputs of each trajectory, in the order of its points */
export function elementaryEffects(trajectories: readonly Pick<Trajectory, "points" | "moved">[], outputs: readonly (readonly number[])[]): ElementaryEffects[] {
  const dimensions = trajectories[0]?.moved.length ?? 0;
  const effects: number[][] = Array.from({ length: dimensions }, () => []);
  trajectories.forEach(({ points, moved }, t) => {
    moved.forEach((k, step) => {
      const change = (outputs[t]![step + 1]! - outputs[t]![step]!) / (points[step + 1]![k]! - points[step]![k]!);
      if (Number.isFinite(change)) effects[k]!.push(change);
    });
  });
  return effects.map((of) => {
    const sizes = of.map(Math.abs);
    return { mu: mean(of), muStar: mean(sizes), sigma: standardDeviation(of), muStarError: standardDeviation(sizes) / Math.sqrt(of.length) };
  });
}
