import { eliminate } from "./elimination.ts";
import { basisStatus, type Basis, type LinearProgram, type LinearSolution } from "./linearProgram.ts";
import { turned } from "./sparseLines.ts";

/** A programme with its columns and rows in another order, and the way back. */
export type OrderedProgram = { readonly program: LinearProgram; readonly basis: Basis; restore(solution: LinearSolution): LinearSolution };

/**
 * The order in which the vertex's basis can be taken by triangular steps comes first. A simplex that looks for these steps pass by pass through its columns finds one of a chain a pass where the chain runs
 * the other way, and the store of a year is a chain of as many links as the year has steps; in this order it finds them all in one.
 */
export function orderedProgram(program: LinearProgram, basis: Basis): OrderedProgram {
  const { columnCount, rowCount } = program;
  const byRow = { starts: program.starts, indices: program.columns, values: program.values };
  const chosenColumns = Uint8Array.from(basis.columns, (status) => (status === basisStatus.basic ? 1 : 0));
  const chosenRows = Uint8Array.from(basis.rows, (status) => (status === basisStatus.basic ? 0 : 1));
  const { columns: firstColumns, rows: firstRows } = eliminate(byRow, turned(byRow, columnCount), chosenColumns, chosenRows);
  const columns = behind(firstColumns, columnCount);
  const rows = behind(firstRows, rowCount);
  const at = new Int32Array(columnCount);
  columns.forEach((column, k) => { at[column] = k; });

  const starts = new Int32Array(rowCount + 1);
  const indices = new Int32Array(program.columns.length);
  const values = new Float64Array(indices.length);
  let entries = 0;
  rows.forEach((row, k) => {
    for (let p = program.starts[row]!; p < program.starts[row + 1]!; p++) {
      indices[entries] = at[program.columns[p]!]!;
      values[entries++] = program.values[p]!;
    }
    starts[k + 1] = entries;
  });
  const [ofColumns, ofRows] = [picked(columns), picked(rows)];
  return {
    program: {
      ...program, starts, columns: indices, values,
      cost: ofColumns.floats(program.cost), columnLower: ofColumns.floats(program.columnLower), columnUpper: ofColumns.floats(program.columnUpper),
      rowLower: ofRows.floats(program.rowLower), rowUpper: ofRows.floats(program.rowUpper),
    },
    basis: { columns: Int32Array.from(columns, (column) => basis.columns[column]!), rows: Int32Array.from(rows, (row) => basis.rows[row]!) },
    restore: (solution) => ({
      ...solution,
      columns: ofColumns.back(solution.columns, new Float64Array(columnCount)),
      rowDuals: ofRows.back(solution.rowDuals, new Float64Array(rowCount)),
      basis: { columns: ofColumns.back(solution.basis.columns, new Int32Array(columnCount)), rows: ofRows.back(solution.basis.rows, new Int32Array(rowCount)) },
    }),
  };
}

/** These first, then all others as they stood. */
function behind(first: Int32Array, count: number): Int32Array {
  const order = new Int32Array(count);
  order.set(first);
  const isFirst = new Uint8Array(count);
  for (const line of first) isFirst[line] = 1;
  let at = first.length;
  for (let line = 0; line < count; line++) if (isFirst[line] === 0) order[at++] = line;
  return order;
}

function picked(order: Int32Array): { floats(list: Float64Array): Float64Array; back<List extends Float64Array | Int32Array>(list: List, into: List): List } {
  return {
    floats: (list) => Float64Array.from(order, (line) => list[line]!),
    back(list, into) {
      order.forEach((line, k) => { into[line] = list[k]!; });
      return into;
    },
  };
}
