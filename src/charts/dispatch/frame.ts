import type { Box, Size } from "../mark.ts";
import type { DispatchModel } from "./model.ts";

/** Where everything of the time group stands in its box. All lanes share the time scale. */
export type DispatchFrame = {
  readonly isNarrow: boolean;
  readonly left: number;
  readonly right: number;
  readonly stack: Box;
  readonly soc: Box | null;
  readonly signals: Box | null;
  readonly reason: Box | null;
  readonly event: Box | null;
  readonly axis: Box;
  readonly brush: Box | null;
  readonly xOf: (step: number) => number;
  /** The step under a place on the page, inside the window. */
  readonly stepAt: (x: number) => number;
  readonly brushXOf: (step: number) => number;
  /** Unrounded and not bounded: a pan leaves by either end. */
  readonly brushStepAt: (x: number) => number;
};

/** Below this width the lanes are those of a phone. */
const NARROW = 520;
const TOP = 8;
const LANE_NAME = 24;
const REASON = 13;
const AXIS = 20;
const LEAST_STACK = 96;

type Heights = { readonly lane: number; readonly brush: number; readonly brushName: number; readonly brushMonths: number };
const wide: Heights = { lane: 62, brush: 46, brushName: 22, brushMonths: 18 };
const narrow: Heights = { lane: 40, brush: 28, brushName: 10, brushMonths: 16 };

/** Height at which the power stack has the size that the lanes were made for. */
export function dispatchHeight(width: number, model: DispatchModel): number {
  const lanes = lanesOf(model);
  return Math.round(TOP + (width < NARROW ? 188 : 326) + fixedHeight(lanes, width < NARROW ? narrow : wide));
}

type Lanes = { soc: boolean; signals: boolean; reason: boolean; event: boolean; brush: boolean };

function lanesOf(model: DispatchModel): Lanes {
  return {
    soc: model.batteryKwh > 0,
    signals: model.present.has("price") || model.present.has("carbon"),
    reason: model.batteryKwh > 0,
    event: model.events.length > 0,
    brush: !model.withoutBrush,
  };
}

function fixedHeight(lanes: Lanes, { lane, brush, brushName, brushMonths }: Heights): number {
  return (lanes.soc ? LANE_NAME + lane : 0) + (lanes.signals ? LANE_NAME + lane : 0) + 6 + (lanes.reason ? REASON : 0) + (lanes.event ? REASON : 0)
    + AXIS + (lanes.brush ? brushName + brush + brushMonths : 0);
}

export function dispatchFrame(model: DispatchModel, size: Size): DispatchFrame {
  const isNarrow = size.width < NARROW;
  const heights = isNarrow ? narrow : wide;
  const lanes = lanesOf(model);
  // A box too low for all of it gives up the lanes that other parts of the page repeat.
  for (const name of ["event", "brush", "signals", "soc", "reason"] as const) {
    if (size.height - TOP - fixedHeight(lanes, heights) >= LEAST_STACK) break;
    lanes[name] = false;
  }
  const left = isNarrow ? 28 : 44;
  const right = Math.max(left + 1, size.width - (isNarrow ? 6 : model.present.has("carbon") ? 34 : 16));
  const width = right - left;
  let y = TOP;
  const take = (height: number, before = 0): Box => {
    const box = { left, top: y + before, width, height };
    y += before + height;
    return box;
  };
  const stack = take(Math.max(24, size.height - TOP - fixedHeight(lanes, heights)));
  const soc = lanes.soc ? take(heights.lane, LANE_NAME) : null;
  const signals = lanes.signals ? take(heights.lane, LANE_NAME) : null;
  y += 6;
  const reason = lanes.reason ? take(REASON) : null;
  const event = lanes.event ? take(REASON) : null;
  const axis = take(AXIS);
  const brush = lanes.brush ? take(heights.brush, heights.brushName) : null;
  const span = Math.max(1, model.to - model.from);
  const all = Math.max(1, model.axis.length);
  return {
    isNarrow, left, right, stack, soc, signals, reason, event, axis, brush,
    xOf: (step) => left + ((step - model.from) / span) * width,
    stepAt: (x) => Math.min(Math.max(model.from + Math.floor(((x - left) / width) * span), model.from), Math.max(model.from, model.to - 1)),
    brushXOf: (step) => left + (step / all) * width,
    brushStepAt: (x) => ((x - left) / width) * all,
  };
}
