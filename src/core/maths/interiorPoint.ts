import type { Basis, LinearProgram } from "./linearProgram.ts";
import { nearestVertex } from "./nearestVertex.ts";
import { normalEquations } from "./normalEquations.ts";
import { standardForm, type StandardForm } from "./standardForm.ts";

export type InteriorSolution = {
  /** "optimal": the gap is below the tolerance; "stopped": `goOn` said so; "lost": no progress, as where there is no plan at all. */
  readonly status: "optimal" | "stopped" | "lost";
  readonly columns: Float64Array;
  readonly rowDuals: Float64Array;
  readonly objective: number;
  /** Of the dual: no point costs less, but for the tolerance that the dual is met with. */
  readonly bound: number;
  /** Least distance of the two that was reached, relative to the objective; rows and costs are met as well as that asks for. */
  readonly gap: number;
  readonly iterations: number;
  /** Where columns and rows stand by the look of it: the optimum's own vertex where it has only one. */
  readonly basis: Basis;
};

export type InteriorOptions = {
  /** Of the gap between a point and its bound, relative to the objective. */
  readonly tolerance?: number | undefined;
  /** Later columns cost so much more, up to this share of the mean price: of plans that cost the same the earliest is found, and with it a vertex. Costs told are then near the programme's. */
  readonly breakTies?: number | undefined;
  /** Asked before each step, with the share of the way that is done, 0…1. */
  readonly goOn?: ((share: number) => boolean) | undefined;
};

/** Ties are broken among so many columns in a row: beyond a day or two nothing waits for a better time. */
const TIED_COLUMNS = 1000;
/** Bounds give way by so much of what costs do, each in units of its own; neighbours by amounts that are spread. */
const LOOSENED = 0.1;
const SPREAD = 619;
const MOST_ITERATIONS = 150;
/** Steps go on while the gap shrinks, and end where it has not for so many; at first it may widen for longer, while rows that are far from met come near. */
const PATIENCE = 10;
const FIRST_PATIENCE = 25;
/** What rows and costs may be short of, relative: the regularisation leaves some 1e-10. */
const MOST_SHORT = 1e-8;
/** Keeps θ finite for columns that are free to move; the step is bent by less than the next one mends. */
const COLUMN_REGULARISATION = 1e-6;
/** Share of the way to the nearest bound that a step goes: more the nearer the optimum, never all. */
const [LEAST_OF_WAY, MOST_OF_WAY] = [0.95, 0.9995];
/** A first point keeps from each bound so far, in units of the form, or this share of the range. */
const FIRST_MARGIN = 1;
const FIRST_SHARE = 0.25;

/**
 * Mehrotra's predictor-corrector method (Mehrotra 1992, SIAM J. Optim. 2, 575–601; Wright 1997, Primal-Dual Interior-Point Methods, ch. 10) for programmes whose rows couple neighbours in time: each
 * step costs a factor of a few entries a row, and there are some dozens of steps however long the run. For x, upper − x and their duals z, v: A·x = b, Aᵀ·y + z − v = c, x·z = μ, (upper − x)·v = μ, μ → 0.
 * @returns null where the programme is not of that kind: a column without bounds, rows that all couple with all
 */
