import type { Survival } from "../core/studies/survival.ts";
import { chance, survivalWords as words } from "../text/survival.ts";
import { integer, percent } from "../text/numbers.ts";
import type { StudyChart } from "./made.ts";
import type { Mark, Size } from "./mark.ts";
import { crisp, emptyNote, label, level, Occupied, textBox, upright } from "./marks.ts";
import { valueScale } from "./scale.ts";
import { textWidth } from "./textWidth.ts";

export type SurvivalCurveModel = Pick<Survival, "hours" | "meanFraction" | "worstFraction"> & { readonly criticalLoadFraction: number };

/** How likely an outage of so many hours is ridden through: the mean over every start, and the worst of them. */
export const survivalCurve: StudyChart<SurvivalCurveModel> = {
  title: words.curve,
  subtitle: ({ criticalLoadFraction }, width) => (width < NARROW ? words.curveShort : words.curveNote(percent(criticalLoadFraction, 0))),
  layout,
  summary({ hours, meanFraction, worstFraction }) {
    if (hours.length === 0) return words.noCurve;
    const told = [1, 4, 12, 24, 48].filter((hour) => hours.includes(hour)).map((hour) => words.chanceOf(hour, chance(meanFraction[hour - 1]!), chance(worstFraction[hour - 1]!)));
    return `${words.curve}: ${told.join("; ")}.`;
  },
  toTable({ hours, meanFraction, worstFraction }) {
    return {
      columns: [{ title: words.duration, unit: "h" }, { title: words.meanName, unit: "%" }, { title: words.worstName, unit: "%" }],
      rows: hours.map((hour, i) => [hour, (meanFraction[i] ?? 0) * 100, (worstFraction[i] ?? 0) * 100]),
    };
  },
};

const NARROW = 520;
const AXIS = 34;

function layout({ hours, meanFraction, worstFraction }: SurvivalCurveModel, size: Size): Mark[] {
  const isNarrow = size.width < NARROW;
  const [left, right, top] = [isNarrow ? 34 : 44, Math.max(60, size.width - 14), 22];
  const height = Math.max(20, size.height - top - AXIS);
  if (hours.length === 0) return [emptyNote({ left, top, width: right - left, height }, words.noCurve)];
  const most = hours.at(-1)!;
  const scale = valueScale(0, 1, top, height);
  // At no time at all every outage is ridden through.
  const xOf = (hour: number): number => left + (hour / most) * (right - left);
  const grid = (height < 120 ? [0, 0.5, 1] : [0, 0.2, 0.4, 0.6, 0.8, 1]).flatMap((share): Mark[] => [level(left, right, crisp(scale(share)), share === 0 ? "axis" : "grid"), label(left - 7, scale(share) + 4, integer(share * 100), { anchor: "end" })]);
  const every = [1, 2, 4, 6, 12, 24, 48, 96].find((step) => (most / step) * 30 < right - left) ?? 168;
  const hourMarks = Array.from({ length: Math.floor(most / every) + 1 }, (_, i) => i * every).flatMap((hour): Mark[] => [
    upright(crisp(xOf(hour)), top + height, top + height + 4, "axis"), label(xOf(hour), top + height + 16, integer(hour), { anchor: hour === 0 ? "start" : xOf(hour) > right - 8 ? "end" : "middle" }),
  ]);
  const path = (values: readonly number[]): Float64Array => Float64Array.from([0, ...hours].flatMap((hour, i) => [xOf(hour), scale(i === 0 ? 1 : values[i - 1] ?? 0)]));
  const [mean, worst] = [path(meanFraction), path(worstFraction)];
  const back = Array.from({ length: worst.length / 2 }, (_, i) => [worst[worst.length - 2 - 2 * i]!, worst[worst.length - 1 - 2 * i]!]).flat();
  return [
    ...grid, ...hourMarks, label(right, top + height + 29, words.hoursAxis, { anchor: "end", fill: "ink-3" }),
    { kind: "area", points: Float64Array.from([...mean, ...back]), fill: "q-fan", opacity: "tint", id: "spread" },
    { kind: "line", points: worst, stroke: "q-fan", width: 1, id: "worst" }, { kind: "line", points: mean, stroke: "q-fan", width: 2, halo: true, id: "mean" },
    ...names(),
  ];

  /** Each line is named where it has room on its own side: the mean above it, the worst start below. */
  function names(): Mark[] {
    const occupied = new Occupied();
    const place = (text: string, values: readonly number[], isBold: boolean, under: boolean): Mark[] => {
      const width = textWidth(text, 11, isBold);
      for (const share of [0.72, 0.5, 0.3, 0.1]) {
        const at = Math.min(hours.length - 1, Math.floor(share * hours.length));
        const x = Math.max(left + 6, Math.min(xOf(hours[at]!), right - width));
        const y = scale(values[at] ?? 0) + (under ? 16 : -7);
        const fits = y > 10 && y < top + height - 3;
        const box = textBox(x, fits ? y : y + (under ? -23 : 23), text, "start", isBold);
        if (!occupied.isFree(box) || box.top < 0 || box.top + box.height > top + height) continue;
        occupied.add(box);
        return [label(x, fits ? y : y + (under ? -23 : 23), text, { fill: "ink-1", bold: isBold, halo: true, id: "name" })];
      }
      return [];
    };
    return [...place(words.mean, meanFraction, true, false), ...place(words.worst, worstFraction, false, true)];
  }
}
