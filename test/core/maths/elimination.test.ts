import fc from "fast-check";
import { expect, test } from "vitest";
import { eliminate } from "../../../src/core/maths/elimination.ts";
import { turned, type SparseLines } from "../../../src/core/maths/sparseLines.ts";

type Pattern = { readonly rowCount: number; readonly columnCount: number; readonly entries: readonly (readonly [number, number])[]; readonly rows: readonly number[]; readonly columns: readonly number[] };

/** A random pattern, some of whose rows and columns are chosen. */
const anyPattern: fc.Arbitrary<Pattern> = fc.record({ rowCount: fc.integer({ min: 1, max: 20 }), columnCount: fc.integer({ min: 1, max: 25 }) }).chain(({ rowCount, columnCount }) => fc.record({
  rowCount: fc.constant(rowCount),
  columnCount: fc.constant(columnCount),
  entries: fc.uniqueArray(fc.tuple(fc.nat(rowCount - 1), fc.nat(columnCount - 1)), { maxLength: 50, selector: ([row, column]) => row * columnCount + column }),
  rows: fc.subarray(Array.from({ length: rowCount }, (_, row) => row)),
  columns: fc.subarray(Array.from({ length: columnCount }, (_, column) => column)),
}));

function linesOf({ rowCount, columnCount, entries }: Pattern): { readonly byRow: SparseLines; readonly byColumn: SparseLines } {
  const starts = Int32Array.from({ length: rowCount + 1 }, (_, row) => entries.filter(([of]) => of < row).length);
  const indices = Int32Array.from([...entries].sort((a, b) => a[0] - b[0]), ([, column]) => column);
  const byRow = { starts, indices, values: new Float64Array(entries.length).fill(1) };
  return { byRow, byColumn: turned(byRow, columnCount) };
}

const marked = (count: number, lines: readonly number[]) => Uint8Array.from({ length: count }, (_, line) => (lines.includes(line) ? 1 : 0));

function eliminated(pattern: Pattern): ReturnType<typeof eliminate> {
  const { byRow, byColumn } = linesOf(pattern);
  return eliminate(byRow, byColumn, marked(pattern.columnCount, pattern.columns), marked(pattern.rowCount, pattern.rows));
}

test("each chosen line is met, coupled or loose, and only one of the three", () => {
  fc.assert(fc.property(anyPattern, (pattern) => {
    const { columns, rows, kernelColumns, kernelRows, looseColumns, looseRows } = eliminated(pattern);
    const sorted = (lines: readonly number[]) => [...lines].sort((a, b) => a - b);
    expect(sorted([...columns, ...kernelColumns, ...looseColumns])).toEqual(pattern.columns);
    expect(sorted([...rows, ...kernelRows, ...looseRows])).toEqual(pattern.rows);
  }), { seed: 1 });
});

test("a step meets a row that has one column left, or a column that has one row left", () => {
  fc.assert(fc.property(anyPattern, (pattern) => {
    const { columns, rows } = eliminated(pattern);
    const [columnsLeft, rowsLeft] = [new Set(pattern.columns), new Set(pattern.rows)];
    columns.forEach((column, k) => {
      const row = rows[k] as number;
      const left = pattern.entries.filter(([r, c]) => rowsLeft.has(r) && columnsLeft.has(c));
      const [inRow, inColumn] = [left.filter(([r]) => r === row), left.filter(([, c]) => c === column)];
      expect(inRow.some(([, c]) => c === column)).toBe(true);
      expect(Math.min(inRow.length, inColumn.length)).toBe(1);
      columnsLeft.delete(column);
      rowsLeft.delete(row);
    });
  }), { seed: 1 });
});

test("what couples has two or more of the other left, what is loose none", () => {
  fc.assert(fc.property(anyPattern, (pattern) => {
    const { kernelColumns, kernelRows, looseColumns, looseRows } = eliminated(pattern);
    const left = pattern.entries.filter(([r, c]) => [...kernelRows, ...looseRows].includes(r) && [...kernelColumns, ...looseColumns].includes(c));
    for (const column of kernelColumns) expect(left.filter(([, c]) => c === column).length).toBeGreaterThanOrEqual(2);
    for (const row of kernelRows) expect(left.filter(([r]) => r === row).length).toBeGreaterThanOrEqual(2);
    for (const column of looseColumns) expect(left.filter(([, c]) => c === column)).toEqual([]);
    for (const row of looseRows) expect(left.filter(([r]) => r === row)).toEqual([]);
  }), { seed: 1 });
});

test("a chain is taken whole, from whichever end it is held", () => {
  // Each row holds two neighbours of a chain; the first or the last link is not chosen.
  const length = 50;
  const entries = Array.from({ length }, (_, row) => [[row, row], [row, row + 1]] as const).flat();
  for (const held of [0, length]) {
    const columns = Array.from({ length: length + 1 }, (_, column) => column).filter((column) => column !== held);
    const found = eliminated({ rowCount: length, columnCount: length + 1, entries, rows: Array.from({ length }, (_, row) => row), columns });
    expect([...found.columns].sort((a, b) => a - b)).toEqual(columns);
    expect(found.kernelRows).toEqual([]);
  }
});
