import { civilOf, clockText, stepText } from "../../text/dates.ts";
import { strings } from "../../text/strings.ts";
import type { Mark } from "../mark.ts";
import { label, rect, upright } from "../marks.ts";
import { textWidth } from "../textWidth.ts";
import type { DispatchFrame } from "./frame.ts";
import type { DispatchLayout } from "./layout.ts";
import { isShown } from "./power.ts";
import { missedIds, supplyIds, useIds } from "./model.ts";
import type { DispatchModel, SeriesId } from "./model.ts";

/** A line through all lanes at a step, a hollow dot on each series, the time in a pill on the axis. */
export function cursorMarks(model: DispatchModel, { frame, power, scales, timeLabels }: DispatchLayout, step: number, isLocked: boolean): Mark[] {
  if (step < model.from || step >= model.to) return [];
  const x = frame.xOf(step + 0.5);
  const { scale } = power;
  const dots: Mark[] = [];
  const dot = (y: number): void => {
    dots.push({ kind: "dot", x, y, radius: 3, fill: "surface", stroke: "ink-1" });
  };
  let sum = 0;
  for (const id of model.side === "supply" ? [...supplyIds, ...missedIds] : useIds) {
    const value = valueAt(model, id, step);
    if (value <= 0) continue;
    sum += value;
    dot(scale(sum));
  }
  if (isShown(model, "demand")) dot(scale(model.values.demand[step]!));
  const under = valueAt(model, "charge", step) + valueAt(model, "export", step);
  if (under > 0) dot(scale(-under));
  if (scales.soc !== null && isShown(model, "soc")) dot(scales.soc(model.values.soc[step]!));
  if (scales.price !== null) dot(scales.price(model.values.price[step]!));
  if (scales.carbon !== null) dot(scales.carbon(model.values.carbon[step]!));
  return [upright(Math.round(x) + 0.5, frame.stack.top, frame.axis.top, "ink-1"), ...dots, ...pill(model, frame, timeLabels, x, step, isLocked)];
}

function pill(model: DispatchModel, { left, right, axis: { top }, isNarrow }: DispatchFrame, timeLabels: DispatchLayout["timeLabels"], x: number, step: number, isLocked: boolean): Mark[] {
  const civil = civilOf(model.axis, step);
  const days = ((model.to - model.from) * model.axis.stepMinutes) / 1440;
  const text = isNarrow || days <= 1.05 ? clockText(civil) : days > 8 ? stepText(model.axis, step) : `${strings.weekdays[civil.weekday]} ${clockText(civil)}`;
  const width = textWidth(text, 11, true) + 14;
  const start = Math.min(Math.max(x - width / 2, left), right - width);
  // The pill takes the place of the names that it touches.
  const covers = timeLabels.flatMap((one): Mark[] => {
    const half = textWidth(one.text, 11) / 2 + 1;
    return one.x + half < start - 3 || one.x - half > start + width + 3 ? [] : [rect(one.x - half, top + 3, 2 * half, 15, "surface")];
  });
  return [
    ...covers,
    rect(start, top + 2, width, 16, "ink-1"),
    label(start + width / 2, top + 14, text, { fill: "surface", anchor: "middle", bold: isLocked }),
    // A locked cursor carries a bar under its pill, so that it is told apart without colour.
    ...(isLocked ? [rect(start, top + 18, width, 2, "accent")] : []),
  ];
}

function valueAt(model: DispatchModel, id: SeriesId, step: number): number {
  return isShown(model, id) ? model.values[id][step]! : 0;
}
