import type { Basis, Solve } from "../maths/linearProgram.ts";
import type { YearCase } from "./yearCase.ts";
import { basisStatus, partProgram, type MonthRange, type YearProgram } from "./yearProgram.ts";

/** A part of the run with the basis of its optimum; without one where it has no plan alone. */
export type SolvedPart = { readonly part: MonthRange; readonly basis: Basis | undefined };

/**
 * How a run is cut: months, then pairs of months, then fours, each level begun from the joined bases of the one before, and the run from
 * the last. A boundary between months is repaired where the programme is small, and a step of the simplex is cheap.
 */
export function partsOf(months: number, placesWork: boolean): readonly (readonly MonthRange[])[] {
  const cut = (length: number): MonthRange[] => Array.from({ length: Math.ceil(months / length) }, (_, k) => ({ first: k * length, end: Math.min((k + 1) * length, months) }));
  return (placesWork ? LEVELS : LEVELS.slice(0, 1)).filter((length) => length < months).map(cut);
}

/** Months in a part, level by level. */
const LEVELS = [1, 2, 4];

/** Solves a part by itself, begun from the bases of its own parts. */
export function solvePart(c: YearCase, solve: Solve, part: MonthRange, own: readonly SolvedPart[], timeLimitSeconds?: number): SolvedPart {
  const assembled = partProgram(c, { variant: 0 }, part);
  const startBasis = own.length === 0 ? undefined : joined(assembled, part.first, own);
  const { status, basis } = solve(assembled.program, { startBasis, timeLimitSeconds, nearly: startBasis !== undefined });
  return { part, basis: status === "optimal" ? basis : undefined };
}

export function levelByLevel(c: YearCase, solve: Solve, timeLimitSeconds: number | undefined): readonly SolvedPart[] {
  let before: SolvedPart[] = [];
  for (const level of partsOf(c.axis.monthStart.length - 1, c.classes.length > 0)) before = level.map((part) => solvePart(c, solve, part, within(before, part), timeLimitSeconds));
  return before;
}

/** Those of the parts that lie within one. */
export function within(parts: readonly SolvedPart[], { first, end }: MonthRange): SolvedPart[] {
  return parts.filter(({ part }) => part.first >= first && part.end <= end);
}

/** Bases of neighbours, one after another; those of a part that has none are slack, as is what couples the months. */
export function joined({ program, sections, tail }: YearProgram, firstMonth: number, parts: readonly SolvedPart[]): Basis {
  const columns = new Int32Array(program.columnCount).fill(basisStatus.lower);
  const rows = new Int32Array(program.rowCount).fill(basisStatus.basic);
  const [columnEnds, rowEnds] = [ends(sections.map((section) => section.columns)), ends(sections.map((section) => section.rows))];
  for (const { part: { first }, basis } of parts) {
    if (basis === undefined) continue;
    columns.set(basis.columns, columnEnds[first - firstMonth]);
    rows.set(basis.rows, rowEnds[first - firstMonth]);
  }
  columns.set(tail.columns, columnEnds.at(-1));
  rows.set(tail.rows, rowEnds.at(-1));
  return { columns, rows };
}

/** 0 and the sums up to each. */
function ends(counts: readonly number[]): number[] {
  const sums = [0];
  for (const count of counts) sums.push((sums.at(-1) as number) + count);
  return sums;
}

/** A basis of another reading of the same run: the months are alike, what couples them may not be. */
export function fitted(basis: Basis, { program, sections, tail }: YearProgram): Basis {
  if (basis.columns.length === program.columnCount && basis.rows.length === program.rowCount) return basis;
  const [columns, rows] = [new Int32Array(program.columnCount), new Int32Array(program.rowCount)];
  const [monthColumns, monthRows] = sections.reduce(([a, b], section) => [a + section.columns, b + section.rows], [0, 0] as [number, number]);
  columns.set(basis.columns.subarray(0, monthColumns));
  rows.set(basis.rows.subarray(0, monthRows));
  columns.set(tail.columns, monthColumns);
  rows.set(tail.rows, monthRows);
  if (basis.columns.length === columns.length) {
    // The same columns, more rows at the end, or fewer: those that are there keep their places.
    columns.set(basis.columns);
    rows.set(basis.rows.subarray(0, rows.length));
  }
  return { columns, rows };
}
