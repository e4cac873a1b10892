import type { Growth, GrowthInputs } from "../core/studies/growth.ts";
import { figure, integer, percent, SPACE } from "../text/numbers.ts";
import { growthWords as words } from "../text/growth.ts";
import type { StudyChart } from "./made.ts";
import type { Mark, Size } from "./mark.ts";
import { crisp, emptyNote, label, level, Occupied, textBox, upright } from "./marks.ts";
import { niceRange, ticks, valueScale } from "./scale.ts";
import { textWidth } from "./textWidth.ts";

export type FanPoint = { readonly year: number; readonly value: number; readonly low?: number | undefined; readonly high?: number | undefined; readonly source: string };
type Band = "p10" | "p50" | "p90";

/** Values in TWh, or shares of all electricity, 0…1. */
export type FanModel = {
  readonly as: "twh" | "share";
  readonly history: readonly FanPoint[];
  /** Years of the three lines; the first is the last measured one, where the fan begins. */
  readonly years: readonly number[];
  readonly lines: Readonly<Record<Band, readonly number[]>>;
  readonly outlooks: readonly FanPoint[];
  readonly lineFraction: number;
  /** The share line over the same years as everything drawn: first and last year of the axis and each between. */
  readonly line: readonly { readonly year: number; readonly value: number }[];
  /** Where each line of the fan first meets the share line, year with a fraction. */
  readonly crossings: readonly { readonly band: Band; readonly year: number; readonly value: number }[];
  readonly draws: number;
  /** Calendar year with a fraction; null leaves today's line out. */
  readonly today: number | null;
};

export function fanModel({ history, years, fan, outlooks }: Growth, inputs: Pick<GrowthInputs, "otherDemandTwh" | "otherGrowthFraction" | "shareLineFraction">, as: FanModel["as"], today: number | null): FanModel {
  const other = (year: number): number => inputs.otherDemandTwh * (1 + inputs.otherGrowthFraction) ** (year - 2025);
  const shown = (year: number, twh: number): number => (as === "twh" ? twh : twh / (twh + other(year)));
  const pointOf = ({ year, twh, low, high, source }: Growth["outlooks"][number]): FanPoint => ({
    year, source, value: shown(year, twh), ...(low === undefined ? {} : { low: shown(year, low) }), ...(high === undefined ? {} : { high: shown(year, high) }),
  });
  const measured = history.map(pointOf).toSorted((a, b) => a.year - b.year);
  const last = measured.findLast(({ year }) => year < (years[0] ?? 0));
  const from = (values: readonly number[]): readonly number[] => (last === undefined ? values : [last.value, ...values]);
  const lines = as === "twh" ? { p10: from(fan.p10Twh), p50: from(fan.p50Twh), p90: from(fan.p90Twh) } : { p10: from(fan.p10ShareFraction), p50: from(fan.p50ShareFraction), p90: from(fan.p90ShareFraction) };
  const drawn = last === undefined ? years : [last.year, ...years];
  const { shareLineFraction: s } = inputs;
  // In TWh the line is the demand whose share it is: D = s/(1 − s) · O.
  const lineAt = (year: number): number => (as === "share" ? s : (s / (1 - s)) * other(year));
  const first = measured[0]?.year ?? drawn[0] ?? 2024;
  const end = drawn.at(-1) ?? first;
  const crossings = (["p10", "p50", "p90"] as const).flatMap((band) => {
    const over = lines[band].findIndex((value, i) => value >= lineAt(drawn[i]!));
    if (over < 1) return [];
    const [a, b] = [lines[band][over - 1]! - lineAt(drawn[over - 1]!), lines[band][over]! - lineAt(drawn[over]!)];
    const year = drawn[over - 1]! + (drawn[over]! - drawn[over - 1]!) * (-a / (b - a || 1));
    return [{ band, year, value: lineAt(year) }];
  });
  return {
    as, history: measured, years: drawn, lines, outlooks: outlooks.map(pointOf), lineFraction: s,
    line: Array.from({ length: end - first + 1 }, (_, i) => ({ year: first + i, value: lineAt(first + i) })), crossings, draws: fan.draws, today,
  };
}

