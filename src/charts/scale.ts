import { ticks as roundTicks, tickStep } from "d3";

/** Values to px: `low` at the bottom of the box, `high` at its top. */
export type ValueScale = { readonly low: number; readonly high: number; readonly top: number; readonly height: number; (value: number): number };

export function valueScale(low: number, high: number, top: number, height: number): ValueScale {
  const span = high > low ? high - low : 1;
  const scale = (value: number): number => top + ((high - value) / span) * height;
  return Object.assign(scale, { low, high, top, height });
}

/** Room that a round end may cost, share of the range. */
const ROUND_END = 0.1;

/** The range with its ends at gridlines where that costs little, else at half of one. A range of nothing becomes 0 to 1. */
export function niceRange(low: number, high: number, count: number): readonly [number, number] {
  if (!(high > low)) return [Math.min(0, low || 0), Math.max(low || 0, 0) + 1];
  const step = tickStep(low, high, count);
  const end = (value: number, round: (value: number) => number, direction: 1 | -1): number => {
    const whole = round((value / step) - direction * 1e-9) * step;
    return Math.abs(whole - value) <= ROUND_END * (high - low) ? whole : round((2 * value) / step - direction * 1e-9) * (step / 2);
  };
  return [low === 0 ? 0 : end(low, Math.floor, -1), end(high, Math.ceil, 1)];
}

/** About `count` round values in the range. */
export function ticks(low: number, high: number, count: number): number[] {
  return high > low ? roundTicks(low, high, count) : [low];
}
