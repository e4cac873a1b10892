import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { heldKwh, prepareReserve, reserveInputs, settleReserve } from "../../../src/core/market/demandResponse/reserve.ts";
import { checkInputs } from "../../../src/core/check.ts";
import type { RunColumn, RunResult } from "../../../src/core/result.ts";
import { checkScenario, type Scenario } from "../../../src/core/scenario.ts";
import { simulate } from "../../../src/core/simulate.ts";
import { column } from "../../../src/core/time/frame.ts";
import { makeAxis } from "../../../src/core/time/axis.ts";

const options = { seed: "1", data: new Map() };
const at = (run: RunResult, name: RunColumn) => column(run.frame, name);

const event = (durationHours: number, over: object = {}) => ({ kind: "list", events: [{ start: "2025-07-09T16:00", durationHours, ...over }] });
const programme = (over: object = {}) => ({ id: "test", ask: { committedKw: 200 }, notice: { noticeMinutes: 120 }, pay: { energyPerKwh: 1 }, events: event(3), ...over });
const site = (demandResponse: object, over: object = {}): Scenario => checkScenario({
  time: { start: "2025-07-01", days: 14, stepMinutes: 60 }, weather: { kind: "synthetic" }, load: { itDesignKw: 1000, classes: [{ kind: "deferrable", name: "Batch", shareFraction: 0.3, windowHours: 24 }] },
  battery: { powerKw: 300, energyKwh: 1200 }, connection: { importLimitKw: 3000 },
  strategy: { battery: { policy: "event-reserve", between: "idle" }, work: { policy: "event-shed" } }, demandResponse, ...over,
});

describe("in an announced event", () => {
  const run = simulate(site({ programmes: [programme()] }), options);
  const nothing = simulate(site({ programmes: [programme()] }, { strategy: { battery: { policy: "idle" }, work: { policy: "run-now" } } }), options);
  const call = run.response?.calls[0];
  const from = call?.step ?? NaN;

  test("import lies under that of doing nothing by what is asked, in every hour", () => {
    for (let i = from; i < from + 3; i++) expect(at(nothing, "importKw")[i]! - at(run, "importKw")[i]!).toBeCloseTo(200, 6);
  });
  test("nothing moves before the notice, and all work is done in time", () => {
    const notice = call?.noticeStep ?? NaN;
    expect(notice).toBe(from - 2);
    for (const name of ["importKw", "deferrableKw", "socKwh"] as const) expect([...at(run, name).subarray(0, notice)]).toEqual([...at(nothing, name).subarray(0, notice)]);
    expect(run.kpis.missedKwh).toBeLessThan(1e-9 * run.kpis.importKwh);
  });
  test("what was put off comes back after it, is billed, and is told as rebound", () => {
    const settled = run.response?.programmes[0]?.events[0];
    expect(settled?.reboundKwh).toBeGreaterThan(0);
    expect(run.bill.importKwh).toBeCloseTo(at(run, "importKw").reduce((sum, kw) => sum + kw, 0), 3);
  });
});

test("a policy decides the same up to the notice, whatever is called after it", () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 600 }), fc.integer({ min: 1, max: 6 }), fc.constantFrom("tou-arbitrage", "self-consumption", "idle"), (noticeMinutes, hours, between) => {
    const strategy = { battery: { policy: "event-reserve", between }, work: { policy: "event-shed" } };
    const called = simulate(site({ programmes: [programme({ notice: { noticeMinutes }, events: event(hours) })] }, { strategy }), options);
    const uncalled = simulate(site({ programmes: [programme({ events: { kind: "none" } })] }, { strategy }), options);
    const notice = called.response?.calls[0]?.noticeStep ?? NaN;
    for (const name of ["importKw", "socKwh", "deferrableKw"] as const) expect([...at(called, name).subarray(0, notice)]).toEqual([...at(uncalled, name).subarray(0, notice)]);
  }), { numRuns: 12 });
});

