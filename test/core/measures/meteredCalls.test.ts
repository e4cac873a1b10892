import { describe, expect, test } from "vitest";
import { resolveProgramme } from "../../../src/core/market/demandResponse/programme.ts";
import { meteredCalls } from "../../../src/core/measures/meteredCalls.ts";
import { measureEvent, eventLogOf } from "../../../src/core/measures/score/measuredEvent.ts";
import { PHOENIX_ZONE, phoenixCall, phoenixLog } from "../../../src/core/measures/score/phoenixEvent.ts";

const days = { holidays: "none", holidayDates: [], excludedDates: [], historyDays: 0 } as const;
const asked = { askedFraction: 0.25, programme: null, eventsFile: "events.json", days };
/** Two weeks by the quarter hour: 100 kW, and 60 kW in the two hours of the call on the last Wednesday. */
const startMs = Date.parse("2025-07-07T00:00:00-04:00");
const callMs = Date.parse("2025-07-16T16:00:00-04:00");
const values = Float64Array.from({ length: 14 * 96 }, (_, i) => { const ms = startMs + i * 900_000; return ms >= callMs && ms < callMs + 7_200_000 ? 60 : 100; });
const meter = { series: { name: "load", unit: "kW", startMs, stepMinutes: 15, values, typicalYear: false, utcOffsetMinutes: 0 }, timeZone: "America/New_York", file: "log.csv" };
const programme = resolveProgramme({ ask: { committedKw: 50 }, pay: { energyPerKwh: 1 }, penalty: { perKwh: 2, tolerance: 1 } });

test("the shipped log and its call, by the clock of its place, read as they are measured", () => {
  const { calls: [call] } = meteredCalls({ series: phoenixLog, timeZone: PHOENIX_ZONE, file: "log" }, [{ start: "2025-05-04T16:15", durationMinutes: 180 }], asked);
  expect(call?.measured).toEqual(measureEvent(eventLogOf(phoenixLog, phoenixCall)));
  expect(call?.fromMs).toBe(phoenixCall.fromMs);
});

describe("a call on a meter of two weeks", () => {
  test("is measured against the hour before, and settled against the days before", () => {
    const { calls: [call] } = meteredCalls(meter, [{ start: "2025-07-16T16:00", durationMinutes: 120 }], { ...asked, programme });
    expect(call?.measured).toMatchObject({ baseKw: 100, meanKw: 60, magnitudeFraction: 0.4, deliveredFraction: 1 });
    // 40 of 50 kW for two hours: 80 kWh paid, 20 kWh short at 2.
    expect(call?.settled).toMatchObject({ deliveredKwh: 80, energyRevenue: 80, penaltyCost: 40, reboundKwh: 0 });
  });
  test.each([["a cut in kW", { reduceKw: 30 }, 0.3], ["a firm level", { firmKw: 80 }, 0.2], ["nothing of its own", {}, 0.25]])("that asks %s is measured by that", (_, ask, fraction) => {
    expect(meteredCalls(meter, [{ start: "2025-07-16T16:00", durationMinutes: 120, ...ask }], asked).calls[0]?.askedFraction).toBeCloseTo(fraction, 12);
  });
  test("on its first day has no baseline: nothing is credited, nothing called rebound, and that is said", () => {
    const { calls: [call], settlement } = meteredCalls(meter, [{ start: "2025-07-07T16:00", durationMinutes: 120 }], { ...asked, programme });
    expect(call?.settled).toMatchObject({ deliveredKwh: 0, reboundKwh: 0, baselineDays: 0 });
    expect(settlement?.warnings.map(({ code }) => code)).toContain("baselineFewDays");
  });
  test("that the log does not hold is said in its place, and hides no other", () => {
    const { calls, settlement, settlementIssues } = meteredCalls(meter, [{ start: "2025-07-16T16:00", durationMinutes: 120 }, { start: "2025-09-01T16:00", durationMinutes: 60 }], { ...asked, programme });
    expect(calls.map(({ measured, issues }) => [measured === null, issues.length])).toEqual([[false, 0], [true, 1]]);
    expect(settlement).toBeNull();
    expect(settlementIssues[0]?.where).toEqual({ file: "events.json" });
  });
});
