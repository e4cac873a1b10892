import { integer } from "../text/numbers.ts";
import type { FigureScale } from "../text/studyFigures.ts";
import { uncertaintyWords as words } from "../text/studyUncertainty.ts";
import type { StudyChart } from "./made.ts";
import type { Mark, Size } from "./mark.ts";
import { crisp, emptyNote, label, Occupied, textBox, upright } from "./marks.ts";
import { NARROW, plotFrame } from "./plotFrame.ts";
import { fittedText } from "./textWidth.ts";

export type ExceedanceModel = {
  readonly title: string;
  readonly scale: FigureScale;
  readonly seeds: number;
  /** Values that are exceeded in 0, 1 … 100 % of the runs, falling. */
  readonly lines: readonly { readonly name: string; readonly values: readonly number[]; readonly isShown: boolean; /** Its quantiles as they are read, with their unit. */ readonly p10: string; readonly p50: string; readonly p90: string }[];
};

/** How often a figure is exceeded, a line for each strategy: the one in view with its three quantiles marked. */
export const exceedance: StudyChart<ExceedanceModel> = {
  title: words.exceedanceTitle(""),
  subtitle: ({ scale, seeds }, width) => (width < NARROW ? words.exceedanceShort(scale.unit) : words.exceedanceNote(scale.unit, seeds)),
  layout,
  summary({ title, lines }) {
    return lines.length === 0 ? words.noRuns : `${title}: ${lines.map(({ name, p10, p50, p90 }) => words.exceededBy(name, p10, p50, p90)).join("; ")}.`;
  },
  toTable({ lines, scale: { unit, divisor } }) {
    return {
      columns: [{ title: words.exceeded, unit: "%" }, ...lines.map(({ name }) => ({ title: name, unit }))],
      rows: Array.from({ length: lines.length === 0 ? 0 : 101 }, (_, share) => [share, ...lines.map(({ values }) => values[share]! / divisor)]),
    };
  },
};

const AXIS = 34;

function layout({ lines, scale: unit }: ExceedanceModel, size: Size): Mark[] {
  if (lines.length === 0) return [emptyNote({ left: 0, top: 0, ...size }, words.noRuns)];
  const frame = plotFrame(lines.flatMap(({ values }) => values), size, { divisor: unit.divisor, foot: AXIS, right: size.width - 14 });
  const { left, right, top, height, scale } = frame;
  const xOf = (share: number): number => left + (share / 100) * (right - left);
  const shares = (size.width < 300 ? [0, 50, 100] : [0, 10, 25, 50, 75, 90, 100]).flatMap((share): Mark[] => [
    upright(crisp(xOf(share)), top + height, top + height + 4, "axis"), label(xOf(share), top + height + 16, integer(share), { anchor: share === 0 ? "start" : share === 100 ? "end" : "middle" }),
  ]);
  const occupied = new Occupied();
  const ordered = lines.toSorted((a, b) => Number(a.isShown) - Number(b.isShown));
  const curves = ordered.map(({ values, isShown }): Mark => ({
    kind: "line", points: Float64Array.from(values.flatMap((value, share) => [xOf(share), scale(value)])), stroke: isShown ? "q-fan" : "ink-2", width: isShown ? 2 : 1.25, ...(isShown ? { halo: true } : { dash: [4, 3] }), id: isShown ? "shown" : "other",
  }));
  const marked = ordered.filter(({ isShown }) => isShown).flatMap(({ values, p10, p50, p90 }) => ([[90, p10], [50, p50], [10, p90]] as const).flatMap(([share, told]): Mark[] => {
    const text = `P${100 - share} ${told}`;
    const [x, y] = [xOf(share), scale(values[share]!)];
    const place = ([[8, -8, "start"], [-8, -8, "end"], [-8, 16, "end"], [8, 16, "start"]] as const).find(([dx, dy, anchor]) => {
      const box = textBox(x + dx, y + dy, text, anchor, share === 50);
      return occupied.isFree(box) && box.left >= left && box.left + box.width <= right + 8 && box.top >= 0 && box.top + box.height <= top + height;
    });
    if (place !== undefined) occupied.add(textBox(x + place[0], y + place[1], text, place[2], share === 50));
    return [
      { kind: "dot", x, y, radius: 3.5, fill: "surface", stroke: "q-fan", id: `p${100 - share}` },
      ...(place === undefined || size.width < 300 ? [] : [label(x + place[0], y + place[1], text, { fill: "ink-1", anchor: place[2], bold: share === 50, halo: true })]),
    ];
  }));
  return [...frame.grid, ...shares, label(right, top + height + 29, words.exceedanceAxis, { anchor: "end", fill: "ink-3" }), ...curves, ...marked, ...(lines.length > 1 ? names() : [])];

  /** Each line is named where there is room beside it, the one in view first. */
  function names(): Mark[] {
    return ordered.toReversed().flatMap(({ name, values, isShown }): Mark[] => {
      const text = fittedText(name, (right - left) * 0.6, 11, isShown);
      for (const share of [30, 65, 20, 75, 3, 42, 96]) {
        for (const [dy, anchor] of [[-8, share > 60 ? "end" : "start"], [17, share > 60 ? "end" : "start"]] as const) {
          const [x, y] = [xOf(share), scale(values[share]!) + dy];
          const box = textBox(x, y, text, anchor, isShown);
          if (!occupied.isFree(box) || box.top < 0 || box.top + box.height > top + height || box.left < left || box.left + box.width > right + 4) continue;
          occupied.add(box);
          return [label(x, y, text, { fill: "ink-1", bold: isShown, anchor, halo: true, id: "name" })];
        }
      }
      return [];
    });
  }
}

