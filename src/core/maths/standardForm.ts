import { basisStatus, type Basis, type LinearProgram } from "./linearProgram.ts";
import { turned, type SparseLines } from "./sparseLines.ts";

/**
 * A programme as least cost·x with A·x = rhs and 0 ≤ x ≤ upper, in units of its own size: inequalities have a slack, what cannot move is left out, and each row is about of length 1, be it of two steps
 * or of a whole year's.
 */
export type StandardForm = {
  readonly rowCount: number;
  readonly columnCount: number;
  readonly cost: Float64Array;
  readonly upper: Float64Array;
  readonly rhs: Float64Array;
  readonly byRow: SparseLines;
  readonly byColumn: SparseLines;
  /** One unit of a column, of a cost and of the objective in those of the programme; what the programme costs where x is 0. */
  readonly quantity: number;
  readonly price: number;
  readonly costAtZero: number;
  /** The programme's columns at a point, and its rows' duals. */
  restore(x: Float64Array): Float64Array;
  restoreDuals(y: Float64Array): Float64Array;
  /** The programme's basis, from the status of each column of the form. */
  basisOf(statuses: Uint8Array): Basis;
};

/** @returns null where a column has no bound at all */
export function standardForm(program: LinearProgram): StandardForm | null {
  const { columnLower, columnUpper, rowLower, rowUpper, starts, rowCount } = program;
  const quantity = meanSize([columnLower, columnUpper, rowLower, rowUpper]);
  const price = meanSize([program.cost]);
  // Column of the form, its sign, and the programme's value where it is 0.
  const place = new Int32Array(program.columnCount).fill(-1);
  const sign = new Int8Array(program.columnCount).fill(1);
  const zero = new Float64Array(program.columnCount);
  let columnCount = 0;
  for (let j = 0; j < program.columnCount; j++) {
    const [low, high] = [columnLower[j]!, columnUpper[j]!];
    if (low === -Infinity && high === Infinity) return null;
    if (low === -Infinity) sign[j] = -1;
    zero[j] = low === -Infinity ? high : low;
    if (low < high) place[j] = columnCount++;
  }
  // A row below its upper bound lacks its slack, one above its lower exceeds by it; one without bounds says nothing.
  const slack = new Int32Array(rowCount).fill(-1);
  const bound = Float64Array.from(rowUpper, (high, r) => (high < Infinity ? high : rowLower[r]!));
  for (let r = 0; r < rowCount; r++) if (rowLower[r]! < rowUpper[r]! && bound[r] !== -Infinity) slack[r] = columnCount++;

  const cost = new Float64Array(columnCount);
  const upper = new Float64Array(columnCount).fill(Infinity);
  let costAtZero = program.offset;
  for (let j = 0; j < program.columnCount; j++) {
    costAtZero += program.cost[j]! * zero[j]!;
    if (place[j]! < 0) continue;
    cost[place[j]!] = sign[j]! * program.cost[j]! / price;
    upper[place[j]!] = (columnUpper[j]! - columnLower[j]!) / quantity;
  }
  const rhs = new Float64Array(rowCount);
  const rowScale = new Float64Array(rowCount);
  const rowStarts = new Int32Array(rowCount + 1);
  const indices = new Int32Array(program.columns.length + rowCount);
  const values = new Float64Array(indices.length);
  let entries = 0;
  for (let r = 0; r < rowCount; r++) {
    let side = bound[r]!;
    if (side !== -Infinity) {
      for (let k = starts[r]!; k < starts[r + 1]!; k++) {
        const j = program.columns[k]!;
        side -= program.values[k]! * zero[j]!;
        if (place[j]! < 0) continue;
        indices[entries] = place[j]!;
        values[entries++] = sign[j]! * program.values[k]!;
      }
      rhs[r] = side / quantity;
    }
    const scale = rowScale[r] = powerOfTwo(-exponentOf(norm(values, rowStarts[r]!, entries)));
    for (let k = rowStarts[r]!; k < entries; k++) values[k] = values[k]! * scale;
    rhs[r] = rhs[r]! * scale;
    if (slack[r]! >= 0) {
      indices[entries] = slack[r]!;
      values[entries++] = rowUpper[r]! < Infinity ? 1 : -1;
      upper[slack[r]!] = (scale * (rowUpper[r]! - rowLower[r]!)) / quantity;
    }
    rowStarts[r + 1] = entries;
  }
  const byRow = { starts: rowStarts, indices: indices.subarray(0, entries), values: values.subarray(0, entries) };
  return {
    rowCount, columnCount, cost, upper, rhs, byRow, byColumn: turned(byRow, columnCount), quantity, price, costAtZero,
    restore: (x) => zero.map((value, j) => (place[j]! < 0 ? value : value + sign[j]! * quantity * x[place[j]!]!)),
    restoreDuals: (y) => y.map((dual, r) => dual * rowScale[r]! * price),
    basisOf(at) {
      const turn = (status: number) => basisStatus.upper - status;
      return {
        columns: place.map((column, j) => (column < 0 ? basisStatus.lower : sign[j] === 1 ? at[column]! : turn(at[column]!))),
        // A row that holds nothing which moves is met by itself.
        rows: slack.map((column, r) => (column >= 0 ? (rowUpper[r]! < Infinity ? turn(at[column]!) : at[column]!) : rowStarts[r] === rowStarts[r + 1] ? basisStatus.basic : basisStatus.lower)),
      };
    },
  };
}

/** Geometric mean of the sizes of what is neither 0 nor infinite; 1 where there is nothing. */
function meanSize(lists: readonly Float64Array[]): number {
  let product = 1;
  let exponent = 0;
  let count = 0;
  for (const list of lists) {
    for (const value of list) {
      if (value === 0 || !Number.isFinite(value)) continue;
      product *= Math.abs(value);
      count++;
      // Powers of two come out, so that the product stays a number.
      while (product > 2) {
        product /= 2;
        exponent++;
      }
      while (product < 1) {
        product *= 2;
        exponent--;
      }
    }
  }
  return count === 0 ? 1 : powerOfTwo(Math.round(exponent / count));
}

/** Length of a line's entries from one place to before another; 1 where there are none. */
function norm(values: Float64Array, from: number, end: number): number {
  let sum = 0;
  for (let k = from; k < end; k++) sum += values[k]! * values[k]!;
  return sum === 0 ? 1 : Math.sqrt(sum);
}

/** Of the power of two next below a size, or equal to it. */
function exponentOf(size: number): number {
  let exponent = 0;
  for (let left = size; left >= 2; left /= 2) exponent++;
  for (let left = size; left < 1; left *= 2) exponent--;
  return exponent;
}

function powerOfTwo(exponent: number): number {
  let value = 1;
  for (let k = 0; k < Math.abs(exponent); k++) value *= exponent > 0 ? 2 : 0.5;
  return value;
}
