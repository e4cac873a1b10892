import { pointer } from "d3";
import type { Mark, Size } from "../../charts/mark.ts";
import type { ThemeName } from "../../charts/palette.ts";
import type { Chart } from "./chart.ts";
import { chartFigure } from "./chartFigure.ts";

/** What a chart of rows says of itself so that one of them can be pointed at; "row" is whatever it numbers: a dot, a line, a cell. */
export type RowKind<Model> = {
  layout(model: Model, size: Size): Mark[];
  summary(model: Model): string;
  /** The row under a place; null where none is near. */
  rowAt(model: Model, size: Size, x: number, y: number): number | null;
  /** A row, drawn over the chart. */
  cursor(model: Model, size: Size, row: number, isPicked: boolean): Mark[];
  /** Where the keys begin. */
  first(model: Model): number | null;
  /** Where a key leads from a row; null for keys that mean nothing here. */
  next(model: Model, row: number, key: string, isLong: boolean): number | null;
  /** Spoken at a row. */
  reading(model: Model, row: number): string;
  readonly keys: string;
};

/** Null: none. */
export type RowEvents = { hover(row: number | null): void; pick(row: number | null): void };

/** A chart of rows that can be shown a row at a time. */
export type RowChart<Model> = Chart<Model> & {
  /** The row under the pointer or the keys, and the one that was picked. */
  mark(hovered: number | null, picked: number | null): void;
};

/** A chart whose rows answer to pointer, touch and keys: pointed at they are read, picked they stay. */
export function create<Model>(host: HTMLElement, kind: RowKind<Model>, on: RowEvents): RowChart<Model> {
  const place = chartFigure(host, kind.keys);
  const { figure } = place;
  let shown: { readonly model: Model; readonly size: Size; readonly theme: ThemeName } | null = null;
  let marked: { readonly hovered: number | null; readonly picked: number | null } = { hovered: null, picked: null };

  const paintOver = (): void => {
    if (shown === null) return;
    const { model, size, theme } = shown;
    const { hovered, picked } = marked;
    place.paintOver([...(picked === null ? [] : kind.cursor(model, size, picked, true)), ...(hovered === null || hovered === picked ? [] : kind.cursor(model, size, hovered, false))], size, theme);
  };
  const rowOf = (event: PointerEvent | MouseEvent): number | null => {
    if (shown === null) return null;
    const [x, y] = pointer(event, place.base);
    return kind.rowAt(shown.model, shown.size, x, y);
  };

  figure.on("pointermove", (event: PointerEvent) => {
    const row = rowOf(event);
    figure.style("cursor", row === null ? "default" : "pointer");
    on.hover(row);
  });
  figure.on("pointerleave", () => { on.hover(null); });
  figure.on("click", (event: MouseEvent) => {
    const row = rowOf(event);
    if (row !== null) on.pick(row === marked.picked ? null : row);
  });
  figure.on("keydown", (event: KeyboardEvent) => {
    if (shown === null || event.altKey || event.metaKey || event.ctrlKey) return;
    const { model } = shown;
    const at = marked.hovered ?? marked.picked ?? kind.first(model);
    if (at === null) return;
    if (event.key === "Enter" || event.key === " ") on.pick(at === marked.picked ? null : at);
    else if (event.key === "Escape") {
      on.hover(null);
      on.pick(null);
    } else {
      const next = marked.hovered === null && marked.picked === null && event.key.startsWith("Arrow") ? at : kind.next(model, at, event.key, event.shiftKey);
      if (next === null) return;
      on.hover(next);
      place.speak(() => (shown === null || marked.hovered === null ? null : kind.reading(shown.model, marked.hovered)));
    }
    event.preventDefault();
  });
  figure.on("blur", () => { on.hover(null); });

  return {
    draw(model, size, theme) {
      shown = { model, size, theme };
      place.paintBase(kind.layout(model, size), size, theme, kind.summary(model));
      paintOver();
    },
    mark(hovered, picked) {
      if (hovered === marked.hovered && picked === marked.picked) return;
      marked = { hovered, picked };
      paintOver();
    },
    destroy() { place.destroy(); },
  };
}
