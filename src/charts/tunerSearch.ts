import { axisTexts, type AxisScale } from "../text/designText.ts";
import { integer } from "../text/numbers.ts";
import { figureLabel, figureOf, figureScale, figureText } from "../text/studyFigures.ts";
import { tunerWords as words } from "../text/studyTuner.ts";
import type { StudyChart } from "./made.ts";
import type { Mark, Size } from "./mark.ts";
import { crisp, emptyNote, label, level, upright } from "./marks.ts";
import { niceRange, ticks, valueScale } from "./scale.ts";
import { textWidth } from "./textWidth.ts";

export type TunerSearchModel = { /** By its id. */ readonly figure: string; readonly currency: string; readonly candidates: readonly { readonly trainingMean: number | null }[]; readonly best: number | null };

/** Every candidate in the order in which it was tried, the best so far, and the scenario as it stands. */
export const tunerSearch: StudyChart<TunerSearchModel> = {
  title: words.search,
  subtitle(model, width) {
    const { unit } = scaleOf(model);
    const head = `${figureLabel(model.figure)}${unit === "" ? "" : `, ${unit}`}`;
    return width < NARROW ? head : `${head}, ${words.searchNote}`;
  },
  layout,
  summary({ figure, currency, candidates, best }) {
    const [first, found] = [candidates[0]?.trainingMean ?? null, best === null ? null : candidates[best]?.trainingMean ?? null];
    if (first === null || found === null) return words.noCandidates;
    return `${words.search}: ${words.searchOf(candidates.length, figureLabel(figure).toLowerCase(), figureText(figure, first, currency, Math.abs(first - found)), figureText(figure, found, currency, Math.abs(first - found)))}.`;
  },
  toTable(model) {
    const { unit, divisor } = scaleOf(model);
    return { columns: [{ title: words.candidate, unit: "" }, { title: figureLabel(model.figure), unit }], rows: model.candidates.map(({ trainingMean }, place) => [place, trainingMean === null ? null : trainingMean / divisor]) };
  },
};

const NARROW = 520;
const AXIS = 34;

function scaleOf({ figure, candidates, currency }: TunerSearchModel): AxisScale {
  const largest = candidates.reduce((most, { trainingMean }) => Math.max(most, Math.abs(trainingMean ?? 0)), 0);
  return figureScale(figure, largest, largest, currency);
}

function layout(model: TunerSearchModel, size: Size): Mark[] {
  const { candidates, best, figure } = model;
  const known = candidates.flatMap(({ trainingMean }, place) => (trainingMean === null ? [] : [{ place, value: trainingMean }]));
  const base = candidates[0]?.trainingMean ?? null;
  if (known.length === 0) return [emptyNote({ left: 0, top: 0, ...size }, words.noCandidates)];
  const sign = figureOf(figure)?.better === "higher" ? -1 : 1;
  const scale = scaleOf(model);
  const rising = known.map(({ value }) => sign * value).sort((a, b) => a - b);
  // Candidates that failed badly would press all others into one line: what lies beyond the worst tenth by more than the rest are wide stands at the edge.
  const worst = Math.min(rising.at(-1)!, rising[Math.floor(0.9 * (rising.length - 1))]! + (rising[Math.floor(0.9 * (rising.length - 1))]! - rising[0]!));
  const ends = [sign * rising[0]!, sign * Math.max(worst, sign * (base ?? known[0]!.value))].sort((a, b) => a - b);
  const room = ends[1]! > ends[0]! ? 0.06 * (ends[1]! - ends[0]!) : Math.max(1e-9, Math.abs(ends[0]!) * 0.01);
  const isLow = size.height < 160;
  const [low, high] = niceRange(ends[0]! - room, ends[1]! + room, isLow ? 2 : 4);
  const levels = ticks(low, high, isLow ? 2 : 4);
  const texts = axisTexts(levels, scale);
  const left = Math.min(size.width * 0.4, 14 + Math.max(...texts.map((text) => textWidth(text, 11))));
  const [right, top] = [size.width - 14, 8];
  const height = Math.max(16, size.height - top - AXIS);
  const yOf = valueScale(low, high, top, height);
  const within = (value: number): number => Math.min(Math.max(yOf(value), top), top + height);
  const xOf = (place: number): number => left + 6 + (place / Math.max(1, candidates.length - 1)) * (right - left - 6);
  let soFar = known[0]!.value;
  const steps = known.flatMap(({ place, value }) => {
    const before = soFar;
    if (sign * value < sign * soFar) soFar = value;
    return before === soFar ? [xOf(place), within(soFar)] : [xOf(place), within(before), xOf(place), within(soFar)];
  });
  const places = ticks(0, candidates.length - 1, size.width < NARROW ? 4 : 8).filter(Number.isInteger);
  const found = best === null ? undefined : known.find(({ place }) => place === best);
  const baseY = base === null ? null : within(base);
  return [
    ...levels.flatMap((value, k): Mark[] => [level(left, right, crisp(yOf(value)), "grid"), label(left - 7, yOf(value) + 4, texts[k]!, { anchor: "end" })]),
    level(left, right, crisp(top + height), "axis"),
    ...places.map((place) => label(xOf(place), top + height + 15, integer(place), { anchor: place === 0 ? "start" : xOf(place) > right - 10 ? "end" : "middle" })),
    label(right, top + height + 29, words.candidateAxis, { anchor: "end", fill: "ink-3" }),
    ...(baseY === null ? [] : [level(left, right, baseY, "ink-3", 1.25, { dash: [5, 3], id: "base" })]),
    ...known.map(({ place, value }): Mark => ({ kind: "dot", x: xOf(place), y: within(value), radius: 2.5, fill: "axis", id: "candidate" })),
    { kind: "line", points: Float64Array.from(steps), stroke: "ink-1", width: 2, halo: true, id: "best" },
    ...(found === undefined ? [] : [upright(crisp(xOf(found.place)), within(found.value) + 5, top + height, "axis", 1, { dash: [2, 2] }), { kind: "dot", x: xOf(found.place), y: within(found.value), radius: 5, fill: "ink-1", stroke: "surface", id: "found" } satisfies Mark]),
    ...(baseY === null ? [] : [label(right, baseY + (sign > 0 && baseY > top + 16 ? -6 : baseY + 16 < top + height ? 14 : -6), words.asItStands, { anchor: "end", fill: "ink-2", halo: true, id: "name" })]),
  ];
}