export const fan: StudyChart<FanModel> = {
  title: words.fan,
  subtitle: ({ as, draws, years }, width) => {
    const unit = as === "twh" ? words.twhAYear : words.shareOfAll;
    return width < NARROW ? unit : `${unit} · ${words.drawsTo(draws, years.at(-1) ?? 0)}`;
  },
  layout,
  summary(model) {
    const { history, years, lines, crossings, lineFraction } = model;
    const [first, last] = [history[0], history.at(-1)];
    if (first === undefined || last === undefined || years.length === 0) return words.noPaths;
    const end = years.length - 1;
    const then = `${words.inYear(text(model, lines.p50[end]!), years[end]!)}, ${words.between(text(model, lines.p10[end]!), text(model, lines.p90[end]!))}`;
    const crossed = crossings.map(({ band, year }) => words.inYear(band.toUpperCase(), Math.floor(year))).join(", ");
    return `${words.fan}: ${words.inYear(text(model, first.value), first.year)}, ${words.inYear(text(model, last.value), last.year)}; ${then}. ${crossed === "" ? "" : words.passedBy(percent(lineFraction, 0), crossed)}`.trim();
  },
  toTable({ as, history, years, lines, outlooks, line }) {
    const unit = as === "twh" ? "TWh" : "%";
    const scale = as === "twh" ? 1 : 100;
    const lineOf = new Map(line.map(({ year, value }) => [year, value]));
    const row = (year: number, kind: string, source: string, ...values: readonly (number | null | undefined)[]) => [year, kind, ...values.map((value) => (value === null || value === undefined ? null : value * scale)), source];
    return {
      columns: [{ title: words.year, unit: "" }, { title: words.kind, unit: "" }, { title: words.value, unit }, { title: "P10", unit }, { title: "P50", unit }, { title: "P90", unit }, { title: words.shareLine, unit }, { title: words.source, unit: "" }],
      rows: [
        ...history.map(({ year, value, source }) => row(year, words.history, source, value, null, null, null, lineOf.get(year))),
        ...years.map((year, i) => row(year, words.fanKind, words.drawn, null, lines.p10[i], lines.p50[i], lines.p90[i], lineOf.get(year))),
        ...outlooks.map(({ year, value, low, high, source }) => row(year, words.outlook, source, value, low, null, high, lineOf.get(year))),
      ],
    };
  },
};

const NARROW = 520;
const AXIS = 22;

type Place = readonly [dx: number, dy: number, anchor: "start" | "middle" | "end"];
/** Beside its own point alone, so that a year is never read at another's. */
const crossingPlaces: Readonly<Record<Band, readonly Place[]>> = {
  p90: [[0, -9, "middle"], [3, -9, "end"], [-7, -4, "end"]], p50: [[0, -9, "middle"], [-3, -9, "start"], [0, 18, "middle"]], p10: [[0, 18, "middle"], [-3, 18, "start"], [3, 18, "end"]],
};

function text({ as }: FanModel, value: number): string {
  return as === "twh" ? `${figure(value)}${SPACE}TWh` : percent(value);
}

