import { InfeasibleError, LimitError, assert } from "../errors.ts";
import type { LinearGap } from "../market/tariff/linear.ts";
import { readMeter } from "../market/tariff/readings.ts";
import { billingDemand, settleTariff } from "../market/tariff/settleTariff.ts";
import { makeProgram, type Basis, type LinearProgram, type LinearSolution, type Solve } from "../maths/linearProgram.ts";
import { reasonCode } from "../site/reason.ts";
import { basisStatus, partProgram, variantCount, yearProgram, type MonthRange, type SizeColumns, type StepColumns, type YearCase, type YearProgram } from "./yearProgram.ts";

/** What decides a run when everything is known: one value a step, kW. */
export type Plan = {
  readonly chargeKw: Float64Array;
  readonly dischargeKw: Float64Array;
  /** Solar and wind held back. */
  readonly curtailKw: Float64Array;
  /** IT power served, one column a class. */
  readonly serveItKw: readonly Float64Array[];
  readonly batteryReason: Uint8Array;
  readonly workReason: readonly Uint8Array[];
};

export type Optimum = {
  readonly plan: Plan;
  /** "optimal": proven to 1e-6; "feasible": a plan and a bound with a gap between them (`gaps` says why); "stopped": a limit of time came first. */
  readonly status: "optimal" | "feasible" | "stopped";
  /** What the plan costs: the bill less its fixed charges, and wear. */
  readonly objective: number;
  /** No plan costs less; null where the solver was stopped before it knew. */
  readonly bound: number | null;
  /** Why the plan is not proven the best: parts of the bill, or of the plant, that no linear programme holds. */
  readonly gaps: readonly OptimumGap[];
};

export type OptimumGap = LinearGap
  /** A generator that starts, fails and burns fuel at no load; a battery that the plant holds back for it. */
  | "outages"
  /** Calls on a reserve, which nobody plans: the bound is that of the year without them. */
  | "reserve"
  /** Work that is placed along the tangent of a chiller's part load. */
  | "partLoad";

export type OptimiseOptions = {
  /** The last level of `partsOf`, solved elsewhere; without it the same parts are solved here, in order: the same bytes. */
  readonly startParts?: readonly SolvedPart[] | undefined;
  /** For each solve of the run. */
  readonly timeLimitSeconds?: number | undefined;
};

/** A bound this near, relative to the objective, proves an optimum. */
const PROVEN = 1e-6;
/** A flow below this is the solver's tolerance, kW. */
const DUST_KW = 1e-7;
/** After so many rounds what is gained by burning energy only moves from step to step: then every step keeps to the way it goes. */
const FEW_ROUNDS = 2;
/** Solves in search of the tier that a plan ends in, and of steps in which the battery works both ways. */
const MOST_ROUNDS = 8;

/**
 * The best plan of a run by linear programming, all of it known ahead.
 * @throws InfeasibleError where no plan keeps the connection's and the hall's limits; LimitError where the time was over before there was any plan
 */
export function optimise(c: YearCase, solve: Solve, { startParts, timeLimitSeconds }: OptimiseOptions = {}): Optimum {
  const variants = variantCount(c.tariff);
  let best: Candidate | undefined;
  let bound = Infinity;
  let known = true;
  const gaps = new Set<OptimumGap>(c.outages === undefined ? [] : ["outages"]);
  const parts = startParts ?? levelByLevel(c, solve, timeLimitSeconds);
  let basis = parts.length === 0 ? undefined : joined(yearProgram(c, { variant: 0, loose: true }), 0, parts);
  for (let variant = 0; variant < variants; variant++) {
    const { year, first } = solveVariant(c, variant, basis, best?.objective ?? Infinity, solve, timeLimitSeconds);
    for (const gap of year.gaps) gaps.add(gap);
    if (first === "worse") continue;
    if (first.status === "infeasible" && year.program.rowCount > yearProgram(c, { variant, loose: true }).program.rowCount) continue;
    if (first.status === "stopped") {
      known = false;
      continue;
    }
    if (first.status === "infeasible") throw infeasible(year, c, solve);
    assert(first.status === "optimal", `the year's programme is ${first.status}: prices below every limit`);
    basis = first.basis;
    bound = Math.min(bound, first.objective);
    const closed = closeBothWays(c, year, first, solve, timeLimitSeconds);
    for (const candidate of [closed, ...(year.gaps.length > 0 ? refined(c, variant, closed, solve, timeLimitSeconds) : [])]) {
      if (best === undefined || candidate.objective < best.objective) best = candidate;
    }
  }
  best ??= monthsAsPlan(c, solve, timeLimitSeconds);
  const objective = best.objective;
  const proven = known && c.outages === undefined && objective - bound <= PROVEN * Math.max(1, Math.abs(objective));
  return { plan: planOf(c, best.year, best.solution), status: !known ? "stopped" : proven ? "optimal" : "feasible", objective, bound: known ? Math.min(bound, objective) : null, gaps: [...gaps] };
}

