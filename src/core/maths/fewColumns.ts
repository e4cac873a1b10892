import { log } from "./functions.ts";
import { makeProgram, type Basis, type LinearProgram, type LinearSolution, type Solve } from "./linearProgram.ts";

export type FewColumnsOptions = {
  /** Where the search begins, one value a column; also how far it first steps. */
  readonly near: readonly number[];
  readonly timeLimitSeconds?: number | undefined;
  /** Rows that the search keeps to and the answer need not: they spare it points that have no plan, or one that is hard to find. */
  readonly kept?: readonly OwnRow[] | undefined;
  /** Share that is done, 0…1, by how far the gap has closed. */
  readonly onProgress?: ((fraction: number) => void) | undefined;
};

/** From here on the vertex is near enough to be found in a box: relative gap between the best point and the planes under all. */
const NEAR_GAP = 2e-3;
const MOST_POINTS = 60;
const MOST_RETREATS = 6;
/** The box around the best point, share of its value and of the first step. */
const BOX_SHARE = 0.25;
/** A step that helped is followed by a longer one, one that did not by a shorter. */
const [LONGER, SHORTER] = [1.5, 0.6];

/**
 * Least cost of a programme in which a few dense columns couple all the others: a size that bounds thousands of steps. By itself the simplex goes from vertex to vertex along each of them.
 * Held at a point, what is left is solved from the last basis in a few steps; its cost is convex in the few, and their reduced costs are the slope of a plane that lies under it everywhere (Kelley 1960,
 * J. SIAM 8(4), 703–712), here within a step that grows and shrinks. Once the planes close in, the columns are let free in a box around the best point, and the programme is solved to its vertex; where that
 * leans on a side of the box, the box moves on. So the answer is the programme's own optimum. Where no
 * plan is found near a point the programme is solved as it stands.
 */
export function solveByFewColumns(program: LinearProgram, few: readonly number[], solve: Solve, { near, kept = [], timeLimitSeconds, onProgress }: FewColumnsOptions): LinearSolution {
  const bounds = few.map((column) => ({ low: program.columnLower[column] as number, high: program.columnUpper[column] as number }));
  const steps = few.map((_, k) => Math.min(near[k] as number, ((bounds[k]?.high ?? 0) - (bounds[k]?.low ?? 0)) / 2));
  if (steps.every((step) => step <= 0)) return solve(program, { timeLimitSeconds });
  const within = (value: number, k: number) => Math.min(Math.max(value, bounds[k]?.low ?? 0), bounds[k]?.high ?? 0);
  const own = [...ownRows(program, few), ...kept];
  const planes: Plane[] = [];
  let best: Plane | undefined;
  let basis: Basis | undefined;
  let least = -Infinity;
  let reach = 1;
  let retreats = 0;
  let at = near.map(within);
  while (!own.every(({ values, low, high }) => inside(values, at, low, high))) at = at.map((value, k) => (value - within(-Infinity, k) > 1e-9 ? within(value / 2, k) : within(-Infinity, k)));
  for (let point = 0; point < MOST_POINTS; point++) {
    const solution = solve(held(program, few, at, at), { startBasis: basis, timeLimitSeconds });
    if (solution.status === "infeasible" && best !== undefined && retreats < MOST_RETREATS) {
      // What has a plan is convex: half-way to a point that has one there is more of it.
      const known: readonly number[] = best.at;
      at = at.map((value, k) => (value + (known[k] as number)) / 2);
      retreats++;
      continue;
    }
    if (solution.status !== "optimal") return solve(program, { timeLimitSeconds });
    retreats = 0;
    basis = solution.basis;
    const plane = { at, cost: solution.objective, slope: slopes(program, few, solution.rowDuals) };
    planes.push(plane);
    const better = best === undefined || plane.cost < best.cost;
    if (better) best = plane;
    if (point > 0) reach *= better ? LONGER : SHORTER;
    const { cost, at: middle } = best as Plane;
    least = Math.max(least, lowest(planes, cost, { bounds, own, steps }, solve).cost);
    const gap = Math.max(0, cost - least) / Math.max(1, Math.abs(cost));
    onProgress?.(Math.min(0.9, (0.9 * log(Math.min(1, Math.max(gap, NEAR_GAP)))) / log(NEAR_GAP)));
    if (gap < NEAR_GAP) break;
    const reachable = bounds.map((_, k) => ({ low: within((middle[k] as number) - reach * (steps[k] as number), k), high: within((middle[k] as number) + reach * (steps[k] as number), k) }));
    at = lowest(planes, cost, { bounds: reachable, own, steps }, solve).at;
  }
  return inBoxes(program, few, { from: (best as Plane).at, steps, basis, within }, solve, timeLimitSeconds);
}

/** A plane under the cost: what a point costs, and what one more of each column changes. */
type Plane = { readonly at: readonly number[]; readonly cost: number; readonly slope: readonly number[] };
type Bounds = readonly { readonly low: number; readonly high: number }[];

