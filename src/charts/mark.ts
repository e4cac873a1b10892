import type { RunResult } from "../core/result.ts";

/**
 * What a laid-out chart is made of. Positions are px in a box of the given size, y downwards. Colours are tokens of
 * `palette.ts` ("q-import", "ink-2", "grid"), resolved by who paints: canvas, `toSvg`, report.
 */
export type Mark =
  /** Axis-parallel rectangles of one colour, [x, y, width, height] after another: the pixel columns of a stack. */
  | { readonly kind: "rects"; readonly boxes: Float64Array; readonly fill: Token; readonly opacity?: Opacity; readonly pattern?: Pattern; readonly id?: string }
  /** One line, [x, y] after another; NaN lifts the pen. A halo is 0.7 px of `surface` on either side. */
  | { readonly kind: "line"; readonly points: Float64Array; readonly stroke: Token; readonly width: number; readonly dash?: readonly number[]; readonly halo?: boolean; readonly id?: string }
  /** A filled polygon, [x, y] after another. */
  | { readonly kind: "area"; readonly points: Float64Array; readonly fill: Token; readonly opacity: Opacity; readonly pattern?: Pattern; readonly id?: string }
  | { readonly kind: "dot"; readonly x: number; readonly y: number; readonly radius: number; readonly fill: Token; readonly stroke?: Token; readonly id?: string }
  /** On its baseline at y. A halo is 4 px of `surface`. */
  | {
      readonly kind: "text"; readonly x: number; readonly y: number; readonly text: string; readonly fill: Token; readonly size: 11 | 12 | 13;
      readonly bold?: boolean; readonly anchor?: "start" | "middle" | "end"; readonly halo?: boolean; readonly id?: string;
    };

/** A name of `palette.ts`, "NAME@0.5" between surface and it, or "on NAME" for ink upon it. */
export type Token = string;
/** "tint" is the theme's own: 18 % light, 26 % dark. */
export type Opacity = number | "tint";
/** Second cues, in `surface` over the fill: hatch "/" or "\", cross hatch, dense hatch. */
export type Pattern = "slash" | "backslash" | "cross" | "dense";
export type Size = { readonly width: number; readonly height: number };
export type Box = { readonly left: number; readonly top: number; readonly width: number; readonly height: number };
/** What a screen reader, a copy and the CSV button get. */
export type Table = { readonly columns: readonly { readonly title: string; readonly unit: string }[]; readonly rows: readonly (readonly (string | number | null)[])[] };

/** One registered chart of a run: what it is called, its model, its marks, its table and its sentence. */
export type ChartKind<Model, Choice> = {
  readonly id: string;
  readonly title: string;
  /** From a finished run and what the reader chose to see of it. */
  model(result: RunResult, choice: Choice): Model;
  /** Below the title: unit, period, zone and how wide a bin is at this width. */
  subtitle(model: Model, width: number): string;
  layout(model: Model, size: Size): Mark[];
  /** Period, highest, lowest: what a reader who cannot see it is told. */
  summary(model: Model): string;
  toTable(model: Model): Table;
};
