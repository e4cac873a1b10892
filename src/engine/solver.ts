import type { Highs } from "highs";
import type { LinearProgram, LinearSolution, Solve, SolveOptions } from "../core/maths/linearProgram.ts";
import { assert } from "../core/errors.ts";

/**
 * HiGHS (Hall et al., highs.dev, WebAssembly, one thread) as the plain function that the core takes. Loaded when first asked for: 1.2 MB.
 * Each solve blocks its thread; to cancel, end the worker.
 */
export async function loadSolver(options: { readonly wasmUrl?: string | undefined } = {}): Promise<Solve> {
  const { default: loadHighs } = await import("highs");
  const { wasmUrl } = options;
  const highs = await loadHighs(wasmUrl === undefined ? {} : { locateFile: () => wasmUrl });
  return (program, solveOptions = {}) => solveWith(highs, program, solveOptions);
}

let loaded: Promise<Solve> | null = null;

/** The thread's own solver, loaded when it is first asked for. */
export function solver(): Promise<Solve> {
  loaded ??= loadSolver();
  return loaded;
}

/** A simplex can lose its way in rounding, most from a start that is nearly singular: then it begins anew, and last by another road. */
const roads = [{ solver: "simplex", fromStart: true }, { solver: "simplex", fromStart: false }, { solver: "ipm", fromStart: false }] as const;

function solveWith(highs: Highs, program: LinearProgram, { startBasis, timeLimitSeconds, nearly = false }: SolveOptions): LinearSolution {
  const { constants } = highs;
  for (const [attempt, { solver, fromStart }] of roads.entries()) {
    const model = highs.createModel({
      numCols: program.columnCount, numRows: program.rowCount, offset: program.offset,
      colCost: program.cost, colLower: program.columnLower, colUpper: program.columnUpper, rowLower: program.rowLower, rowUpper: program.rowUpper,
      matrix: { format: "csr", numRows: program.rowCount, numCols: program.columnCount, starts: program.starts, indices: program.columns, values: program.values },
    });
    try {
      const start = fromStart ? startBasis : undefined;
      // Dual simplex: interior point and PDLP lose on these programmes; with a basis to start from, presolve would throw it away.
      model.options.set("output_flag", false);
      model.options.set("solver", solver);
      model.options.set("random_seed", 0);
      model.options.set("presolve", start === undefined ? "on" : "off");
      if (timeLimitSeconds !== undefined) model.options.set("time_limit", timeLimitSeconds);
      // Exact steepest-edge weights for a basis that is not all slack cost a solve with each row of it, far more than the few steps that repair it: Devex starts at 1.
      if (nearly && start !== undefined) model.options.set("simplex_dual_edge_weight_strategy", 1);
      if (start !== undefined) model.setBasis({ colStatus: start.columns, rowStatus: start.rows });
      const { modelStatus } = model.run();
      if (modelStatus === constants.modelStatus.unknown && attempt < roads.length - 1) continue;
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
  throw new Error("no road to a solution was taken");
}

function statusOf(code: number, codes: Highs["constants"]["modelStatus"]): LinearSolution["status"] {
  switch (code) {
    case codes.optimal: case codes.empty: return "optimal";
    case codes.infeasible: return "infeasible";
    case codes.unbounded: case codes.unboundedOrInfeasible: return "unbounded";
    default:
      // "Unknown" is a simplex that lost its way in rounding.
      assert(code === codes.timeLimit || code === codes.iterationLimit || code === codes.interrupted || code === codes.unknown, `the solver ended in state ${code}`);
      return "stopped";
  }
}

