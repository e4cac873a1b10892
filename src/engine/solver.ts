import type { Highs } from "highs";
import { assert } from "../core/errors.ts";
import type { interiorPoint } from "../core/maths/interiorPoint.ts";
import type { orderedProgram } from "../core/maths/orderedProgram.ts";
import type { Basis, LinearProgram, LinearSolution, Solve, SolveOptions } from "../core/maths/linearProgram.ts";

/**
 * HiGHS (Hall et al., highs.dev, WebAssembly, one thread) as the plain function that the core takes. Loaded when first asked for: 1.2 MB.
 * Each solve blocks its thread; to cancel, end the worker.
 */
export async function loadSolver(options: { readonly wasmUrl?: string | undefined } = {}): Promise<Solve> {
  const [{ default: loadHighs }, { interiorPoint: fromInside }, { orderedProgram: inOrder }] = await Promise.all([import("highs"), import("../core/maths/interiorPoint.ts"), import("../core/maths/orderedProgram.ts")]);
  const { wasmUrl } = options;
  const highs = await loadHighs(wasmUrl === undefined ? {} : { locateFile: () => wasmUrl });
  return (program, solveOptions = {}) => solveWith({ highs, fromInside, inOrder }, program, solveOptions);
}

let loaded: Promise<Solve> | null = null;

/** The thread's own solver, loaded when it is first asked for. */
export function solver(): Promise<Solve> {
  loaded ??= loadSolver();
  return loaded;
}

/** From so many columns on a programme without a start is led near its optimum from inside first: the simplex alone would need tens of thousands of steps. */
const LARGE = 4000;
/** Gap at which the columns of the optimum's vertex are told from the rest, and how far ties are broken, so that it has one. */
const VERTEX = { tolerance: 1e-11, breakTies: 1e-4 };
/** Rounding may keep it from that gap; up to this one its vertex is the better start. */
const NEAR_GAP = 1e-6;

/** Gap of a point that is as good as a vertex; and how near a bound, in units of the programme, it lies on it: solar that runs by a milliwatt is none. */
const POINT = { tolerance: 1e-10, gap: 1e-8, onBound: 1e-5 };

/** Exact steepest-edge weights for a basis that is not all slack cost a solve with each row of it, far more than the steps that repair it; Devex starts at 1. */
const DEVEX = { simplex_dual_edge_weight_strategy: 1 } as const;

/** A way to the optimum: from the start given, from a vertex found by the interior point, cold. A simplex can lose its way in rounding, most from a start that is nearly singular: then it begins anew, and last by another road. */
type Road = { readonly solver: "simplex" | "ipm"; readonly start?: Basis | undefined; readonly options?: Readonly<Record<string, number>> };

type Solvers = { readonly highs: Highs; readonly fromInside: typeof interiorPoint; readonly inOrder: typeof orderedProgram };

function solveWith({ highs, fromInside, inOrder }: Solvers, program: LinearProgram, options: SolveOptions): LinearSolution {
  const end = options.timeLimitSeconds === undefined ? Infinity : performance.now() + options.timeLimitSeconds * 1000;
  const point = options.anyPoint === true && program.columnCount >= LARGE ? pointFrom(fromInside, program, options, end) : null;
  if (point !== null) return point;
  const roads = roadsFor(fromInside, program, options, end);
  for (const [attempt, road] of roads.entries()) {
    const ordered = road.start !== undefined && program.columnCount >= LARGE ? inOrder(program, road.start) : null;
    const found = takeRoad(highs, ordered?.program ?? program, ordered === null ? road : { ...road, start: ordered.basis }, (end - performance.now()) / 1000);
    const solution = found !== null && ordered !== null ? ordered.restore(found) : found;
    if (solution !== null || attempt === roads.length - 1) {
      assert(solution !== null, "no road to a solution was taken");
      return solution;
    }
  }
  throw new Error("there is no road");
}

