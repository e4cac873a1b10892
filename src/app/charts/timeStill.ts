import { pointer } from "d3";
import type { Mark, Size } from "../../charts/mark.ts";
import type { ThemeName } from "../../charts/palette.ts";
import type { TimeChart, TimeEvents } from "./chart.ts";
import { chartFigure } from "./chartFigure.ts";

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

/** A chart whose window stands still and whose cursor moves with the pointer and the keys, as all charts' do; a click or Enter locks it. */
export function create<Model>(host: HTMLElement, kind: TimeKind<Model>, on: Pick<TimeEvents, "hover" | "lock">): TimeChart<Model> {
  const place = chartFigure(host, kind.keys);
  const { figure } = place;
  let shown: { readonly model: Model; readonly size: Size; readonly theme: ThemeName } | null = null;
  let cursor: { readonly step: number; readonly isLocked: boolean } | null = null;

  const paintOver = (): void => {
    if (shown !== null) place.paintOver(cursor === null ? [] : kind.cursor(shown.model, shown.size, cursor.step, cursor.isLocked), shown.size, shown.theme);
  };
  const stepOf = (event: PointerEvent | MouseEvent): number | null => {
    if (shown === null) return null;
    const [x, y] = pointer(event, place.base);
    return kind.stepAt(shown.model, shown.size, x, y);
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
      place.speak(() => (shown === null || cursor === null ? null : kind.reading(shown.model, cursor.step)));
    }
    event.preventDefault();
  });

  return {
    draw(model, size, theme) {
      shown = { model, size, theme };
      place.paintBase(kind.layout(model, size), size, theme, kind.summary(model));
      paintOver();
    },
    cursor(step, isLocked) {
      const next = step === null ? null : { step, isLocked };
      if (cursor?.step === next?.step && cursor?.isLocked === next?.isLocked) return;
      cursor = next;
      paintOver();
    },
    destroy() { place.destroy(); },
  };
}
