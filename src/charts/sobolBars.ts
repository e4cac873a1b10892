import type { Index } from "../core/maths/sobolIndices.ts";
import { integer, percent } from "../text/numbers.ts";
import { sensitivityWords as words } from "../text/studySensitivity.ts";
import { legendRow } from "./legend.ts";
import type { StudyChart } from "./made.ts";
import type { Mark, Size } from "./mark.ts";
import { crisp, emptyNote, label, level, rect, upright } from "./marks.ts";
import { NARROW } from "./plotFrame.ts";
import { fittedText, textWidth } from "./textWidth.ts";

export type SobolBarsModel = { readonly figure: string; readonly rows: readonly { readonly name: string; readonly first: Index; readonly total: Index }[]; readonly sampled: number };

/** What share of a figure's variance each input explains: alone as a bar, with all others as a dot, each with its interval. */
export const sobolBars: StudyChart<SobolBarsModel> = {
  title: words.sobol,
  subtitle: ({ figure, sampled }, width) => (width < NARROW ? words.sobolShort : words.sobolNote(figure, sampled)),
  layout,
  summary({ rows, figure }) {
    return rows.length === 0 ? words.noSpread : `${words.sobol}, ${figure}: ${rows.slice(0, 5).map(({ name, first, total }) => `${name} ${percent(first.value, 0)} ${words.alone}, ${percent(total.value, 0)} ${words.withOthers}`).join("; ")}.`;
  },
  toTable({ rows }) {
    const titles = [words.aloneTitle, words.withOthersTitle].flatMap(words.bounds);
    return { columns: [{ title: words.input, unit: "" }, ...titles.map((title) => ({ title, unit: "%" }))], rows: rows.map(({ name, first, total }) => [name, ...[first, total].flatMap(({ value, low, high }) => [value * 100, low * 100, high * 100])]) };
  },
};

const AXIS = 20;
/** How far beyond 0 and 1 the axis goes at most. */
const FARTHEST = 0.5;

function layout({ rows }: SobolBarsModel, size: Size): Mark[] {
  if (rows.length === 0) return [emptyNote({ left: 0, top: 0, ...size }, words.noSpread)];
  const isNarrow = size.width < NARROW;
  const left = isNarrow ? 12 : 14 + Math.min(size.width * 0.28, Math.max(...rows.map(({ name }) => textWidth(name, 11))));
  const right = Math.max(left + 40, size.width - 16);
  const { marks: legend, bottom } = legendRow([{ id: "first", text: words.alone, token: "q-fan", shape: "bar" }, { id: "total", text: words.withOthers, token: "ink-1", shape: "dot" }], left, size.width);
  const top = bottom + 12;
  // Estimates may lie beside 0 and 1, intervals of few rows far beside: the axis ends where no share can be meant any more.
  const least = Math.max(-FARTHEST, Math.min(0, ...rows.flatMap(({ first, total }) => [first.low, total.low])));
  const most = Math.min(1 + FARTHEST, Math.max(1, ...rows.flatMap(({ first, total }) => [first.high, total.high])));
  const within = (share: number): number => Math.min(most, Math.max(least, share));
  const xOf = (share: number): number => left + ((share - least) / (most - least)) * (right - left);
  const pitch = Math.max(10, (size.height - top - AXIS) / rows.length);
  const bar = Math.min(9, pitch * 0.28);
  const foot = top + pitch * rows.length;
  const grid = [0, 0.25, 0.5, 0.75, 1].flatMap((share): Mark[] => [upright(crisp(xOf(share)), top, foot, share === 0 ? "axis" : "grid"), label(xOf(share), foot + 14, integer(share * 100), { anchor: xOf(share) > size.width - 20 ? "end" : "middle" })]);
  const bars = rows.flatMap(({ name, first, total }, index): Mark[] => {
    const y = top + (index + 0.5) * pitch + (isNarrow ? 6 : 0);
    const [x0, x1] = [xOf(0), xOf(within(first.value))];
    const [alone, together] = [y - bar * 0.6, y + bar * 0.75];
    return [
      isNarrow ? label(left - 4, y - bar - 6, fittedText(name, right - left, 11), { fill: "ink-1", halo: true }) : label(left - 8, y + 4, fittedText(name, left - 12, 11), { anchor: "end", fill: "ink-1" }),
      rect(Math.min(x0, x1), alone - bar / 2, Math.abs(x1 - x0), bar, "q-fan", { opacity: "tint", id: "first" }), upright(x1, alone - bar / 2, alone + bar / 2, "q-fan", 2, { id: "first" }),
      ...whisker(first, alone, "q-fan"), ...whisker(total, together, "ink-1"),
      { kind: "dot", x: xOf(within(total.value)), y: together, radius: 3.5, fill: "surface", stroke: "ink-1", id: "total" },
    ];
  });
  return [...legend, ...grid, ...bars];

  function whisker({ low, high }: Index, y: number, ink: string): Mark[] {
    // An end that lies beyond the axis has no mark.
    return [level(xOf(within(low)), xOf(within(high)), y, ink, 1, { id: "interval" }), ...[low, high].filter((end) => end === within(end)).map((end) => upright(xOf(end), y - 3, y + 3, ink))];
  }
}
