import type { Size } from "../../charts/mark.ts";
import type { ThemeName } from "../../charts/palette.ts";

/** A chart lives in a host element: created once, drawn often, destroyed with the view. */
export type Chart<Model> = {
  /**
   * Paints a complete model. The size is the host's in CSS px; `hold` keeps the value axis while a slider or a brush is
   * dragged: it only widens.
   */
  draw(model: Model, size: Size, theme: ThemeName, options?: DrawOptions): void;
  destroy(): void;
};

export type DrawOptions = { readonly hold?: boolean };

/** A chart over time: shows the cursor that another one moved. */
export type TimeChart<Model> = Chart<Model> & {
  /** Null takes the cursor away. Draws the overlay alone, so it may follow the pointer. */
  cursor(step: number | null, isLocked: boolean): void;
};

/** What the reader does on a chart over time. Steps are those of the run's axis. */
export type TimeEvents = {
  /** Pointer or arrow keys moved the cursor; null when it left. */
  hover(step: number | null): void;
  /** Click, Enter: locks at a step; Esc or a second click frees (null). */
  lock(step: number | null): void;
  /** Brush, wheel, keys: the window [from, to). `isDone` is false while it is dragged. */
  window(fromStep: number, toStep: number, isDone: boolean): void;
};

/** What the reader does on a chart of named parts. */
export type PickEvents = { pick(id: string | null): void };