/**
 * One reading of the tariff: first without the conditions that it asks of the year, which are rows as dense as the run is long. Where that is no better than a plan in hand, or keeps
 * the conditions by itself, it is enough.
 */
function solveVariant(c: YearCase, variant: number, basis: Basis | undefined, bestObjective: number, solve: Solve, timeLimitSeconds: number | undefined): { readonly year: YearProgram; readonly first: LinearSolution | "worse" } {
  const from = (year: YearProgram, start: Basis | undefined, nearly: boolean) => solve(year.program, { startBasis: start && fitted(start, year), timeLimitSeconds, nearly: nearly && start !== undefined });
  const loose = yearProgram(c, { variant, loose: true });
  const first = from(loose, basis, true);
  if (first.status !== "optimal") return { year: loose, first };
  if (first.objective >= bestObjective) return { year: loose, first: "worse" };
  const year = yearProgram(c, { variant });
  if (keepsRows(year.program, loose.program.rowCount, first.columns)) return { year: loose, first };
  return { year, first: from(year, first.basis, false) };
}

/** Whether a point keeps the rows from `firstRow` on. */
function keepsRows({ rowCount, starts, columns, values, rowLower, rowUpper }: LinearProgram, firstRow: number, point: Float64Array): boolean {
  for (let r = firstRow; r < rowCount; r++) {
    let sum = 0;
    for (let k = starts[r] as number; k < (starts[r + 1] as number); k++) sum += (values[k] as number) * (point[columns[k] as number] as number);
    if (sum < (rowLower[r] as number) || sum > (rowUpper[r] as number)) return false;
  }
  return true;
}

/** Sizes of least yearly cost, and what a year under them costs, equipment left out; where no sizes keep the limits, as `optimise`. */
export function optimiseSizes(c: YearCase, solve: Solve, timeLimitSeconds?: number): { readonly status: Optimum["status"]; readonly values: Readonly<Record<keyof SizeColumns, number>>; readonly operationCost: number } {
  const year = yearProgram(c, { variant: variantCount(c.tariff) - 1 });
  const { sizes } = year;
  assert(sizes !== undefined && c.sizes !== undefined, "a programme of sizes");
  const solution = solve(year.program, { timeLimitSeconds });
  if (solution.status === "infeasible") throw infeasible(year, c, solve);
  if (solution.status !== "optimal") throw new LimitError("solver seconds", "no sizes within them", `${timeLimitSeconds ?? Infinity} s`);
  const valueAt = (column: number) => solution.columns[column] as number;
  const values = { batteryKw: valueAt(sizes.batteryKw), batteryKwh: valueAt(sizes.batteryKwh), solarKw: valueAt(sizes.solarKw), windKw: valueAt(sizes.windKw), startKwh: valueAt(sizes.startKwh) };
  const equipmentCost = values.batteryKw * c.sizes.batteryKw.yearlyCost + values.batteryKwh * c.sizes.batteryKwh.yearlyCost + values.solarKw * c.sizes.solar.yearlyCost + values.windKw * c.sizes.wind.yearlyCost;
  return { status: year.gaps.length === 0 && variantCount(c.tariff) === 1 ? "optimal" : "feasible", values, operationCost: solution.objective - equipmentCost };
}

/** Relative distance of an optimum's objective from its bound, 0 where it is proven to the last digit; null where the bound is not known. */
export function gapOf({ objective, bound }: Pick<Optimum, "objective" | "bound">): number | null {
  return bound === null ? null : (objective - bound) / Math.max(1, Math.abs(objective));
}

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

/** A part of the run with the basis of its optimum; without one where it has no plan alone. */
export type SolvedPart = { readonly part: MonthRange; readonly basis: Basis | undefined };

