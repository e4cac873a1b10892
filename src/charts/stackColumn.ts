import type { Mark, Pattern, Token } from "./mark.ts";
import { rect } from "./marks.ts";
import type { ValueScale } from "./scale.ts";

/** One band of a column: positive amounts stack upwards from zero, negative ones downwards, in the order given. */
export type ColumnBand = { readonly id: string; readonly amount: number; readonly token: Token; readonly pattern?: Pattern | undefined };

/**
 * A column of stacked bands, each with its name as `id`.
 * @param outlined a band that has, as its second cue, a line around its three outer sides
 */
export function stackColumn(bands: readonly ColumnBand[], x: number, width: number, scale: ValueScale, outlined?: string): Mark[] {
  const marks: Mark[] = [];
  let [above, below] = [0, 0];
  for (const { id, amount, token, pattern } of bands) {
    if (amount === 0) continue;
    const start = amount > 0 ? above : below;
    const end = start + amount;
    if (amount > 0) above = end;
    else below = end;
    const [y, height] = [Math.min(scale(start), scale(end)), Math.abs(scale(start) - scale(end))];
    // A hairline of surface parts the bands; a thin band keeps all of its height.
    const gap = height > 3 && start !== 0 ? 1 : 0;
    marks.push(rect(x, amount > 0 ? y : y + gap, width, height - gap, token, { id, ...(pattern === undefined ? {} : { pattern }) }));
    if (id === outlined && height > 4) {
      const [left, right, bottom] = [x + 0.5, x + width - 0.5, y + height - 0.5];
      marks.push({ kind: "line", points: Float64Array.of(left, y + gap, left, bottom, right, bottom, right, y + gap), stroke: "ink-1", width: 1, id });
    }
  }
  return marks;
}
