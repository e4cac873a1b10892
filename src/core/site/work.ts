import type { ProgramBuilder } from "../maths/linearProgram.ts";
import type { Axis } from "../time/axis.ts";
import { reasonCode } from "./reason.ts";

/** State of one deferrable class before a step; refreshed by the pass, never written by a policy. */
export type WorkState = {
  /** kWh of IT energy that has arrived (this step's arrival included) and is not served. */
  backlogKwh: number;
  /** IT kW that must be served in this step for a deadline. */
  dueKw: number;
  /** IT kW that can be served at most: rate cap, hall capacity, backlog. */
  limitKw: number;
};

/** What a work policy wants of one class in a step. The same object is filled again each step; it comes as "serve all, no reason". */
export type WorkProposal = { serveKw: number; reason: number };

export type DecideWork = (step: number, work: WorkState, proposal: WorkProposal) => void;

/** Serves all that it can in every step; nothing is decided, and no deadline needs to be looked ahead for. */
export const atOnce = "at once";

/** One deferrable class on the axis: what arrives, how long it may wait, how fast it may be worked off. */
export type DeferrableWork = {
  readonly name: string;
  readonly windowHours: number;
  /** The window in whole steps, rounded down: what arrives in step i is finished in or before step i + windowSteps. */
  readonly windowSteps: number;
  readonly arrivalItKw: Float64Array;
  /** Cap on its service rate. */
  readonly rateItKw: number;
  /** The cap, or the arrival where that is higher: work run at once is the load as it came. */
  readonly rateLimitItKw: Float64Array;
};

/** What became of one class over the run. */
export type WorkSummary = {
  readonly name: string;
  readonly windowHours: number;
  readonly arrivedKwh: number;
  readonly servedKwh: number;
  /** Finished after its deadline, or never. */
  readonly missedKwh: number;
  /** Steps whose work was not finished within its window. */
  readonly missedDeadlines: number;
  /** Waiting time of the energy served, hours; the quantiles are energy-weighted. */
  readonly delayHours: { readonly mean: number; readonly p50: number; readonly p90: number; readonly p99: number; readonly max: number };
};

/** Columns that placing the work fills; they come with zeros. */
export type WorkColumns = {
  /** IT power served, all classes. */
  readonly deferrableKw: Float64Array;
  /** IT energy waiting at the end of the step, all classes. */
  readonly backlogKwh: Float64Array;
  /** Of the class placed first that has one. */
  readonly workReason: Float64Array;
};

export type PlacedWork = {
  /** IT power served, one column a class, in the order of the classes given; of a single class it is the run's own column. */
  readonly servedItKw: readonly Float64Array[];
  readonly classes: readonly WorkSummary[];
};

/**
 * Places deferrable work: each class first in, first out, between its two cumulative curves A(t − W) ≤ S(t) ≤ A(t).
 *
 * A policy may hold work back; what must run now so that every deadline of work already here can still be met, at the rate cap
 * and in the hall's room of the coming window, runs whatever the policy says. All is served by the end of the run. Classes
 * with the shorter window are placed first and the others take the room they leave.
 *
 * @param mustRunItKw IT power that cannot move, one value a step
 * @param hallItKw most IT power that catch-up work may fill the hall to
 * @param decide one a class, in the order of `classes`
 */
export function placeWork(
  axis: Pick<Axis, "length" | "stepHours">, classes: readonly DeferrableWork[], mustRunItKw: Float64Array, hallItKw: number, decide: readonly (DecideWork | typeof atOnce)[], columns: WorkColumns,
): PlacedWork {
  const n = axis.length;
  const { deferrableKw } = columns;
  const servedItKw = classes.map(() => (classes.length === 1 ? deferrableKw : new Float64Array(n)));
  const summaries: WorkSummary[] = Array.from({ length: classes.length });
  const order = classes.map((_, index) => index).sort((a, b) => classes[a]!.windowSteps - classes[b]!.windowSteps || a - b);
  const roomItKw = new Float64Array(n);
  for (const index of order) {
    const { rateLimitItKw } = classes[index]!;
    for (let i = 0; i < n; i++) {
      const hall = hallItKw - mustRunItKw[i]! - deferrableKw[i]!;
      const rate = rateLimitItKw[i]!;
      roomItKw[i] = hall > rate ? rate : hall > 0 ? hall : 0;
    }
    const served = servedItKw[index]!;
    summaries[index] = placeClass(axis.stepHours, classes[index]!, roomItKw, decide[index]!, served, columns);
    if (served !== deferrableKw) for (let i = 0; i < n; i++) deferrableKw[i]! += served[i]!;
  }
  return { servedItKw, classes: summaries };
}

