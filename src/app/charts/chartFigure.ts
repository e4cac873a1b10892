import { select, type Selection } from "d3";
import type { Mark, Size } from "../../charts/mark.ts";
import type { ThemeName } from "../../charts/palette.ts";
import { paint } from "./paint.ts";

/** The cursor is read out at most this often, ms. */
const SPOKEN_EVERY_MS = 500;

/** The place of a chart under a cursor: a canvas of the data, one over it for what moves, and a voice for who cannot see them. */
export type ChartFigure = {
  /** What takes focus, pointer and keys. */
  readonly figure: Selection<HTMLElement, unknown, null, undefined>;
  /** Positions of the pointer are counted in it. */
  readonly base: HTMLCanvasElement;
  paintBase(marks: readonly Mark[], size: Size, theme: ThemeName, summary: string): void;
  paintOver(marks: readonly Mark[], size: Size, theme: ThemeName): void;
  /** Reads the cursor out once it rests, while the chart has the focus; `text` is asked for then, and null says nothing. */
  speak(text: () => string | null): void;
  destroy(): void;
};

/** @param keys what the keys do, as the name of the figure */
export function chartFigure(host: HTMLElement, keys: string): ChartFigure {
  const figure = select(host).append("figure").attr("tabindex", 0).attr("class", "chart-figure").attr("aria-label", keys).style("position", "relative").style("margin", "0");
  const base = figure.append("canvas").style("display", "block");
  const over = figure.append("canvas").attr("aria-hidden", "true").style("position", "absolute").style("inset", "0").style("pointer-events", "none");
  const spoken = figure.append("figcaption").attr("aria-live", "polite").attr("class", "visually-hidden");
  let speaking = 0;
  return {
    figure,
    base: base.node()!,
    paintBase(marks, size, theme, summary) {
      // An image from its first drawing on: until then there is nothing to name.
      base.attr("role", "img").attr("aria-label", summary);
      paint(base.node()!, marks, size, theme);
    },
    paintOver(marks, size, theme) { paint(over.node()!, marks, size, theme); },
    speak(text) {
      if (speaking !== 0) return;
      speaking = window.setTimeout(() => {
        speaking = 0;
        const told = document.activeElement === figure.node() ? text() : null;
        if (told !== null) spoken.text(told);
      }, SPOKEN_EVERY_MS);
    },
    destroy() {
      window.clearTimeout(speaking);
      figure.remove();
    },
  };
}
