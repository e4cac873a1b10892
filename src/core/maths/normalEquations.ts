import { analyseFactor } from "./sparseFactor.ts";
import type { SparseLines } from "./sparseLines.ts";
import type { StandardForm } from "./standardForm.ts";

/** Newton steps of an interior-point method: A·dx = p and Aᵀ·dy − dx/θ = g for many θ and right-hand sides. */
export type NormalEquations = {
  /** @param theta one value a column, above 0 */
  factorise(theta: Float64Array): void;
  /** Fills dx and dy. */
  solve(p: Float64Array, g: Float64Array, dx: Float64Array, dy: Float64Array): void;
};

/** A column in more rows than this stands in the equations itself: eliminated, it would couple all its rows with each other. */
const DENSE = 12;
/** The columns are cut into so many stretches; what joins them is taken last. */
const BLOCKS = 16;
/** Entries of the factor that memory and patience allow. */
const MOST_FILL = 3e7;
/** Added to each row's pivot: what rounding leaves of dependent rows stays apart from 0, and the step is bent by less than the next one mends. */
const ROW_REGULARISATION = 1e-8;

/**
 * Eliminates dx of the columns that stand in few rows: (A·θ·Aᵀ)·dy = p + A·θ·g; the others keep a row of their own. What a year's programme couples are neighbours in time and the months' peaks, so that
 * rows are taken in order of their first column, stretch by stretch, and what joins stretches, spans a month or reads its peak long after, behind them all: then the factor has a few entries a row.
 * @returns null where the factor would grow too large
 */
export function normalEquations(form: StandardForm): NormalEquations | null {
  const { rowCount, columnCount, byRow, byColumn } = form;
  const countOf = countIn(byColumn);
  const dense: number[] = [];
  for (let j = 0; j < columnCount; j++) if (countOf(j) > DENSE) dense.push(j);
  const nodes = rowCount + dense.length;
  const place = places(form, dense);

  // Where each product of two entries of a column goes, then the entries of the dense columns, then the diagonal.
  let products = 0;
  for (let j = 0; j < columnCount; j++) if (countOf(j) <= DENSE) products += countOf(j) * (countOf(j) + 1) / 2;
  const ownEntries = dense.reduce((sum, j) => sum + countOf(j), 0);
  const count = products + ownEntries + nodes;
  const [first, second] = [new Int32Array(count), new Int32Array(count)];
  const factors = new Float64Array(products + ownEntries);
  const columnOf = new Int32Array(products);
  let at = 0;
  const couple = (a: number, b: number) => {
    first[at] = Math.min(a, b);
    second[at] = Math.max(a, b);
    at++;
  };
  for (let j = 0; j < columnCount; j++) {
    if (countOf(j) > DENSE) continue;
    for (let p = byColumn.starts[j]!; p < byColumn.starts[j + 1]!; p++) {
      for (let q = p; q < byColumn.starts[j + 1]!; q++) {
        factors[at] = byColumn.values[p]! * byColumn.values[q]!;
        columnOf[at] = j;
        couple(place[byColumn.indices[p]!]!, place[byColumn.indices[q]!]!);
      }
    }
  }
  dense.forEach((j, d) => {
    for (let p = byColumn.starts[j]!; p < byColumn.starts[j + 1]!; p++) {
      factors[at] = byColumn.values[p]!;
      couple(place[byColumn.indices[p]!]!, place[rowCount + d]!);
    }
  });
  for (let node = 0; node < nodes; node++) couple(node, node);

  const { starts, rows, entryOf } = gathered(first, second, nodes);
  const factor = analyseFactor(nodes, starts, rows, MOST_FILL);
  if (factor === null) return null;
  const signs = new Int8Array(nodes);
  for (let node = 0; node < nodes; node++) signs[place[node]!] = node < rowCount ? 1 : -1;
  const isDense = new Uint8Array(columnCount);
  for (const j of dense) isDense[j] = 1;
  const values = new Float64Array(rows.length);
  const side = new Float64Array(nodes);
  let theta = new Float64Array(0);

  return {
    factorise(weights) {
      theta = weights as Float64Array<ArrayBuffer>;
      values.fill(0);
      for (let e = 0; e < products; e++) values[entryOf[e]!] = values[entryOf[e]!]! + factors[e]! * theta[columnOf[e]!]!;
      for (let e = products; e < products + ownEntries; e++) values[entryOf[e]!] = factors[e]!;
      for (let r = 0; r < rowCount; r++) {
        const diagonal = starts[place[r]! + 1]! - 1;
        values[diagonal] = values[diagonal]! + ROW_REGULARISATION;
      }
      dense.forEach((j, d) => { values[starts[place[rowCount + d]! + 1]! - 1] = -1 / theta[j]!; });
      factor.factorise(values, signs, ROW_REGULARISATION);
    },
    solve(p, g, dx, dy) {
      for (let r = 0; r < rowCount; r++) {
        let sum = p[r]!;
        for (let k = byRow.starts[r]!; k < byRow.starts[r + 1]!; k++) {
          const j = byRow.indices[k]!;
          if (isDense[j] === 0) sum += byRow.values[k]! * theta[j]! * g[j]!;
        }
        side[place[r]!] = sum;
      }
      dense.forEach((j, d) => { side[place[rowCount + d]!] = g[j]!; });
      factor.solve(side);
      for (let r = 0; r < rowCount; r++) dy[r] = side[place[r]!]!;
      for (let j = 0; j < columnCount; j++) {
        let sum = -g[j]!;
        for (let k = byColumn.starts[j]!; k < byColumn.starts[j + 1]!; k++) sum += byColumn.values[k]! * dy[byColumn.indices[k]!]!;
        dx[j] = theta[j]! * sum;
      }
      dense.forEach((j, d) => { dx[j] = side[place[rowCount + d]!]!; });
    },
  };
}

