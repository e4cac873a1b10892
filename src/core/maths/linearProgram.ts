/**
 * A sparse linear programme: least cost·x + offset with columnLower ≤ x ≤ columnUpper and rowLower ≤ A·x ≤ rowUpper. A is stored by rows.
 * Missing bounds are ±Infinity.
 */
export type LinearProgram = {
  readonly columnCount: number;
  readonly rowCount: number;
  readonly cost: Float64Array;
  readonly offset: number;
  readonly columnLower: Float64Array;
  readonly columnUpper: Float64Array;
  readonly rowLower: Float64Array;
  readonly rowUpper: Float64Array;
  /** Start of each row in `columns` and `values`, and their length at the end. */
  readonly starts: Int32Array;
  readonly columns: Int32Array;
  readonly values: Float64Array;
};

/** Where each column and row of a vertex stands: at its lower bound 0, basic 1, at its upper bound 2, free at zero 3, nonbasic 4. */
export type Basis = { readonly columns: Int32Array; readonly rows: Int32Array };

/** Statuses of a basis, as `Basis` counts them. */
export const basisStatus = { lower: 0, basic: 1, upper: 2 } as const;

export type LinearSolution = {
  /** "stopped": a limit of time came first; the columns are then the best known, proven of nothing. */
  readonly status: "optimal" | "infeasible" | "unbounded" | "stopped";
  readonly objective: number;
  readonly columns: Float64Array;
  readonly rowDuals: Float64Array;
  readonly basis: Basis;
  readonly iterations: number;
};

export type SolveOptions = {
  readonly startBasis?: Basis | undefined;
  readonly timeLimitSeconds?: number | undefined;
  /** A point within 1e-8 of the optimum's cost does, where a row that joins all others makes the way to a vertex long. */
  readonly anyPoint?: boolean | undefined;
  /** Share of the way to a large programme's optimum, 0…1, now and then. */
  readonly onProgress?: ((share: number) => void) | undefined;
};

/** What the core asks of a solver, as a plain function: synchronous, so that a run stays one; loaded and handed in by who calls. */
export type Solve = (program: LinearProgram, options?: SolveOptions) => LinearSolution;

/** Builds a programme row by row; columns first, in the order in which they are asked for. */
export type ProgramBuilder = {
  readonly columnCount: number;
  readonly rowCount: number;
  /** A new column. @returns its index */
  column(cost: number, lower: number, upper: number): number;
  /** Adds to the cost of a column that stands. */
  addCost(column: number, cost: number): void;
  addOffset(cost: number): void;
  setBounds(column: number, lower: number, upper: number): void;
  /** A new row lower ≤ Σ ≤ upper, filled by the `entry` calls that follow it. @returns its index */
  row(lower: number, upper: number): number;
  /** One coefficient of the row begun last; a column stands at most once in a row. */
  entry(column: number, value: number): void;
  build(): LinearProgram;
};

export function makeProgram(expectedColumns = 1024, expectedRows = 1024): ProgramBuilder {
  let columnCount = 0;
  let rowCount = 0;
  let entryCount = 0;
  let offset = 0;
  let cost = new Float64Array(expectedColumns);
  let columnLower = new Float64Array(expectedColumns);
  let columnUpper = new Float64Array(expectedColumns);
  let rowLower = new Float64Array(expectedRows);
  let rowUpper = new Float64Array(expectedRows);
  let starts = new Int32Array(expectedRows + 1);
  let columns = new Int32Array(expectedRows * 3);
  let values = new Float64Array(expectedRows * 3);

  return {
    get columnCount() { return columnCount; },
    get rowCount() { return rowCount; },
    column(costPerUnit, lower, upper) {
      if (columnCount === cost.length) [cost, columnLower, columnUpper] = [grown(cost), grown(columnLower), grown(columnUpper)];
      cost[columnCount] = costPerUnit;
      columnLower[columnCount] = lower;
      columnUpper[columnCount] = upper;
      return columnCount++;
    },
    addCost(column, costPerUnit) { cost[column] = (cost[column] as number) + costPerUnit; },
    addOffset(more) { offset += more; },
    setBounds(column, lower, upper) {
      columnLower[column] = lower;
      columnUpper[column] = upper;
    },
    row(lower, upper) {
      if (rowCount === rowLower.length) {
        [rowLower, rowUpper] = [grown(rowLower), grown(rowUpper)];
        const longer = new Int32Array(rowLower.length + 1);
        longer.set(starts);
        starts = longer;
      }
      rowLower[rowCount] = lower;
      rowUpper[rowCount] = upper;
      starts[rowCount + 1] = entryCount;
      return rowCount++;
    },
    entry(column, value) {
      if (entryCount === columns.length) {
        const longer = new Int32Array(columns.length * 2);
        longer.set(columns);
        columns = longer;
        values = grown(values);
      }
      columns[entryCount] = column;
      values[entryCount] = value;
      entryCount++;
      starts[rowCount] = entryCount;
    },
    build: () => ({
      columnCount, rowCount, offset,
      cost: cost.slice(0, columnCount), columnLower: columnLower.slice(0, columnCount), columnUpper: columnUpper.slice(0, columnCount),
      rowLower: rowLower.slice(0, rowCount), rowUpper: rowUpper.slice(0, rowCount),
      starts: starts.slice(0, rowCount + 1), columns: columns.slice(0, entryCount), values: values.slice(0, entryCount),
    }),
  };
}

function grown(array: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> {
  const longer = new Float64Array(array.length * 2);
  longer.set(array);
  return longer;
}
