import type { SiteGrowth } from "../core/studies/siteGrowth.ts";
import { growthWords as words, planMonth } from "../text/growth.ts";
import { figure, quantityText, scaleFor, type Scale } from "../text/numbers.ts";
import type { StudyChart } from "./made.ts";
import type { Mark, Size } from "./mark.ts";
import { crisp, emptyNote, label, level, Occupied, textBox, upright } from "./marks.ts";
import { niceRange, ticks, valueScale } from "./scale.ts";
import { joinedBoxes, stepPoints } from "./stackedArea.ts";
import { fittedText, textWidth } from "./textWidth.ts";

export type BuildOutModel = {
  readonly firstYear: number;
  /** One value a month, at its end. */
  readonly needMw: readonly number[];
  readonly phases: readonly { readonly name: string; readonly needMw: readonly number[] }[];
  readonly firmMw: number;
  readonly wholeMw: number;
  /** Months after the first day, with a fraction; null where the plan ends before. */
  readonly monthOverFirm: number | null;
  readonly monthOverWhole: number | null;
  readonly unit: Scale;
};

export function buildOutModel({ needMw, phaseMw, firmMw, wholeMw, monthOverFirm, monthOverWhole }: SiteGrowth, firstYear: number): BuildOutModel {
  return { firstYear, needMw, phases: phaseMw, firmMw, wholeMw, monthOverFirm, monthOverWhole, unit: scaleFor(Math.max(...needMw, wholeMw), "MW") };
}

/** The need of a site, phase on phase, against what its connection carries at any time and at most. */
export const buildOut: StudyChart<BuildOutModel> = {
  title: words.buildOut,
  subtitle: ({ unit, firstYear, needMw }, width) => (width < NARROW ? words.buildOutShort(unit.unit, firstYear, firstYear + Math.ceil(needMw.length / 12) - 1) : words.buildOutNote(unit.unit, planMonth(0, firstYear), planMonth(Math.max(0, needMw.length - 1), firstYear))),
  layout,
  summary({ needMw, firmMw, wholeMw, monthOverFirm, monthOverWhole, firstYear }) {
    if (needMw.length === 0) return words.noPhases;
    const when = (month: number | null, name: string): string => (month === null ? words.isEnough(name) : words.usedUp(name, figure(month), planMonth(month, firstYear)));
    return `${words.buildOut}: ${words.atTheEnd(quantityText(needMw.at(-1)!, "MW"))}. ${when(monthOverFirm, words.firmLimit(quantityText(firmMw, "MW")))}, ${when(monthOverWhole, words.wholeLimit(quantityText(wholeMw, "MW")).toLowerCase())}.`;
  },
  toTable({ needMw, phases, firmMw, wholeMw, firstYear }) {
    return {
      columns: [{ title: words.month, unit: "" }, ...phases.map(({ name }) => ({ title: name, unit: "MW" })), { title: words.need, unit: "MW" }, { title: words.firm, unit: "MW" }, { title: words.wholeLimit("").trim(), unit: "MW" }],
      rows: needMw.map((mw, m) => [`${m + 1}, ${planMonth(m, firstYear)}`, ...phases.map((phase) => phase.needMw[m] ?? 0), mw, firmMw, wholeMw]),
    };
  },
};

const NARROW = 520;
const AXIS = 22;

