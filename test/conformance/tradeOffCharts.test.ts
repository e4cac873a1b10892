import { describe, expect, test } from "vitest";
import type { MadeChart } from "../../src/charts/index.ts";
import { madeChart } from "../../src/charts/made.ts";
import { parallel } from "../../src/charts/parallel.ts";
import type { ParallelModel } from "../../src/charts/parallelAxes.ts";
import { sweepMap } from "../../src/charts/sweepMap.ts";
import { sweepMapModel } from "../../src/charts/sweepMapModel.ts";
import { tradeOff, type TradeOffModel } from "../../src/charts/tradeOff.ts";
import { tunedGain } from "../../src/charts/tunedGain.ts";
import { tunerSearch } from "../../src/charts/tunerSearch.ts";
import { frontOf, kneeOf } from "../../src/core/studies/pareto.ts";
import { spreadOf } from "../../src/core/studies/spread.ts";
import { expectLaidOut, expectTold } from "../support/laidOut.ts";

const sizes = [{ width: 840, height: 420 }, { width: 358, height: 300 }, { width: 120, height: 90 }];

/** Rows on an arc, and some behind it. */
const rows = Array.from({ length: 60 }, (_, row) => row);
const cost = rows.map((row) => 5.68e7 + 4e5 * (row / 59) ** 2 + (row % 3) * 5e4);
const carbon = rows.map((row) => 2.7e8 - 9e6 * (row / 59) + (row % 3) * 4e5);
const front = frontOf([Float64Array.from(cost), Float64Array.from(carbon)]);
const traded: TradeOffModel = {
  currency: "USD", across: { id: "costWithEquipment", values: cost }, up: { id: "emissionsKg", values: carbon },
  front, isJoined: true, knee: kneeOf([Float64Array.from(cost), Float64Array.from(carbon)], front), current: { across: 5.7e7, up: 2.69e8 },
};
const first = (model: TradeOffModel, count: number): TradeOffModel => ({
  ...model, across: { ...model.across, values: model.across.values.slice(0, count) }, up: { ...model.up, values: model.up.values.slice(0, count) }, front: count === 0 ? [] : [0], knee: null, current: null,
});

const axes: ParallelModel["axes"] = [
  { id: "strategy", title: "Strategy", unit: "", kind: "input", values: rows.map((row) => ["peak-shaving+event-shed", "idle+run-now", "tou-arbitrage+price-defer"][row % 3]!) },
  { id: "battery.energyKwh", title: "Battery energy", unit: "kWh", kind: "input", values: rows.map((row) => 1000 * row) },
  { id: "solar.dcKw", title: "Solar DC rating", unit: "kW", kind: "input", values: rows.map(() => 2000) },
  { id: "guard", title: "Guard the peak", unit: "", kind: "input", values: rows.map((row) => row % 2 === 0) },
  { id: "costWithEquipment", title: "Cost with equipment", unit: "currency", kind: "figure", values: cost },
  { id: "emissionsKg", title: "Emissions", unit: "kg", kind: "figure", values: carbon.map((value, row) => (row === 7 ? null : value)) },
];
const parallelOf = (over: Partial<ParallelModel>) => madeChart(parallel, { currency: "USD", axes, brushes: {}, marked: front, ...over });

const kwh = { title: "Battery energy", unit: "kWh" };
const kw = { title: "Solar DC rating", unit: "kW" };
const gridRows = Array.from({ length: 25 }, (_, row) => row);
const mapOf = (up: readonly (number | string)[], across: readonly (number | string)[], values: readonly (number | null)[]) => madeChart(sweepMap, sweepMapModel({ ...kw, values: across }, { ...kwh, values: up }, { id: "costWithEquipment", values }, "USD"));

const difference = [-900, -400, -1200, 200, -700, -100];
const heldBack = {
  seeds: 6, base: spreadOf([1e5, 1.01e5])!, tuned: spreadOf([9.9e4, 1e5])!, difference: spreadOf(difference)!, betterFraction: 5 / 6, trainingGain: 950, heldBackGain: 517, gainInterval: [20, 1014] as const,
};
const gainOf = (over: object | null) => madeChart(tunedGain, { figure: "fullCost", currency: "USD", trainingSeeds: 4, sign: -1, heldBack: over === null ? null : { ...heldBack, ...over } });
const searchOf = (means: readonly (number | null)[], best: number | null, figure = "fullCost") => madeChart(tunerSearch, { figure, currency: "USD", candidates: means.map((trainingMean) => ({ trainingMean })), best });

