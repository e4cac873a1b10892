/** A symmetric quasi-definite matrix K = L·D·Lᵀ whose pattern stays the same: analysed once, factorised often. */
export type SparseFactor = {
  /** Entries of L below its diagonal. */
  readonly fill: number;
  /** @param values of the upper triangle, in the order of the pattern. A pivot that rounding has brought nearer to 0 than `least` takes that size, with the sign given for it. */
  factorise(values: Float64Array, signs: Int8Array, least: number): void;
  /** Overwrites a right-hand side with the solution. */
  solve(x: Float64Array): void;
};

/**
 * Analyses a pattern given by columns of its upper triangle, diagonal last in each, rows rising; elimination runs in the order of the indices. A quasi-definite matrix has a
 * factor without pivoting, in any order (Vanderbei 1995, SIAM J. Optim. 5, 100–113); up-looking, row by row (Davis 2005, ACM TOMS 31, 587–591).
 * @returns null where L would have more entries than `mostFill`
 */
export function analyseFactor(size: number, starts: Int32Array, rows: Int32Array, mostFill = Infinity): SparseFactor | null {
  const parent = new Int32Array(size).fill(-1);
  const seen = new Int32Array(size).fill(-1);
  const counts = new Int32Array(size);
  const rowCounts = new Int32Array(size);
  let fill = 0;
  for (let k = 0; k < size; k++) {
    seen[k] = k;
    for (let p = starts[k] as number; p < (starts[k + 1] as number); p++) {
      for (let i = rows[p] as number; seen[i] !== k; i = parent[i] as number) {
        if (parent[i] === -1) parent[i] = k;
        seen[i] = k;
        counts[i] = (counts[i] as number) + 1;
        rowCounts[k] = (rowCounts[k] as number) + 1;
        fill++;
      }
    }
    if (fill > mostFill) return null;
  }
  const columnStarts = new Int32Array(size + 1);
  const rowStarts = new Int32Array(size + 1);
  for (let k = 0; k < size; k++) {
    columnStarts[k + 1] = (columnStarts[k] as number) + (counts[k] as number);
    rowStarts[k + 1] = (rowStarts[k] as number) + (rowCounts[k] as number);
  }
  // Columns of each row of L, rising: rising order is an order in which a row can be eliminated. L's own rows come column by column, rising too.
  const rowColumns = new Int32Array(fill);
  const lowerRows = new Int32Array(fill);
  const next = columnStarts.slice(0, size);
  seen.fill(-1);
  for (let k = 0; k < size; k++) {
    seen[k] = k;
    let end = rowStarts[k] as number;
    for (let p = starts[k] as number; p < (starts[k + 1] as number); p++) {
      for (let i = rows[p] as number; seen[i] !== k; i = parent[i] as number) {
        seen[i] = k;
        rowColumns[end++] = i;
      }
    }
    rowColumns.subarray(rowStarts[k], end).sort();
    for (let q = rowStarts[k] as number; q < end; q++) {
      const i = rowColumns[q] as number;
      lowerRows[next[i] as number] = k;
      next[i] = (next[i] as number) + 1;
    }
  }

  const lower = new Float64Array(fill);
  const diagonal = new Float64Array(size);
  const work = new Float64Array(size);
  return {
    fill,
    factorise(values, signs, least) {
      next.set(columnStarts.subarray(0, size));
      for (let k = 0; k < size; k++) {
        const last = (starts[k + 1] as number) - 1;
        for (let p = starts[k] as number; p < last; p++) work[rows[p] as number] = values[p] as number;
        let pivot = values[last] as number;
        const rowEnd = rowStarts[k + 1] as number;
        for (let q = rowStarts[k] as number; q < rowEnd; q++) {
          const i = rowColumns[q] as number;
          const y = work[i] as number;
          work[i] = 0;
          const to = next[i] as number;
          for (let p = columnStarts[i] as number; p < to; p++) work[lowerRows[p] as number] = (work[lowerRows[p] as number] as number) - (lower[p] as number) * y;
          const l = y / (diagonal[i] as number);
          pivot -= y * l;
          lower[to] = l;
          next[i] = to + 1;
        }
        const sign = signs[k] as number;
        diagonal[k] = pivot * sign > least ? pivot : sign * least;
      }
    },
    solve(x) {
      for (let k = 0; k < size; k++) {
        const value = x[k] as number;
        if (value === 0) continue;
        for (let p = columnStarts[k] as number; p < (columnStarts[k + 1] as number); p++) x[lowerRows[p] as number] = (x[lowerRows[p] as number] as number) - (lower[p] as number) * value;
      }
      for (let k = size - 1; k >= 0; k--) {
        let value = (x[k] as number) / (diagonal[k] as number);
        for (let p = columnStarts[k] as number; p < (columnStarts[k + 1] as number); p++) value -= (lower[p] as number) * (x[lowerRows[p] as number] as number);
        x[k] = value;
      }
    },
  };
}