function layout(model: BuildOutModel, size: Size): Mark[] {
  const { needMw, phases, firmMw, wholeMw, monthOverFirm, monthOverWhole, firstYear, unit } = model;
  const months = needMw.length;
  const isNarrow = size.width < NARROW;
  const [left, right, top] = [isNarrow ? 34 : 44, Math.max(60, size.width - 12), 14];
  const height = Math.max(20, size.height - top - AXIS);
  if (months === 0 || phases.length === 0) return [emptyNote({ left, top, width: right - left, height }, words.noPhases)];
  const [low, high] = niceRange(0, Math.max(...needMw, wholeMw), 5);
  const scale = valueScale(low, high * (high === wholeMw ? 1.08 : 1), top, height);
  const xOf = (month: number): number => left + (month / months) * (right - left);
  const edges = Float64Array.from({ length: months + 1 }, (_, m) => xOf(m));
  const grid = ticks(low, high, height < 180 ? 3 : 5).flatMap((mw): Mark[] => [
    level(left, right, crisp(scale(mw)), mw === 0 ? "axis" : "grid"), label(left - 7, scale(mw) + 4, figure(mw / unit.divisor), { anchor: "end" }),
  ]);
  const years = Array.from({ length: Math.ceil(months / 12) }, (_, y) => y);
  const everyYears = Math.max(1, Math.ceil(years.length / Math.max(1, Math.floor((right - left) / 44))));
  const yearMarks = years.flatMap((y): Mark[] => {
    const [x, end] = [xOf(12 * y), xOf(Math.min(months, 12 * y + 12))];
    const text = String(firstYear + y);
    return [...(y > 0 ? [upright(crisp(x), top, top + height, "grid")] : []), ...(y % everyYears === 0 && end - x >= textWidth(text, 11) ? [label((x + end) / 2, top + height + 16, text, { anchor: "middle" })] : [])];
  });

  const occupied = new Occupied();
  let below = new Float64Array(months);
  const bands: Mark[] = [];
  const names: Mark[] = [];
  for (const [index, phase] of phases.entries()) {
    const above = below.map((mw, m) => mw + (phase.needMw[m] ?? 0));
    // Phases have no colours of their own: one quantity, parted by a line and named inside.
    bands.push({ kind: "rects", boxes: joinedBoxes(edges, below.map(scale), above.map(scale)), fill: "q-import", opacity: 0.85, id: "phase" });
    if (index > 0) bands.push({ kind: "line", points: stepPoints(edges, below.map(scale)), stroke: "surface", width: 1 });
    const thickest = above.findLastIndex((mw, m) => mw - below[m]! > 0);
    const [over, under] = thickest < 0 ? [0, 0] : [scale(above[thickest]!), scale(below[thickest]!)];
    const start = phase.needMw.findIndex((mw) => mw > 0);
    const room = thickest < 0 ? 0 : xOf(thickest + 1) - xOf(start) - 16;
    const text = fittedText(phase.name, room * 0.5, 11, true);
    if (under - over > 16 && textWidth(text, 11, true) < room && text.length > 2) names.push(label(right - 8, (over + under) / 2 + 4, text, { fill: "on q-import", bold: true, anchor: "end", id: "phaseName" }));
    below = above;
  }
  const beyond = Float64Array.from(needMw, (mw) => Math.max(mw, wholeMw));
  const beyondMark: Mark[] = Math.max(...beyond) > wholeMw + 1e-9 ? [{ kind: "rects", boxes: joinedBoxes(edges, beyond.map(() => scale(wholeMw)), beyond.map(scale)), fill: "q-unserved", pattern: "cross", id: "beyond" }] : [];
  const outline: Mark = { kind: "line", points: stepPoints(edges, Float64Array.from(needMw, scale)), stroke: "ink-1", width: 1.4, halo: true, id: "need" };
  const limit = (mw: number, text: string, dash: readonly number[] | undefined, id: string): Mark[] => {
    if (scale(mw) < top - 1) return [];
    const at: Mark = label(left + 6, scale(mw) - 5, text, { fill: "ink-1", halo: true, id: "limitName" });
    occupied.add(textBox(left + 6, scale(mw) - 5, text));
    return [level(left, right, crisp(scale(mw)), "ink-1", 1, { ...(dash === undefined ? {} : { dash }), id }), at];
  };
  const isFlexible = wholeMw > firmMw;
  const limits = [
    ...limit(firmMw, words.firmLimit(quantityText(firmMw, "MW")), undefined, "firm"),
    ...(isFlexible ? limit(wholeMw, words.wholeLimit(quantityText(wholeMw, "MW")), [6, 4], "whole") : []),
  ];
  return [...grid, ...yearMarks, ...bands, ...beyondMark, outline, ...names, ...limits, ...crossing(monthOverFirm, firmMw, words.overFirm), ...(isFlexible ? crossing(monthOverWhole, wholeMw, words.overWhole) : [])];

  /** The month in which a limit is passed, on the limit, with its sentence to the left where there is room. */
  function crossing(month: number | null, mw: number, text: string): Mark[] {
    if (month === null) return [];
    const [x, y] = [xOf(month), scale(mw)];
    const strongText = planMonth(month, firstYear);
    const rest = isNarrow ? "" : words.monthOf(month, text);
    const width = textWidth(strongText, 11, true) + textWidth(rest, 11);
    const dot: Mark = { kind: "dot", x, y, radius: 4, fill: "surface", stroke: "ink-1", id: "crossing" };
    // Above the line and left of the point, where the need is lower.
    const from = Math.max(left + 4, Math.min(x - 10 - width, right - width - 4));
    for (const dy of [-7, -21, -35]) {
      const box = { ...textBox(from, y + dy, strongText, "start", true), width: width + 4 };
      if (!occupied.isFree(box) || y + dy - 10 < 0) continue;
      occupied.add(box);
      return [dot, label(from, y + dy, strongText, { fill: "ink-1", bold: true, halo: true, id: "crossingMonth" }), ...(rest === "" ? [] : [label(from + textWidth(strongText, 11, true), y + dy, rest, { fill: "ink-1", halo: true })])];
    }
    return [dot];
  }
}
