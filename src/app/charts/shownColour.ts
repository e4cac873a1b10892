import type { Token } from "../../charts/mark.ts";
import { colour, type ThemeName } from "../../charts/palette.ts";

const forcedColours = globalThis.matchMedia("(forced-colors: active)");

/** Whether the system forces its own few colours on the page. */
export function isForced(): boolean {
  return forcedColours.matches;
}

/** What is no quantity; quantities keep their colours, and lines of different ones their dashes. */
const system: Readonly<Record<Token, string>> = {
  surface: "Canvas", ground: "Canvas", "ink-1": "CanvasText", "ink-2": "CanvasText", "ink-3": "CanvasText", axis: "CanvasText", control: "CanvasText",
  better: "CanvasText", worse: "CanvasText", warn: "CanvasText", accent: "Highlight",
};

/** The colour of a token on the screen: of the palette, or the system's own where it forces them. */
export function shownColour(token: Token, theme: ThemeName): string {
  return (isForced() ? system[token] : undefined) ?? colour(token, theme);
}