function layout(model: FanModel, size: Size): Mark[] {
  const { as, history, years, lines, outlooks, line, lineFraction, today } = model;
  if (years.length === 0) return [emptyNote({ left: 0, top: 0, ...size }, words.noPaths)];
  const isNarrow = size.width < NARROW;
  const top = 12;
  const height = Math.max(20, size.height - top - AXIS);
  const firstYear = Math.min(history[0]?.year ?? years[0]!, years[0]!);
  const lastYear = Math.max(years.at(-1)!, firstYear + 1);
  const highest = Math.max(...lines.p90, ...lines.p50, ...history.map(({ value }) => value), ...outlooks.map(({ value, high }) => high ?? value), ...line.map(({ value }) => value));
  const [low, high] = niceRange(0, highest, 6);
  const levels = ticks(low, high, height < 200 ? 3 : 6).map((value) => ({ value, text: as === "twh" ? integer(value) : figure(value * 100) }));
  const end = years.length - 1;
  const endText = (id: Band): string => (isNarrow ? "" : as === "twh" ? integer(lines[id][end]!) : percent(lines[id][end]!));
  const left = Math.max(isNarrow ? 34 : 44, 12 + Math.max(...levels.map(({ text: name }) => textWidth(name, 11))));
  const right = Math.max(left + 20, size.width - 14 - textWidth("P50", 11, true) - Math.max(...(["p10", "p50", "p90"] as const).map((id) => textWidth(endText(id), 11))));
  const xOf = (year: number): number => left + ((year - firstYear) / (lastYear - firstYear)) * (right - left);
  const scale = valueScale(low, high, top, height);
  const occupied = new Occupied();
  const grid = levels.flatMap(({ value, text: name }): Mark[] => [level(left, right, crisp(scale(value)), value === 0 ? "axis" : "grid"), label(left - 7, scale(value) + 4, name, { anchor: "end" })]);
  const everyYears = (right - left) / (lastYear - firstYear) > 34 ? 2 : isNarrow && lastYear - firstYear > 30 ? 10 : 5;
  const yearMarks = Array.from({ length: lastYear - firstYear + 1 }, (_, i) => firstYear + i).filter((year) => year % everyYears === 0).flatMap((year): Mark[] => [
    upright(crisp(xOf(year)), top + height, top + height + 4, "axis"), label(xOf(year), top + height + 16, String(year), { anchor: "middle" }),
  ]);
  const todayMarks: Mark[] = today === null || today < firstYear || today > lastYear ? [] : [
    upright(crisp(xOf(today)), top, top + height, "axis"), ...(isNarrow ? [] : [label(xOf(today) + 4, top + 9, words.today, { fill: "ink-3", halo: true })]),
  ];
  const path = (values: readonly number[]): Float64Array => Float64Array.from(years.flatMap((year, i) => [xOf(year), scale(values[i]!)]));
  const back = (points: Float64Array): number[] => Array.from({ length: points.length / 2 }, (_, i) => [points[points.length - 2 - 2 * i]!, points[points.length - 1 - 2 * i]!]).flat();
  const [p10, p50, p90] = [path(lines.p10), path(lines.p50), path(lines.p90)];
  const band: Mark[] = [
    { kind: "area", points: Float64Array.from([...p90, ...back(p10)]), fill: "q-fan", opacity: "tint", id: "band" },
    { kind: "line", points: p90, stroke: "q-fan", width: 1, id: "p90" }, { kind: "line", points: p10, stroke: "q-fan", width: 1, id: "p10" },
    { kind: "line", points: p50, stroke: "q-fan", width: 2, halo: true, id: "p50" },
  ];
  const past: Mark[] = history.length === 0 ? [] : [
    { kind: "line", points: Float64Array.from(history.flatMap(({ year, value }) => [xOf(year), scale(value)])), stroke: "ink-1", width: 1.5, id: "history" },
    ...history.map(({ year, value }): Mark => ({ kind: "dot", x: xOf(year), y: scale(value), radius: 3, fill: "ink-1", stroke: "surface", id: "history" })),
  ];
  const shareLine: Mark[] = [{ kind: "line", points: Float64Array.from(line.flatMap(({ year, value }) => [xOf(year), scale(value)])), stroke: "q-demand-charge", width: 1.25, dash: [5, 3], id: "shareLine" }];
  const shownOutlooks = outlooks.filter(({ year }) => year >= firstYear && year <= lastYear);
  for (const { year, value } of [...shownOutlooks, ...model.crossings]) occupied.add({ left: xOf(year) - 5, top: scale(value) - 5, width: 10, height: 10 });
  // In the order of what matters: a year that is told before the name of a source.
  const crossed = crossingMarks();
  return [...grid, ...yearMarks, ...todayMarks, ...band, ...shareLine, ...past, ...outlookMarks(), ...crossed, ...names()];

  /** The first of these places about a point where nothing else is written. */
  function freePlace(x: number, y: number, name: string, isBold: boolean, places: readonly Place[]): { readonly x: number; readonly y: number; readonly anchor: "start" | "middle" | "end" } | null {
    for (const [dx, dy, anchor] of places) {
      const box = textBox(x + dx, y + dy, name, anchor, isBold);
      if (!occupied.isFree(box) || box.left < left || box.left + box.width > right) continue;
      occupied.add(box);
      return { x: x + dx, y: y + dy, anchor };
    }
    return null;
  }

  /** A hollow dot where a line of the fan meets the share line, and the year in which it does. */
  function crossingMarks(): Mark[] {
    // The two ends of the range first: where there is no room for all, the middle goes unnamed.
    const order: readonly Band[] = ["p90", "p10", "p50"];
    return model.crossings.toSorted((a, b) => order.indexOf(a.band) - order.indexOf(b.band)).flatMap(({ band: id, year, value }): Mark[] => {
      const [x, y, name] = [xOf(year), scale(value), String(Math.floor(year))];
      const place = freePlace(x, y, name, true, crossingPlaces[id]);
      return [
        { kind: "dot", x, y, radius: 4, fill: "surface", stroke: "q-demand-charge", id: `crossing-${id}` },
        ...(place === null ? [] : [label(place.x, place.y, name, { fill: "ink-1", bold: true, anchor: place.anchor, halo: true, id: "crossing" })]),
      ];
    });
  }

  /** Published points: hollow, a range as a line through them, named once for a source and year. */
  function outlookMarks(): Mark[] {
    const named = new Set<string>();
    const dots = shownOutlooks.flatMap(({ year, value, low: from, high: to }): Mark[] => [
      ...(from === undefined || to === undefined ? [] : [upright(xOf(year), scale(to), scale(from), "ink-2", 1.5)]),
      { kind: "dot", x: xOf(year), y: scale(value), radius: 3, fill: "surface", stroke: "ink-2", id: "outlook" },
    ]);
    const texts = isNarrow ? [] : shownOutlooks.flatMap(({ year, value, source }): Mark[] => {
      const short = source.split(",")[0]!;
      if (named.has(`${short} ${year}`)) return [];
      const place = freePlace(xOf(year), scale(value), short, false, [[7, 4, "start"], [7, 15, "start"], [7, -6, "start"], [-7, 4, "end"], [-7, 15, "end"]]);
      if (place === null) return [];
      named.add(`${short} ${year}`);
      return [label(place.x, place.y, short, { fill: "ink-2", anchor: place.anchor, halo: true, id: "source" })];
    });
    return [...dots, ...texts];
  }

  /** The three lines at their right end, the share line where nothing else is. */
  function names(): Mark[] {
    let above = -Infinity;
    const marks = (["p90", "p50", "p10"] as const).flatMap((id): Mark[] => {
      const at = Math.max(scale(lines[id][end]!) + 4, above + 14);
      above = at;
      const name = label(right + 6, at, id.toUpperCase(), { fill: "ink-1", bold: id === "p50" });
      return isNarrow ? [name] : [name, label(right + 10 + textWidth(id.toUpperCase(), 11, id === "p50"), at, endText(id), { fill: "ink-2" })];
    });
    const lineName = words.ofAll(percent(lineFraction, lineFraction * 100 % 1 === 0 ? 0 : 1));
    return [...marks, label(left + 4, scale(line[0]?.value ?? 0) - 6, lineName, { fill: "ink-1", halo: true, id: "lineName" })];
  }
}