test("the cut rises over the ramp", () => {
  const run = simulate(site({ programmes: [programme({ behaviour: { ramp: 60 } })] }, { time: { start: "2025-07-01", days: 14, stepMinutes: 15 } }), options);
  const nothing = simulate(site({}, { time: { start: "2025-07-01", days: 14, stepMinutes: 15 }, strategy: { battery: { policy: "idle" }, work: { policy: "run-now" } } }), options);
  const from = run.response?.calls[0]?.step ?? NaN;
  const cut = Array.from({ length: 5 }, (_, i) => at(nothing, "importKw")[from + i]! - at(run, "importKw")[from + i]!);
  [25, 75, 125, 175, 200].forEach((kw, i) => { expect(cut[i]).toBeCloseTo(kw, 6); });
});

test("a site declines an event that it could not answer, where it may, and says so", () => {
  const strategy = { battery: { policy: "event-reserve", between: "idle", optOutBelowFraction: 0.9 }, work: { policy: "run-now" } };
  const small = { battery: { powerKw: 50, energyKwh: 60 }, strategy };
  const optional = simulate(site({ programmes: [programme()] }, small), options);
  expect(optional.findings.map(({ kind }) => kind)).toEqual(["eventDeclined"]);
  expect(optional.response?.programmes[0]?.events[0]?.optedOut).toBe(true);
  const mandatory = simulate(site({ programmes: [programme({ behaviour: { mandatory: true } })] }, small), options);
  expect(mandatory.findings).toEqual([]);
  expect(mandatory.response?.programmes[0]?.events[0]?.deliveredKwh).toBeGreaterThan(optional.response?.programmes[0]?.events[0]?.deliveredKwh ?? NaN);
});

/** Nothing of it can wait. */
const load = { itDesignKw: 1000, classes: [{ kind: "interactive", name: "Serving", shareFraction: 1 }] };

describe("a cold store in an announced event", () => {
  const cold = (over: object = {}) => site({ programmes: [programme({ ask: { committedKw: 60 }, notice: { noticeMinutes: 240 } })] }, {
    load, facility: { cooling: { kind: "plant", economiser: "none", coldStoreKwh: 2000, coldStoreKw: 600 } }, battery: { powerKw: 0, energyKwh: 0 },
    strategy: { battery: { policy: "idle" }, work: { policy: "run-now" }, cooling: { policy: "event-cold", between: "idle" } }, ...over,
  });
  const run = simulate(cold(), options);
  const nothing = simulate(cold({ strategy: { battery: { policy: "idle" }, work: { policy: "run-now" } } }), options);
  const call = run.response?.calls[0];
  const [from, notice] = [call?.step ?? NaN, call?.noticeStep ?? NaN];
  const storedKwh = at(run, "coldStoreKwh");

  test("is empty before the notice, full when the event begins, and rests the chillers in every hour of it", () => {
    for (const name of ["importKw", "coldStoreKwh"] as const) expect([...at(run, name).subarray(0, notice)]).toEqual([...at(nothing, name).subarray(0, notice)]);
    expect(storedKwh[from - 1]).toBeGreaterThan(1500);
    for (let i = from; i < from + 3; i++) {
      expect(at(nothing, "importKw")[i]! - at(run, "importKw")[i]!).toBeGreaterThan(55);
      expect(storedKwh[i]).toBeLessThan(storedKwh[i - 1]!);
    }
  });
  test("the cold costs electricity before the event, which is on the bill", () => {
    const extraKwh = at(run, "importKw").reduce((sum, kw, i) => sum + kw - at(nothing, "importKw")[i]!, 0);
    const chargedKwh = Array.from({ length: from - notice }, (_, k) => at(run, "importKw")[notice + k]! - at(nothing, "importKw")[notice + k]!).reduce((sum, kw) => sum + kw, 0);
    expect(chargedKwh).toBeGreaterThan(100);
    expect(run.bill.importKwh - nothing.bill.importKwh).toBeCloseTo(extraKwh, 3);
  });
  test("asks no more of the store than the event does: what is left stays for the next", () => {
    const little = simulate(cold({ demandResponse: { programmes: [programme({ ask: { committedKw: 20 }, notice: { noticeMinutes: 240 } })] } }), options);
    for (let i = from; i < from + 3; i++) expect(at(nothing, "importKw")[i]! - at(little, "importKw")[i]!).toBeCloseTo(20, 6);
    expect(at(little, "coldStoreKwh")[from + 2]).toBeGreaterThan(storedKwh[from + 2]! + 100);
  });
  test("leaves to the battery what the cold does not give", () => {
    const both = simulate(cold({
      demandResponse: { programmes: [programme({ ask: { committedKw: 250 }, notice: { noticeMinutes: 240 } })] }, battery: { powerKw: 300, energyKwh: 1200 },
      strategy: { battery: { policy: "event-reserve", between: "idle" }, work: { policy: "run-now" }, cooling: { policy: "event-cold", between: "idle" } },
    }), options);
    for (let i = from; i < from + 3; i++) {
      expect(at(both, "dischargeKw")[i]).toBeGreaterThan(0);
      expect(at(both, "dischargeKw")[i]).toBeLessThan(200);
      expect(at(nothing, "importKw")[i]! - at(both, "importKw")[i]!).toBeGreaterThan(245);
    }
  });
  test("without notice only what is kept at all times can be given", () => {
    const sudden = (standingFraction: number) => simulate(cold({
      demandResponse: { programmes: [programme({ ask: { committedKw: 60 }, notice: { noticeMinutes: 0 } })] },
      strategy: { battery: { policy: "idle" }, work: { policy: "run-now" }, cooling: { policy: "event-cold", between: "idle", standingFraction } },
    }), options);
    const cutKw = (one: RunResult) => at(nothing, "importKw")[from]! - at(one, "importKw")[from]!;
    expect(cutKw(sudden(0))).toBeCloseTo(0, 9);
    expect(cutKw(sudden(1))).toBeGreaterThan(55);
  });
});

