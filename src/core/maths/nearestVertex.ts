import { eliminate } from "./elimination.ts";
import { basisStatus } from "./linearProgram.ts";
import type { StandardForm } from "./standardForm.ts";

/** A point between its bounds, with what each bound costs it. */
export type InteriorPoint = { readonly x: Float64Array; readonly z: Float64Array; /** From x to its upper bound. */ readonly room: Float64Array; readonly v: Float64Array };

/**
 * The vertex by the look of a point near an optimum: as many columns are basic as there are rows, those that are farthest from a bound for what it costs them. Where the optimum has no vertex of its own,
 * some of them hang together, and rows elsewhere go without; there the freest of the row comes in instead.
 * @returns status of each column of the form
 */
export function nearestVertex(form: StandardForm, { x, z, room, v }: InteriorPoint): Uint8Array {
  const { columnCount, rowCount, upper, byRow } = form;
  const chosenRows = new Uint8Array(rowCount);
  let rows = 0;
  for (let r = 0; r < rowCount; r++) if (byRow.starts[r]! < byRow.starts[r + 1]!) rows += chosenRows[r] = 1;
  const freedom = new Float64Array(columnCount);
  const nearer = new Uint8Array(columnCount);
  for (let j = 0; j < columnCount; j++) {
    const low = x[j]! / z[j]!;
    const high = upper[j]! < Infinity ? room[j]! / v[j]! : Infinity;
    freedom[j] = Math.min(low, high);
    nearer[j] = high < low ? basisStatus.upper : basisStatus.lower;
  }
  const chosen = freest(freedom, rows);
  const { looseColumns, looseRows } = eliminate(byRow, form.byColumn, chosen, chosenRows);
  looseRows.slice(0, looseColumns.length).forEach((row, k) => {
    let best = -1;
    for (let p = byRow.starts[row]!; p < byRow.starts[row + 1]!; p++) {
      const j = byRow.indices[p]!;
      if (chosen[j] === 0 && (best < 0 || freedom[j]! > freedom[best]!)) best = j;
    }
    if (best < 0) return;
    chosen[best] = 1;
    chosen[looseColumns[k]!] = 0;
  });
  return nearer.map((status, j) => (chosen[j] === 1 ? basisStatus.basic : status));
}

/** 1 for so many of the greatest, of equals the first. */
function freest(freedom: Float64Array, count: number): Uint8Array {
  const least = Float64Array.from(freedom).sort()[freedom.length - count] ?? Infinity;
  const chosen = new Uint8Array(freedom.length);
  let taken = 0;
  for (let j = 0; j < freedom.length; j++) if (freedom[j]! > least) taken += chosen[j] = 1;
  for (let j = 0; j < freedom.length && taken < count; j++) if (freedom[j] === least) taken += chosen[j] = 1;
  return chosen;
}