/** Entries of a line. */
function countIn({ starts }: SparseLines): (line: number) => number {
  return (line) => starts[line + 1]! - starts[line]!;
}

/** Place of each row and each dense column in the order of elimination. */
function places({ rowCount, columnCount, byRow, byColumn }: StandardForm, dense: readonly number[]): Int32Array {
  const [countOf, inRow] = [countIn(byColumn), countIn(byRow)];
  const isDense = new Set(dense);
  const key = new Float64Array(rowCount + dense.length);
  const isSum = (j: number) => {
    for (let p = byColumn.starts[j]!; p < byColumn.starts[j + 1]!; p++) if (inRow(byColumn.indices[p]!) <= DENSE) return false;
    return true;
  };
  const blockOf = (j: number) => Math.floor((BLOCKS * j) / columnCount);
  for (let r = 0; r < rowCount; r++) {
    let [earliest, latest, any] = [Infinity, -1, 0];
    for (let k = byRow.starts[r]!; k < byRow.starts[r + 1]!; k++) {
      const j = byRow.indices[k]!;
      // Slacks stand behind all columns, and at no time; nor do sums of a day or a month.
      if (countOf(j) === 1) continue;
      any = Math.max(any, j);
      if (isDense.has(j) || isSum(j)) continue;
      earliest = Math.min(earliest, j);
      latest = Math.max(latest, j);
    }
    const joins = latest < 0 || blockOf(earliest) < blockOf(latest);
    key[r] = joins ? columnCount + (latest < 0 ? any : latest) : inRow(r) > DENSE ? latest : earliest;
  }
  dense.forEach((j, d) => {
    let last = 0;
    for (let p = byColumn.starts[j]!; p < byColumn.starts[j + 1]!; p++) last = Math.max(last, key[byColumn.indices[p]!]!);
    key[rowCount + d] = Math.max(columnCount, last) + 0.5;
  });
  const order = Int32Array.from(key, (_, node) => node).sort((a, b) => key[a]! - key[b]! || a - b);
  const place = new Int32Array(order.length);
  order.forEach((node, index) => { place[node] = index; });
  return place;
}

/** The pattern of pairs, by columns with rows rising, each once; and in which entry each pair lies. */
function gathered(first: Int32Array, second: Int32Array, nodes: number): { readonly starts: Int32Array; readonly rows: Int32Array; readonly entryOf: Int32Array } {
  const byRow = sorted(Int32Array.from(first, (_, k) => k), first, nodes);
  const byColumn = sorted(byRow, second, nodes);
  const starts = new Int32Array(nodes + 1);
  const rows = new Int32Array(first.length);
  const entryOf = new Int32Array(first.length);
  let entries = 0;
  let column = -1;
  for (const k of byColumn) {
    while (column < second[k]!) starts[++column] = entries;
    if (entries === starts[column]! || rows[entries - 1] !== first[k]!) rows[entries++] = first[k]!;
    entryOf[k] = entries - 1;
  }
  starts[nodes] = entries;
  return { starts, rows: rows.slice(0, entries), entryOf };
}

/** Indices in order of their keys, equal ones as they stood. */
function sorted(indices: Int32Array, keys: Int32Array, most: number): Int32Array {
  const next = new Int32Array(most + 1);
  for (const k of indices) next[keys[k]! + 1]!++;
  for (let key = 0; key < most; key++) next[key + 1]! += next[key]!;
  const inOrder = new Int32Array(indices.length);
  for (const k of indices) inOrder[next[keys[k]!]!++] = k;
  return inOrder;
}
