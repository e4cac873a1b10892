import type { Mark } from "./mark.ts";
import { crisp, label, rect, upright } from "./marks.ts";
import { textWidth } from "./textWidth.ts";

/** Steps of a sequential ramp. */
export const SHADES = 7;

/** From a little above `surface` to the colour itself: the lightest shade is still told from the page. */
export function shadeToken(token: string, shade: number): string {
  return `${token}@${((shade + 0.6) / (SHADES - 0.4)).toFixed(3)}`;
}

/** 0 at the lowest value, the last shade at the highest; all the lightest where they are one. */
export function shadeOf(value: number, low: number, high: number): number {
  return high > low ? Math.min(SHADES - 1, Math.max(0, Math.floor(((value - low) / (high - low)) * SHADES))) : 0;
}

const STRIP = 120;

/** A strip of the ramp, 120 px, with the lowest, the middle and the highest value, in the 26 px above a map. */
export function rampLegend(token: string, texts: { readonly low: string; readonly median: string; readonly high: string }, medianShare: number, right: number): Mark[] {
  const x = right - textWidth(texts.high, 11) - 6 - STRIP;
  return [
    ...Array.from({ length: SHADES }, (_, shade): Mark => rect(x + (shade * STRIP) / SHADES, 4, STRIP / SHADES, 10, shadeToken(token, shade))),
    label(x - 6, 13, texts.low, { anchor: "end" }), label(right, 13, texts.high, { anchor: "end" }), upright(crisp(x + medianShare * STRIP), 2, 16, "ink-1"),
    ...(x - 6 - textWidth(`${texts.low} ${texts.median}`, 11) > 40 ? [label(x - 6 - textWidth(texts.low, 11) - 12, 13, texts.median, { anchor: "end", fill: "ink-3" })] : []),
  ];
}
