import type { Pattern } from "./mark.ts";

export const FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', sans-serif";

/** Lines of each pattern in a tile of `size` px, 1.2 px wide; canvas draws the same. */
export const patternTiles: Readonly<Record<Pattern, { readonly size: number; readonly width: number; readonly lines: readonly (readonly [number, number, number, number])[] }>> = {
  slash: { size: 6, width: 1.2, lines: [[-1, 7, 7, -1], [-1, 1, 1, -1], [5, 7, 7, 5]] },
  backslash: { size: 6, width: 1.2, lines: [[-1, -1, 7, 7], [5, -1, 7, 1], [-1, 5, 1, 7]] },
  dense: { size: 4, width: 1.2, lines: [[-1, 5, 5, -1], [-1, 1, 1, -1], [3, 5, 5, 3]] },
  cross: { size: 6, width: 1.2, lines: [[-1, 7, 7, -1], [-1, 1, 1, -1], [5, 7, 7, 5], [-1, -1, 7, 7], [5, -1, 7, 1], [-1, 5, 1, 7]] },
};
