import { describe, expect, test } from "vitest";
import { convergence } from "../../src/charts/convergence.ts";
import { exceedance, type ExceedanceModel } from "../../src/charts/exceedance.ts";
import type { MadeChart } from "../../src/charts/index.ts";
import { madeChart } from "../../src/charts/made.ts";
import type { Mark } from "../../src/charts/mark.ts";
import { morrisPlot } from "../../src/charts/morrisPlot.ts";
import { sobolBars } from "../../src/charts/sobolBars.ts";
import { strategyDifferences } from "../../src/charts/strategyDifferences.ts";
import { textWidth } from "../../src/charts/textWidth.ts";
import { tornadoChart, type TornadoModel } from "../../src/charts/tornado.ts";
import { clockHours, uncertaintyBand } from "../../src/charts/uncertaintyBand.ts";
import { bandOf, spreadOf } from "../../src/core/studies/spread.ts";
import { figureScale, figureText } from "../../src/text/studyFigures.ts";
import { expectLaidOut, expectTold } from "../support/laidOut.ts";

const sizes = [{ width: 840, height: 420 }, { width: 358, height: 260 }, { width: 120, height: 90 }];
const money = figureScale("fullCost", 6e6, 2e6, "USD");

/** Forty years of values about a middle, each year a place of its own. */
const years = Array.from({ length: 40 }, (_, year) => Math.sin(year * 12.9898) * 0.5);
const along = (places: number, level: number) => bandOf(Array.from({ length: places }, (_, place) => years.map((draw) => level + 4e5 * Math.sin(place) + 2e5 * draw)));
const bandChart = (places: readonly string[], against: boolean) => madeChart(uncertaintyBand, {
  title: "Monthly bill", place: "Month", places, over: "each month by itself", strategy: "Peak shaving", band: along(places.length, 5e6), seeds: 40, scale: money,
  against: against ? { name: "Peak shaving with work shed in events and a long name", p50: along(places.length, 5.3e6).p50 } : null,
});

const spread = (shift: number) => spreadOf(years.map((draw) => 5e6 + shift + 2e5 * draw))!;
const line = (name: string, shift: number, isShown: boolean): ExceedanceModel["lines"][number] => {
  const { exceedance: values, p10, p50, p90 } = spread(shift);
  const text = (value: number) => figureText("fullCost", value, "USD", p90 - p10);
  return { name, values, isShown, p10: text(p10), p50: text(p50), p90: text(p90) };
};
const curves = (lines: ExceedanceModel["lines"]) => madeChart(exceedance, { title: "How often cost is exceeded", scale: money, seeds: 40, lines });

const point = (seeds: number) => ({ seeds, mean: 5e6 + 1e5 / seeds, halfWidth: 4e5 / Math.sqrt(seeds), p10: 4.9e6, p50: 5e6, p90: 5.1e6 });
const known = (seeds: readonly number[], toleranceFraction: number) => madeChart(convergence, { title: "How well cost is known", strategy: "Peak shaving", scale: money, points: seeds.map(point), mostSeeds: 200, toleranceFraction });

const difference = (name: string, shift: number, width: number) => {
  const found = spreadOf(years.map((draw) => shift + width * draw))!;
  return { name, p50: figureText("fullCost", found.p50, "USD"), spread: { ...found, betterFraction: years.filter((draw) => shift + width * draw < 0).length / years.length } };
};
const differences = (rows: readonly ReturnType<typeof difference>[]) => madeChart(strategyDifferences, { figure: "Cost, all counted", against: "doing nothing", scale: money, rows });

const tornadoRows: TornadoModel["rows"] = [
  { name: "IT design power", lowText: "80 MW", highText: "120 MW", atLow: 4e6, atHigh: 6e6 },
  { name: "An input with a name that is longer than any that the schema declares", lowText: "0.1 ct/kWh", highText: "123,456 ct/kWh", atLow: 5.2e6, atHigh: 4.9e6 },
  { name: "Both ends dearer", lowText: "1 MW", highText: "9 MW", atLow: 5.3e6, atHigh: 5.1e6 },
  { name: "One end fails", lowText: "1 MW", highText: "9 MW", atLow: null, atHigh: 5.05e6 },
  { name: "Nothing", lowText: "1", highText: "2", atLow: 5e6, atHigh: 5e6 },
];
const tornadoOf = (rows: TornadoModel["rows"]) => madeChart(tornadoChart, { figure: "Cost, all counted", scale: money, base: 5e6, baseText: "$5.00M", rows });

const index = (value: number, half: number) => ({ value, low: value - half, high: value + half });
const shares = (count: number) => madeChart(sobolBars, { figure: "Cost, all counted", sampled: 128, rows: Array.from({ length: count }, (_, k) => ({ name: `Input number ${k + 1} of a long list`, first: index(0.6 / (k + 1) - 0.02, 0.08), total: index(0.7 / (k + 1), 0.15) })) });

const effects = (count: number, spreadShare: number) => madeChart(morrisPlot, {
  figure: "Cost, all counted", walks: 10, scale: money, rows: Array.from({ length: count }, (_, k) => ({ name: `Input number ${k + 1} of a long list`, effect: { mu: -1e6 / (k + 1), muStar: 1e6 / (k + 1), sigma: spreadShare * 1e6 / (k + 1), muStarError: 5e4 } })),
});