/** Of one step's arrival: less than this is what rounding leaves (the sums of a year leave 1e-8 of it), and misses no deadline. */
const DUST_FRACTION = 1e-6;

/** Places one class into `roomItKw`, adds its backlog, and says what became of it. */
function placeClass(
  stepHours: number, work: DeferrableWork, roomItKw: Float64Array, decide: DecideWork | typeof atOnce, servedItKw: Float64Array, { backlogKwh, workReason }: WorkColumns,
): WorkSummary {
  const n = servedItKw.length;
  const { arrivalItKw, rateLimitItKw, windowSteps } = work;
  const neededBy = windowSteps === 0 || decide === atOnce ? undefined : leastServed(arrivalItKw, roomItKw, windowSteps);
  const state: WorkState = { backlogKwh: 0, dueKw: 0, limitKw: 0 };
  const proposal: WorkProposal = { serveKw: 0, reason: 0 };
  // Energies are in kW-steps here: work run at once is then the arrival to the last bit.
  const delays = makeDelays(windowSteps);
  let waiting = 0;
  let served = 0;
  let oldest = 0;
  let oldestLeft = arrivalItKw[0] ?? 0;
  let missedDeadlines = 0;
  for (let i = 0; i < n; i++) {
    waiting += arrivalItKw[i]!;
    const room = roomItKw[i]!;
    const limit = waiting < room ? waiting : room;
    let serve = limit;
    let why = 0;
    if (decide !== atOnce) {
      let due = waiting;
      if (neededBy !== undefined && i < n - 1) {
        due = neededBy[i]! - served;
        if (due < 0) due = 0;
      }
      if (due > limit) due = limit;
      state.backlogKwh = waiting * stepHours;
      state.dueKw = due;
      state.limitKw = limit;
      proposal.serveKw = limit;
      proposal.reason = 0;
      decide(i, state, proposal);
      why = proposal.reason;
      // Comparisons, not Math.min: a proposal that is no number serves what is due.
      serve = proposal.serveKw > due ? (proposal.serveKw < limit ? proposal.serveKw : limit) : due;
      if (due - proposal.serveKw > 1e-9 * due) why = reasonCode.deadline;
    }
    if (serve === limit && limit < waiting && why === 0) why = room < rateLimitItKw[i]! ? reasonCode.hallCapacity : reasonCode.rating;

    servedItKw[i] = serve;
    served += serve;
    let left = serve;
    while (oldest <= i) {
      const take = left < oldestLeft ? left : oldestLeft;
      const dust = oldestLeft <= DUST_FRACTION * arrivalItKw[oldest]!;
      if (take > 0) addDelay(delays, dust ? Math.min(i - oldest, windowSteps) : i - oldest, take);
      left -= take;
      oldestLeft -= take;
      if (oldestLeft > 0) break;
      if (!dust && i - oldest > windowSteps) missedDeadlines++;
      oldest++;
      oldestLeft = oldest < n ? arrivalItKw[oldest]! : 0;
    }
    // An empty queue is empty to the last bit, whatever the sums before it rounded to.
    waiting = oldest > i ? 0 : Math.max(waiting - serve, 0);
    backlogKwh[i]! += waiting * stepHours;
    if (why !== 0 && workReason[i] === 0) workReason[i] = why;
  }
  if (oldest < n && oldestLeft <= DUST_FRACTION * arrivalItKw[oldest]!) {
    oldest++;
    if (oldest === n) waiting = 0;
  }
  for (let j = oldest; j < n; j++) if (arrivalItKw[j]! > 0) missedDeadlines++;
  return summary(work, stepHours, delays.kwSteps, waiting, missedDeadlines);
}

/**
 * Least cumulative service (kW-steps) at the end of each step from which the deadlines of the coming window can still be
 * met at full rate: max over t in [i, i + W] of A(t − W) − room(i+1 … t). Looks no further than the window, so it knows no
 * arrival that a policy of that look-ahead may not know; but for the end of the run, by which all is served: that is a rule of
 * the reckoning, not of the site, and it binds in the last hours alone.
 */
