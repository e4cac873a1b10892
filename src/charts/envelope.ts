import type { ScoredYear } from "../core/measures/score/scoredYear.ts";
import { chartSentences } from "../text/chartSentences.ts";
import { flexibility as words } from "../text/flexibility.ts";
import { figure, percent, quantityText, scaleFor, SPACE, type Scale } from "../text/numbers.ts";
import type { StudyChart } from "./made.ts";
import type { Mark, Size } from "./mark.ts";
import { crisp, emptyNote, label, level, Occupied, textBox, upright } from "./marks.ts";
import { niceRange, ticks, valueScale } from "./scale.ts";
import { textWidth } from "./textWidth.ts";

/** Shares of the load that can be kept off the grid, by how long. */
export type EnvelopePoint = { readonly hours: number; readonly promised: number; readonly once: number; readonly hard: number; readonly spread: number };
export type EnvelopeModel = { readonly points: readonly EnvelopePoint[]; readonly meanLoadKw: number; readonly unit: Scale };

export function envelopeModel({ detail, envelope: promised, envelopeOnce, meanLoadKw }: Pick<ScoredYear, "detail" | "envelope" | "envelopeOnce" | "meanLoadKw">): EnvelopeModel {
  const points = detail.map(({ hours, hard, spread }, index) => ({ hours, hard, spread, promised: promised[index] ?? 0, once: envelopeOnce[index] ?? 0 }));
  return { points, meanLoadKw, unit: scaleFor(meanLoadKw * highestOf(points), "kW") };
}

const highestOf = (points: readonly EnvelopePoint[]): number => Math.max(0, ...points.flatMap(({ promised, once, hard, spread }) => [promised, once, hard, spread]));

/** How deep a cut the site can promise, by how long it is held: again tomorrow and within notice, with what one call alone would give above it. */
export const envelope: StudyChart<EnvelopeModel> = {
  title: words.envelope,
  subtitle: ({ unit }, width) => (width < NARROW ? words.envelopeShort(unit.unit) : words.envelopeNote(unit.unit)),
  layout,
  summary({ points, meanLoadKw }) {
    const told = points.filter(({ promised }) => promised > 0).map(({ hours, promised }) => chartSentences.promised(percent(promised), quantityText(promised * meanLoadKw, "kW"), hoursText(hours)));
    return told.length === 0 ? words.noPromise : `${words.envelope}: ${told.join(", ")}.`;
  },
  toTable({ points, meanLoadKw, unit }) {
    return {
      columns: [
        { title: words.hours, unit: "h" }, { title: words.promised, unit: "%" }, { title: words.promisedPower, unit: unit.unit },
        { title: words.hard, unit: "%" }, { title: words.spread, unit: "%" }, { title: words.once, unit: "%" },
      ],
      rows: points.map(({ hours, promised, hard, spread, once }) => [hours, 100 * promised, promised * meanLoadKw / unit.divisor, 100 * hard, 100 * spread, 100 * once]),
    };
  },
};

const NARROW = 420;
const FOOT = 34;
const KEY_HOURS = 4;
const hoursText = (hours: number): string => (hours < 1 ? `${Math.round(hours * 60)}${SPACE}min` : `${figure(hours)}${SPACE}h`);

