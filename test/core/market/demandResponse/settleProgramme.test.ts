import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { baselineOf } from "../../../../src/core/market/demandResponse/baseline.ts";
import { resolveProgramme, type ProgrammeRecord } from "../../../../src/core/market/demandResponse/programme.ts";
import { settleProgramme } from "../../../../src/core/market/demandResponse/settleProgramme.ts";
import { workedSite } from "./workedEvent.ts";

const { site, event } = workedSite();
const tenOfTen = { method: "average-of-days", days: 10, pick: 10 } as const;
const methods: readonly { readonly name: string; readonly baseline: ProgrammeRecord["baseline"]; readonly kw: readonly number[]; readonly kwh: number }[] = [
  { name: "10-of-10 without adjustment", baseline: { ...tenOfTen, adjust: { mode: "none" } }, kw: [9600, 9730, 9500], kwh: 4830 },
  { name: "10-of-10, ratio capped at 1.2", baseline: tenOfTen, kw: [11_520, 11_676, 11_400], kwh: 10_596 },
  { name: "10-of-10, plus the difference, uncapped", baseline: { ...tenOfTen, adjust: { mode: "additive", cap: 10 } }, kw: [11_900, 12_030, 11_800], kwh: 11_730 },
  { name: "high 5-of-10", baseline: { ...tenOfTen, pick: 5 }, kw: [11_784, 11_952, 11_640], kwh: 11_376 },
  { name: "top 3-of-10", baseline: { ...tenOfTen, pick: 3 }, kw: [11_920, 12_120, 11_760], kwh: 11_800 },
  { name: "meter before and after", baseline: { method: "meter-before-after" }, kw: [11_700, 11_700, 11_700], kwh: 11_100 },
];

test.each(methods)("one event by $name is what the hand works out", ({ baseline, kw, kwh }) => {
  const programme = resolveProgramme({ ask: { committedKw: 3600 }, ...(baseline === undefined ? {} : { baseline }) });
  const reckoned = baselineOf(programme, site, event);
  reckoned.baselineKw.forEach((value, k) => { expect(value).toBeCloseTo(kw[k] as number, 6); });
  expect(settleProgramme(programme, site, [event]).events[0]?.deliveredKwh).toBeCloseTo(kwh, 6);
});

test("a firm level counts the cut from the peak-load contribution and charges the highest import above the level", () => {
  const programme = resolveProgramme({ ask: { kind: "capAt", firmKw: 8200, committedKw: 3800 }, penalty: { perKw: 26.27 } });
  const settled = settleProgramme(programme, site, [event]).events[0];
  expect(settled?.differenceKw).toEqual([4000, 4400, 3600]);
  expect(settled?.penaltyCost).toBeCloseTo(200 * 26.27, 9);
});

