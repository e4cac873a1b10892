/**
 * What a laid-out chart is made of. Positions are px in a box of the given size, y downwards. Colours are tokens of
 * `palette.ts` ("q-import", "ink-2", "grid"), resolved by who paints: canvas, `toSvg`, report.
 */
export type Mark =
  /** Axis-parallel rectangles of one colour, [x, y, width, height] after another: the pixel columns of a stack. */
  | { readonly kind: "rects"; readonly boxes: Float64Array; readonly fill: Token; readonly opacity?: number; readonly pattern?: Pattern; readonly id?: string }
  /** One line, [x, y] after another; NaN lifts the pen. */
  | { readonly kind: "line"; readonly points: Float64Array; readonly stroke: Token; readonly width: number; readonly dash?: readonly number[]; readonly halo?: boolean; readonly id?: string }
  /** A filled polygon, [x, y] after another. */
  | { readonly kind: "area"; readonly points: Float64Array; readonly fill: Token; readonly opacity: number; readonly pattern?: Pattern; readonly id?: string }
  | { readonly kind: "dot"; readonly x: number; readonly y: number; readonly radius: number; readonly fill: Token; readonly stroke?: Token; readonly id?: string }
  | {
      readonly kind: "text"; readonly x: number; readonly y: number; readonly text: string; readonly fill: Token; readonly size: 11 | 12 | 13;
      readonly bold?: boolean; readonly anchor?: "start" | "middle" | "end"; readonly halo?: boolean; readonly id?: string;
    };

export type Token = string;
/** Second cues of design: hatch "/" or "\", cross hatch, dense hatch. */
export type Pattern = "slash" | "backslash" | "cross" | "dense";
export type Size = { readonly width: number; readonly height: number };
/** What a screen reader, a copy and the CSV button get. */
export type Table = { readonly columns: readonly { readonly title: string; readonly unit: string }[]; readonly rows: readonly (readonly (string | number | null)[])[] };