function layout({ points, meanLoadKw, unit }: EnvelopeModel, size: Size): Mark[] {
  const highest = highestOf(points);
  if (points.length === 0 || highest <= 0) return [emptyNote({ left: 0, top: 0, ...size }, words.noPromise)];
  const isNarrow = size.width < NARROW;
  const [low, high] = niceRange(0, highest * 112, 5);
  const sideTicks = meanLoadKw > 0 ? ticks(0, (high / 100) * meanLoadKw / unit.divisor, 4) : [];
  const sideText = (value: number): string => figure(value);
  const left = 8 + Math.max(...ticks(low, high, 5).map((value) => textWidth(figure(value), 11)));
  const right = size.width - 10 - Math.max(0, ...sideTicks.map((value) => textWidth(sideText(value), 11)));
  const plot = { left: left + 8, right: Math.max(left + 24, right), top: 10, bottom: Math.max(24, size.height - FOOT) };
  const y = valueScale(low, high, plot.top, plot.bottom - plot.top);
  const yOf = (share: number): number => y(100 * share);
  const [first, last] = [Math.log2(points[0]!.hours), Math.log2(points.at(-1)!.hours)];
  const xOf = (hours: number): number => (last > first ? plot.left + ((Math.log2(hours) - first) / (last - first)) * (plot.right - plot.left) : (plot.left + plot.right) / 2);
  const lineOf = (of: (point: EnvelopePoint) => number): Float64Array => Float64Array.from(points.flatMap((point) => [xOf(point.hours), yOf(of(point))]));
  const upper = ({ hard, spread }: EnvelopePoint): number => Math.max(hard, spread);
  const lower = ({ hard, spread }: EnvelopePoint): number => Math.min(hard, spread);
  // From line to line: where they cross it has no width.
  const band = Float64Array.from([...points.flatMap((point) => [xOf(point.hours), yOf(point.hard)]), ...points.toReversed().flatMap((point) => [xOf(point.hours), yOf(point.spread)])]);

  const marks: Mark[] = [
    ...ticks(low, high, 5).flatMap((value): Mark[] => [level(plot.left, plot.right, crisp(y(value)), value === 0 ? "axis" : "grid"), label(left, y(value) + 4, figure(value), { anchor: "end" })]),
    ...sideTicks.map((value) => label(plot.right + 7, yOf((value * unit.divisor) / meanLoadKw) + 4, sideText(value))),
    ...points.flatMap(({ hours }, index): Mark[] => {
      const anchor = index === 0 ? "start" : index === points.length - 1 ? "end" : "middle";
      return [upright(crisp(xOf(hours)), plot.top, plot.bottom, "grid"), label(anchor === "start" ? plot.left : xOf(hours), plot.bottom + 15, hoursText(hours), { anchor })];
    }),
    label((plot.left + plot.right) / 2, plot.bottom + 30, words.held, { anchor: "middle", fill: "ink-3" }),
    { kind: "area", points: band, fill: "accent", opacity: "tint", id: "band" },
    { kind: "line", points: lineOf(({ once }) => once), stroke: "ink-3", width: 1.25, dash: [4, 3], id: "once" },
    { kind: "line", points: lineOf(({ hard }) => hard), stroke: "accent", width: 1, id: "hard" },
    { kind: "line", points: lineOf(({ spread }) => spread), stroke: "accent", width: 1, dash: [1, 2], id: "spread" },
    { kind: "line", points: lineOf(({ promised }) => promised), stroke: "accent", width: 2, id: "promised" },
    ...points.map(({ hours, promised }): Mark => ({ kind: "dot", x: xOf(hours), y: yOf(promised), radius: 3.5, fill: "surface", stroke: "accent", id: "promised" })),
  ];

  // The figure that the finding names comes first: it is never dropped.
  const taken = new Occupied();
  for (const { hours, promised } of points) taken.add({ left: xOf(hours) - 5, top: yOf(promised) - 5, width: 10, height: 10 });
  const key = points.find(({ hours }) => hours === KEY_HOURS) ?? points.at(-1)!;
  const told = chartSentences.keyPromise(percent(key.promised), quantityText(key.promised * meanLoadKw, "kW"), hoursText(key.hours));
  const keyX = Math.min(Math.max(xOf(key.hours), plot.left + textWidth(told, 11, true) / 2), plot.right - textWidth(told, 11, true) / 2);
  const below = Math.max(yOf(key.promised), yOf(lower(key))) + 34;
  const keyY = below <= plot.bottom - 6 ? below : Math.max(plot.top + 12, yOf(Math.max(key.once, upper(key))) - 22);
  marks.push(
    upright(xOf(key.hours), Math.min(keyY - 11, yOf(key.promised)) + (keyY < yOf(key.promised) ? 15 : 4), Math.max(keyY - 11, yOf(key.promised)) - 4, "ink-1"),
    label(keyX, keyY, told, { fill: "ink-1", bold: true, anchor: "middle", halo: true, id: "key" }),
  );
  taken.add(textBox(keyX, keyY, told, "middle", true));
  if (isNarrow && size.width < 260) return marks;

  const valueAt = (of: (point: EnvelopePoint) => number, share: number): readonly [x: number, y: number] => {
    const position = share * (points.length - 1);
    const index = Math.min(points.length - 2, Math.floor(position));
    const [a, b] = [points[index] ?? points[0]!, points[index + 1] ?? points[0]!];
    const part = position - index;
    return [xOf(a.hours) + (xOf(b.hours) - xOf(a.hours)) * part, yOf(of(a)) + (yOf(of(b)) - yOf(of(a))) * part];
  };
  const isHardBelow = points.every(({ hard, spread }) => hard <= spread);
  const notes: readonly { readonly text: string; readonly of: (point: EnvelopePoint) => number; readonly directions: readonly (1 | -1)[] }[] = [
    { text: words.once, of: ({ once }) => once, directions: [-1] },
    { text: words.hard, of: ({ hard }) => hard, directions: isHardBelow ? [1, -1] : [-1, 1] },
    { text: words.spread, of: ({ spread }) => spread, directions: isHardBelow ? [-1, 1] : [1, -1] },
  ];
  for (const { text, of, directions } of notes) {
    const place = directions.flatMap((direction) => [0.45, 0.6, 0.3, 0.7, 0.15].flatMap((share) => [26, 44, 62].map((away) => ({ share, direction, away }))))
      .map(({ share, direction, away }) => {
        const [x, at] = valueAt(of, share);
        const toRight = direction < 0;
        return { x, at, direction, textX: x + (toRight ? 16 : -16), textY: at + direction * away + (toRight ? 0 : 8), anchor: toRight ? "start" as const : "end" as const };
      })
      .find(({ textX, textY, anchor }) => {
        const box = textBox(textX, textY, text, anchor);
        const isInside = box.left >= plot.left && box.left + box.width <= plot.right + 2 && box.top >= plot.top - 8 && box.top + box.height <= plot.bottom;
        // Nor across a line: every line at the ends of the text stands clear of it.
        const crosses = [({ once }: EnvelopePoint) => once, upper, lower].some((line) => crossesLine(points, line, box, xOf, yOf));
        return isInside && !crosses && taken.isFree(box);
      });
    if (place === undefined) continue;
    taken.add(textBox(place.textX, place.textY, text, place.anchor));
    const nearX = place.textX + (place.anchor === "start" ? -3 : 3);
    marks.push({ kind: "line", points: Float64Array.of(place.x, place.at, nearX, place.textY - 4), stroke: "ink-2", width: 1 }, label(place.textX, place.textY, text, { anchor: place.anchor, halo: true, id: "note" }));
  }
  return marks;
}

function crossesLine(points: readonly EnvelopePoint[], of: (point: EnvelopePoint) => number, box: { left: number; top: number; width: number; height: number }, xOf: (hours: number) => number, yOf: (share: number) => number): boolean {
  for (let i = 0; i + 1 < points.length; i++) {
    const [x0, x1] = [xOf(points[i]!.hours), xOf(points[i + 1]!.hours)];
    const [from, to] = [Math.max(x0, box.left), Math.min(x1, box.left + box.width)];
    if (from > to) continue;
    const [y0, y1] = [yOf(of(points[i]!)), yOf(of(points[i + 1]!))];
    const at = (x: number): number => y0 + ((y1 - y0) * (x - x0)) / (x1 - x0 || 1);
    if (Math.min(at(from), at(to)) <= box.top + box.height && Math.max(at(from), at(to)) >= box.top) return true;
  }
  return false;
}