function leastServed(arrivalItKw: Float64Array, roomItKw: Float64Array, windowSteps: number): Float64Array {
  const n = arrivalItKw.length;
  // slack(t) = deadline curve less room up to t; the largest of each window by a queue of falling values. What the queue
  // has passed is not read again: the result takes its place.
  const slack = new Float64Array(n);
  const room = new Float64Array(n);
  let arrived = 0;
  let total = 0;
  for (let t = 0; t < n; t++) {
    if (t >= windowSteps) arrived += arrivalItKw[t - windowSteps]!;
    total += roomItKw[t]!;
    room[t] = total;
    slack[t] = arrived - total;
  }
  for (let j = Math.max(n - windowSteps, 0); j < n; j++) arrived += arrivalItKw[j]!;
  const end = arrived - total;
  const queue = new Uint32Array(n);
  let head = 0;
  let tail = 0;
  let next = 0;
  for (let i = 0; i < n; i++) {
    const last = Math.min(i + windowSteps, n - 1);
    for (; next <= last; next++) {
      while (tail > head && slack[queue[tail - 1]!]! <= slack[next]!) tail--;
      queue[tail++] = next;
    }
    while (queue[head]! < i) head++;
    const most = slack[queue[head]!]!;
    slack[i] = (most > end ? most : end) + room[i]!;
  }
  return slack;
}

/**
 * A class in a linear programme: S(t) between its two curves is all that first in, first out asks of it, so that no job has a column of its own.
 * @returns the work that may wait at the end of each step, kWh: what arrived within the window, A(t) − A(t − W); nothing at the end of the run
 */
export function mostWaitingKwh({ arrivalItKw, windowSteps }: DeferrableWork, stepHours: number): Float64Array {
  const most = new Float64Array(arrivalItKw.length);
  // A running sum drifts in its last bits; it never falls below 0.
  let waiting = 0;
  for (let i = 0; i < most.length; i++) {
    waiting += arrivalItKw[i]! - (i >= windowSteps ? arrivalItKw[i - windowSteps]! : 0);
    most[i] = i === most.length - 1 || windowSteps === 0 ? 0 : Math.max(0, waiting * stepHours);
  }
  return most;
}

/**
 * One class and step in a linear programme: what is served, IT kW, and what waits at the end, kWh.
 * @param before the backlog's column at the end of the step before, or what then waits, kWh
 */
export function addLinearWork(
  program: ProgramBuilder, { arrivalItKw, rateLimitItKw }: DeferrableWork, stepHours: number, step: number, before: { readonly column: number } | { readonly kwh: number }, mostKwh: number,
): { readonly serve: number; readonly backlog: number } {
  const serve = program.column(0, 0, rateLimitItKw[step]!);
  const backlog = program.column(0, 0, mostKwh);
  const waitingKwh = arrivalItKw[step]! * stepHours + ("kwh" in before ? before.kwh : 0);
  program.row(waitingKwh, waitingKwh);
  program.entry(backlog, 1);
  program.entry(serve, stepHours);
  if ("column" in before) program.entry(before.column, -1);
  return { serve, backlog };
}

/** Energy served by the steps that it waited, kW-steps; grows where work runs late. */
type Delays = { kwSteps: Float64Array };

function makeDelays(windowSteps: number): Delays {
  return { kwSteps: new Float64Array(windowSteps + 1) };
}

function addDelay(delays: Delays, steps: number, kwSteps: number): void {
  if (steps >= delays.kwSteps.length) {
    const longer = new Float64Array(2 * steps);
    longer.set(delays.kwSteps);
    delays.kwSteps = longer;
  }
  delays.kwSteps[steps]! += kwSteps;
}

function summary(work: DeferrableWork, stepHours: number, servedAtDelay: Float64Array, waiting: number, missedDeadlines: number): WorkSummary {
  let served = 0;
  let late = 0;
  let waited = 0;
  let max = 0;
  for (let k = 0; k < servedAtDelay.length; k++) {
    const amount = servedAtDelay[k]!;
    if (amount === 0) continue;
    served += amount;
    waited += amount * k;
    if (k > work.windowSteps) late += amount;
    max = k;
  }
  const quantile = (share: number): number => {
    let sum = 0;
    for (let k = 0; k < max; k++) {
      sum += servedAtDelay[k]!;
      if (sum >= share * served) return k * stepHours;
    }
    return max * stepHours;
  };
  return {
    name: work.name,
    windowHours: work.windowHours,
    arrivedKwh: (served + waiting) * stepHours,
    servedKwh: served * stepHours,
    missedKwh: (late + waiting) * stepHours,
    missedDeadlines,
    delayHours: { mean: served > 0 ? (waited / served) * stepHours : 0, p50: quantile(0.5), p90: quantile(0.9), p99: quantile(0.99), max: max * stepHours },
  };
}
