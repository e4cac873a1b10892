import type { Mark, Opacity, Pattern, Size } from "../../charts/mark.ts";
import { TINT } from "../../charts/palette.ts";
import type { ThemeName } from "../../charts/palette.ts";
import { FONT, patternTiles } from "../../charts/patterns.ts";
import { isForced, shownColour } from "./shownColour.ts";

/** Sharpest that is worth its px: three device px for one of the page. */
const MOST_RATIO = 3;
const LINE_HALO = 1.4;
const TEXT_HALO = 4;

/** Gives the canvas the size in the screen's own px and paints the marks; what was there is gone. */
export function paint(canvas: HTMLCanvasElement, marks: readonly Mark[], size: Size, theme: ThemeName): void {
  const ratio = Math.min(MOST_RATIO, globalThis.devicePixelRatio || 1);
  const [width, height] = [Math.max(1, Math.round(size.width * ratio)), Math.max(1, Math.round(size.height * ratio))];
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  canvas.style.width = `${size.width}px`;
  canvas.style.height = `${size.height}px`;
  const context = canvas.getContext("2d");
  if (context === null) return;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, size.width, size.height);
  for (const mark of marks) paintMark(context, mark, theme);
}

export function paintMark(context: CanvasRenderingContext2D, mark: Mark, theme: ThemeName): void {
  switch (mark.kind) {
    case "rects":
      context.globalAlpha = alphaOf(mark.opacity, theme);
      context.fillStyle = shownColour(mark.fill, theme);
      fillBoxes(context, mark.boxes);
      if (mark.pattern !== undefined) {
        context.fillStyle = hatch(context, mark.pattern, theme);
        fillBoxes(context, mark.boxes);
      }
      context.globalAlpha = 1;
      if (isForced() && mark.opacity === undefined && /^q-[a-z-]+$/.test(mark.fill)) edgeBoxes(context, mark.boxes);
      return;
    case "line":
      context.lineJoin = "miter";
      context.lineCap = "butt";
      tracePath(context, mark.points);
      if (mark.halo === true) {
        context.setLineDash([]);
        context.strokeStyle = shownColour("surface", theme);
        context.lineWidth = mark.width + LINE_HALO;
        context.stroke();
      }
      context.setLineDash(mark.dash === undefined ? [] : [...mark.dash]);
      context.strokeStyle = shownColour(mark.stroke, theme);
      context.lineWidth = mark.width;
      context.stroke();
      context.setLineDash([]);
      return;
    case "area":
      tracePath(context, mark.points);
      context.closePath();
      context.globalAlpha = alphaOf(mark.opacity, theme);
      context.fillStyle = shownColour(mark.fill, theme);
      context.fill();
      if (mark.pattern !== undefined) {
        context.fillStyle = hatch(context, mark.pattern, theme);
        context.fill();
      }
      context.globalAlpha = 1;
      return;
    case "dot":
      context.beginPath();
      context.arc(mark.x, mark.y, mark.radius, 0, 2 * Math.PI);
      context.fillStyle = shownColour(mark.fill, theme);
      context.fill();
      if (mark.stroke === undefined) return;
      context.strokeStyle = shownColour(mark.stroke, theme);
      context.lineWidth = 1.5;
      context.stroke();
      return;
    case "text":
      context.font = `${mark.bold === true ? 600 : 400} ${mark.size}px ${FONT}`;
      context.textAlign = mark.anchor === "middle" ? "center" : mark.anchor === "end" ? "right" : "left";
      context.textBaseline = "alphabetic";
      if (mark.halo === true) {
        context.lineJoin = "round";
        context.strokeStyle = shownColour("surface", theme);
        context.lineWidth = TEXT_HALO;
        context.strokeText(mark.text, mark.x, mark.y);
      }
      context.fillStyle = shownColour(mark.fill, theme);
      context.fillText(mark.text, mark.x, mark.y);
  }
}

/** One `fillRect` each: a path of as many rectangles takes a hundred times as long. */
function fillBoxes(context: CanvasRenderingContext2D, boxes: Float64Array): void {
  for (let i = 0; i + 3 < boxes.length; i += 4) context.fillRect(boxes[i]!, boxes[i + 1]!, boxes[i + 2]!, boxes[i + 3]!);
}

/** Where the system forces its colours, bands and bars of quantities have an edge in that of its text. */
function edgeBoxes(context: CanvasRenderingContext2D, boxes: Float64Array): void {
  context.fillStyle = "CanvasText";
  for (let i = 0; i + 3 < boxes.length; i += 4) {
    const [x, y, width, height] = [boxes[i]!, boxes[i + 1]!, boxes[i + 2]!, boxes[i + 3]!];
    if (height > 2) context.fillRect(x, y, width, 1);
  }
}

function tracePath(context: CanvasRenderingContext2D, points: Float64Array): void {
  context.beginPath();
  let isDown = false;
  for (let i = 0; i + 1 < points.length; i += 2) {
    const [x, y] = [points[i]!, points[i + 1]!];
    if (Number.isNaN(x) || Number.isNaN(y)) isDown = false;
    else if (isDown) context.lineTo(x, y);
    else {
      context.moveTo(x, y);
      isDown = true;
    }
  }
}

function alphaOf(opacity: Opacity | undefined, theme: ThemeName): number {
  return opacity === undefined ? 1 : opacity === "tint" ? TINT[theme] : opacity;
}

/** The lines of a pattern in a tile, drawn at twice its size so that it stays sharp. */
const TILE_RATIO = 2;
const hatches = new Map<string, CanvasPattern>();

function hatch(context: CanvasRenderingContext2D, pattern: Pattern, theme: ThemeName): CanvasPattern | string {
  const key = `${pattern} ${theme} ${isForced()}`;
  const known = hatches.get(key);
  if (known !== undefined) return known;
  const { size, width, lines } = patternTiles[pattern];
  const tile = document.createElement("canvas");
  tile.width = size * TILE_RATIO;
  tile.height = size * TILE_RATIO;
  const pen = tile.getContext("2d");
  if (pen === null) return "transparent";
  pen.scale(TILE_RATIO, TILE_RATIO);
  pen.strokeStyle = shownColour("surface", theme);
  pen.lineWidth = width;
  for (const [x1, y1, x2, y2] of lines) {
    pen.beginPath();
    pen.moveTo(x1, y1);
    pen.lineTo(x2, y2);
    pen.stroke();
  }
  const drawn = context.createPattern(tile, "repeat");
  if (drawn === null) return "transparent";
  drawn.setTransform(new DOMMatrix().scale(1 / TILE_RATIO));
  hatches.set(key, drawn);
  return drawn;
}