/** The programme with a few columns between other bounds. */
function held(program: LinearProgram, few: readonly number[], low: readonly number[], high: readonly number[]): LinearProgram {
  const [columnLower, columnUpper] = [Float64Array.from(program.columnLower), Float64Array.from(program.columnUpper)];
  few.forEach((column, k) => {
    columnLower[column] = low[k] as number;
    columnUpper[column] = high[k] as number;
  });
  return { ...program, columnLower, columnUpper };
}

/** Reduced costs: what is left of a column's own cost when its rows are paid at their duals. */
function slopes({ cost, rowCount, starts, columns, values }: LinearProgram, few: readonly number[], rowDuals: Float64Array): number[] {
  const place = new Map(few.map((column, k) => [column, k]));
  const slope = few.map((column) => cost[column] as number);
  for (let r = 0; r < rowCount; r++) {
    for (let e = starts[r] as number; e < (starts[r + 1] as number); e++) {
      const k = place.get(columns[e] as number);
      if (k !== undefined) slope[k] = (slope[k] as number) - (values[e] as number) * (rowDuals[r] as number);
    }
  }
  return slope;
}

/** A row in which only the few stand, a value each: a budget. */
export type OwnRow = { readonly values: readonly number[]; readonly low: number; readonly high: number };

function ownRows({ rowCount, starts, columns, values, rowLower, rowUpper }: LinearProgram, few: readonly number[]): OwnRow[] {
  const own: OwnRow[] = [];
  for (let r = 0; r < rowCount; r++) {
    const inRow = columns.subarray(starts[r], starts[r + 1]);
    if (inRow.length > few.length || !inRow.every((column) => few.includes(column))) continue;
    own.push({ values: few.map((column) => (inRow.includes(column) ? (values[(starts[r] as number) + inRow.indexOf(column)] as number) : 0)), low: rowLower[r] as number, high: rowUpper[r] as number });
  }
  return own;
}

function inside(values: readonly number[], at: readonly number[], low: number, high: number): boolean {
  const sum = values.reduce((total, value, k) => total + value * (at[k] as number), 0);
  return sum >= low && sum <= high;
}

/** Where the planes are lowest within bounds: a programme of as many columns as there are few, in units of the steps and of the cost at hand. */
function lowest(planes: readonly Plane[], cost: number, { bounds, own, steps }: { readonly bounds: Bounds; readonly own: readonly OwnRow[]; readonly steps: readonly number[] }, solve: Solve): { readonly cost: number; readonly at: number[] } {
  const unit = Math.max(1, Math.abs(cost));
  const builder = makeProgram(bounds.length + 1, planes.length);
  const size = (k: number) => ((steps[k] as number) > 0 ? (steps[k] as number) : 1);
  const columns = bounds.map(({ low, high }, k) => builder.column(0, low / size(k), high / size(k)));
  const above = builder.column(1, -1e9, Infinity);
  for (const plane of planes) {
    const atZero = plane.cost - cost - plane.slope.reduce((sum, slope, k) => sum + slope * (plane.at[k] as number), 0);
    builder.row(atZero / unit, Infinity);
    builder.entry(above, 1);
    columns.forEach((column, k) => { builder.entry(column, (-(plane.slope[k] as number) * size(k)) / unit); });
  }
  for (const { values, low, high } of own) {
    builder.row(low, high);
    columns.forEach((column, k) => { builder.entry(column, (values[k] as number) * size(k)); });
  }
  const { objective, columns: found } = solve(builder.build());
  return { cost: cost + objective * unit, at: columns.map((column, k) => Math.min(Math.max((found[column] as number) * size(k), bounds[k]?.low ?? 0), bounds[k]?.high ?? 0)) };
}

/** The vertex: of the box around a point, and of the next where it leans on a side that is no bound; at last of all. */
function inBoxes(program: LinearProgram, few: readonly number[], search: { readonly from: readonly number[]; readonly steps: readonly number[]; readonly basis: Basis | undefined; readonly within: (value: number, k: number) => number }, solve: Solve, timeLimitSeconds: number | undefined): LinearSolution {
  const { steps, within } = search;
  let middle = search.from;
  let basis = search.basis;
  for (let share = BOX_SHARE; share < 8; share *= 2) {
    const half = middle.map((value, k) => share * Math.max(value, steps[k] as number));
    const [low, high] = [-1, 1].map((side) => middle.map((value, k) => within(value + side * (half[k] as number), k))) as [number[], number[]];
    const solution = solve(held(program, few, low, high), { startBasis: basis, timeLimitSeconds });
    if (solution.status !== "optimal") break;
    const found = few.map((column) => solution.columns[column] as number);
    const leans = found.some((value, k) => (value <= (low[k] as number) && (low[k] as number) > within(-Infinity, k)) || (value >= (high[k] as number) && (high[k] as number) < within(Infinity, k)));
    if (!leans) return solution;
    [middle, basis] = [found, solution.basis];
  }
  return solve(program, { startBasis: basis, timeLimitSeconds });
}