export function interiorPoint(program: LinearProgram, { tolerance = 1e-10, breakTies = 0, goOn = () => true }: InteriorOptions = {}): InteriorSolution | null {
  const form = standardForm(program);
  const equations = form && normalEquations(form);
  if (form === null || equations === null) return null;
  const { rowCount: m, columnCount: n, cost, upper, rhs, byRow, byColumn } = form;
  const column = () => new Float64Array(n);
  const [x, z, room, v, theta, costLeft, g, dx, dz, dv, price] = [column(), column(), column(), column(), column(), column(), column(), column(), column(), column(), column()];
  const [y, dy, short, nothing] = [new Float64Array(m), new Float64Array(m), new Float64Array(m), new Float64Array(m)];
  const largest = (list: Float64Array) => list.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const [rhsSize, costSize] = [1 + largest(rhs), 1 + largest(cost)];
  const limited = Uint8Array.from(upper, (most) => (most < Infinity ? 1 : 0));
  let sides = n;
  for (let j = 0; j < n; j++) sides += limited[j]!;

  if (breakTies > 0) breakAllTies(form, breakTies);
  firstPoint();
  let status: InteriorSolution["status"] = "lost";
  let [objective, bound] = [0, 0];
  let [leastGap, lastGain, firstGap] = [Infinity, 0, 0];
  let iterations = 0;
  for (; iterations < MOST_ITERATIONS; iterations++) {
    const { mu, gap } = measure();
    if (gap < 0.9 * leastGap) [leastGap, lastGain] = [gap, iterations];
    if (gap < tolerance) {
      status = "optimal";
      break;
    }
    if (Number.isNaN(gap) || iterations - lastGain > (lastGain === 0 ? FIRST_PATIENCE : PATIENCE)) break;
    if (iterations === 0) firstGap = gap;
    if (!goOn(share(firstGap, leastGap, tolerance))) {
      status = "stopped";
      break;
    }
    step(mu);
  }
  const { quantity, price: pricePerUnit, costAtZero } = form;
  const unit = quantity * pricePerUnit;
  return {
    status, iterations, gap: leastGap, columns: form.restore(x), rowDuals: form.restoreDuals(y),
    objective: objective * unit + costAtZero, bound: bound * unit + costAtZero, basis: form.basisOf(nearestVertex(form, { x, z, room, v })),
  };

  /** Nearest to A·x = b and to Aᵀ·y = c, then moved inside. */
  function firstPoint(): void {
    theta.fill(1);
    equations!.factorise(theta);
    equations!.solve(rhs, g, x, dy);
    equations!.solve(nothing, cost, dx, y);
    priceBy(y, price);
    for (let j = 0; j < n; j++) {
      const margin = Math.min(FIRST_MARGIN, FIRST_SHARE * upper[j]!);
      x[j] = Math.min(Math.max(x[j]!, margin), upper[j]! - margin);
      const left = cost[j]! - price[j]!;
      z[j] = Math.max(left, 0) + 1;
      if (limited[j] === 0) continue;
      room[j] = upper[j]! - x[j]!;
      v[j] = Math.max(-left, 0) + 1;
    }
  }

  /** Fills what is short of each row and of each cost. */
  function measure(): { readonly mu: number; readonly gap: number } {
    priceBy(y, price);
    // Sums of its own: the closure's numbers would be made anew at each write.
    let [mu, worstRow, worstCost, costs, bounds] = [0, 0, 0, 0, 0];
    for (let r = 0; r < m; r++) {
      let sum = rhs[r]!;
      for (let k = byRow.starts[r]!; k < byRow.starts[r + 1]!; k++) sum -= byRow.values[k]! * x[byRow.indices[k]!]!;
      short[r] = sum;
      worstRow = Math.max(worstRow, Math.abs(sum));
      bounds += y[r]! * rhs[r]!;
    }
    for (let j = 0; j < n; j++) {
      let left = cost[j]! - price[j]! - z[j]!;
      mu += x[j]! * z[j]!;
      costs += cost[j]! * x[j]!;
      if (limited[j] === 1) {
        left += v[j]!;
        mu += room[j]! * v[j]!;
        bounds -= upper[j]! * v[j]!;
      }
      costLeft[j] = left;
      worstCost = Math.max(worstCost, Math.abs(left));
    }
    [objective, bound] = [costs, bounds];
    const gap = Math.max(Math.abs(objective - bound) / (1 + Math.abs(objective)), (tolerance / MOST_SHORT) * Math.max(worstRow / rhsSize, worstCost / costSize));
    return { mu: mu / sides, gap };
  }

  function step(mu: number): void {
    for (let j = 0; j < n; j++) theta[j] = 1 / (z[j]! / x[j]! + (limited[j] === 1 ? v[j]! / room[j]! : 0) + COLUMN_REGULARISATION);
    equations!.factorise(theta);
    direction(0, false);
    const [most, mostDual] = lengths();
    let ahead = 0;
    for (let j = 0; j < n; j++) {
      ahead += (x[j]! + most * dx[j]!) * (z[j]! + mostDual * dz[j]!);
      if (limited[j] === 1) ahead += (room[j]! - most * dx[j]!) * (v[j]! + mostDual * dv[j]!);
    }
    const share = ahead / sides / mu;
    direction(share * share * share * mu, true);
    const keep = Math.min(MOST_OF_WAY, Math.max(LEAST_OF_WAY, 1 - mu));
    const [length, dualLength] = lengths().map((longest) => Math.min(1, keep * longest)) as [number, number];
    for (let j = 0; j < n; j++) {
      x[j] = x[j]! + length * dx[j]!;
      z[j] = z[j]! + dualLength * dz[j]!;
      if (limited[j] === 0) continue;
      room[j] = room[j]! - length * dx[j]!;
      v[j] = v[j]! + dualLength * dv[j]!;
    }
    for (let r = 0; r < m; r++) y[r] = y[r]! + dualLength * dy[r]!;
  }

  /** Newton's step towards x·z = μ; the second one counts what the first would miss by. */
  function direction(mu: number, second: boolean): void {
    for (let j = 0; j < n; j++) {
      const low = mu - x[j]! * z[j]! - (second ? dx[j]! * dz[j]! : 0);
      dz[j] = low;
      let side = costLeft[j]! - low / x[j]!;
      if (limited[j] === 1) {
        const high = mu - room[j]! * v[j]! + (second ? dx[j]! * dv[j]! : 0);
        dv[j] = high;
        side += high / room[j]!;
      }
      g[j] = side;
    }
    equations!.solve(short, g, dx, dy);
    for (let j = 0; j < n; j++) {
      dz[j] = (dz[j]! - z[j]! * dx[j]!) / x[j]!;
      if (limited[j] === 1) dv[j] = (dv[j]! + v[j]! * dx[j]!) / room[j]!;
    }
  }

  /** Longest steps that keep all above 0, of the point and of its duals. */
  function lengths(): [number, number] {
    let [longest, longestDual] = [1, 1];
    for (let j = 0; j < n; j++) {
      if (dx[j]! < 0) {
        if (x[j]! + longest * dx[j]! < 0) longest = -x[j]! / dx[j]!;
      } else if (limited[j] === 1 && room[j]! - longest * dx[j]! < 0) longest = room[j]! / dx[j]!;
      if (z[j]! + longestDual * dz[j]! < 0) longestDual = -z[j]! / dz[j]!;
      if (limited[j] === 1 && v[j]! + longestDual * dv[j]! < 0) longestDual = -v[j]! / dv[j]!;
    }
    return [longest, longestDual];
  }

  /** Aᵀ·y */
  function priceBy(duals: Float64Array, out: Float64Array): void {
    for (let j = 0; j < n; j++) {
      let sum = 0;
      for (let k = byColumn.starts[j]!; k < byColumn.starts[j + 1]!; k++) sum += byColumn.values[k]! * duals[byColumn.indices[k]!]!;
      out[j] = sum;
    }
  }
}

/** Of points that cost the same one becomes the cheapest, and where more bounds than needed meet in a point they part. */
function breakAllTies({ columnCount, cost, upper, rhs, byColumn }: StandardForm, by: number): void {
  for (let j = 0; j < columnCount; j++) {
    cost[j] = cost[j]! + (by * (j % TIED_COLUMNS)) / TIED_COLUMNS;
    // A bound gives way by an amount of its own.
    const slack = by * LOOSENED * (0.5 + ((j * SPREAD) % TIED_COLUMNS) / (2 * TIED_COLUMNS));
    upper[j] = upper[j]! + 2 * slack;
    for (let k = byColumn.starts[j]!; k < byColumn.starts[j + 1]!; k++) rhs[byColumn.indices[k]!] = rhs[byColumn.indices[k]!]! + byColumn.values[k]! * slack;
  }
}

/** How far the gap has come from the first to the tolerance, by its digits. */
function share(first: number, now: number, tolerance: number): number {
  let [whole, done] = [0, 0];
  for (let gap = first; gap > tolerance; gap /= 2) whole++;
  for (let gap = first; gap > now; gap /= 2) done++;
  return whole === 0 ? 0 : Math.min(1, done / whole);
}
