import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { highestImportStep, presetWindow, stepsOf, wholeRun } from "../../../../src/app/views/dispatch/presets.ts";
import { simulate } from "../../../../src/core/simulate.ts";
import { column } from "../../../../src/core/time/frame.ts";
import { parseScenario } from "../../../../src/document/parse.ts";
import { civilOf, stepMs } from "../../../../src/text/dates.ts";

const scenario = parseScenario(readFileSync(new URL("../../../../scenarios/los-angeles-colocation.json", import.meta.url), "utf8"));
const run = simulate(scenario, { seed: "1", data: new Map() });
const short = simulate({ ...scenario, time: { ...scenario.time, days: 3 } }, { seed: "1", data: new Map() });
const { axis } = run;

test("the peak week is the Monday-to-Sunday week of the site's clock that holds the highest import", () => {
  const { from, to } = stepsOf(axis, presetWindow("peakWeek", run));
  const importKw = column(run.frame, "importKw");
  expect(Math.max(...importKw.subarray(from, to))).toBe(Math.max(...importKw));
  expect(civilOf(axis, from)).toMatchObject({ weekday: 0, hour: 0, minute: 0 });
  expect(civilOf(axis, to)).toMatchObject({ weekday: 0, hour: 0, minute: 0 });
  expect(to - from).toBe(7 * 96);
});

test("the peak day is that day alone", () => {
  const { from, to } = stepsOf(axis, presetWindow("peakDay", run));
  const peak = civilOf(axis, highestImportStep(run));
  expect(civilOf(axis, from)).toMatchObject({ year: peak.year, month: peak.month, day: peak.day, hour: 0, minute: 0 });
  expect(civilOf(axis, to - 1)).toMatchObject({ year: peak.year, month: peak.month, day: peak.day, hour: 23, minute: 45 });
});

test("no civil day costs more at the price of the moment than the dearest day", () => {
  const [importKw, exportKw, buy, sell] = ["importKw", "exportKw", "buyPerKwh", "sellPerKwh"].map((name) => column(run.frame, name)) as [Float64Array, Float64Array, Float64Array, Float64Array];
  const days = new Map<string, number>();
  for (let i = 0; i < axis.length; i++) {
    const { month, day } = civilOf(axis, i);
    const key = `${month}-${day}`;
    days.set(key, (days.get(key) ?? 0) + importKw[i]! * buy[i]! - exportKw[i]! * sell[i]!);
  }
  const [dearest] = [...days].reduce((most, day) => (day[1] > most[1] ? day : most));
  const { month, day } = civilOf(axis, stepsOf(axis, presetWindow("dearestDay", run)).from);
  expect(`${month}-${day}`).toBe(dearest);
});

test("a window that hangs over an end is cut to the run, and holds at least one step", () => {
  expect(stepsOf(axis, wholeRun(axis))).toEqual({ from: 0, to: axis.length });
  expect(stepsOf(axis, { fromMs: axis.startMs - 1e9, toMs: stepMs(axis, 4) })).toEqual({ from: 0, to: 4 });
  expect(stepsOf(axis, { fromMs: stepMs(axis, 10), toMs: stepMs(axis, 10) })).toEqual({ from: 10, to: 11 });
});

test("a run shorter than a week is its own peak week", () => {
  expect(stepsOf(short.axis, presetWindow("peakWeek", short))).toEqual({ from: 0, to: short.axis.length });
});