/** Bases of neighbours, one after another; those of a part that has none are slack, as is what couples the months. */
function joined({ program, sections, tail }: YearProgram, firstMonth: number, parts: readonly SolvedPart[]): Basis {
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

function levelByLevel(c: YearCase, solve: Solve, timeLimitSeconds: number | undefined): readonly SolvedPart[] {
  let before: SolvedPart[] = [];
  for (const level of partsOf(c.axis.monthStart.length - 1, c.classes.length > 0)) before = level.map((part) => solvePart(c, solve, part, within(before, part), timeLimitSeconds));
  return before;
}

/** Those of the parts that lie within one. */
export function within(parts: readonly SolvedPart[], { first, end }: MonthRange): SolvedPart[] {
  return parts.filter(({ part }) => part.first >= first && part.end <= end);
}

/** A basis of another reading of the same run: the months are alike, what couples them may not be. */
function fitted(basis: Basis, { program, sections, tail }: YearProgram): Basis {
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

type Candidate = { readonly year: YearProgram; readonly solution: LinearSolution; readonly objective: number };

/**
 * With negative prices the programme may burn energy by charging and discharging at once, and where selling pays more than buying it may do both. In each
 * such step the smaller of the two is closed and the programme solved again, from where it stands, until none is left: the first optimum is a bound,
 * the last a plan.
 */
function closeBothWays(c: YearCase, year: YearProgram, first: LinearSolution, solve: Solve, timeLimitSeconds: number | undefined): Candidate {
  const { program, columns } = year;
  let solution = first;
  let left = 0;
  const columnUpper = Float64Array.from(program.columnUpper);
  const closedProgram: LinearProgram = { ...program, columnUpper };
  for (let round = 0; round < MOST_ROUNDS; round++) {
    left = closeOnce(year, solution.columns, columnUpper, round >= FEW_ROUNDS);
    if (left === 0) break;
    const next = solve(closedProgram, { startBasis: solution.basis, timeLimitSeconds });
    if (next.status !== "optimal") break;
    solution = next;
  }
  const objective = left > 0 || year.gaps.length > 0 ? costOfPlan(c, columns, solution.columns) : solution.objective;
  return { year, solution, objective };
}

/** @returns how many pairs had both */
function closeOnce({ columns: { charge, discharge, imported, exported }, exclusive }: YearProgram, values: Float64Array, columnUpper: Float64Array, everywhere: boolean): number {
  let both = 0;
  const close = (a: number, b: number) => {
    if (a < 0 || b < 0) return;
    const [x, y] = [values[a] as number, values[b] as number];
    const inBoth = x > 1e-6 && y > 1e-6;
    if (inBoth) both++;
    if (inBoth || everywhere) columnUpper[x < y ? a : b] = 0;
  };
  for (let i = 0; i < charge.length; i++) {
    close(charge[i] as number, discharge[i] as number);
    close(imported[i] as number, exported[i] as number);
  }
  for (const [one, other] of exclusive) close(one, other);
  return both;
}

/** Plans of a tariff that is not convex: its charges told as they run at the plan before, until that no longer helps. */
function refined(c: YearCase, variant: number, from: Candidate, solve: Solve, timeLimitSeconds: number | undefined): Candidate[] {
  const found: Candidate[] = [];
  let last = from;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const { importKw, exportKw } = meterOf(c, last.year.columns, last.solution.columns);
    const readings = readMeter(c.tariff.basis, { importKw, exportKw });
    const year = yearProgram(c, { variant, at: { readings, billingKw: billingDemand(c.tariff.basis, readings) } });
    const solution = solve(year.program, { startBasis: fitted(last.solution.basis, year), timeLimitSeconds });
    if (solution.status !== "optimal") break;
    const next = closeBothWays(c, year, solution, solve, timeLimitSeconds);
    found.push(next);
    if (next.objective >= last.objective - PROVEN * Math.abs(last.objective)) break;
    last = next;
  }
  return found;
}

/** What the meter sees of a plan: import and export of a step are one flow. */
function meterOf({ axis }: YearCase, columns: StepColumns, values: Float64Array): { readonly importKw: Float64Array; readonly exportKw: Float64Array } {
  const importKw = new Float64Array(axis.length);
  const exportKw = new Float64Array(axis.length);
  for (let i = 0; i < axis.length; i++) {
    const flow = valueOf(columns.imported, i, values) - valueOf(columns.exported, i, values);
    if (flow > 0) importKw[i] = flow;
    else exportKw[i] = -flow;
  }
  return { importKw, exportKw };
}

/** The plan's bill less fixed charges, and its wear: the true cost where the programme's own is only near it. */
function costOfPlan(c: YearCase, columns: StepColumns, values: Float64Array): number {
  const { axis, site, tariff, ratings } = c;
  const generationKw = Float64Array.from({ length: axis.length }, (_, i) => (site.pvAvailableKw[i] as number) + (site.windAvailableKw[i] as number) - valueOf(columns.spilt, i, values));
  const { total, fixed } = settleTariff(tariff, { ...meterOf(c, columns, values), generationKw });
  let dischargeKwh = 0;
  for (let i = 0; i < axis.length; i++) dischargeKwh += valueOf(columns.discharge, i, values) * axis.stepHours;
  return total - fixed + dischargeKwh * ratings.wearCostPerKwh;
}

/** The months by themselves, put together: each ends as the run began, so that together they are a plan, if not the best. */
function monthsAsPlan(c: YearCase, solve: Solve, timeLimitSeconds: number | undefined): Candidate {
  const year = yearProgram(c, { variant: 0 });
  const values = new Float64Array(year.program.columnCount);
  let column = 0;
  year.sections.forEach((section, m) => {
    const { program } = partProgram(c, { variant: 0 }, { first: m, end: m + 1 });
    const solution = solve(program, { timeLimitSeconds });
    if (solution.status !== "optimal") throw new LimitError("solver seconds", "no plan of every month within them", `${timeLimitSeconds ?? Infinity} s`);
    values.set(solution.columns.subarray(0, section.columns), column);
    column += section.columns;
  });
  const solution: LinearSolution = { status: "stopped", objective: NaN, columns: values, rowDuals: new Float64Array(year.program.rowCount), basis: joined(year, 0, []), iterations: 0 };
  return { year, solution, objective: costOfPlan(c, year.columns, values) };
}

function valueOf(column: Int32Array, i: number, values: Float64Array): number {
  const index = column[i] as number;
  return index < 0 ? 0 : (values[index] as number);
}

/** Flows and reasons of a solution. A reason is what binds: a peak that costs, the connection, a rating, an end of the store; else the side of the price that the step is on. */
function planOf(c: YearCase, { columns, program }: YearProgram, { columns: values, rowDuals }: LinearSolution): Plan {
  const { axis, site, baseKw, classes, ratings } = c;
  const n = axis.length;
  const plan = {
    chargeKw: new Float64Array(n), dischargeKw: new Float64Array(n), curtailKw: new Float64Array(n), batteryReason: new Uint8Array(n),
    serveItKw: classes.map(() => new Float64Array(n)), workReason: classes.map(() => new Uint8Array(n)),
  };
  const atUpper = (column: Int32Array, i: number) => {
    const index = column[i] as number;
    return index >= 0 && (values[index] as number) >= (program.columnUpper[index] as number) - 1e-6;
  };
  const atLower = (column: Int32Array, i: number) => {
    const index = column[i] as number;
    return index >= 0 && (values[index] as number) <= (program.columnLower[index] as number) + 1e-6;
  };
  const dualAt = (row: Int32Array, i: number) => ((row[i] as number) < 0 ? 0 : Math.abs(rowDuals[row[i] as number] as number));
  for (let i = 0; i < n; i++) {
    const net = valueOf(columns.charge, i, values) - valueOf(columns.discharge, i, values);
    if (net > DUST_KW) plan.chargeKw[i] = net;
    else if (net < -DUST_KW) plan.dischargeKw[i] = -net;
    const spilt = valueOf(columns.spilt, i, values);
    if (spilt > DUST_KW) plan.curtailKw[i] = spilt;
    const peakBinds = dualAt(columns.peakRow, i) > 1e-9;
    const importBinds = (program.columnUpper[columns.imported[i] as number] as number) < Infinity && atUpper(columns.imported, i);
    if (Math.abs(net) > DUST_KW) {
      const surplus = (baseKw[i] as number) < (site.pvAvailableKw[i] as number) + (site.windAvailableKw[i] as number);
      plan.batteryReason[i] = reasonCode[
        peakBinds ? "peakThreshold" : importBinds ? "importLimit"
        : net > 0
          ? (atUpper(columns.charge, i) ? "rating" : atUpper(columns.soc, i) ? "socCeiling" : surplus ? "surplus" : "cheapPrice")
          : (atUpper(columns.exported, i) ? "exportLimit" : atUpper(columns.discharge, i) ? "rating" : atLower(columns.soc, i) ? (ratings.socMinKwh > ratings.outageFloorKwh ? "reserve" : "socFloor") : "dearPrice")
      ];
    }
    classes.forEach(({ arrivalItKw }, k) => {
      const served = valueOf(columns.serve[k] as Int32Array, i, values);
      (plan.serveItKw[k] as Float64Array)[i] = served;
      if (Math.abs(served - (arrivalItKw[i] as number)) <= DUST_KW) return;
      const later = served < (arrivalItKw[i] as number);
      (plan.workReason[k] as Uint8Array)[i] = reasonCode[
        peakBinds ? "peakThreshold" : importBinds ? "importLimit" : dualAt(columns.hallRow, i) > 1e-9 ? "hallCapacity"
        : atUpper(columns.serve[k] as Int32Array, i) ? "rating" : later && atUpper(columns.backlog[k] as Int32Array, i) ? "deadline" : later ? "dearPrice" : "cheapPrice"
      ];
    });
  }
  return plan;
}

/** Shortest way to keep what cannot be kept: a programme in which limits may be broken at one price each tells which, when and by how much. */
function infeasible({ program, columns }: YearProgram, { axis, ratings }: YearCase, solve: Solve): InfeasibleError {
  const builder = makeProgram(program.columnCount + 3 * axis.length, program.rowCount);
  for (let j = 0; j < program.columnCount; j++) builder.column(0, program.columnLower[j] as number, program.columnUpper[j] as number);
  const shortKw = new Int32Array(axis.length);
  const shortIt = new Int32Array(axis.length).fill(-1);
  // What a row may lack: load goes unserved on the bus, the hall holds more than it can.
  const lack = new Map<number, { readonly column: number; readonly sign: number }>();
  for (let i = 0; i < axis.length; i++) {
    shortKw[i] = builder.column(1, 0, Infinity);
    lack.set(columns.busRow[i] as number, { column: shortKw[i] as number, sign: 1 });
    if ((columns.hallRow[i] as number) < 0) continue;
    shortIt[i] = builder.column(1, 0, Infinity);
    lack.set(columns.hallRow[i] as number, { column: shortIt[i] as number, sign: -1 });
  }
  const last = columns.soc[axis.length - 1] ?? -1;
  if (last >= 0) builder.setBounds(last, 0, ratings.capacityKwh);
  const shortSoc = last >= 0 ? builder.column(1 / axis.stepHours, 0, Infinity) : -1;
  for (let r = 0; r < program.rowCount; r++) {
    builder.row(program.rowLower[r] as number, program.rowUpper[r] as number);
    for (let k = program.starts[r] as number; k < (program.starts[r + 1] as number); k++) builder.entry(program.columns[k] as number, program.values[k] as number);
    const short = lack.get(r);
    if (short !== undefined) builder.entry(short.column, short.sign);
  }
  if (last >= 0) {
    builder.row(ratings.initialSocKwh, Infinity);
    builder.entry(last, 1);
    builder.entry(shortSoc, 1);
  }
  const { status, columns: values } = solve(builder.build());
  if (status === "optimal") {
    const bus = spanOf((i) => values[shortKw[i] as number] as number, axis.length);
    if (bus !== undefined) return new InfeasibleError("importLimitKw", bus.first, bus.last, bus.worst);
    const hall = spanOf((i) => valueOf(shortIt, i, values), axis.length);
    if (hall !== undefined) return new InfeasibleError("hallItKw", hall.first, hall.last, hall.worst);
    if (shortSoc >= 0 && (values[shortSoc] as number) > 1e-6) return new InfeasibleError("finalSocKwh", axis.length - 1, axis.length - 1, (values[shortSoc] as number) / axis.stepHours);
  }
  return new InfeasibleError("all limits together", 0, axis.length - 1, 0);
}

/** First stretch without a break in which something is short, and the worst of it. */
function spanOf(of: (i: number) => number, length: number): { readonly first: number; readonly last: number; readonly worst: number } | undefined {
  let first = -1;
  let last = -1;
  let worst = 0;
  for (let i = 0; i < length; i++) {
    const short = of(i);
    if (short <= 1e-6) {
      if (first >= 0) break;
      continue;
    }
    if (first < 0) first = i;
    last = i;
    worst = Math.max(worst, short);
  }
  return first < 0 ? undefined : { first, last, worst };
}
