import { describe, expect, test } from "vitest";
import { checkScenario, type Scenario } from "../../../../src/core/scenario.ts";
import { simulate } from "../../../../src/core/simulate.ts";
import { scoreLevers } from "../../../../src/core/studies/scoreLevers.ts";
import { inline } from "../../../../src/engine/inline.ts";
import { runStudy } from "../../../../src/engine/runStudy.ts";

const tariff = {
  urdb: {
    label: "test", utility: "test", name: "test", energyratestructure: [[{ rate: 0.08 }], [{ rate: 0.35 }]],
    energyweekdayschedule: Array.from({ length: 12 }, () => Array.from({ length: 24 }, (_, hour) => (hour >= 16 && hour < 21 ? 1 : 0))),
    energyweekendschedule: Array.from({ length: 12 }, () => Array.from({ length: 24 }, (_, hour) => (hour >= 16 && hour < 21 ? 1 : 0))),
  },
};
const site = (over: object = {}): Scenario => checkScenario({
  time: { start: "2025-06-02", days: 28, stepMinutes: 60 }, tariff, load: { itDesignKw: 1000 }, battery: { powerKw: 400, energyKwh: 1600 }, connection: { importLimitKw: 4000 },
  strategy: { battery: { policy: "tou-arbitrage" }, work: { policy: "price-defer" } }, ...over,
});
const scored = (scenario: Scenario) => {
  const [year] = simulate(scenario, { seed: "1", data: new Map(), keep: "summary", score: true }).score ?? [];
  if (year === undefined) throw new Error("no score");
  return year;
};
const idle = { strategy: { battery: { policy: "idle" }, work: { policy: "run-now" } } };

describe("the score of a run", () => {
  test("is 0 where nothing moves, whatever stands there, and more where the store and the work follow the price", () => {
    expect(scored(site(idle)).score).toBe(0);
    expect(scored(site({ ...idle, solar: { dcKw: 2000 } })).score).toBe(0);
    expect(scored(site({ ...idle, generator: { ratingKw: 1500, permittedHours: 500, demandResponse: true } })).score).toBe(0);
    expect(scored(site()).score).toBeGreaterThan(10);
  });
  test("does not depend on size", () => {
    const ten = site({ load: { itDesignKw: 10_000 }, battery: { powerKw: 4000, energyKwh: 16_000 }, connection: { importLimitKw: 40_000 } });
    expect(scored(ten).score).toBeCloseTo(scored(site()).score, 5);
  });
  test("owes nothing for work moved to cooler hours: the envelope is that of the work, whatever the weather", () => {
    // PUE falls from 1.6 to 1.1 over the night: moved work draws less than where it came from.
    const swinging = { facility: { cooling: { kind: "points", points: [{ temperatureC: 15, pue: 1.1 }, { temperatureC: 32, pue: 1.6 }] } }, battery: { powerKw: 0, energyKwh: 0 } };
    const moved = scored(site(swinging));
    expect(Math.abs(moved.carryKwh)).toBeLessThan(1e-6 * moved.meanLoadKw);
    // A quarter of the load waits after five of fifteen minutes: two thirds of it, at the mean PUE over the hour's own.
    const waiting = scored(site({ ...swinging, ...idle })).envelope[0];
    expect(waiting).toBeGreaterThan(0.25 * (2 / 3) * (1.1 / 1.6));
    expect(waiting).toBeLessThan(0.25 * (2 / 3) * (1.6 / 1.1));
  });
  test("a run of two years is scored year by year", () => {
    const years = simulate(site({ time: { start: "2025-01-01", days: 730, stepMinutes: 60 } }), { seed: "1", data: new Map(), keep: "summary", score: true }).score ?? [];
    expect(years.map(({ firstStep }) => firstStep)).toEqual([0, 8760]);
    for (const { score } of years) expect(score).toBeGreaterThan(10);
  });
  test("reads the events that were asked: delivered without lost work, and at the meter", () => {
    const called = site({
      demandResponse: { programmes: [{ id: "x", ask: { committedKw: 300 }, events: { kind: "list", events: [{ start: "2025-06-18T13:00", durationHours: 2 }] } }] },
      strategy: { battery: { policy: "event-reserve" }, work: { policy: "event-shed" } },
    });
    const { requests, tested } = scored(called);
    expect(requests).toHaveLength(1);
    expect(requests[0]?.requestedKwh).toBeCloseTo(600, 6);
    expect(requests[0]?.ratio).toBeGreaterThan(0.99);
    expect(tested).toBeGreaterThan(0);
  });
});

test("levers: a part at its best and a doubled battery lift the score, and the largest stands first", async () => {
  const { base, levers } = await runStudy(scoreLevers, { scenario: site(), inputs: { noticeMinutes: 60, generatorHours: 200 }, seed: "1", data: new Map() }, inline);
  expect(levers.map(({ gain }) => gain)).toEqual(levers.map(({ gain }) => gain).sort((a, b) => b - a));
  const lever = (id: string) => levers.find((one) => one.id === id);
  expect(lever("price")?.score).toBeCloseTo(100 * base.U * (base.wP + base.wR * base.C * base.D), 9);
  expect(lever("battery")?.gain).toBeGreaterThan(0);
  expect(lever("notice")?.gain).toBeGreaterThanOrEqual(-1e-9);
  for (const { score, gain } of levers) expect(score - gain).toBeCloseTo(base.score, 9);
});
