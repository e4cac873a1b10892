/** A sparse matrix by rows or by columns: where each begins in `indices` and `values`, and their length at the end. */
export type SparseLines = { readonly starts: Int32Array; readonly indices: Int32Array; readonly values: Float64Array };

/** The same matrix by its other lines. */
export function turned({ starts, indices, values }: SparseLines, lines: number): SparseLines {
  const turnedStarts = new Int32Array(lines + 1);
  for (const index of indices) turnedStarts[index + 1]!++;
  for (let k = 0; k < lines; k++) turnedStarts[k + 1]! += turnedStarts[k]!;
  const next = turnedStarts.slice(0, lines);
  const turnedIndices = new Int32Array(indices.length);
  const turnedValues = new Float64Array(indices.length);
  for (let line = 0; line + 1 < starts.length; line++) {
    for (let k = starts[line]!; k < starts[line + 1]!; k++) {
      const at = next[indices[k]!]!++;
      turnedIndices[at] = line;
      turnedValues[at] = values[k]!;
    }
  }
  return { starts: turnedStarts, indices: turnedIndices, values: turnedValues };
}
