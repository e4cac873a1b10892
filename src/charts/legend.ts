import type { Mark, Pattern, Token } from "./mark.ts";
import { label, level, rect } from "./marks.ts";
import { textWidth } from "./textWidth.ts";

/** One name of a legend that stands over a chart: a swatch of 12 px, a line or a dot, and the text. */
export type LegendEntry = { readonly id: string; readonly text: string; readonly token: Token; readonly shape: "bar" | "line" | "dot"; readonly pattern?: Pattern | undefined };

const SWATCH = 12;
const ROW = 18;

/** Entries beside one another, wrapped where the width ends. `bottom` is the last row's baseline. */
export function legendRow(entries: readonly LegendEntry[], left: number, right: number): { readonly marks: Mark[]; readonly bottom: number } {
  const marks: Mark[] = [];
  let [x, y] = [left, SWATCH];
  for (const entry of entries) {
    const width = SWATCH + 5 + textWidth(entry.text, 11);
    if (x > left && x + width > right) [x, y] = [left, y + ROW];
    marks.push(swatch(entry, x, y), label(x + SWATCH + 5, y, entry.text));
    x += width + 16;
  }
  return { marks, bottom: entries.length === 0 ? 0 : y };
}

function swatch({ id, token, shape, pattern }: LegendEntry, x: number, y: number): Mark {
  switch (shape) {
    case "bar": return rect(x, y - 10, SWATCH, SWATCH, token, { id, ...(pattern === undefined ? {} : { pattern }) });
    case "line": return level(x, x + SWATCH, y - 4, token, 2, { id });
    case "dot": return { kind: "dot", x: x + SWATCH / 2, y: y - 4, radius: 3.5, fill: "surface", stroke: token, id };
  }
}