/** The optimum as the interior point leaves it. @returns null where it lost its way */
function pointFrom(fromInside: Solvers["fromInside"], program: LinearProgram, { onProgress }: SolveOptions, end: number): LinearSolution | null {
  const inside = fromInside(program, { tolerance: POINT.tolerance, goOn: untilEnd(onProgress, end) });
  if (inside === null || inside.gap > POINT.gap) return null;
  const columns = inside.columns.map((value, j) => {
    const [low, high] = [program.columnLower[j] as number, program.columnUpper[j] as number];
    return value - low < POINT.onBound ? low : high - value < POINT.onBound ? high : value;
  });
  return { status: "optimal", objective: Math.min(inside.objective, inside.bound), columns, rowDuals: inside.rowDuals, basis: inside.basis, iterations: inside.iterations };
}

/** Tells the share that is done, and goes on until the time is over. */
function untilEnd(onProgress: SolveOptions["onProgress"], end: number): (share: number) => boolean {
  return (share) => {
    onProgress?.(share);
    return performance.now() < end;
  };
}

function roadsFor(fromInside: Solvers["fromInside"], program: LinearProgram, { startBasis, onProgress, anyPoint }: SolveOptions, end: number): readonly Road[] {
  const cold: readonly Road[] = [{ solver: "simplex" }, { solver: "ipm" }];
  if (startBasis !== undefined) return [{ solver: "simplex", start: startBasis, options: { ...DEVEX } }, ...cold];
  // Where any point would do, the way from inside was tried and lost.
  if (program.columnCount < LARGE || anyPoint === true) return cold;
  const inside = fromInside(program, { ...VERTEX, goOn: untilEnd(onProgress, end) });
  if (inside === null || inside.gap > NEAR_GAP) return cold;
  // The vertex keeps all limits but for what ties were broken by: some steps mend that, if no cost is moved aside for them first.
  return [{ solver: "simplex", start: inside.basis, options: { ...DEVEX, dual_simplex_cost_perturbation_multiplier: 0 } }, ...cold];
}

/** @returns null where the road ends in rounding */
function takeRoad(highs: Highs, program: LinearProgram, { solver, start, options = {} }: Road, secondsLeft: number): LinearSolution | null {
  const { constants } = highs;
  const model = highs.createModel({
    numCols: program.columnCount, numRows: program.rowCount, offset: program.offset,
    colCost: program.cost, colLower: program.columnLower, colUpper: program.columnUpper, rowLower: program.rowLower, rowUpper: program.rowUpper,
    matrix: { format: "csr", numRows: program.rowCount, numCols: program.columnCount, starts: program.starts, indices: program.columns, values: program.values },
  });
  try {
    // With a basis to start from, presolve would throw it away.
    model.options.set({ output_flag: false, solver, random_seed: 0, presolve: start === undefined ? "on" : "off", ...options });
    if (secondsLeft < Infinity) model.options.set("time_limit", Math.max(0, secondsLeft));
    if (start !== undefined) model.setBasis({ colStatus: start.columns, rowStatus: start.rows });
    const { modelStatus } = model.run();
    if (modelStatus === constants.modelStatus.unknown) return null;
    const solution = model.getSolution();
    const basis = model.getBasis();
    return {
      status: statusOf(modelStatus, constants.modelStatus),
      objective: model.getObjectiveValue(),
      columns: solution.colValue,
      rowDuals: solution.rowDual,
      basis: { columns: basis.colStatus, rows: basis.rowStatus },
      iterations: Number(model.info.get("simplex_iteration_count")),
    };
  } finally {
    model.dispose();
  }
}

function statusOf(code: number, codes: Highs["constants"]["modelStatus"]): LinearSolution["status"] {
  switch (code) {
    case codes.optimal: case codes.empty: return "optimal";
    case codes.infeasible: return "infeasible";
    case codes.unbounded: case codes.unboundedOrInfeasible: return "unbounded";
    default:
      // "Unknown" is a simplex that lost its way in rounding.
      assert(code === codes.timeLimit || code === codes.interrupted || code === codes.unknown, `the solver ended in state ${code}`);
      return "stopped";
  }
}

