import { describe, expect, test } from "vitest";
import { ask, smallSite } from "../core/studies/manyRuns.ts";
import type { MonteCarlo } from "../../src/core/studies/monteCarlo.ts";
import { figureIndex } from "../../src/core/studies/runFigures.ts";
import type { TornadoInput } from "../../src/core/studies/tornado.ts";
import { plainText } from "../../src/text/findings.ts";
import { figureScale, figureText, scaledFigure } from "../../src/text/studyFigures.ts";
import { inputName, inputText, morrisFinding, sobolFinding, tornadoFinding } from "../../src/text/studySensitivity.ts";
import { againstTitle, strategyTitle, uncertaintyFinding } from "../../src/text/studyUncertainty.ts";

const plain = (finding: { readonly parts: Parameters<typeof plainText>[0] } | null) => (finding === null ? "" : plainText(finding.parts)).replaceAll(/[\u00a0\u202f]/g, " ");

describe("values that lie close to each other are told apart", () => {
  test.each([[50_473_000, 220_000, "$50.47M"], [50_473_000, 9e6, "$50.5M"], [50_473_000, 50_000, "$50.473M"]])("%d beside one %d away is %s", (value, span, text) => { expect(figureText("fullCost", value, "USD", span)).toBe(text); });
  test("on one scale with no more than five figures", () => {
    const scale = figureScale("totalCost", 51_356_000, 300_000, "USD");
    expect([scaledFigure(51_236_400, scale), scale.unit.replace("\u00a0", " ")]).toEqual(["51.24", "million $"]);
    expect(scaledFigure(1210.19, figureScale("residualValueCost", 1210.19, 0.01, "USD"))).toBe("1,210.2");
  });
});

describe("uncertainty in a sentence", () => {
  test("names the range of the figure and whether the strategy is better, by how much and how often", async () => {
    const found = await ask("monteCarlo", { mostSeeds: 12, batchSeeds: 12, toleranceFraction: 0 });
    const { p10, p90 } = found.strategies[1]!.figures["fullCost"]!;
    const difference = found.differences[0]!.figures["fullCost"]!;
    expect(difference.betterFraction).toBe(1);
    expect(plain(uncertaintyFinding(found, 1, "fullCost", "USD"))).toBe(
      `Cost, all counted: ${figureText("fullCost", p10, "USD", p90 - p10)} to ${figureText("fullCost", p90, "USD", p90 - p10)} in 8 of 10 years; arbitrage is ${figureText("fullCost", -difference.p50, "USD")} better than doing nothing, in every year.`);
    expect(plain(uncertaintyFinding(found, 0, "fullCost", "USD"))).not.toContain("better");
  });
  test("says worse where it is worse, and nothing of better where no end is", async () => {
    const found = await ask("monteCarlo", { mostSeeds: 8, batchSeeds: 8, toleranceFraction: 0 });
    const turned: MonteCarlo = { ...found, differences: found.differences.map((one) => ({ ...one, figures: { ...one.figures, fullCost: { ...one.figures["fullCost"]!, p50: 1234, betterFraction: 0.25 } } })) };
    expect(plain(uncertaintyFinding(turned, 1, "fullCost", "USD"))).toContain("arbitrage is $1,234 worse than doing nothing, in 75 % of years");
    const tail: MonteCarlo = { ...turned, differences: turned.differences.map((one) => ({ ...one, figures: { ...one.figures, fullCost: { ...one.figures["fullCost"]!, p50: -1234, mean: 5678, betterFraction: 0.75 } } })) };
    expect(plain(uncertaintyFinding(tail, 1, "fullCost", "USD"))).toContain("arbitrage is $1,234 better than doing nothing, in 75 % of years, but $5,678 worse in the mean.");
    expect(plain(uncertaintyFinding(found, 1, "importKwh", "USD"))).toMatch(/against doing nothing [+−]?[\d.,]+ k?Wh\.$/);
  });
  test("strategies are named as on the rest of the page", () => {
    expect([strategyTitle("peak-shaving+event-shed"), strategyTitle("idle"), againstTitle("idle"), againstTitle("peak-shaving")]).toEqual(["Peak shaving with work shed in events", "Do nothing", "doing nothing", "peak shaving"]);
  });
});

describe("sensitivity in a sentence", () => {
  const ranges = [{ path: "battery.energyKwh", low: 0, high: 800 }, { path: "load.itDesignKw", low: 300, high: 700 }];
  const k = figureIndex("fullCost");
  const input = (title: string, atLow: number | null, atHigh: number | null): TornadoInput => {
    const all = (value: number | null) => (value === null ? null : Array.from({ length: k + 1 }, () => value));
    return { path: "load.itDesignKw", title, unit: "kW", base: 500, low: 300, high: 700, atLow: all(atLow), atHigh: all(atHigh) };
  };
  test("the input with the largest swing, both its ends with their signs, and the next", () => {
    expect(plain(tornadoFinding([input("IT design power", 900_000, 1_200_000), input("Battery energy", 1_010_000, 990_000)], 1_000_000, "fullCost", k, "USD")))
      .toBe("IT design power moves cost, all counted most: −$100k at 300 kW, +$200k at 700 kW; battery energy comes next with a swing of $20.0k.");
    expect(plain(tornadoFinding([input("IT design power", null, 1_200_000)], 1_000_000, "fullCost", k, "USD"))).toBe("IT design power moves cost, all counted most: +$200k at 700 kW.");
    expect(plain(tornadoFinding([input("IT design power", 1e6, 1e6)], 1e6, "fullCost", k, "USD"))).toBe("None of the inputs moves cost, all counted.");
  });
  test("what matters by screening, and what explains the spread", async () => {
    const screened = await ask("morris", { ranges, trajectories: 4 });
    expect(plain(morrisFinding(screened.inputs, "fullCost", "USD"))).toMatch(/^IT design power matters most to cost, all counted: \$[\d.,]+k? over its range/);
    const shares = await ask("sobol", { ranges, rows: 64 });
    expect(plain(sobolFinding(shares.inputs, "fullCost"))).toMatch(/^IT design power explains \d+ % of the spread of cost, all counted by itself/);
    const joint = shares.inputs.map((one) => ({ ...one, first: { fullCost: { value: -0.1, low: -0.2, high: 0.02 } }, total: { fullCost: { value: 0.8, low: 0, high: 5.9 } } }));
    expect(plain(sobolFinding(joint, "fullCost"))).toBe("IT design power takes part in 80 % of the spread of cost, all counted, by itself it explains 0 %; the intervals are wide, more rows would tell.");
    expect(plain(sobolFinding((await ask("sobol", { ranges: ranges.slice(0, 1), rows: 32, figures: ["pvKwh"] }, smallSite)).inputs, "pvKwh"))).toBe("This figure is the same whatever the inputs.");
  });
  test("inputs by names and values that stand by themselves", () => {
    expect([inputName("Power", "Battery"), inputName("DC rating", "Solar")]).toEqual(["Battery power", "DC rating"]);
    expect([inputText(80_000, { unit: "kW" }, "USD"), inputText(0.948, { unit: "fraction" }, "USD"), inputText(0.05, { unit: "currency/kWh" }, "EUR")].map((text) => text.replaceAll(/[\u00a0\u202f]/g, " "))).toEqual(["80 MW", "94.8 %", "0.05 €/kWh"]);
  });
});
