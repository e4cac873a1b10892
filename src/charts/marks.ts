import type { Box, Mark, Opacity, Pattern, Token } from "./mark.ts";
import { textWidth } from "./textWidth.ts";

/** Small makers of marks, so that a layout reads as what is drawn. */

export function rect(left: number, top: number, width: number, height: number, fill: Token, more: { opacity?: Opacity; pattern?: Pattern; id?: string } = {}): Mark {
  return { kind: "rects", boxes: Float64Array.of(left, top, width, height), fill, ...more };
}

export function level(left: number, right: number, y: number, stroke: Token, width = 1, more: { dash?: readonly number[]; halo?: boolean; id?: string } = {}): Mark {
  return { kind: "line", points: Float64Array.of(left, y, right, y), stroke, width, ...more };
}

export function upright(x: number, top: number, bottom: number, stroke: Token, width = 1, more: { dash?: readonly number[]; id?: string } = {}): Mark {
  return { kind: "line", points: Float64Array.of(x, top, x, bottom), stroke, width, ...more };
}

/** A 1-px line that covers whole px is crisp: its middle lies on a half. */
export function crisp(value: number): number {
  return Math.floor(value) + 0.5;
}

export function label(x: number, y: number, text: string, more: { fill?: Token; anchor?: "start" | "middle" | "end"; bold?: boolean; halo?: boolean; size?: 11 | 12 | 13; id?: string } = {}): Mark {
  const { fill = "ink-2", size = 11, ...rest } = more;
  return { kind: "text", x, y, text, fill, size, ...rest };
}

/** A bold name and what it is measured in, beside one another; returns where the next may begin. */
export function laneName(x: number, y: number, name: string, hint: string): { readonly marks: Mark[]; readonly right: number } {
  const after = x + textWidth(name, 11, true) + 4;
  const marks = [label(x, y, name, { fill: "ink-1", bold: true, halo: true })];
  if (hint !== "") marks.push(label(after, y, hint, { fill: "ink-3", halo: true }));
  return { marks, right: hint === "" ? after - 4 : after + textWidth(hint, 11) };
}

/** One sentence in the middle of a plot that has nothing to show. */
export function emptyNote(box: Box, text: string): Mark {
  return label(box.left + box.width / 2, box.top + box.height / 2 + 4, text, { fill: "ink-3", size: 12, anchor: "middle" });
}

/** What text already covers, so that the next one keeps away. */
export class Occupied {
  readonly #boxes: Box[] = [];
  add(box: Box): void {
    this.#boxes.push(box);
  }
  isFree({ left, top, width, height }: Box): boolean {
    return this.#boxes.every((box) => left + width <= box.left || left >= box.left + box.width || top + height <= box.top || top >= box.top + box.height);
  }
}

/** Box of a text on its baseline, 2 px of air around it. */
export function textBox(x: number, y: number, text: string, anchor: "start" | "middle" | "end" = "start", isBold = false): Box {
  const width = textWidth(text, 11, isBold) + 4;
  return { left: (anchor === "start" ? x : anchor === "middle" ? x - width / 2 + 2 : x - width + 4) - 2, top: y - 11, width, height: 15 };
}