describe("a generator in events", () => {
  const generator = { ratingKw: 800, permittedHours: 2, demandResponse: true, minLoadFraction: 0 };
  const answering = (over: object, behaviour: object) => simulate(site({ programmes: [programme({ ask: { committedKw: 500 }, behaviour })] }, { generator: { ...generator, ...over }, battery: { powerKw: 0, energyKwh: 0 }, load }), options);

  test("answers where the programme and its permit allow it, for the hours of the permit and no more", () => {
    const run = answering({}, { generatorAllowed: true });
    const step = run.response?.calls[0]?.step ?? NaN;
    expect([...at(run, "generatorKw").subarray(step, step + 3)].map(Math.round)).toEqual([500, 500, 0]);
    expect(run.generator?.hoursBesideGrid).toBe(2);
  });
  test.each([["the programme forbids it", {}, { generatorAllowed: false }], ["its permit serves no programmes", { demandResponse: false }, { generatorAllowed: true }], ["its permit has no hours", { demandResponse: false, permittedHours: 0 }, { generatorAllowed: true }]])("rests where %s", (_, over, behaviour) => {
    expect(answering(over, behaviour).generator?.energyKwh ?? 0).toBe(0);
  });
});

describe("a connection that may be cut back", () => {
  const calls = { kind: "list", events: [{ start: "2025-07-09T16:00", durationHours: 4 }, { start: "2025-07-10T16:00", durationHours: 4 }] };
  test("holds its limit in called hours and refuses calls beyond the year's hours", () => {
    const { response, frame, kpis } = simulate(site({ nonFirm: { flexibleKw: 2300, calls, mostHoursPerYear: 4 } }), options);
    expect(response?.nonFirm).toMatchObject({ calls: 1, refusedCalls: 1, hours: 4, breachKwh: 0 });
    const step = response?.calls[0]?.step ?? NaN;
    for (let i = step; i < step + 4; i++) expect(column(frame, "importKw")[i]).toBeLessThanOrEqual(700 + 1e-9);
    const means = Object.values(response?.nonFirm?.means ?? {}).reduce((sum, kwh) => sum + kwh, 0);
    expect(means).toBeCloseTo(response?.nonFirm?.curtailedKwh ?? NaN, 6);
    expect(kpis.unservedKwh).toBeCloseTo(response?.nonFirm?.means.unservedKwh ?? NaN, 6);
  });
  test("or is broken, counted and paid for, never clipped away", () => {
    const nothing = { strategy: { battery: { policy: "idle" }, work: { policy: "run-now" } } };
    const { response, kpis } = simulate(site({ nonFirm: { flexibleKw: 2600, calls, whenShort: "breach", breachPenaltyPerKwh: 2 } }, nothing), options);
    expect(kpis.unservedKwh).toBe(0);
    expect(response?.nonFirm?.breachKwh).toBeCloseTo(response?.nonFirm?.curtailedKwh ?? NaN, 6);
    expect(response?.nonFirm?.penaltyCost).toBeCloseTo(2 * (response?.nonFirm?.breachKwh ?? NaN), 6);
  });
  test("is refused where it is more than the connection", () => {
    expect(() => site({ nonFirm: { flexibleKw: 5000 } })).toThrow(/at most connection.importLimitKw, 3000/);
  });
});

