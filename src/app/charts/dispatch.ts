import { pointer } from "d3";
import { cursorMarks, dispatchReadout, layoutDispatch, readoutText, summary } from "../../charts/dispatch.ts";
import type { DispatchLayout, DispatchModel } from "../../charts/dispatch.ts";
import type { Size } from "../../charts/mark.ts";
import { rect } from "../../charts/marks.ts";
import type { ThemeName } from "../../charts/palette.ts";
import { stepText } from "../../text/dates.ts";
import { strings } from "../../text/strings.ts";
import type { TimeChart, TimeEvents } from "./chart.ts";
import { chartFigure } from "./chartFigure.ts";
import { fitted, panned, resized, zoomed } from "./windowing.ts";
import type { Steps } from "./windowing.ts";

/** A handle answers this far from its middle, px: 24 px in all. */
const HANDLE_REACH = 12;
/** A press that moves less is a click. */
const CLICK_PX = 4;
/** One notch of a wheel. */
const ZOOM_STEP = 1.25;

type Drag =
  | { readonly kind: "pan" | "from" | "to"; readonly at: number; readonly before: Steps }
  /** In the lane of the year, steps; over the lanes the same with `isLanes`. */
  | { readonly kind: "new"; readonly at: number; readonly isLanes: boolean };

/**
 * The time group on the page: painted data, a cursor over it, the lane of the year under the hand. Everything that a drag
 * does a key does too: arrows move the cursor by a step, with Shift by a day; Enter locks, Esc frees; + and − zoom, Page Up
 * and Page Down move the window, Home shows the year.
 */
