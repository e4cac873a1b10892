import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { programmePresets } from "../../../../src/core/market/demandResponse/presets.ts";
import { resolveProgramme } from "../../../../src/core/market/demandResponse/programme.ts";
import { prepare } from "../../../../src/core/prepare.ts";
import { checkScenario } from "../../../../src/core/scenario.ts";
import { simulate } from "../../../../src/core/simulate.ts";
import { dataKey } from "../../../../src/core/time/series.ts";
import { dataFile } from "../../../../src/files/loadData.ts";
import { dataBytes, testWithData } from "../../../support/data.ts";

const callsOf = (programmes: readonly object[], over: object = {}, seed = "1") => {
  const scenario = checkScenario({ time: { start: "2025-01-01", days: 365, stepMinutes: 60 }, demandResponse: { programmes, ...over } });
  return prepare(scenario, { seed, data: new Map() });
};

test("nineteen built-in programmes, none called verified, each with its source, and each can be joined", () => {
  expect(programmePresets).toHaveLength(19);
  expect(new Set(programmePresets.map(({ id }) => id)).size).toBe(19);
  for (const preset of programmePresets) {
    expect(preset.verified).toBe(false);
    expect(preset.source).not.toBe("");
    expect(resolveProgramme({ preset: preset.id }, preset).id).toBe(preset.id);
  }
});

test.each([
  // Money as the programmes' papers have it: per season over its months, per year over twelve.
  ["connectedsolutions-daily", 50], ["connectedsolutions-targeted", 8.75], ["duke-powershare-0/16", 2.75], ["tnmp-load-mgmt", 40 / 12], ["ladwp-dayof", 12], ["coned-dlrp-contingency", 18],
])("%s pays %d a kW and month", (id, perKwMonth) => {
  const preset = programmePresets.find((one) => one.id === id);
  expect(resolveProgramme({ preset: id }, preset).pay.capacityPerKwMonth).toBeCloseTo(perKwMonth, 9);
});

describe("seeded events", () => {
  test("keep every rule of their programme, whatever drives them", () => {
    fc.assert(fc.property(fc.constantFrom(...programmePresets), fc.constantFrom("price", "heat", "random", "system-load"), fc.integer({ min: 0, max: 60 }), fc.integer({ min: 1, max: 8 }), fc.string({ maxLength: 5 }), (preset, by, perYear, durationHours, seed) => {
      const { axis, calls: { calls, holidays } } = callsOf([{ preset: preset.id, ask: { committedKw: 100, firmKw: 500 }, events: { kind: "seeded", by, perYear, durationHours } }], {}, seed);
      const { season, window, limits } = resolveProgramme({ preset: preset.id }, preset);
      expect(calls.length).toBeLessThanOrEqual(Math.min(perYear, limits.eventsPerSeason));
      expect(calls.reduce((sum, { steps }) => sum + steps, 0)).toBeLessThanOrEqual(limits.hoursPerSeason);
      for (const { step, steps } of calls) {
        expect(season.months).toContain(axis.month[step]! + 1);
        expect(season.daysOfWeek).toContain(axis.weekday[step]);
        if (season.excludeHolidays) expect(holidays[axis.day[step]!]).toBe(0);
        expect(axis.hour[step]).toBeGreaterThanOrEqual(window.startHour);
        expect(axis.hour[step]! + steps).toBeLessThanOrEqual(window.endHour);
        expect(steps).toBeLessThanOrEqual(limits.maxHours);
      }
    }), { numRuns: 40 });
  });
  test("are the same for the same seed", () => {
    const drawn = () => callsOf([{ preset: "ladwp-dayof", ask: { committedKw: 100 }, events: { kind: "seeded", by: "random", perYear: 10, durationHours: 4 } }], {}, "seven").calls.calls;
    expect(drawn()).toEqual(drawn());
    expect(drawn()).toHaveLength(10);
  });
});

test("notice by the clock is the day before at that hour; by minutes it is so many before", () => {
  const list = { kind: "list", events: [{ start: "2025-07-09T16:00", durationHours: 2 }] };
  const { axis, calls } = callsOf([{ id: "clock", notice: { noticeClock: "day-ahead 13:00" }, events: list }, { id: "minutes", notice: { noticeMinutes: 90 }, events: list }]);
  const [clock, minutes] = [0, 1].map((programme) => calls.calls.find((call) => call.programme === programme));
  expect([axis.hour[clock?.noticeStep ?? 0], (clock?.step ?? 0) - (clock?.noticeStep ?? 0)]).toEqual([13, 27]);
  expect((minutes?.step ?? 0) - (minutes?.noticeStep ?? 0)).toBe(1);
});