describe("reserve", () => {
  test("2,000 kW for an hour at 0.95 holds 2,105.26 kWh and earns 139,680 a year at 6 $/kW-month and 97 % availability", () => {
    const inputs = checkInputs(reserveInputs, { heldKw: 2000, durationHours: 1, pricePerKwMonth: 6, callsPerYear: 0 });
    expect(heldKwh(inputs, { chargeEfficiency: 0.95, dischargeEfficiency: 0.95 }).aboveKwh).toBeCloseTo(2105.26, 2);
    const axis = makeAxis({ start: "2025-01-01", timeZone: "Etc/GMT", stepMinutes: 60, days: 365, clock: "civil" });
    const prepared = prepareReserve(inputs, axis, "1");
    // Full, but for 3 % of each month's hours.
    const socKwh = Float64Array.from({ length: axis.length }, (_, i) => {
      const m = axis.billingMonth[i + 1 < axis.length ? i + 1 : i]!;
      const [first, end] = [axis.monthStart[m]!, axis.monthStart[m + 1]!];
      return i + 1 - first >= 0.97 * (end - first) ? 1000 : 5000;
    });
    const rest = new Float64Array(axis.length);
    const battery = { dischargeKw: 2500, chargeKw: 2500, socMinKwh: 0, socMaxKwh: 5000, initialSocKwh: 5000, chargeEfficiency: 0.95, dischargeEfficiency: 0.95 };
    if (prepared === undefined) throw new Error("no reserve");
    const settled = settleReserve(prepared, axis, battery, { socKwh, dischargeKw: rest, chargeKw: rest });
    expect(Math.abs(settled.revenue - 139_680)).toBeLessThan(200);
    expect(settled.penaltyCost).toBe(0);
  });
  test("is out of every policy's reach, and is given when it is called", () => {
    const scenario = site({ reserve: { heldKw: 100, durationHours: 2, callsPerYear: 100, energyPerCallFraction: 1 } }, { strategy: { battery: { policy: "peak-shaving" }, work: { policy: "run-now" } } });
    const { response, frame } = simulate(scenario, options);
    expect(response?.reserve?.givenKwh).toBeGreaterThan(0.95 * (response?.reserve?.calledKwh ?? NaN));
    expect(column(frame, "dischargeKw").every((kw) => kw <= 300 + 1e-9)).toBe(true);
    expect(response?.reserve?.unavailableHours).toBeLessThan(0.1 * (response?.reserve?.committedHours ?? 0));
  });
});

test("two programmes that call at once are both settled, and the conflict is said", () => {
  const { warnings, response } = simulate(site({ programmes: [programme(), programme({ id: "other" })] }), options);
  expect(warnings.find(({ code }) => code === "programmesOverlap")?.values).toMatchObject({ events: 1 });
  expect(response?.programmes).toHaveLength(2);
});
