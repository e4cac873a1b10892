import { describe, expect, test } from "vitest";
import type { Pareto } from "../../src/core/studies/pareto.ts";
import { spreadOf } from "../../src/core/studies/spread.ts";
import type { Tuner } from "../../src/core/studies/tuner.ts";
import type { Finding } from "../../src/text/findings.ts";
import { frontFinding, sweepFinding } from "../../src/text/studyTradeOffs.ts";
import { tunerFinding } from "../../src/text/studyTuner.ts";

/** With plain spaces for those that do not break. */
const said = ({ parts }: Finding): string => parts.map(({ text }) => text).join("").replaceAll(/[\u00a0\u202f]/g, " ");
const failures = { count: 0, first: [] };

describe("the front", () => {
  const found = (cost: readonly number[], carbon: readonly number[], front: readonly number[], knee: number | null): Pareto => ({
    figures: ["fullCost", "emissionsKg"], front, knee, failures,
    table: { parameters: [{ path: "battery.energyKwh", title: "Energy", unit: "kWh", base: 100, values: cost.map((_, row) => 1000 * row) }], figures: { fullCost: cost, emissionsKg: carbon } },
  });

  test("names its knee with what it gives and takes, and what lies beyond it", () => {
    const told = said(frontFinding(found([1e6, 1.1e6, 2e6], [9e5, 4e5, 3e5], [0, 1, 2], 1), "USD"));
    expect(told).toBe("The knee, battery energy 1 MWh, has 500 t CO₂e less for $100k; the end beyond it, 100 t CO₂e less for $900k.");
  });

  test("says where there is no knee, and where one row is best in everything", () => {
    expect(said(frontFinding(found([1e6, 2e6], [9e5, 4e5], [0, 1], null), "USD"))).toContain("no knee: from end to end 500 t CO₂e less for $1.00M");
    expect(said(frontFinding(found([1e6, 2e6], [4e5, 9e5], [0], null), "USD"))).toMatch(/^One row of 2 is best in everything: battery energy 0 kWh/);
  });
});

test("a sweep tells its best row, and how far its rows range", () => {
  const told = said(sweepFinding({
    rows: 3, failures, inputs: [{ path: "solar.dcKw", title: "DC rating", unit: "kW", base: 0 }], best: { fullCost: { row: 1, value: 80_000, parameters: [400] } },
    table: { parameters: [], figures: { fullCost: [100_000, 80_000, 95_000] } },
  }, "fullCost", "USD"));
  expect(told).toMatch(/^Lowest cost, all counted: \$80\.0k at solar DC rating 400 kW; 3\srows range over \$20\.0k\.$/u);
});

describe("the tuner", () => {
  const tuned = (over: Partial<Tuner>): Tuner => ({
    figure: "fullCost", inputs: [{ path: "strategy.battery.minGainPerKwh", title: "Least gain", unit: "currency/kWh", base: 0.5, low: 0, high: 0.5, scale: "linear", whole: false }],
    candidates: [{ values: null, trainingMean: 1000 }, { values: [0.1], trainingMean: 900 }], best: 1, history: [], failures,
    heldBack: { seeds: 10, base: spreadOf([1000, 1010])!, tuned: spreadOf([940, 950])!, difference: spreadOf([-60, -60])!, betterFraction: 1, trainingGain: 100, heldBackGain: 60, gainInterval: [40, 80] },
    ...over,
  });

  test("tells the gain on held-back seeds with its interval, beside what training promised", () => {
    expect(said(tunerFinding(tuned({}), "USD"))).toMatch(/^Tuned, least gain 0\.1\s\$\/kWh, cost, all counted is \$60 better on 10\sseeds held back \(95\s%: \$40 to \$80\); the training seeds promised \$100\.$/u);
  });

  test("does not sell luck: an interval that holds zero, and a loss, are said", () => {
    const { heldBack } = tuned({});
    expect(said(tunerFinding(tuned({ heldBack: { ...heldBack!, gainInterval: [-10, 130] } }), "USD"))).toContain("but the 95 % interval holds zero");
    expect(said(tunerFinding(tuned({ heldBack: { ...heldBack!, heldBackGain: -5, gainInterval: [-10, 0] } }), "USD"))).toMatch(/\$5\.00 worse on .* luck, not worth/);
  });

  test("says where nothing is better, and where nothing that is searched matters", () => {
    const candidates = (mean: number) => [{ values: null, trainingMean: 1000 }, { values: [0.1], trainingMean: mean }];
    expect(said(tunerFinding(tuned({ best: 0, heldBack: null, candidates: candidates(1100) }), "USD"))).toMatch(/^Nothing of 2\scandidates beats/u);
    expect(said(tunerFinding(tuned({ best: 0, heldBack: null, candidates: candidates(1000) }), "USD"))).toMatch(/^None of the inputs searched makes a difference/);
  });
});
