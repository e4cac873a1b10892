import { lowerHull, slopeOf, type Knot } from "../market/tariff/linear.ts";
import type { ProgramBuilder } from "../maths/linearProgram.ts";
import type { ColdStoreRatings, CoolingPlant } from "../site/coolingPlant.ts";
import type { StepColumns } from "./stepColumns.ts";

/** A cold store that a plan uses, beside heat that is given. */
export type PlannedCold = {
  readonly store: ColdStoreRatings;
  readonly plant: Pick<CoolingPlant, "chillerKw" | "chillerCapacityKw">;
  /** Heat that the chillers take without the store, kW. */
  readonly heatKw: Float64Array;
};

/** Points of the chillers' curve that lines are laid through, over the range that the store can move them. */
const POINTS = 9;
const FINE = 33;

/**
 * The store in a step: heat put in (negative: taken out), the electricity that it moves, and what it holds at the end; to be added to the bus is the second. Chillers at part
 * load are no straight line: tangents and chords under their curve stand for it, so that no plan costs less.
 * @param roomKw what the connection has left for the chillers where nothing else could help them, else Infinity
 * @returns column of electricity beyond what the heat alone takes, kW; −1 where nothing can be moved
 */
export function addColdStep(builder: ProgramBuilder, columns: StepColumns, { store, plant, heatKw }: PlannedCold, i: number, begins: boolean, roomKw: number, stepHours: number): number {
  const heat = heatKw[i] as number;
  const extraKw = (kw: number) => plant.chillerKw(i, heat + kw) - plant.chillerKw(i, heat);
  const rated = Math.max(0, Math.min(store.powerKw, plant.chillerCapacityKw(i) - heat));
  const mostIn = extraKw(rated) <= roomKw ? rated : mostWithin(extraKw, rated, Math.max(0, roomKw));
  const mostOut = Math.min(store.powerKw, heat);
  const moved = columns.coldHeat[i] = builder.column(0, -mostOut, mostIn);
  const held = columns.coldStored[i] = builder.column(0, 0, store.capacityKwh);
  builder.row(0, 0);
  builder.entry(held, 1);
  if (!begins) builder.entry(columns.coldStored[i - 1] as number, -(1 - store.lossPerStep));
  builder.entry(moved, -stepHours);
  if (mostIn + mostOut <= 0) return -1;
  const lines = linesUnder(extraKw, -mostOut, mostIn);
  const [only] = lines;
  const electricity = builder.column(0, -Infinity, Infinity);
  for (const { slope, atZero } of lines) {
    builder.row(atZero, lines.length === 1 ? (only as Line).atZero : Infinity);
    builder.entry(electricity, 1);
    builder.entry(moved, -slope);
  }
  return electricity;
}

/** Heat whose electricity the room just holds. */
function mostWithin(extraKw: (kw: number) => number, rated: number, roomKw: number): number {
  let [low, high] = [0, rated];
  for (let halving = 0; halving < 50; halving++) {
    const middle = (low + high) / 2;
    if (extraKw(middle) <= roomKw) low = middle;
    else high = middle;
  }
  return low;
}

type Line = { readonly slope: number; readonly atZero: number };

/** Straight lines that a curve does not go under: those of the lower convex hull of a few points, lowered to where the curve lies between them. */
function linesUnder(curve: (kw: number) => number, from: number, to: number): Line[] {
  const pointsOf = (count: number): Knot[] => Array.from({ length: count }, (_, k) => from + ((to - from) * k) / (count - 1)).map((kw) => ({ quantity: kw, cost: curve(kw) }));
  const fine = pointsOf(FINE);
  const hull = lowerHull(pointsOf(POINTS));
  return hull.slice(1).map((knot, k) => {
    const before = hull[k] as Knot;
    const slope = slopeOf(before, knot);
    let atZero = before.cost - slope * before.quantity;
    let bend = 0;
    for (let j = 0; j < fine.length; j++) {
      atZero = Math.min(atZero, (fine[j] as Knot).cost - slope * (fine[j] as Knot).quantity);
      if (j > 1) bend = Math.max(bend, (fine[j] as Knot).cost - 2 * (fine[j - 1] as Knot).cost + (fine[j - 2] as Knot).cost);
    }
    // A parabola dips at most an eighth of its second difference under the lower of two points.
    return { slope, atZero: atZero - bend / 8 };
  });
}

/** Most electricity that the store can add to what the chillers take, kW. */
export function mostExtraKw({ store, plant, heatKw }: PlannedCold, i: number): number {
  const heat = heatKw[i] as number;
  return plant.chillerKw(i, heat + Math.max(0, Math.min(store.powerKw, plant.chillerCapacityKw(i) - heat))) - plant.chillerKw(i, heat);
}

/** Most that it can spare them, kW. */
export function mostSparedKw({ store, plant, heatKw }: PlannedCold, i: number): number {
  const heat = heatKw[i] as number;
  return plant.chillerKw(i, heat) - plant.chillerKw(i, Math.max(0, heat - store.powerKw));
}
