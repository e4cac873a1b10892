import { strings } from "../../text/strings.ts";
import { binEdgesPx, timeBins } from "../bins.ts";
import type { Mark, Size } from "../mark.ts";
import { emptyNote, label } from "../marks.ts";
import { timeTicks } from "../timeAxis.ts";
import type { TimeTicks } from "../timeAxis.ts";
import { brushLane } from "./brush.ts";
import { dispatchFrame } from "./frame.ts";
import type { DispatchFrame } from "./frame.ts";
import { signalLane, signalsOf, socLane } from "./lanes.ts";
import type { LaneScales } from "./lanes.ts";
import type { DispatchModel, PowerRange } from "./model.ts";
import { backdrop, eventBounds, powerGrid, powerMarks, powerOf } from "./power.ts";
import type { Power } from "./power.ts";
import { eventLane, reasonLane } from "./reasonLane.ts";

/** The marks with the scales that a cursor over them needs. */
export type DispatchLayout = { readonly marks: Mark[]; readonly frame: DispatchFrame; readonly power: Power; readonly scales: LaneScales; readonly range: PowerRange; readonly timeLabels: TimeTicks["labels"] };

export function layoutDispatch(model: DispatchModel, size: Size): DispatchLayout {
  const frame = dispatchFrame(model, size);
  const bins = timeBins(model.axis, model.from, model.to, Math.floor(frame.stack.width));
  const edges = binEdgesPx(bins, frame.xOf);
  const power = powerOf(model, frame, bins, edges);
  const signals = signalsOf(model, frame, bins);
  const ticks = timeTicks(model.axis, model.from, model.to, frame.xOf, size.width - frame.right);
  const { data, notes } = bins.count === 0 ? { data: [], notes: [emptyNote(frame.stack, strings.charts.emptyWindow)] } : powerMarks(model, frame, power);
  const marks: Mark[] = [
    ...backdrop(model, frame, ticks.lines, bins.minutes),
    ...powerGrid(model, power, frame),
    ...data,
    ...eventBounds(model, frame),
    ...notes,
    ...socLane(model, frame, signals, bins, edges),
    ...signalLane(model, frame, signals, bins, edges),
    ...reasonLane(model, frame, bins, edges),
    ...eventLane(model, frame),
    ...ticks.labels.map(({ x, text }) => label(x, frame.axis.top + 14, text, { anchor: "middle" })),
    ...brushLane(model, frame),
  ];
  return { marks, frame, power, scales: signals.scales, range: { lowKw: power.scale.low, highKw: power.scale.high }, timeLabels: ticks.labels };
}
