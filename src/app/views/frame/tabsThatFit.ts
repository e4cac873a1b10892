import { textWidth } from "../../../charts/textWidth.ts";

/** Type of a tab in rem (13 px), and what stands around its words, px: see bar.css. */
const TYPE_REM = 0.8125;
const AROUND_PX = 20;
/** The arrow of "More" beside the longest title, which it shows when that view is the current one. */
const ARROW_PX = 20;

/** How many tabs stand beside each other in a room, px, if the rest goes under More; measured bold, as the current one is. */
export function tabsThatFit(titles: readonly string[], roomPx: number, rootFontPx: number): number {
  const widths = titles.map((title) => textWidth(title, TYPE_REM * rootFontPx, true) + AROUND_PX);
  if (widths.reduce((sum, width) => sum + width, 0) <= roomPx) return titles.length;
  let left = roomPx - Math.max(...widths) - ARROW_PX;
  let fit = 0;
  while (fit < widths.length && left >= widths[fit]!) {
    left -= widths[fit]!;
    fit++;
  }
  return fit;
}
