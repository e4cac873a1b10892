import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { marketSignals } from "../../../../src/core/market/market.ts";
import { programmePresets } from "../../../../src/core/market/demandResponse/presets.ts";
import { resolveProgramme } from "../../../../src/core/market/demandResponse/programme.ts";
import { prepare } from "../../../../src/core/prepare.ts";
import { checkScenario } from "../../../../src/core/scenario.ts";
import { simulate } from "../../../../src/core/simulate.ts";
import { column } from "../../../../src/core/time/frame.ts";
import { dataKey } from "../../../../src/core/time/series.ts";
import { dataFile } from "../../../../src/files/loadData.ts";
import { readFile } from "../../../../src/files/read/index.ts";
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
  const messages = (...events: readonly object[]) => new TextEncoder().encode(JSON.stringify(events.map((one, k) => ({ eventName: `e${k}`, programID: "p", ...one }))));
  const hour = (clock: number) => ({ start: `2025-07-09T${clock + 4}:00:00Z`, duration: "PT1H" });
  const asks = (value: number) => [{ id: 0, payloads: [{ type: "DISPATCH_SETPOINT_RELATIVE", values: [value] }] }];
  const spansOf = ({ axis, calls }: ReturnType<typeof joined>) => calls.calls.map(({ step, steps, reduceKw }) => [axis.hour[step], steps, reduceKw]);

  test("3: a set of intervals shorter than its event begins anew until the event ends, a longer one is cut", () => {
    const set = { intervalPeriod: hour(12), intervals: [...asks(10), { id: 1, payloads: [{ type: "DISPATCH_SETPOINT_RELATIVE", values: [20] }] }] };
    expect(spansOf(joined("2025-07-01", { file: "e.json" }, messages({ ...set, duration: "PT5H" }), {}))).toEqual([[12, 1, 10], [13, 1, 20], [14, 1, 10], [15, 1, 20], [16, 1, 10]]);
    expect(spansOf(joined("2025-07-01", { file: "e.json" }, messages({ ...set, duration: "PT1H" }), {}))).toEqual([[12, 1, 10]]);
  });
  test("3: where events overlap the lower priority number holds the hour; of equal ones the later in the file, which is said", () => {
    const all = { intervalPeriod: { ...hour(12), duration: "PT4H" }, intervals: asks(10) };
    const inner = { intervalPeriod: hour(13), intervals: asks(99) };
    const read = (...events: readonly object[]) => joined("2025-07-01", { file: "e.json" }, messages(...events), {});
    const cutOut = [[12, 1, 10], [13, 1, 99], [14, 2, 10]];
    expect(spansOf(read({ ...inner, priority: 0 }, { ...all, priority: 3 }))).toEqual(cutOut);
    expect(spansOf(read({ ...inner, priority: 5 }, { ...all, priority: 3 }))).toEqual([[12, 4, 10]]);
    const tied = read(all, inner);
    expect(spansOf(tied)).toEqual(cutOut);
    expect(tied.calls.warnings).toEqual([{ code: "eventsTied", values: { programme: "x", events: 1 } }]);
  });
  test("3: a random start lies within its bounds, the same for one seed and another for another", () => {
    const event = messages({ intervalPeriod: { ...hour(12), randomizeStart: "PT3H" }, intervals: asks(10) });
    const scenario = checkScenario({ time: { start: "2025-07-01", days: 10, stepMinutes: 5 }, site: { timeZone: "America/New_York" }, demandResponse: { programmes: [{ id: "x", events: { kind: "file", data: { file: "e" } } }] } });
    const data = new Map([[dataKey({ file: "e" }), dataFile(event, { file: "e" })]]);
    const starts = Array.from({ length: 40 }, (_, k) => prepare(scenario, { seed: String(k), data }).calls.calls[0]?.step ?? NaN);
    const noon = (8 * 24 + 12) * 12;
    for (const step of starts) expect(Math.abs(step - noon)).toBeLessThanOrEqual(36);
    expect(new Set(starts).size).toBeGreaterThan(20);
    expect(starts.some((step) => step < noon) && starts.some((step) => step > noon)).toBe(true);
    expect(prepare(scenario, { seed: "7", data }).calls.calls[0]?.step).toBe(starts[7]);
  });
  test("3: an event that begins now begins with the run", () => {
    const { calls } = joined("2025-07-01", { file: "e.json" }, messages({ intervalPeriod: { start: "0001-01-01T00:00:00Z", duration: "PT2H" }, intervals: asks(10) }), {});
    expect(calls.calls).toMatchObject([{ step: 0, steps: 2, reduceKw: 10 }]);
  });
  test("3: a price stands in place of the tariff's, and what it costs more is told by the step", () => {
    const { calls, market } = joined("2025-07-01", { file: "e.json" }, messages({ intervalPeriod: hour(12), intervals: [{ id: 0, payloads: [{ type: "PRICE", values: [0.9] }] }] }), {});
    const [call] = calls.calls;
    const tariffPerKwh = marketSignals(market).buyPerKwh[call?.step ?? NaN] ?? NaN;
    expect(call?.surchargePerKwh?.[0]).toBeCloseTo(0.9 - tariffPerKwh, 12);
  });
  test("3: what a level asks, and whether a price comes beside the tariff's, is the scenario's to say", () => {
    const read = (payload: object, over: object) => {
      const scenario = checkScenario({ time: { start: "2025-07-01", days: 10, stepMinutes: 60 }, site: { timeZone: "America/New_York" }, demandResponse: { programmes: [{ id: "x", ask: { committedKw: 100 }, events: { kind: "file", data: { file: "e" }, ...over } }] } });
      return prepare(scenario, { seed: "1", data: new Map([[dataKey({ file: "e" }), dataFile(messages({ intervalPeriod: hour(12), intervals: [{ id: 0, payloads: [payload] }] }), { file: "e" })]]) }).calls.calls[0];
    };
    expect(read({ type: "SIMPLE", values: [1] }, { levelFractions: [0, 0.5, 0.8, 1] })?.reduceKw).toBe(50);
    expect(read({ type: "PRICE", values: [0.9] }, { prices: "add" })?.surchargePerKwh?.[0]).toBe(0.9);
  });
  test("3: a charge state is a target of the store, which it then holds", () => {
    const event = messages({ intervalPeriod: { ...hour(12), duration: "PT4H" }, intervals: [{ id: 0, payloads: [{ type: "CHARGE_STATE_SETPOINT", values: [0.7] }] }] });
    const scenario = checkScenario({
      time: { start: "2025-07-08", days: 3, stepMinutes: 60 }, site: { timeZone: "America/New_York" }, battery: { powerKw: 300, energyKwh: 1000, initialSocFraction: 0.3 },
      strategy: { battery: { policy: "event-reserve", between: "idle" } }, demandResponse: { programmes: [{ id: "x", events: { kind: "file", data: { file: "e" } } }] },
    });
    const { frame, response } = simulate(scenario, { seed: "1", data: new Map([[dataKey({ file: "e" }), dataFile(event, { file: "e" })]]) });
    const call = response?.calls[0];
    expect(call?.socTarget).toEqual({ fraction: 0.7 });
    expect(column(frame, "socKwh")[(call?.step ?? NaN) + 3]).toBeCloseTo(700, 0);
    expect(response?.programmes[0]?.events).toEqual([]);
  });
  test("3: GHG and prices are series for a scenario that names them as a column", () => {
    const event = messages({ intervalPeriod: { start: "2025-07-01T04:00:00Z", duration: "PT6H" }, duration: "P10D", intervals: [{ id: 0, payloads: [{ type: "GHG", values: [400, 900] }] }] });
    const { series } = dataFile(event, { file: "e.json", column: "GHG" });
    expect(series).toMatchObject({ unit: "g/kWh", stepMinutes: 180, startMs: Date.parse("2025-07-01T04:00:00Z") });
    expect(series?.values).toHaveLength(80);
    const scenario = checkScenario({ time: { start: "2025-07-01", days: 10, stepMinutes: 60 }, site: { timeZone: "America/New_York" }, carbon: { marginal: { kind: "series", series: { file: "e.json", column: "GHG" } } } });
    const { frame } = simulate(scenario, { seed: "1", data: new Map([[dataKey({ file: "e.json", column: "GHG" }), dataFile(event, { file: "e.json", column: "GHG" })]]) });
    expect([...column(frame, "marginalCarbonGPerKwh").subarray(0, 7)]).toEqual([400, 400, 400, 900, 900, 900, 400]);
    expect(() => dataFile(event, { file: "e.json", column: "PRICE" })).toThrow(/one of GHG/);
  });
  test("what is not applied is named in the report of the import, and refuses no file", () => {
    const { issues, record } = readFile(messages({
      intervalPeriod: { ...hour(12), randomizeStart: "PT5M" }, targets: [{ type: "GROUP", values: ["north"] }],
      intervals: [{ id: 0, payloads: [{ type: "CURVE", values: [{ x: 1, y: 2 }] }, { type: "GHG", values: [400] }, { type: "ALERT_GRID_EMERGENCY", values: ["Heat"] }] }],
    }), "e.json");
    expect(issues.map(({ message }) => message)).toEqual([
      "Not applied: CURVE.", "GHG is no call: a price or carbon series takes it where it names this file and the signal as its column.",
      'Targets are shown and not applied: [{"type":"GROUP","values":["north"]}].', "The start is shifted at random: each run draws it from its seed.", "For people: ALERT_GRID_EMERGENCY: Heat.",
    ]);
    expect(record).toMatchObject({ events: [{ alerts: ["ALERT_GRID_EMERGENCY: Heat"], shift: { minutes: 5, isLateOnly: false } }] });
  });
  test("2.0b: priority, late start and trial are read; a priority of 0 is none", () => {
    const xml = (descriptor: string, tolerance = "") => new TextEncoder().encode(`<oadrPayload xmlns="http://openadr.org/oadr-2.0b/2012/07"><oadrDistributeEvent xmlns:ei="http://docs.oasis-open.org/ns/energyinterop/201110"><oadrEvent><ei:eiEvent><ei:eventDescriptor><ei:eventID>e1</ei:eventID>${descriptor}</ei:eventDescriptor><ei:eiActivePeriod><properties><dtstart><date-time>2025-07-09T16:00:00Z</date-time></dtstart><duration><duration>PT2H</duration></duration>${tolerance}</properties></ei:eiActivePeriod><ei:eiEventSignals><ei:eiEventSignal><intervals><ei:interval><duration><duration>PT2H</duration></duration><ei:signalPayload><ei:payloadFloat><ei:value>50</ei:value></ei:payloadFloat></ei:signalPayload></ei:interval></intervals><ei:signalName>LOAD_DISPATCH</ei:signalName><ei:signalType>delta</ei:signalType></ei:eiEventSignal></ei:eiEventSignals></ei:eiEvent></oadrEvent></oadrDistributeEvent></oadrPayload>`);
    const late = joined("2025-07-01", { file: "e.xml" }, xml("<ei:priority>2</ei:priority>", "<tolerance><tolerate><startafter>PT3H</startafter></tolerate></tolerance>"), {});
    expect(late.axis.hour[late.calls.calls[0]?.step ?? NaN]).toBeGreaterThanOrEqual(12);
    expect(readFile(xml("<ei:priority>2</ei:priority>", "<tolerance><tolerate><startafter>PT3H</startafter></tolerate></tolerance>"), "e.xml").record).toMatchObject({ events: [{ priority: 2, shift: { minutes: 180, isLateOnly: true } }] });
    expect((readFile(xml("<ei:priority>0</ei:priority>"), "e.xml").record as { readonly events: readonly object[] }).events[0]).not.toHaveProperty("priority");
    const trial = joined("2025-07-01", { file: "e.xml" }, xml("<ei:testEvent>true</ei:testEvent>"), {});
    expect(trial.calls.calls).toEqual([]);
    expect(trial.calls.warnings).toEqual([{ code: "trialsDropped", values: { programme: "x", events: 1 } }]);
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
