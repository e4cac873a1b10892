import type { Headroom } from "../core/studies/headroom.ts";
import { growthWords as words } from "../text/growth.ts";
import { figure, percent, quantityText, scaled, scaleFor, SPACE, type Scale } from "../text/numbers.ts";
import type { StudyChart } from "./made.ts";
import type { Mark, Size } from "./mark.ts";
import { crisp, emptyNote, label, rect, upright } from "./marks.ts";
import { niceRange, ticks } from "./scale.ts";
import { textWidth } from "./textWidth.ts";

export type HeadroomDepthModel = { readonly results: Headroom["results"]; readonly peakMw: number; readonly unit: Scale };

export function headroomDepthModel({ results, summerPeakMw, winterPeakMw }: Headroom): HeadroomDepthModel {
  return { results, peakMw: Math.max(summerPeakMw, winterPeakMw), unit: scaleFor(Math.max(0, ...results.map(({ headroomMw }) => headroomMw)), "MW") };
}

/** How much new load fits, by how much of its energy may be curtailed. */
export const headroomDepth: StudyChart<HeadroomDepthModel> = {
  title: words.depth,
  subtitle: ({ unit }, width) => (width < NARROW ? words.depthShort(unit.unit) : words.depthNote(unit.unit)),
  layout,
  summary({ results }) {
    if (results.length === 0) return words.noLoad;
    return `${words.depth}: ${results.map(({ curtailmentFraction, headroomMw, hoursPerYear }) => words.depthOf(quantityText(headroomMw, "MW"), percent(curtailmentFraction), hoursPerYear)).join("; ")}.`;
  },
  toTable({ results, unit }) {
    return {
      columns: [
        { title: words.curtailment, unit: "%" }, { title: words.headroomGw, unit: unit.unit }, { title: words.hours, unit: "h" }, { title: words.events, unit: words.aYear },
        { title: words.meanEvent, unit: "h" }, { title: words.longestEvent, unit: "h" }, { title: words.keptHalf, unit: "%" }, { title: words.summer, unit: "%" },
      ],
      rows: results.map(({ curtailmentFraction, headroomMw, hoursPerYear, events, meanEventHours, longestEventHours, keptHalfFraction, summerEnergyFraction }) => [
        curtailmentFraction * 100, headroomMw / unit.divisor, hoursPerYear, events, meanEventHours, longestEventHours, keptHalfFraction * 100, summerEnergyFraction * 100,
      ]),
    };
  },
};

const NARROW = 520;
const AXIS = 20;

function layout({ results, peakMw, unit }: HeadroomDepthModel, size: Size): Mark[] {
  const isNarrow = size.width < NARROW;
  if (results.length === 0) return [emptyNote({ left: 0, top: 0, ...size }, words.noLoad)];
  const left = 14 + Math.max(...results.map(({ curtailmentFraction }) => textWidth(percent(curtailmentFraction), 11)));
  const tellOf = ({ headroomMw, hoursPerYear }: (typeof results)[number]): string => `${scaled(headroomMw, unit)}${SPACE}${unit.unit}${isNarrow ? "" : words.depthTold(percent(peakMw > 0 ? headroomMw / peakMw : 0), hoursPerYear)}`;
  const right = Math.max(left + 40, size.width - 12 - Math.max(...results.map((one) => textWidth(tellOf(one), 11, true))));
  const [low, high] = niceRange(0, Math.max(...results.map(({ headroomMw }) => headroomMw)), 4);
  const xOf = (mw: number): number => left + ((mw - low) / (high - low || 1)) * (right - left);
  const pitch = Math.max(10, (size.height - AXIS - 4) / results.length);
  const bar = Math.min(22, pitch * 0.6);
  const foot = 4 + pitch * results.length;
  const grid = ticks(low, high, isNarrow ? 2 : 4).flatMap((mw): Mark[] => [
    upright(crisp(xOf(mw)), 4, foot, mw === 0 ? "axis" : "grid"), label(xOf(mw), foot + 14, figure(mw / unit.divisor), { anchor: mw === 0 ? "start" : "middle" }),
  ]);
  const bars = results.flatMap((one, index): Mark[] => {
    const y = 4 + (index + 0.5) * pitch;
    return [
      label(left - 8, y + 4, percent(one.curtailmentFraction), { anchor: "end", fill: "ink-1" }),
      rect(left, y - bar / 2, Math.max(0, xOf(one.headroomMw) - left), bar, "q-import", { id: "headroom" }),
      label(xOf(one.headroomMw) + 8, y + 4, tellOf(one), { fill: "ink-1", halo: true, id: "value" }),
    ];
  });
  return [...grid, ...bars];
}