test("events in daylight saving lie at the clock's hours, and a stamp with an offset is an instant", () => {
  const { axis, calls } = callsOf([{ id: "x", events: { kind: "list", events: [{ start: "2025-07-09T16:00", durationHours: 1 }, { start: "2025-01-09T16:00", durationHours: 1 }, { start: "2025-07-10T20:00:00Z", durationHours: 1 }] } }]);
  expect(calls.calls.map(({ step }) => axis.hour[step])).toEqual([16, 16, 16]);
});

test("given events outside the programme's own hours are taken and said, an unknown preset is refused with those that exist", () => {
  const { warnings } = simulate(checkScenario({ time: { start: "2025-07-01", days: 14, stepMinutes: 60 }, demandResponse: { programmes: [{ preset: "ladwp-dayof", ask: { committedKw: 100 }, events: { kind: "list", events: [{ start: "2025-07-09T20:00", durationHours: 2 }] } }] } }), { seed: "1", data: new Map() });
  expect(warnings.map(({ code }) => code)).toContain("callsOutsideRules");
  expect(() => checkScenario({ demandResponse: { programmes: [{ preset: "ladwp" }] } })).toThrow(/ladwp-dayof/);
});

describe("OpenADR", () => {
  const joined = (start: string, file: { readonly file: string }, bytes: Uint8Array, ask: object) => {
    const scenario = checkScenario({ time: { start, days: 10, stepMinutes: 60 }, site: { timeZone: "America/New_York" }, demandResponse: { programmes: [{ id: "x", ask, events: { kind: "file", data: file } }] } });
    return prepare(scenario, { seed: "1", data: new Map([[dataKey(file), dataFile(bytes, file)]]) });
  };
  const event = (payload: object, descriptor: object) => new TextEncoder().encode(JSON.stringify([{
    eventName: "e", programID: "p", payloadDescriptors: [descriptor], intervalPeriod: { start: "2025-07-09T20:00:00Z", duration: "PT2H" }, intervals: [{ id: 0, payloads: [payload] }],
  }]));
  test.each([
    ["a level is a share of the commitment", { type: "SIMPLE", values: [2] }, {}, { reduceKw: 67 }],
    ["a relative set-point is a cut", { type: "DISPATCH_SETPOINT_RELATIVE", values: [-50] }, { payloadType: "DISPATCH_SETPOINT_RELATIVE", units: "KW" }, { reduceKw: 50 }],
    ["a capacity limit is a ceiling", { type: "IMPORT_CAPACITY_LIMIT", values: [700] }, { payloadType: "IMPORT_CAPACITY_LIMIT", units: "KW" }, { capKw: 700 }],
    ["a price is a price", { type: "PRICE", values: [0.9] }, { payloadType: "PRICE", units: "KWH", currency: "USD" }, { pricePerKwh: 0.9 }],
  ])("3: %s", (_, payload, descriptor, expected) => {
    const { axis, calls } = joined("2025-07-01", { file: "e.json" }, event(payload, descriptor), { committedKw: 100 });
    expect(calls.calls).toHaveLength(1);
    expect(calls.calls[0]).toMatchObject({ steps: 2, ...expected });
    expect(axis.hour[calls.calls[0]?.step ?? 0]).toBe(16);
  });
  test("3: what nobody understands is left out, and said", () => {
    const { calls } = joined("2025-07-01", { file: "e.json" }, event({ type: "CURVE", values: [1] }, {}), { committedKw: 100 });
    expect(calls.calls).toEqual([]);
    expect(calls.warnings).toEqual([{ code: "signalsIgnored", values: { programme: "x", signals: "CURVE" } }]);
  });
  testWithData("2.0b and 3: the real messages lie where they say", () => {
    const xml = { file: "openadr/distribute_event_active.xml" };
    const old = joined("2015-06-20", xml, dataBytes(xml.file), { kind: "price" });
    expect(old.calls.calls).toMatchObject([{ steps: 2, pricePerKwh: 0.5 }]);
    expect(old.axis.hour[old.calls.calls[0]?.step ?? 0]).toBe(14);
    const json = { file: "openadr/event_pricing.json" };
    expect(joined("2023-02-05", json, dataBytes(json.file), { kind: "price" }).calls.calls.map(({ pricePerKwh }) => pricePerKwh)).toEqual([0.17, 0.03]);
  });
});
