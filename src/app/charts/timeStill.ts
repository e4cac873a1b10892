import { pointer, select } from "d3";
import type { Mark, Size } from "../../charts/mark.ts";
import type { ThemeName } from "../../charts/palette.ts";
import type { TimeChart, TimeEvents } from "./chart.ts";
import { paint } from "./paint.ts";

/** What a chart over time says of itself so that a cursor can stand in it. */
export type TimeKind<Model> = {
  layout(model: Model, size: Size): Mark[];
  summary(model: Model): string;
  /** The step under a place; null beside the data. */
  stepAt(model: Model, size: Size, x: number, y: number): number | null;
  /** The cursor at a step: drawn over the chart. */
  cursor(model: Model, size: Size, step: number, isLocked: boolean): Mark[];
  /** Where a key leads from a step; null for keys that mean nothing here. */
  move(model: Model, step: number, key: string, isLong: boolean): number | null;
  /** Spoken at the cursor, after the keys. */
  reading(model: Model, step: number): string;
  readonly keys: string;
};

/** The cursor is read out at most this often, ms. */
const SPOKEN_EVERY_MS = 500;

/** A chart whose window stands still and whose cursor moves with the pointer and the keys, as all charts' do; a click or Enter locks it. */
export function create<Model>(host: HTMLElement, kind: TimeKind<Model>, on: Pick<TimeEvents, "hover" | "lock">): TimeChart<Model> {
  const figure = select(host).append("figure").attr("tabindex", 0).attr("class", "chart-figure").attr("aria-label", kind.keys).style("position", "relative").style("margin", "0");
  const base = figure.append("canvas").attr("role", "img").style("display", "block");
  const over = figure.append("canvas").attr("aria-hidden", "true").style("position", "absolute").style("inset", "0").style("pointer-events", "none");
  const spoken = figure.append("figcaption").attr("aria-live", "polite").attr("class", "visually-hidden");
  let shown: { readonly model: Model; readonly size: Size; readonly theme: ThemeName } | null = null;
  let cursor: { readonly step: number; readonly isLocked: boolean } | null = null;
  let speaking = 0;

  const paintOver = (): void => {
    if (shown !== null) paint(over.node()!, cursor === null ? [] : kind.cursor(shown.model, shown.size, cursor.step, cursor.isLocked), shown.size, shown.theme);
  };
  const stepOf = (event: PointerEvent | MouseEvent): number | null => {
    if (shown === null) return null;
    const [x, y] = pointer(event, base.node());
    return kind.stepAt(shown.model, shown.size, x, y);
  };
  const speak = (): void => {
    if (speaking !== 0) return;
    speaking = window.setTimeout(() => {
      speaking = 0;
      if (shown !== null && cursor !== null && document.activeElement === figure.node()) spoken.text(kind.reading(shown.model, cursor.step));
    }, SPOKEN_EVERY_MS);
  };

  figure.on("pointermove", (event: PointerEvent) => { on.hover(stepOf(event)); });
  figure.on("pointerleave", () => { on.hover(null); });
  figure.on("click", (event: MouseEvent) => {
    const step = stepOf(event);
    if (step !== null) on.lock(cursor?.isLocked === true ? null : step);
  });
  figure.on("keydown", (event: KeyboardEvent) => {
    if (shown === null || event.altKey || event.metaKey || event.ctrlKey) return;
    const at = cursor?.step ?? kind.stepAt(shown.model, shown.size, shown.size.width / 2, shown.size.height / 2) ?? 0;
    if (event.key === "Enter" || event.key === " ") on.lock(cursor?.isLocked === true ? null : at);
    else if (event.key === "Escape") on.lock(null);
    else {
      const next = kind.move(shown.model, at, event.key, event.shiftKey);
      if (next === null) return;
      if (cursor?.isLocked === true) on.lock(next);
      else on.hover(next);
      speak();
    }
    event.preventDefault();
  });

  return {
    draw(model, size, theme) {
      shown = { model, size, theme };
      base.attr("aria-label", kind.summary(model));
      paint(base.node()!, kind.layout(model, size), size, theme);
      paintOver();
    },
    cursor(step, isLocked) {
      const next = step === null ? null : { step, isLocked };
      if (cursor?.step === next?.step && cursor?.isLocked === next?.isLocked) return;
      cursor = next;
      paintOver();
    },
    destroy() {
      window.clearTimeout(speaking);
      figure.remove();
    },
  };
}