export function create(host: HTMLElement, on: TimeEvents): TimeChart<DispatchModel> {
  const place = chartFigure(host, strings.charts.keys);
  const { figure } = place;
  // Sideways is the cursor's, up and down stays the page's.
  figure.style("touch-action", "pan-y");

  let shown: { model: DispatchModel; size: Size; theme: ThemeName; layout: DispatchLayout } | null = null;
  let cursor: { step: number; isLocked: boolean } | null = null;
  let drag: Drag | null = null;
  let selected: Steps | null = null;

  function paintOver(): void {
    if (shown === null) return;
    const { model, size, theme, layout } = shown;
    const { frame } = layout;
    const band = selected === null ? [] : [rect(frame.xOf(selected.from), frame.stack.top, frame.xOf(selected.to) - frame.xOf(selected.from), frame.axis.top - frame.stack.top, "accent", { opacity: "tint" })];
    place.paintOver([...band, ...(cursor === null ? [] : cursorMarks(model, layout, cursor.step, cursor.isLocked))], size, theme);
  }

  function speak(): void {
    place.speak(() => (shown === null || cursor === null ? null : `${stepText(shown.model.axis, cursor.step)}: ${readoutText(dispatchReadout(shown.model, cursor.step))}`));
  }

  const least = (): number => (shown === null ? 1 : Math.max(4, Math.ceil(60 / shown.model.axis.stepMinutes)));
  const stepsNow = (): Steps => (shown === null ? { from: 0, to: 0 } : { from: shown.model.from, to: shown.model.to });
  const show = (steps: Steps, isDone: boolean): void => {
    const now = stepsNow();
    if (isDone || steps.from !== now.from || steps.to !== now.to) on.window(steps.from, steps.to, isDone);
  };
  const isInBrush = (y: number): boolean => {
    const box = shown?.layout.frame.brush;
    return box !== null && box !== undefined && y >= box.top - 8 && y <= box.top + box.height + 16;
  };
  const isOverLanes = (x: number, y: number): boolean => {
    if (shown === null) return false;
    const { left, right, stack, axis } = shown.layout.frame;
    return x >= left && x <= right && y >= stack.top && y <= axis.top + axis.height;
  };

  /** What a press in the lane of the year takes hold of; the nearer handle where both are in reach. */
  function heldAt(x: number): Drag["kind"] {
    const { model, layout: { frame } } = shown!;
    const [from, to] = [frame.brushXOf(model.from), frame.brushXOf(model.to)];
    const isInside = x > from && x < to;
    // Inside a narrow window the reach shrinks, so that there is something left to pan by.
    const reach = isInside ? Math.min(HANDLE_REACH, (to - from) / 3) : HANDLE_REACH;
    const [nearFrom, nearTo] = [Math.abs(x - from), Math.abs(x - to)];
    if (Math.min(nearFrom, nearTo) <= reach) return nearFrom <= nearTo ? "from" : "to";
    return isInside ? "pan" : "new";
  }

  function moveDrag(x: number, isDone: boolean): void {
    if (shown === null || drag === null) return;
    const { model: { axis }, layout: { frame } } = shown;
    if (drag.kind === "new") {
      const at = drag.isLanes ? frame.stepAt(x) + (x >= frame.xOf(drag.at) ? 1 : 0) : frame.brushStepAt(x);
      const steps = fitted({ from: Math.min(drag.at, at), to: Math.max(drag.at, at) }, axis.length, drag.isLanes ? 1 : least());
      if (drag.isLanes && !isDone) {
        selected = steps;
        paintOver();
      } else show(drag.isLanes ? fitted(steps, axis.length, least()) : steps, isDone);
      return;
    }
    const at = frame.brushStepAt(x);
    show(drag.kind === "pan" ? panned(drag.before, at - drag.at, axis.length) : resized(drag.before, drag.kind, drag.before[drag.kind] + at - drag.at, axis.length, least()), isDone);
  }

  let pressed: { x: number; y: number; hasMoved: boolean } | null = null;
  figure.on("pointerdown", (event: PointerEvent) => {
    if (shown === null || event.button !== 0) return;
    const [x, y] = pointer(event, place.base);
    const { frame } = shown.layout;
    pressed = { x, y, hasMoved: false };
    if (isInBrush(y)) {
      const kind = heldAt(x);
      const at = frame.brushStepAt(x);
      drag = kind === "new" ? { kind, at, isLanes: false } : { kind, at, before: stepsNow() };
    } else if (isOverLanes(x, y) && event.pointerType === "mouse") drag = { kind: "new", at: frame.stepAt(x), isLanes: true };
    if (drag !== null) figure.node()!.setPointerCapture(event.pointerId);
  });
  figure.on("pointermove", (event: PointerEvent) => {
    if (shown === null) return;
    const [x, y] = pointer(event, place.base);
    if (pressed !== null && Math.abs(x - pressed.x) > CLICK_PX) pressed.hasMoved = true;
    if (drag !== null && pressed?.hasMoved === true) {
      moveDrag(x, false);
      return;
    }
    figure.style("cursor", isInBrush(y) ? { pan: "grab", from: "ew-resize", to: "ew-resize", new: "crosshair" }[heldAt(x)] : "default");
    if (drag === null || drag.kind === "new") on.hover(isOverLanes(x, y) ? shown.layout.frame.stepAt(x) : null);
  });
  const endPress = (event: PointerEvent): void => {
    if (shown === null || pressed === null) return;
    const [x, y] = pointer(event, place.base);
    const { hasMoved } = pressed;
    pressed = null;
    const held = drag;
    if (held !== null && hasMoved && event.type === "pointerup") moveDrag(x, true);
    drag = null;
    selected = null;
    if (!hasMoved && event.type === "pointerup" && isOverLanes(x, y)) {
      const step = shown.layout.frame.stepAt(x);
      on.lock(cursor !== null && cursor.isLocked ? null : step);
    }
    paintOver();
  };
  figure.on("pointerup", endPress).on("pointercancel", endPress);
  figure.on("pointerleave", () => { if (drag === null) on.hover(null); });
  figure.on("dblclick", (event: MouseEvent) => {
    if (shown !== null && isInBrush(pointer(event, place.base)[1])) on.window(0, shown.model.axis.length, true);
  });
  figure.on("wheel", (event: WheelEvent) => {
    if (shown === null) return;
    const [x, y] = pointer(event, place.base);
    const { model: { axis, from, to }, layout: { frame } } = shown;
    const inBrush = isInBrush(y);
    // Over the lanes a plain wheel belongs to the page; with Ctrl, or a pinch, it zooms.
    if (!inBrush && !(event.ctrlKey && isOverLanes(x, y)) && !(Math.abs(event.deltaX) > Math.abs(event.deltaY) && isOverLanes(x, y))) return;
    event.preventDefault();
    if (Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
      show(panned({ from, to }, Math.round(((to - from) * event.deltaX) / 800), axis.length), true);
      return;
    }
    const pivot = inBrush ? frame.brushStepAt(x) : frame.stepAt(x);
    show(zoomed({ from, to }, event.deltaY > 0 ? ZOOM_STEP : 1 / ZOOM_STEP, pivot, axis.length, least()), true);
  }, { passive: false });
  figure.on("keydown", (event: KeyboardEvent) => {
    if (shown === null || event.altKey || event.metaKey || event.ctrlKey) return;
    const { model: { axis, from, to } } = shown;
    const at = cursor?.step ?? from;
    const stride = event.shiftKey ? Math.round(1440 / axis.stepMinutes) : 1;
    const moveTo = (step: number): void => {
      const next = Math.min(Math.max(0, step), axis.length - 1);
      // The window follows a cursor that leaves it.
      if (next < from || next >= to) show(panned({ from, to }, next < from ? next - from : next - to + 1, axis.length), true);
      if (cursor?.isLocked === true) on.lock(next);
      else on.hover(next);
      speak();
    };
    const actions: Readonly<Record<string, () => void>> = {
      ArrowLeft: () => { moveTo(at - stride); },
      ArrowRight: () => { moveTo(at + stride); },
      Enter: () => { on.lock(cursor?.isLocked === true ? null : at); },
      " ": () => { on.lock(cursor?.isLocked === true ? null : at); },
      Escape: () => { on.lock(null); },
      "+": () => { show(zoomed({ from, to }, 0.5, at, axis.length, least()), true); },
      "=": () => { show(zoomed({ from, to }, 0.5, at, axis.length, least()), true); },
      "-": () => { show(zoomed({ from, to }, 2, at, axis.length, least()), true); },
      PageUp: () => { show(panned({ from, to }, from - to, axis.length), true); },
      PageDown: () => { show(panned({ from, to }, to - from, axis.length), true); },
      Home: () => { on.window(0, axis.length, true); },
    };
    const act = actions[event.key];
    if (act === undefined) return;
    event.preventDefault();
    act();
  });

  return {
    draw(model, size, theme, options = {}) {
      const held = (options.hold === true || drag !== null) && shown !== null && shown.model.side === model.side ? shown.layout.range : undefined;
      const complete = held === undefined ? model : { ...model, hold: held };
      shown = { model, size, theme, layout: layoutDispatch(complete, size) };
      place.paintBase(shown.layout.marks, size, theme, summary(model));
      paintOver();
    },
    cursor(step, isLocked) {
      const next = step === null ? null : { step, isLocked };
      if (cursor?.step === next?.step && cursor?.isLocked === next?.isLocked) return;
      cursor = next;
      paintOver();
    },
    destroy() { place.destroy(); },
  };
}
