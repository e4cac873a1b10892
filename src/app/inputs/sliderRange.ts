import type { FieldMeta } from "../../core/field.ts";

export type SliderRange = { readonly min: number; readonly max: number; readonly step: number; readonly log: boolean };

/** Ranges wider than this many times the value are cut to what a hand can aim at. */
const WIDE = 20;
/** Room above the value the scenario was opened with. */
const ROOM = 5;
const PLACES = 200;
/** Less than this is none: no input of a site is measured in smaller numbers. */
const TINY = 1e-9;

/**
 * Range of a field's slider. A rating may be declared up to 10 GW, and a hand must still set 2 MW: a wide range ends at
 * five times the value the scenario was opened with (or what suits the site where that is nothing). The box beside the
 * slider takes the whole declared range, and a value beyond the slider's end moves the end. None where the range is open
 * and nothing says how far to go.
 * @param opened value as the scenario was opened, @param value now, @param scale what suits the site
 */
export function sliderRange(meta: FieldMeta, opened: number | undefined, value: number | undefined, scale: number | undefined): SliderRange | null {
  const low = meta.min ?? 0;
  const size = Math.abs(opened ?? 0) > TINY ? Math.abs(opened as number) : scale ?? 0;
  let high = meta.max ?? Infinity;
  if (size > TINY && high > WIDE * size) high = niceCeil(ROOM * size);
  if (!Number.isFinite(high)) return null;
  const now = value ?? 0;
  if (now > high) high = niceCeil(now * 1.25);
  const min = now < low ? now : low;
  if (!(high > min)) return null;
  const log = meta.log === true && min > 0 && high / min > 100;
  const fine = niceFloor((high - min) / PLACES);
  const step = meta.step === undefined ? fine : Math.max(meta.step, Math.floor(fine / meta.step) * meta.step);
  return { min, max: high, step, log };
}

/** The next 1, 1.5, 2, 3, 4, 5, 6 or 8 times a power of ten. */
function niceCeil(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  const nice = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10].find((factor) => factor * power >= value * (1 - 1e-9)) ?? 10;
  return Number((nice * power).toPrecision(12));
}

function niceFloor(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  const nice = [5, 2.5, 2, 1].find((factor) => factor * power <= value * (1 + 1e-9)) ?? 1;
  return Number((nice * power).toPrecision(12));
}
