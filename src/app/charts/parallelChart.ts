import { pointer, select } from "d3";
import { axisLines, pointOn, type AxisLine } from "../../charts/parallel.ts";
import { brushText, shareText, stepOn, type Brush, type ParallelModel } from "../../charts/parallelAxes.ts";
import type { Size } from "../../charts/mark.ts";
import { tradeOffWords as words } from "../../text/studyTradeOffs.ts";
import type { Chart } from "./chart.ts";
import { create as createRows, type RowChart, type RowEvents, type RowKind } from "./rowChart.ts";
import "./parallelChart.css";

/** @param brush null keeps the whole axis; `isDone` is false while a hand moves it */
export type ParallelEvents = RowEvents & { brush(axis: string, brush: Brush | null, isDone: boolean): void };

type End = "from" | "to";
const ends: readonly End[] = ["from", "to"];
/** A press that moves less along an axis is a click. */
const CLICK_PX = 4;

/**
 * Rows over all inputs, with two handles on each axis: dragged, or moved by the arrows, they keep a part of it. A drag along the axis draws a part anew, a double click
 * keeps all of it.
 * @param modelOf the model that is drawn
 */
export function create<Drawn>(host: HTMLElement, kind: RowKind<Drawn>, modelOf: () => ParallelModel, on: ParallelEvents): RowChart<Drawn> {
  const rows = createRows(host, kind, on);
  const place = select(host).style("position", "relative").append("div").attr("class", "parallel-axes");
  let size: Size = { width: 0, height: 0 };

  /** What was set since the last drawing: a key may come again before it is drawn. */
  const ahead = new Map<string, Brush>();
  const brushOf = (id: string): Brush => ahead.get(id) ?? modelOf().brushes[id] ?? { from: 0, to: 1 };
  const set = (id: string, { from, to }: Brush, isDone: boolean): void => {
    const [low, high] = [Math.max(0, Math.min(from, to)), Math.min(1, Math.max(from, to))];
    ahead.set(id, { from: low, to: high });
    on.brush(id, low <= 0 && high >= 1 ? null : { from: low, to: high }, isDone);
  };
  const shareAt = ({ x1, y1, x2, y2 }: AxisLine, [x, y]: readonly [number, number]): number => Math.min(1, Math.max(0, ((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / ((x2 - x1) ** 2 + (y2 - y1) ** 2 || 1)));

  function drawAxes(): void {
    const model = modelOf();
    const lines = axisLines(model, size);
    const isLevel = lines.some(({ y1, y2 }) => y1 === y2);
    place.attr("data-level", isLevel ? "" : null);
    const strips = place.selectAll<HTMLDivElement, AxisLine>("div.parallel-strip").data(lines, ({ axis }) => axis.id);
    strips.exit().remove();
    strips.enter().append("div").attr("class", "parallel-strip").on("pointerdown", pressAxis).on("dblclick", (_, { axis }) => { on.brush(axis.id, null, true); }).merge(strips)
      .style("left", ({ x1 }) => `${x1}px`).style("top", ({ y2 }) => `${y2}px`)
      .style("width", ({ x1, x2 }) => (isLevel ? `${x2 - x1}px` : null)).style("height", ({ y1, y2 }) => (isLevel ? null : `${y1 - y2}px`));
    const handles = place.selectAll<HTMLSpanElement, { readonly line: AxisLine; readonly end: End }>("span.parallel-handle").data(lines.flatMap((line) => ends.map((end) => ({ line, end }))), ({ line, end }) => `${line.axis.id} ${end}`);
    handles.exit().remove();
    handles.enter().append("span").attr("class", "parallel-handle").attr("role", "slider").attr("tabindex", 0).attr("aria-valuemin", 0).attr("aria-valuemax", 100)
      .on("pointerdown", pressHandle).on("keydown", pressKey).on("dblclick", (_, { line }) => { on.brush(line.axis.id, null, true); })
      .merge(handles).order()
      .attr("data-end", ({ end }) => end).attr("aria-orientation", isLevel ? "horizontal" : "vertical")
      .attr("aria-label", ({ line, end }) => words.handle[end](line.axis.title))
      .attr("aria-valuenow", ({ line, end }) => Math.round(100 * brushOf(line.axis.id)[end]))
      .attr("aria-valuetext", ({ line, end }) => shareText(line.axis, brushOf(line.axis.id)[end], model.currency))
      .attr("title", ({ line }) => brushText(line.axis, brushOf(line.axis.id), model.currency))
      .style("left", ({ line, end }) => `${pointOn(line, brushOf(line.axis.id)[end])[0]}px`).style("top", ({ line, end }) => `${pointOn(line, brushOf(line.axis.id)[end])[1]}px`);
  }

  /** Follows a pressed pointer until it is up. */
  function follow(event: PointerEvent, move: (at: readonly [number, number], isDone: boolean) => void): void {
    const element = event.currentTarget as HTMLElement;
    element.setPointerCapture(event.pointerId);
    const moved = select(element);
    moved.on("pointermove.follow", (next: PointerEvent) => { move(pointer(next, place.node()), false); });
    moved.on("pointerup.follow pointercancel.follow", (next: PointerEvent) => {
      moved.on("pointermove.follow", null).on("pointerup.follow", null).on("pointercancel.follow", null);
      move(pointer(next, place.node()), true);
    });
  }

  function pressHandle(event: PointerEvent, { line, end }: { readonly line: AxisLine; readonly end: End }): void {
    if (event.button !== 0) return;
    (event.currentTarget as HTMLElement).focus();
    event.preventDefault();
    const other = brushOf(line.axis.id)[end === "from" ? "to" : "from"];
    follow(event, (at, isDone) => {
      const share = shareAt(line, at);
      set(line.axis.id, end === "from" ? { from: Math.min(share, other), to: other } : { from: other, to: Math.max(share, other) }, isDone);
    });
  }

  function pressAxis(event: PointerEvent, line: AxisLine): void {
    if (event.button !== 0) return;
    const [x, y] = pointer(event, place.node());
    const begun = shareAt(line, [x, y]);
    follow(event, (at, isDone) => {
      if (Math.hypot(at[0] - x, at[1] - y) > CLICK_PX) set(line.axis.id, { from: begun, to: shareAt(line, at) }, isDone);
    });
  }

  function pressKey(event: KeyboardEvent, { line, end }: { readonly line: AxisLine; readonly end: End }): void {
    const now = brushOf(line.axis.id);
    const step = stepOn(line.axis);
    const by = { ArrowUp: step, ArrowRight: step, ArrowDown: -step, ArrowLeft: -step, PageUp: 5 * step, PageDown: -5 * step, Home: -1, End: 1 }[event.key];
    if (event.key === "Escape") on.brush(line.axis.id, null, true);
    else if (by === undefined || event.altKey || event.metaKey || event.ctrlKey) return;
    else set(line.axis.id, end === "from" ? { from: Math.min(Math.max(0, now.from + by), now.to), to: now.to } : { from: now.from, to: Math.max(Math.min(1, now.to + by), now.from) }, true);
    event.preventDefault();
    event.stopPropagation();
  }

  return {
    draw(model, next, theme, options) {
      size = next;
      ahead.clear();
      rows.draw(model, next, theme, options);
      drawAxes();
    },
    mark(hovered, picked) { rows.mark(hovered, picked); },
    destroy() {
      place.remove();
      rows.destroy();
    },
  } satisfies Chart<Drawn> & Pick<RowChart<Drawn>, "mark">;
}

