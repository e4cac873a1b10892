import { isoMinute } from "./clock.ts";
import { collectFaults } from "./faults.ts";
import { MAX_ROWS } from "./limits.ts";
import type { Oddity } from "./reader.ts";

/** Rows of a file on a uniform axis in absolute time. */
export type Grid = {
  readonly startMs: number;
  readonly stepMinutes: number;
  readonly length: number;
  /** Slot of each row; −1 where the row is dropped (a second copy of an instant). */
  readonly slot: Int32Array;
  readonly issues: readonly Oddity[];
};

/**
 * Lays rows on the grid of their commonest step. Rows out of order are put in order, doubled instants keep their first row, absent ones stay empty; each is counted.
 * @param instants start of each row's interval, ms of Unix time, in the order of the file
 * @param dropped rows that another rule has dropped already
 * @returns null where no step is common to most rows
 * @throws InputError with the line of rows that lie off the grid
 */
export function layOnGrid(instants: Float64Array, file: string, lines: ArrayLike<number>, dropped?: ReadonlySet<number>): Grid | null {
  const descending = isDescending(instants);
  const issues: Oddity[] = [];
  const kept = dropped === undefined || dropped.size === 0 ? instants : instants.filter((_, i) => !dropped.has(i));
  if (kept.length < 2) return null;
  let backwards = 0;
  let firstBackwards = -1;
  for (let i = 1; i < instants.length; i++) {
    if (descending ? instants[i]! > instants[i - 1]! : instants[i]! < instants[i - 1]!) {
      if (backwards++ === 0) firstBackwards = i;
    }
  }
  const sorted = backwards > 0 ? Float64Array.from(kept).sort() : descending ? Float64Array.from(kept).reverse() : kept;
  const stepMs = commonestStep(sorted);
  if (stepMs === null) return null;
  const startMs = sorted[0]!;
  const length = Math.round((sorted.at(-1)! - startMs) / stepMs) + 1;
  const faults = collectFaults(file);
  // A file that is nearly all gap is a stamp gone wrong, not a file with gaps.
  if (length > MAX_ROWS || length > 50 * kept.length + 1000) {
    faults.add(undefined, `stamps from ${isoMinute(startMs)} to ${isoMinute(sorted.at(-1)!)} in steps of ${stepMs / 60_000} minutes`, `stamps that mostly follow one another: is a year mistyped?`);
    faults.throwAny();
  }

  const slot = new Int32Array(instants.length);
  const taken = new Uint8Array(length);
  let doubled = 0;
  let firstDoubled = -1;
  let filled = 0;
  for (let row = 0; row < instants.length; row++) {
    if (dropped?.has(row)) {
      slot[row] = -1;
      continue;
    }
    const at = (instants[row]! - startMs) / stepMs;
    if (at !== Math.floor(at)) {
      faults.add(lines[row], isoMinute(instants[row]!), `a stamp on the grid of ${stepMs / 60_000} minutes that begins at ${isoMinute(startMs)}`);
      continue;
    }
    if (taken[at] === 1) {
      slot[row] = -1;
      if (doubled++ === 0) firstDoubled = row;
      continue;
    }
    taken[at] = 1;
    filled++;
    slot[row] = at;
  }
  faults.throwAny();
  if (descending) issues.push({ class: "order", count: instants.length, first: `line ${lines[0]}`, message: "Rows run from the newest to the oldest; put in order of time." });
  if (backwards > 0) issues.push({ class: "order", count: backwards, first: `line ${lines[firstBackwards]}`, message: `${backwards} rows stand on the wrong side of their neighbour; put in order of time.` });
  if (doubled > 0) {
    issues.push({ class: "duplicate", count: doubled, first: `line ${lines[firstDoubled]}, ${isoMinute(instants[firstDoubled]!)}`, message: `${doubled} rows repeat an instant that stands there already; the first copy is kept.` });
  }
  if (filled < length) issues.push(emptySlots(taken, startMs, stepMs));
  return { startMs, stepMinutes: stepMs / 60_000, length, slot, issues };
}

/** One column on the grid; NaN where the file has no row. */
export function placeOnGrid(grid: Grid, values: Float64Array): Float64Array {
  const placed = new Float64Array(grid.length).fill(Number.NaN);
  for (let row = 0; row < grid.slot.length; row++) {
    const at = grid.slot[row]!;
    if (at >= 0) placed[at] = values[row]!;
  }
  return placed;
}

function isDescending(instants: Float64Array): boolean {
  let falls = 0;
  let rises = 0;
  for (let i = 1; i < instants.length; i++) {
    if (instants[i]! < instants[i - 1]!) falls++;
    else if (instants[i]! > instants[i - 1]!) rises++;
  }
  return falls > rises;
}

/** In ms; null where fewer than half of the steps are alike. */
function commonestStep(sorted: Float64Array): number | null {
  const counts = new Map<number, number>();
  let rises = 0;
  for (let i = 1; i < sorted.length; i++) {
    const step = sorted[i]! - sorted[i - 1]!;
    if (step === 0) continue;
    rises++;
    counts.set(step, (counts.get(step) ?? 0) + 1);
    if (counts.size > 100_000) return null;
  }
  let best: number | null = null;
  for (const [step, count] of counts) if (best === null || count > counts.get(best)! || (count === counts.get(best)! && step < best)) best = step;
  return best !== null && counts.get(best)! >= rises / 2 ? best : null;
}

function emptySlots(taken: Uint8Array, startMs: number, stepMs: number): Oddity {
  let missing = 0;
  let gaps = 0;
  let first = -1;
  let run = 0;
  let longest = 0;
  for (let at = 0; at < taken.length; at++) {
    if (taken[at] === 1) {
      run = 0;
      continue;
    }
    if (first < 0) first = at;
    if (run++ === 0) gaps++;
    missing++;
    if (run > longest) longest = run;
  }
  return {
    class: "gap", count: missing, first: isoMinute(startMs + first * stepMs),
    message: `${missing} intervals have no row, in ${gaps} gap${gaps === 1 ? "" : "s"}, the longest of ${longest}.`,
  };
}
