import type { Mark, Pattern, Token } from "./mark.ts";
import { textWidth } from "./textWidth.ts";

/** One layer: its value in each bin, from the layer below upwards. Null where it is not drawn. */
export type Band = { readonly id: string; readonly name: string; readonly fill: Token; readonly pattern?: Pattern; readonly values: Float64Array };

/** Upper edge of a layer in each bin, px. */
export type Layer = { readonly band: Band; readonly lower: Float64Array; readonly upper: Float64Array };

/**
 * Stacks bands from a base line, upwards for `direction` 1 and downwards for −1. One rectangle a bin, equal neighbours
 * joined: filling big paths is a hundred times slower than filling rectangles.
 * @param edges left edges of the bins and the right edge of the last, whole px
 */
export function stackLayers(bands: readonly Band[], count: number, yOf: (value: number) => number, direction: 1 | -1): Layer[] {
  const sums = new Float64Array(count);
  let lower = new Float64Array(count).fill(yOf(0));
  return bands.map((band) => {
    const upper = new Float64Array(count);
    for (let bin = 0; bin < count; bin++) {
      sums[bin] = sums[bin]! + Math.max(0, band.values[bin]!);
      upper[bin] = yOf(direction * sums[bin]!);
    }
    const layer = { band, lower, upper };
    lower = upper;
    return layer;
  });
}

export function stackMarks(layers: readonly Layer[], edges: Float64Array): Mark[] {
  const fills = layers.map(({ band, lower, upper }): Mark => ({
    kind: "rects", boxes: joinedBoxes(edges, lower, upper), fill: band.fill, id: band.id, ...(band.pattern === undefined ? {} : { pattern: band.pattern }),
  }));
  return [...fills, ...separators(layers, edges)];
}

/** Boxes between two edges, neighbours of the same height in one. */
export function joinedBoxes(edges: Float64Array, lower: Float64Array, upper: Float64Array): Float64Array {
  const count = lower.length;
  const boxes = new Float64Array(4 * count);
  let used = 0;
  for (let bin = 0; bin < count; ) {
    const top = Math.min(lower[bin]!, upper[bin]!);
    const height = Math.abs(lower[bin]! - upper[bin]!);
    let next = bin + 1;
    while (next < count && lower[next] === lower[bin] && upper[next] === upper[bin]) next++;
    const width = edges[next]! - edges[bin]!;
    if (height > 1e-6 && width > 0) {
      boxes[used] = edges[bin]!;
      boxes[used + 1] = top;
      boxes[used + 2] = width;
      boxes[used + 3] = height;
      used += 4;
    }
    bin = next;
  }
  return boxes.slice(0, used);
}

/** 1 px of surface where two layers meet: the second cue of bands whose colours are close. */
function separators(layers: readonly Layer[], edges: Float64Array): Mark[] {
  const marks: Mark[] = [];
  for (let index = 0; index < layers.length - 1; index++) {
    const { lower, upper } = layers[index]!;
    const above = layers.slice(index + 1);
    const isMet = (bin: number): boolean => Math.abs(upper[bin]! - lower[bin]!) > 0.5 && above.some((layer) => Math.abs(layer.upper[bin]! - layer.lower[bin]!) > 0.5);
    if (upper.some((_, bin) => isMet(bin))) marks.push(levelMark(edges, upper, "surface", 1, { isDrawn: isMet }));
  }
  return marks;
}

/** A line of steps: level over each bin, upright between them; the pen is lifted where `isDrawn` says no. */
export function stepPoints(edges: Float64Array, ys: Float64Array, isDrawn: (bin: number) => boolean = () => true): Float64Array {
  const count = ys.length;
  const points = new Float64Array(6 * count);
  let used = 0;
  let isDown = false;
  for (let bin = 0; bin < count; ) {
    if (!isDrawn(bin) || Number.isNaN(ys[bin]!)) {
      isDown = false;
      bin++;
      continue;
    }
    let next = bin + 1;
    while (next < count && ys[next] === ys[bin] && isDrawn(next)) next++;
    if (!isDown && used > 0) {
      points[used++] = Number.NaN;
      points[used++] = Number.NaN;
    }
    points[used++] = edges[bin]!;
    points[used++] = ys[bin]!;
    points[used++] = edges[next]!;
    points[used++] = ys[bin]!;
    isDown = true;
    bin = next;
  }
  return points.slice(0, used);
}

/** A level over time: a line of steps. */
export function levelMark(edges: Float64Array, ys: Float64Array, stroke: Token, width: number, more: { readonly dash?: readonly number[]; readonly halo?: boolean; readonly id?: string; readonly isDrawn?: (bin: number) => boolean } = {}): Mark {
  const { isDrawn, id, ...look } = more;
  return { kind: "line", points: stepPoints(edges, ys, isDrawn), stroke, width, ...look, ...(id === undefined ? {} : { id }) };
}

/**
 * Where a name stands best inside a layer: the stretch, as wide as the name, over which the layer is thickest throughout.
 * Null where it would touch an edge.
 */
export function namePlace({ band, lower, upper }: Layer, edges: Float64Array, isFree: (x: number, y: number, text: string) => boolean): { readonly x: number; readonly y: number } | null {
  return widestGap(edges, lower, upper, textWidth(band.name, 11, true) + 10, 17, (x, y) => isFree(x, y, band.name));
}

/**
 * The stretch of `width` px over which the gap between two edges is highest throughout.
 * @returns its middle and a text baseline in it, or null where no stretch is `height` px high
 */
export function widestGap(edges: Float64Array, one: Float64Array, other: Float64Array, width: number, height: number, isFree: (x: number, y: number) => boolean): { readonly x: number; readonly y: number } | null {
  const count = one.length;
  const stride = Math.max(1, Math.floor(count / 240));
  let best: { x: number; y: number } | null = null;
  let bestRoom = height;
  for (let start = 0; start < count; start += stride) {
    const end = edges[start]! + width;
    if (end > edges[count]!) break;
    let top = Number.NEGATIVE_INFINITY;
    let bottom = Number.POSITIVE_INFINITY;
    for (let bin = start; bin < count && edges[bin]! < end && bottom - top > bestRoom; bin++) {
      top = Math.max(top, Math.min(one[bin]!, other[bin]!));
      bottom = Math.min(bottom, Math.max(one[bin]!, other[bin]!));
    }
    // A little more room is not worth another place.
    if (bottom - top <= bestRoom * (best === null ? 1 : 1.05)) continue;
    const x = edges[start]! + width / 2;
    const y = (top + bottom) / 2 + 4;
    if (!isFree(x, y)) continue;
    best = { x, y };
    bestRoom = bottom - top;
  }
  return best;
}
