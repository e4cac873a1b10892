import { FONT, patternTiles } from "./patterns.ts";
import type { Mark, Opacity, Pattern, Size } from "./mark.ts";
import { colour, TINT } from "./palette.ts";
import type { ThemeName } from "./palette.ts";
import { fittedText, textWidth } from "./textWidth.ts";

/** What is burnt into a picture that leaves the page: what it shows, and how it can be made again. */
export type Caption = {
  readonly title: string;
  readonly subtitle: string;
  /** "California colocation · Look-ahead · GridFlex 0.1.0 · seed 1 · 3f9c…". */
  readonly provenance: string;
};

const PADDING = 16;
const HEAD = 44;
const FOOT_LINE = 16;
/** Half of what is shown as a halo lies under the line itself. */
const LINE_HALO = 1.4;
const TEXT_HALO = 4;

/**
 * Marks as one self-contained SVG. With a caption the picture grows by head and foot; without one it is the marks alone,
 * as the report sets them.
 * @param size the box that the marks were laid out in
 */
export function toSvg(marks: readonly Mark[], size: Size, theme: ThemeName, caption?: Caption): string {
  const patterns = new Map<string, string>();
  const body = marks.map((mark) => markText(mark, theme, patterns)).join("");
  const width = caption === undefined ? size.width : size.width + 2 * PADDING;
  const foot = caption === undefined ? [] : footLines(caption.provenance, size.width);
  const height = caption === undefined ? size.height : size.height + HEAD + PADDING + foot.length * FOOT_LINE + FOOT_LINE / 2;
  const defs = patterns.size === 0 ? "" : `<defs>${[...patterns.values()].join("")}</defs>`;
  const inner = caption === undefined ? body : `${captionText(caption, foot, width, height, theme)}<g transform="translate(${PADDING} ${HEAD + PADDING / 2})">${body}</g>`;
  const name = caption === undefined ? "" : `<title>${escaped(`${caption.title}. ${caption.subtitle}`)}</title><desc>${escaped(caption.provenance)}</desc>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" font-family="${FONT}" style="font-variant-numeric:tabular-nums lining-nums">${name}${defs}`
    + `<rect width="${width}" height="${height}" fill="${colour("surface", theme)}"/>${inner}</svg>`;
}

function captionText({ title, subtitle }: Caption, foot: readonly string[], width: number, height: number, theme: ThemeName): string {
  const line = (y: number, size: 11 | 12 | 13, fill: string, bold: boolean, text: string): string =>
    `<text x="${PADDING}" y="${y}" font-size="${size}"${bold ? ' font-weight="600"' : ""} fill="${colour(fill, theme)}">${escaped(text)}</text>`;
  const room = width - 2 * PADDING;
  return line(22, 13, "ink-1", true, fittedText(title, room, 13, true)) + line(39, 12, "ink-3", false, fittedText(subtitle, room, 12))
    + foot.map((text, index) => line(height - 10 - (foot.length - 1 - index) * FOOT_LINE, 11, "ink-3", false, text)).join("");
}

/** What a picture is made again from is never cut: its parts wrap. */
function footLines(provenance: string, width: number): string[] {
  const lines: string[] = [];
  for (const part of provenance.split(" · ")) {
    const last = lines.at(-1);
    const joined = last === undefined ? part : `${last} · ${part}`;
    if (last !== undefined && textWidth(joined, 11) <= width) lines[lines.length - 1] = joined;
    else lines.push(part);
  }
  return lines;
}

function markText(mark: Mark, theme: ThemeName, patterns: Map<string, string>): string {
  switch (mark.kind) {
    case "rects": {
      const path = rectPath(mark.boxes);
      const opacity = opacityText(mark.opacity, theme);
      const fill = `<path d="${path}" fill="${colour(mark.fill, theme)}"${opacity} shape-rendering="crispEdges"/>`;
      return mark.pattern === undefined ? fill : `${fill}<path d="${path}" fill="url(#${patternId(mark.pattern, theme, patterns)})"${opacity}/>`;
    }
    case "line": {
      const path = linePath(mark.points);
      const dash = mark.dash === undefined ? "" : ` stroke-dasharray="${mark.dash.join(" ")}"`;
      const line = (stroke: string, width: number, more: string): string => `<path d="${path}" fill="none" stroke="${colour(stroke, theme)}" stroke-width="${width}"${more}/>`;
      return (mark.halo === true ? line("surface", mark.width + LINE_HALO, "") : "") + line(mark.stroke, mark.width, dash);
    }
    case "area": {
      const path = `${linePath(mark.points)}Z`;
      const opacity = opacityText(mark.opacity, theme);
      const fill = `<path d="${path}" fill="${colour(mark.fill, theme)}"${opacity}/>`;
      return mark.pattern === undefined ? fill : `${fill}<path d="${path}" fill="url(#${patternId(mark.pattern, theme, patterns)})"${opacity}/>`;
    }
    case "dot":
      return `<circle cx="${px(mark.x)}" cy="${px(mark.y)}" r="${mark.radius}" fill="${colour(mark.fill, theme)}"${mark.stroke === undefined ? "" : ` stroke="${colour(mark.stroke, theme)}" stroke-width="1.5"`}/>`;
    case "text": {
      const anchor = mark.anchor === undefined || mark.anchor === "start" ? "" : ` text-anchor="${mark.anchor}"`;
      const halo = mark.halo === true ? ` stroke="${colour("surface", theme)}" stroke-width="${TEXT_HALO}" stroke-linejoin="round" paint-order="stroke"` : "";
      return `<text x="${px(mark.x)}" y="${px(mark.y)}" font-size="${mark.size}"${mark.bold === true ? ' font-weight="600"' : ""}${anchor} fill="${colour(mark.fill, theme)}"${halo}>${escaped(mark.text)}</text>`;
    }
  }
}

function opacityText(opacity: Opacity | undefined, theme: ThemeName): string {
  if (opacity === undefined || opacity === 1) return "";
  return ` fill-opacity="${opacity === "tint" ? TINT[theme] : opacity}"`;
}

function rectPath(boxes: Float64Array): string {
  let path = "";
  for (let i = 0; i + 3 < boxes.length; i += 4) path += `M${px(boxes[i]!)} ${px(boxes[i + 1]!)}h${px(boxes[i + 2]!)}v${px(boxes[i + 3]!)}h${px(-boxes[i + 2]!)}z`;
  return path;
}

function linePath(points: Float64Array): string {
  let path = "";
  let isDown = false;
  for (let i = 0; i + 1 < points.length; i += 2) {
    if (Number.isNaN(points[i]!) || Number.isNaN(points[i + 1]!)) {
      isDown = false;
      continue;
    }
    path += `${isDown ? "L" : "M"}${px(points[i]!)} ${px(points[i + 1]!)}`;
    isDown = true;
  }
  return path;
}


function patternId(pattern: Pattern, theme: ThemeName, patterns: Map<string, string>): string {
  const id = `hatch-${pattern}-${theme}`;
  if (!patterns.has(id)) {
    const { size, width, lines } = patternTiles[pattern];
    const path = lines.map(([x1, y1, x2, y2]) => `M${x1} ${y1}L${x2} ${y2}`).join("");
    patterns.set(id, `<pattern id="${id}" width="${size}" height="${size}" patternUnits="userSpaceOnUse"><path d="${path}" stroke="${colour("surface", theme)}" stroke-width="${width}"/></pattern>`);
  }
  return id;
}

/** Hundredths of a px are as fine as anyone sees, and halve the file. */
function px(value: number): string {
  return String(Math.round(value * 100) / 100);
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
