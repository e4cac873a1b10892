import { afterEach, beforeEach, expect, test } from "vitest";
import { createDispatch } from "../../src/app/charts/index.ts";
import type { TimeChart } from "../../src/app/charts/index.ts";
import { dispatchModel, layoutDispatch } from "../../src/charts/dispatch.ts";
import type { DispatchLayout, DispatchModel } from "../../src/charts/dispatch.ts";
import { column } from "../../src/core/time/frame.ts";
import { syntheticYear } from "../charts/syntheticYear.ts";

type Heard = { hover: (number | null)[]; lock: (number | null)[]; window: [number, number, boolean][] };

const result = syntheticYear();
const size = { width: 800, height: 640 };
const model = dispatchModel(result, { from: 20_000, to: 20_672 });
let host: HTMLElement;
let chart: TimeChart<DispatchModel>;
let heard: Heard;
let layout: DispatchLayout;

beforeEach(() => {
  host = document.body.appendChild(document.createElement("div"));
  heard = { hover: [], lock: [], window: [] };
  chart = createDispatch(host, {
    hover: (step) => heard.hover.push(step),
    lock: (step) => { heard.lock.push(step); chart.cursor(step, step !== null); },
    window: (from, to, isDone) => heard.window.push([from, to, isDone]),
  });
  chart.draw(model, size, "light");
  layout = layoutDispatch(model, size);
});
afterEach(() => {
  chart.destroy();
  host.remove();
});

const figure = () => host.querySelector("figure")!;
const point = (type: string, x: number, y: number, more: PointerEventInit = {}) => {
  const { left, top } = host.querySelector("canvas")!.getBoundingClientRect();
  figure().dispatchEvent(new PointerEvent(type, { clientX: left + x, clientY: top + y, bubbles: true, button: 0, pointerId: 1, pointerType: "mouse", ...more }));
};
const key = (name: string, shiftKey = false) => figure().dispatchEvent(new KeyboardEvent("keydown", { key: name, shiftKey, bubbles: true, cancelable: true }));
// A made-up pointer cannot be captured; the chart asks for it all the same.
Element.prototype.setPointerCapture = () => {};

test("the pointer moves the cursor to the step under it, and takes it away", () => {
  point("pointermove", layout.frame.xOf(20_100.5), 100);
  point("pointerleave", 0, 0);
  expect(heard.hover).toEqual([20_100, null]);
});

test("a click locks the step, a second one frees it", () => {
  for (const type of ["pointerdown", "pointerup", "pointerdown", "pointerup"]) point(type, layout.frame.xOf(20_100.5), 100);
  expect(heard.lock).toEqual([20_100, null]);
});

test("every key does what a hand does", () => {
  chart.cursor(20_100, false);
  key("ArrowRight");
  key("ArrowRight", true);
  expect(heard.hover).toEqual([20_101, 20_196]);
  key("Enter");
  key("Escape");
  expect(heard.lock).toEqual([20_100, null]);
  key("Home");
  expect(heard.window).toEqual([[0, 35_040, true]]);
  key("+");
  expect(heard.window.at(-1)![1] - heard.window.at(-1)![0]).toBe(336);
});

test("arrows past the end of the window take it along", () => {
  chart.cursor(20_671, false);
  key("ArrowRight");
  expect([heard.window, heard.hover]).toEqual([[[20_001, 20_673, true]], [20_672]]);
});

test("dragging inside the lane of the year pans, a handle resizes, outside draws anew", () => {
  const { brushXOf, brush } = layout.frame;
  const y = brush!.top + 20;
  const drag = (from: number, to: number) => {
    point("pointerdown", from, y);
    point("pointermove", to, y);
    point("pointerup", to, y);
    return heard.window.at(-1)!;
  };
  const middle = (brushXOf(20_000) + brushXOf(20_672)) / 2;
  const day = brushXOf(96) - brushXOf(0);
  const [from, to, isDone] = drag(middle, middle + 20 * day);
  expect([to - from, isDone]).toEqual([672, true]);
  expect(Math.abs(from - (20_000 + 20 * 96))).toBeLessThanOrEqual(2);
  expect(heard.window.some(([, , done]) => !done)).toBe(true);

  const resizedTo = drag(brushXOf(20_672) + 2, brushXOf(20_672) + 2 + 10 * day);
  expect(resizedTo[0]).toBe(20_000);
  expect(Math.abs(resizedTo[1] - (20_672 + 960))).toBeLessThanOrEqual(2);

  const anew = drag(brushXOf(1000), brushXOf(3000));
  expect(Math.abs(anew[0] - 1000) + Math.abs(anew[1] - 3000)).toBeLessThanOrEqual(2);
});

test("a wheel over the lane of the year zooms at the pointer, over the data it belongs to the page", () => {
  const { left, top } = host.querySelector("canvas")!.getBoundingClientRect();
  const wheel = (y: number) => {
    const event = new WheelEvent("wheel", { deltaY: -100, clientX: left + layout.frame.brushXOf(20_336), clientY: top + y, bubbles: true, cancelable: true });
    figure().dispatchEvent(event);
    return event.defaultPrevented;
  };
  expect(wheel(layout.frame.brush!.top + 10)).toBe(true);
  expect(heard.window).toHaveLength(1);
  expect(heard.window[0]![1] - heard.window[0]![0]).toBeLessThan(672);
  expect(wheel(100)).toBe(false);
});

test("what is painted is what was laid out: import in its colour under the line", () => {
  const canvas = host.querySelector("canvas")!;
  const ratio = canvas.width / size.width;
  const step = 20_300;
  const importKw = column(result.frame, "importKw")[step]!;
  const [x, y] = [layout.frame.xOf(step + 0.5), (layout.power.scale(0) + layout.power.scale(importKw * 0.3)) / 2];
  const [red, green, blue] = canvas.getContext("2d")!.getImageData(Math.round(x * ratio), Math.round(y * ratio), 1, 1).data;
  expect([red, green, blue]).toEqual([0x59, 0x71, 0x98]);
});

test("who cannot see it is told period, peak and state of charge, and gets the keys by name", () => {
  expect(host.querySelector("canvas[role=img]")!.getAttribute("aria-label")).toMatch(/Supply against demand, .* 2025.*Highest grid import [\d.]+\sMW on .*State of charge/);
  expect(figure().tabIndex).toBe(0);
  expect(figure().getAttribute("aria-label")).toMatch(/Arrows move the cursor/);
});

test("a destroyed chart leaves nothing behind", () => {
  chart.destroy();
  expect(host.childElementCount).toBe(0);
});
