import type { SparseLines } from "./sparseLines.ts";

/** Which of a square matrix's columns meet which of its rows by triangular steps alone, in order; what is left after them couples (the kernel), or stands alone. */
export type Elimination = {
  /** The k-th column meets the k-th row: one of the two has nothing else left by then. */
  readonly columns: Int32Array;
  readonly rows: Int32Array;
  /** Coupled with each other: no step of the kind is left. */
  readonly kernelColumns: readonly number[];
  readonly kernelRows: readonly number[];
  /** Columns whose rows were all met by others, rows whose columns were: of each kind so many hang together that no solution is the only one. */
  readonly looseColumns: readonly number[];
  readonly looseRows: readonly number[];
};

/**
 * Triangular steps through the chosen columns and rows of a matrix: a row with one column left, or a column with one row left, is met and taken out, until there is none.
 * @param chosenColumns, chosenRows 1 where a column or a row belongs to it
 */
export function eliminate(byRow: SparseLines, byColumn: SparseLines, chosenColumns: Uint8Array, chosenRows: Uint8Array): Elimination {
  const [columnsLeft, rowsLeft] = [chosenColumns.slice(), chosenRows.slice()];
  const inColumn = countLeft(byColumn, columnsLeft, rowsLeft);
  const inRow = countLeft(byRow, rowsLeft, columnsLeft);
  const columns: number[] = [];
  const rows: number[] = [];
  // A column stands for itself, a row below 0.
  const ready: number[] = [];
  const meet = (column: number, row: number): void => {
    columnsLeft[column] = rowsLeft[row] = 0;
    columns.push(column);
    rows.push(row);
    for (let k = byRow.starts[row]!; k < byRow.starts[row + 1]!; k++) {
      const other = byRow.indices[k]!;
      if (columnsLeft[other] === 1 && --inColumn[other]! === 1) ready.push(other);
    }
    for (let k = byColumn.starts[column]!; k < byColumn.starts[column + 1]!; k++) {
      const other = byColumn.indices[k]!;
      if (rowsLeft[other] === 1 && --inRow[other]! === 1) ready.push(-1 - other);
    }
  };
  const follow = (): void => {
    for (let next = ready.pop(); next !== undefined; next = ready.pop()) {
      if (next >= 0) {
        if (columnsLeft[next] === 1 && inColumn[next] === 1) meet(next, firstLeft(byColumn, next, rowsLeft));
      } else if (rowsLeft[-1 - next] === 1 && inRow[-1 - next] === 1) meet(firstLeft(byRow, -1 - next, columnsLeft), -1 - next);
    }
  };
  for (let column = 0; column < columnsLeft.length; column++) {
    if (columnsLeft[column] === 0 || inColumn[column] !== 1) continue;
    ready.push(column);
    follow();
  }
  for (let row = 0; row < rowsLeft.length; row++) {
    if (rowsLeft[row] === 0 || inRow[row] !== 1) continue;
    ready.push(-1 - row);
    follow();
  }
  const [kernelColumns, looseColumns] = parted(columnsLeft, inColumn);
  const [kernelRows, looseRows] = parted(rowsLeft, inRow);
  return { columns: Int32Array.from(columns), rows: Int32Array.from(rows), kernelColumns, kernelRows, looseColumns, looseRows };
}

function countLeft({ starts, indices }: SparseLines, linesLeft: Uint8Array, othersLeft: Uint8Array): Int32Array {
  const counts = new Int32Array(linesLeft.length);
  for (let line = 0; line < counts.length; line++) {
    if (linesLeft[line] === 0) continue;
    for (let k = starts[line]!; k < starts[line + 1]!; k++) counts[line]! += othersLeft[indices[k]!]!;
  }
  return counts;
}

function firstLeft({ starts, indices }: SparseLines, line: number, othersLeft: Uint8Array): number {
  let k = starts[line]!;
  while (othersLeft[indices[k]!] === 0) k++;
  return indices[k]!;
}

/** What couples, and what has nothing left to couple with. */
function parted(left: Uint8Array, counts: Int32Array): [number[], number[]] {
  const [coupled, loose]: [number[], number[]] = [[], []];
  for (let line = 0; line < left.length; line++) if (left[line] === 1) (counts[line]! > 0 ? coupled : loose).push(line);
  return [coupled, loose];
}
