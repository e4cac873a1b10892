import { reasons } from "../../core/site/reason.ts";
import type { Reason } from "../../core/site/reason.ts";
import { strings } from "../../text/strings.ts";
import type { Bins } from "../bins.ts";
import type { Mark, Token } from "../mark.ts";
import { label, rect } from "../marks.ts";
import { textWidth } from "../textWidth.ts";
import type { DispatchFrame } from "./frame.ts";
import { sideName } from "./lanes.ts";
import type { DispatchModel } from "./model.ts";

/** A reason has the colour of the quantity that decided. */
export const reasonTokens: Readonly<Record<Reason, Token | null>> = {
  none: null, surplus: "q-charge", cheapPrice: "q-charge", dearPrice: "q-price", carbon: "q-carbon", schedule: "ink-2", peakThreshold: "q-demand-charge",
  importLimit: "ink-3", exportLimit: "ink-3", rating: "ink-3", socFloor: "ink-3", socCeiling: "ink-3", reserve: "q-unserved", event: "q-dr-revenue", notice: "q-dr-revenue",
  deadline: "q-deferrable", hallCapacity: "q-deferrable", outage: "q-unserved", plan: "ink-2",
};

const BAR = 7;
/** A bar this wide says its name beside it, where the gap behind it has room. */
const NAMED_PX = 60;

export function reasonLane(model: DispatchModel, frame: DispatchFrame, bins: Bins, edges: Float64Array): Mark[] {
  const box = frame.reason;
  if (box === null) return [];
  const codes = dominant(model.reason, bins);
  const boxes = new Map<Token, number[]>();
  const names: Mark[] = [];
  for (let bin = 0; bin < codes.length; ) {
    const code = codes[bin]!;
    let next = bin + 1;
    while (next < codes.length && codes[next] === code) next++;
    const reason = reasons[code] ?? "none";
    const token = reasonTokens[reason];
    if (token !== null) {
      const [left, right] = [edges[bin]!, edges[next]!];
      boxes.set(token, [...(boxes.get(token) ?? []), left, box.top + 3, Math.max(1, right - left), BAR]);
      let free = next;
      while (free < codes.length && codes[free] === 0) free++;
      const text = strings.reasons[reason];
      if (right - left >= NAMED_PX && textWidth(text, 11) + 8 <= edges[free]! - right) names.push(label(right + 4, box.top + 10, text));
    }
    bin = next;
  }
  return [
    ...sideName(frame, box, strings.charts.lanes.reason),
    ...[...boxes].map(([fill, list]): Mark => ({ kind: "rects", boxes: Float64Array.from(list), fill, id: "reason" })),
    ...names,
  ];
}

/** The code that most steps of a bin have; "none" only where nothing happened in it. */
function dominant(codes: Float64Array, { edges, count }: Bins): Uint8Array {
  const tally = new Uint32Array(reasons.length);
  return Uint8Array.from({ length: count }, (_, bin) => {
    tally.fill(0);
    for (let step = edges[bin]!; step < edges[bin + 1]!; step++) tally[codes[step]!]!++;
    let best = 0;
    for (let code = 1; code < tally.length; code++) if (tally[code]! > 0 && (best === 0 || tally[code]! > tally[best]!)) best = code;
    return best;
  });
}

/** Bars of the events with what each asks, where it fits before the next. */
export function eventLane(model: DispatchModel, frame: DispatchFrame): Mark[] {
  const box = frame.event;
  if (box === null) return [];
  const shown = model.events.filter(({ from, to }) => to > model.from && from < model.to);
  return [
    ...sideName(frame, box, strings.charts.lanes.event),
    ...shown.flatMap(({ from, to, text }, index): Mark[] => {
      const left = frame.xOf(Math.max(from, model.from));
      const right = frame.xOf(Math.min(to, model.to));
      const next = shown[index + 1];
      const end = next === undefined ? frame.right : frame.xOf(next.from);
      const bar = rect(Math.round(left), box.top + 3, Math.max(2, Math.round(right - left)), BAR, "q-dr-revenue", { id: "event" });
      return textWidth(text, 11) + 8 <= end - right ? [bar, label(right + 4, box.top + 10, text)] : [bar];
    }),
  ];
}