describe("money of one event in a month, 3,600 kW at 18 $/kW-month and 1 $/kWh, 2 $/kWh of shortfall below nine tenths", () => {
  const money = { ask: { committedKw: 3600 }, pay: { capacityPerKwMonth: 18, energyPerKwh: 1 }, penalty: { perKwh: 2 } } satisfies ProgrammeRecord;
  test.each([
    { name: "10-of-10 adjusted", baseline: tenOfTen, performance: 0.937037, capacity: 60_720, energy: 10_596, penalty: 480, total: 70_836 },
    { name: "high 5-of-10", baseline: { ...tenOfTen, pick: 5 }, performance: 0.966667, capacity: 62_640, energy: 11_344, penalty: 0, total: 73_984 },
    { name: "meter before and after", baseline: { method: "meter-before-after" as const }, performance: 0.972222, capacity: 63_000, energy: 11_100, penalty: 0, total: 74_100 },
  ])("$name pays $total", ({ baseline, performance, capacity, energy, penalty, total }) => {
    const settled = settleProgramme(resolveProgramme({ ...money, baseline }), site, [event], { monthsWithoutEvent: "left-out" });
    expect(settled.months.map(({ performanceFraction }) => performanceFraction)[0]).toBeCloseTo(performance, 6);
    expect(settled.capacityRevenue).toBeCloseTo(capacity, 2);
    expect(settled.events[0]?.capacityRevenue).toBeCloseTo(capacity, 2);
    expect(settled.energyRevenue).toBeCloseTo(energy, 2);
    expect(settled.penaltyCost).toBeCloseTo(penalty, 2);
    expect(settled.total).toBeCloseTo(total, 2);
  });

  test("a month without an event is paid in full, and a payment that nobody stated shows no total", () => {
    const whole = settleProgramme(resolveProgramme(money), site, [event]);
    expect(whole.months.map(({ performanceFraction, events }) => [events, performanceFraction === 1])).toEqual([[0, true], [1, false]]);
    const unstated = settleProgramme(resolveProgramme({ preset: "x", ask: { committedKw: 3600 } }), site, [event]);
    expect(unstated.total).toBeNull();
    expect(unstated.missing).toEqual(["pay.capacityPerKwMonth", "pay.energyPerKwh"]);
  });

  test("a repeated failure costs twice as much, and a month below its floor forfeits its capacity", () => {
    const doubling = settleProgramme(resolveProgramme({ ...money, baseline: tenOfTen, penalty: { perKwh: 2, escalation: "doubling" } }), site, [event, event]);
    expect(doubling.events.map(({ penaltyCost }) => penaltyCost)).toEqual([480, 960].map((cost) => expect.closeTo(cost, 6) as unknown));
    const floored = settleProgramme(resolveProgramme({ ...money, baseline: tenOfTen, performance: { floor: 0.95 } }), site, [event], { monthsWithoutEvent: "left-out" });
    expect(floored.capacityRevenue).toBe(0);
  });
});

test("the rebound is what the meter reads above the baseline in the four hours after", () => {
  const programme = resolveProgramme({ ask: { committedKw: 3600 }, baseline: { method: "meter-before-after" } });
  const importKw = site.importKw.slice();
  [12_700, 12_200, 11_000, 11_800, 20_000].forEach((kw, k) => { importKw[event.step + 3 + k] = kw; });
  expect(settleProgramme(programme, { ...site, importKw }, [event]).events[0]?.reboundKwh).toBe(1000 + 500 + 0 + 100);
});

test("payments scale with the price and the meter, and no event delivers less than nothing", () => {
  fc.assert(fc.property(fc.array(fc.double({ min: 0, max: 20_000, noNaN: true }), { minLength: 3, maxLength: 3 }), fc.constantFrom(...methods), (metered, { baseline }) => {
    const importKw = site.importKw.slice();
    metered.forEach((kw, k) => { importKw[event.step + k] = kw; });
    const settle = (perKwh: number, scale: number) => settleProgramme(
      resolveProgramme({ ask: { committedKw: 3600 * scale }, pay: { energyPerKwh: perKwh, capacityPerKwMonth: 5 }, ...(baseline === undefined ? {} : { baseline }) }),
      { ...site, importKw: importKw.map((kw) => kw * scale) }, [event],
    );
    const one = settle(1, 1);
    expect(one.events[0]?.deliveredKwh).toBeGreaterThanOrEqual(0);
    expect(settle(3, 1).energyRevenue).toBeCloseTo(3 * one.energyRevenue, 4);
    expect(settle(1, 10).total).toBeCloseTo(10 * (one.total ?? NaN), 2);
  }));
});

test("without days of its own before the run the history is mirrored from its beginning, and said", () => {
  const early = { step: 3 * 24 + 16, steps: 3 };
  const programme = resolveProgramme({ ask: { committedKw: 100 } });
  const settled = settleProgramme(programme, { ...site, historyDays: 45 }, [early]);
  expect(settled.events[0]?.mirroredDays).toBeGreaterThan(0);
  expect(settled.warnings.map(({ code }) => code)).toContain("baselineMirrored");
  expect(settleProgramme(programme, site, [early]).events[0]?.mirroredDays).toBe(0);
});