const cases: Readonly<Record<string, Readonly<Record<string, MadeChart>>>> = {
  "the front": {
    empty: madeChart(tradeOff, first(traded, 0)), "of one row": madeChart(tradeOff, first(traded, 1)), full: madeChart(tradeOff, traded),
    "of rows that failed": madeChart(tradeOff, { ...traded, across: { ...traded.across, values: cost.map((value, row) => (row % 5 === 0 ? null : value)) }, front: front.filter((row) => row % 5 !== 0), knee: null }),
    "of one value": madeChart(tradeOff, { ...traded, across: { ...traded.across, values: rows.map(() => 0) }, up: { ...traded.up, values: rows.map(() => 0) }, front: [0], knee: null, current: null }),
    "far from the scenario as it stands": madeChart(tradeOff, { ...traded, current: { across: 9e7, up: 3e8 } }),
    "of three figures": madeChart(tradeOff, { ...traded, isJoined: false }),
    "of a long name": madeChart(tradeOff, { ...traded, up: { ...traded.up, id: "responseRevenue" } }),
  },
  "rows over all inputs": {
    empty: parallelOf({ axes: axes.map((axis) => ({ ...axis, values: [] })), marked: [] }), "of one row": parallelOf({ axes: axes.map((axis) => ({ ...axis, values: axis.values.slice(0, 1) })), marked: [] }), full: parallelOf({}),
    brushed: parallelOf({ brushes: { "battery.energyKwh": { from: 0.2, to: 0.7 }, strategy: { from: 0, to: 0.5 } } }), "with nothing kept": parallelOf({ brushes: { "solar.dcKw": { from: 0.9, to: 1 } } }),
    "of two axes": parallelOf({ axes: axes.slice(4) }), "of twelve axes": parallelOf({ axes: [...axes, ...axes.map((axis) => ({ ...axis, id: `${axis.id} again`, title: `${axis.title} of a longer name` }))] }),
  },
  "the map": {
    empty: mapOf([], [], []), "of one cell": mapOf([1000], [50], [1e6]), full: mapOf(gridRows.map((row) => 1000 * (row % 5)), gridRows.map((row) => 50 * Math.floor(row / 5)), gridRows.map((row) => 5.6e7 + 1e5 * row)),
    "with gaps": mapOf(gridRows.map((row) => 1000 * (row % 5)), gridRows.map((row) => 50 * Math.floor(row / 5)), gridRows.map((row) => (row % 4 === 0 ? null : row))),
    "of names": mapOf(gridRows.map((row) => ["idle+run-now", "tou-arbitrage+price-defer", "peak-shaving+event-shed", "carbon-aware+carbon-defer", "mpc+joint"][row % 5]!), gridRows.map((row) => 50 * Math.floor(row / 5)), gridRows.map((row) => 1000 * row)),
    "of points drawn over ranges": mapOf(rows.map((row) => 1733.7 * row), rows.map((row) => 331.3 * ((row * 37) % 60)), cost),
  },
  "the gain of tuning": { empty: gainOf(null), full: gainOf({}), "of a loss": gainOf({ heldBackGain: -517, gainInterval: [-1014, -20], difference: spreadOf(difference.map((value) => -value))! }), "of nothing": gainOf({ trainingGain: 0, heldBackGain: 0, gainInterval: null, difference: spreadOf([0, 0])! }) },
  "the search": { empty: searchOf([], null), "of one candidate": searchOf([1e6], 0), full: searchOf(rows.map((row) => 1e6 - 1000 * Math.sin(row) * row), 58), "with failures": searchOf(rows.map((row) => (row % 3 === 0 && row > 0 ? null : 100 - row / 10)), 59), "for more": searchOf(rows.map((row) => 40 + (row % 7)), 6, "flexibilityScore") },
};

describe.each(Object.entries(cases))("%s", (_name, made) => {
  describe.each(Object.entries(made))("%s", (_case, chart) => {
    test.each(sizes)("is laid out within $width × $height", (size) => { expectLaidOut(chart, size); });
    test("is laid out alike twice", () => expect(chart.layout(sizes[0]!)).toEqual(chart.layout(sizes[0]!)));
    test("says itself in a sentence, a subtitle and a table", () => { expectTold(chart); });
  });
});
