import { basisStatus, type Basis, type LinearProgram } from "../maths/linearProgram.ts";

/** A column that joins a programme that stands, with its entries in rows that stand. */
export type LateColumn = { readonly cost: number; readonly upper: number; readonly entries: readonly { readonly row: number; readonly value: number }[] };

/** The programme with further columns behind its own; each begins at 0. */
export function extendProgram(program: LinearProgram, late: readonly LateColumn[]): LinearProgram {
  const { columnCount, rowCount } = program;
  const grown = (values: Float64Array, more: readonly number[]) => {
    const longer = new Float64Array(columnCount + late.length);
    longer.set(values);
    longer.set(more, columnCount);
    return longer;
  };
  const ofRow = new Map<number, { readonly column: number; readonly value: number }[]>();
  let entries = program.columns.length;
  late.forEach((one, k) => {
    for (const { row, value } of one.entries) {
      entries++;
      const found = ofRow.get(row);
      if (found === undefined) ofRow.set(row, [{ column: columnCount + k, value }]);
      else found.push({ column: columnCount + k, value });
    }
  });
  const starts = new Int32Array(rowCount + 1);
  const columns = new Int32Array(entries);
  const values = new Float64Array(entries);
  let at = 0;
  for (let r = 0; r < rowCount; r++) {
    const [from, to] = [program.starts[r] as number, program.starts[r + 1] as number];
    columns.set(program.columns.subarray(from, to), at);
    values.set(program.values.subarray(from, to), at);
    at += to - from;
    for (const { column, value } of ofRow.get(r) ?? []) {
      columns[at] = column;
      values[at] = value;
      at++;
    }
    starts[r + 1] = at;
  }
  return {
    ...program, columnCount: columnCount + late.length, starts, columns, values,
    cost: grown(program.cost, late.map(({ cost }) => cost)), columnLower: grown(program.columnLower, late.map(() => 0)), columnUpper: grown(program.columnUpper, late.map(({ upper }) => upper)),
  };
}

/** A basis of a programme as one of the same with columns behind it. */
export function extendBasis({ columns, rows }: Basis, columnCount: number): Basis {
  const longer = new Int32Array(columnCount).fill(basisStatus.lower);
  longer.set(columns);
  return { columns: longer, rows };
}