const cases: Readonly<Record<string, Readonly<Record<string, MadeChart>>>> = {
  "the band of months or hours": { empty: bandChart([], false), "of one month": bandChart(["Jul"], true), full: bandChart(["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"], true), "of hours": bandChart(clockHours, false) },
  "the exceedance": { empty: curves([]), "of one strategy": curves([line("Do nothing", 0, true)]), full: curves([line("Do nothing", 3e5, false), line("Peak shaving with work shed in events", 0, true), line("Self-consumption", 2.5e5, false)]) },
  "the convergence": { empty: known([], 0.005), "of one batch": known([20], 0.005), full: known(Array.from({ length: 10 }, (_, batch) => 20 * (batch + 1)), 0.005), "of many batches, without a rule": known(Array.from({ length: 200 }, (_, batch) => batch + 1), 0) },
  "the differences": { empty: differences([]), "of one strategy": differences([difference("Peak shaving", -2e6, 1e5)]), full: differences([difference("Peak shaving with work shed in events", -2e6, 1e5), difference("Arbitrage", 9e4, 2e5), difference("Self-consumption", 0, 0)]) },
  "the tornado": { empty: tornadoOf([]), "of one input": tornadoOf(tornadoRows.slice(0, 1)), full: tornadoOf(tornadoRows), "that nothing swings": tornadoOf(tornadoRows.slice(-1)) },
  "the shares of variance": { empty: shares(0), "of one input": shares(1), full: shares(12), "of few rows": madeChart(sobolBars, { figure: "Cost, all counted", sampled: 32, rows: [{ name: "Import limit", first: { value: -0.9, low: -3, high: 0.02 }, total: { value: 1.8, low: 0, high: 5.9 } }] }) },
  "the effects": { empty: effects(0, 0), "of one input": effects(1, 0), full: effects(12, 0.3), "that act through others": effects(6, 2), "that are nothing": madeChart(morrisPlot, { figure: "Cost, all counted", walks: 1, scale: money, rows: [{ name: "Idle", effect: { mu: 0, muStar: 0, sigma: 0, muStarError: 0 } }] }) },
};

describe.each(Object.entries(cases))("%s", (_name, made) => {
  describe.each(Object.entries(made))("%s", (_case, chart) => {
    test.each(sizes)("is laid out within $width × $height", (size) => { expectLaidOut(chart, size); });
    test("is laid out alike twice", () => expect(chart.layout(sizes[0]!)).toEqual(chart.layout(sizes[0]!)));
    test("says itself in a sentence, a subtitle and a table", () => { expectTold(chart); });
  });
});

const rects = (marks: readonly Mark[], id: string) => marks.filter((mark): mark is Extract<Mark, { kind: "rects" }> => mark.kind === "rects" && mark.id === id).map(({ boxes }) => boxes);

test("a tornado's bars begin at the site as it stands and are as long as the figure moves", () => {
  const marks = tornadoOf(tornadoRows).layout(sizes[0]!);
  const zero = marks.find((mark) => mark.kind === "line" && mark.id === "base");
  const x0 = zero?.kind === "line" ? zero.points[0]! : NaN;
  // The legend's swatches come first.
  const [low, high] = [rects(marks, "low").slice(1), rects(marks, "high").slice(1)];
  const perDollar = low[0]![2]! / 1e6;
  expect(low[0]![0]! + low[0]![2]!).toBeCloseTo(x0, 0);
  expect(high[0]![0]!).toBeCloseTo(x0, 0);
  expect(low[1]![2]!).toBeCloseTo(2e5 * perDollar, 6);
  // Both ends on one side: one over the other, none hidden.
  expect(low[2]![1]! + low[2]![3]!).toBeCloseTo(high[2]![1]!, 6);
});

test("a month's band reaches from the P10 to the P90 of its years", () => {
  const chart = bandChart(["Jul"], false);
  const [row] = chart.toTable().rows;
  const sortedYears = years.map((draw) => 5e6 + 2e5 * draw).toSorted((a, b) => a - b);
  expect(row?.[2]).toBeCloseTo((sortedYears[19]! + sortedYears[20]!) / 2 / money.divisor, 9);
  expect(Number(row?.[1])).toBeLessThan(Number(row?.[2]));
  expect(Number(row?.[3])).toBeGreaterThan(Number(row?.[2]));
});

test.each(sizes.slice(0, 2))("the other strategy's name stands beside its line, and no line runs through it, at $width × $height", ({ width, height }) => {
  const places = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
  // A year with a summer: the levels of neighbouring months differ by more than a line of text.
  const months = (level: number) => bandOf(places.map((_, month) => years.map((draw) => level - 8e5 * Math.cos((month - 0.5) / 12 * 2 * Math.PI) + 2e5 * draw)));
  const marks = uncertaintyBand.layout({ title: "Monthly bill", place: "Month", places, over: "each month by itself", strategy: "Peak shaving", band: months(5e6), against: { name: "Do nothing", p50: months(5.4e6).p50 }, seeds: 40, scale: money }, { width, height });
  const name = marks.find((mark) => mark.kind === "text" && mark.id === "name");
  if (name?.kind !== "text") throw new Error("the other strategy has no name");
  const [left, right] = [name.x, name.x + textWidth(name.text, 11)];
  const lines = marks.filter((mark): mark is Extract<Mark, { kind: "line" }> => mark.kind === "line" && ["against", "p50", "p10", "p90"].includes(mark.id ?? ""));
  expect(lines.length).toBe(4);
  for (const { points } of lines) {
    for (let i = 2; i < points.length; i += 2) {
      const [x0, y0, x1, y1] = [points[i - 2]!, points[i - 1]!, points[i]!, points[i + 1]!];
      const meets = x1 > left && x0 < right && Math.max(y0, y1) > name.y - 9 && Math.min(y0, y1) < name.y + 2;
      expect(meets, `a line from ${x0}, ${y0} to ${x1}, ${y1}`).toBe(false);
    }
  }
});
