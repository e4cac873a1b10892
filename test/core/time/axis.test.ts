import { describe, expect, test } from "vitest";
import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { InputError } from "../../../src/core/errors.ts";
import { makeAxis, stepChoices, type Axis, type AxisInputs } from "../../../src/core/time/axis.ts";
import { utcText } from "../../../src/core/time/civil.ts";
import { reference } from "../../support/reference.ts";

type Case = {
  readonly id: string;
  readonly inputs: { readonly timeZone: string; readonly year: number };
  readonly expected: {
    readonly startUtc: string; readonly endUtc: string; readonly steps: number; readonly stepsPerMonth: number[]; readonly stepsPerMonthAt60: number[];
    readonly daysNotOf96: Record<string, number>; readonly stepsPerClockHour: number[]; readonly weekdaySteps: number; readonly firstWeekday: string; readonly monthStartsUtc: string[];
    readonly transitions: readonly { readonly utc: string; readonly stepIndex: number; readonly offsetAfterHours: number; readonly around: readonly (readonly [string, string])[] }[];
  };
};

const weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const inputs = (more: Partial<AxisInputs>): AxisInputs => ({ start: "2025-01-01", timeZone: "America/New_York", stepMinutes: 15, days: 365, clock: "civil", ...more });
const counts = (starts: Uint32Array) => Array.from(starts.subarray(1), (end, index) => end - (starts[index] as number));
const startOf = (axis: Axis, step: number) => axis.startMs + step * axis.stepMinutes * 60_000;

describe.each(reference<Case>("series.json").cases)("$id agrees with zoneinfo", ({ inputs: { timeZone, year }, expected }) => {
  const days = year === 2024 ? 366 : 365;
  const axis = makeAxis(inputs({ start: `${year}-01-01`, timeZone, days }));

  test("in its span and in the steps of each month, day and clock hour", () => {
    expect(utcText(axis.startMs)).toBe(expected.startUtc);
    expect(utcText(startOf(axis, axis.length))).toBe(expected.endUtc);
    expect(axis.length).toBe(expected.steps);
    expect(counts(axis.monthStart)).toEqual(expected.stepsPerMonth);
    const byDay = counts(axis.dayStart);
    const odd = byDay.flatMap((count, day) => (count === 96 ? [] : [[Temporal.PlainDate.from(`${year}-01-01`).add({ days: day }).toString().slice(5), count]]));
    expect(Object.fromEntries(odd)).toEqual(expected.daysNotOf96);
    expect(Array.from({ length: 24 }, (_, hour) => axis.hour.filter((h) => h === hour).length)).toEqual(expected.stepsPerClockHour);
    expect(axis.weekday.filter((day) => day < 5).length).toBe(expected.weekdaySteps);
    expect(weekdays[axis.weekday[0] as number]).toBe(expected.firstWeekday);
    expect(Array.from(axis.monthStart.subarray(0, 12), (step) => utcText(startOf(axis, step)))).toEqual(expected.monthStartsUtc);
    expect(counts(makeAxis(inputs({ start: `${year}-01-01`, timeZone, days, stepMinutes: 60 })).monthStart)).toEqual(expected.stepsPerMonthAt60);
  });

  test("at each transition, quarter of an hour by quarter of an hour", () => {
    expect(axis.zone.transitions.map(({ atMs, offsetMinutes }) => [utcText(atMs), offsetMinutes / 60]))
      .toEqual(expected.transitions.map(({ utc, offsetAfterHours }) => [utc, offsetAfterHours]));
    for (const transition of expected.transitions) {
      expect(utcText(startOf(axis, transition.stepIndex))).toBe(transition.utc);
      for (const [utc, local] of transition.around) {
        const step = (Date.parse(`${transition.utc.slice(0, 5)}${utc.replace("Z", ":00Z")}`) - axis.startMs) / 900_000;
        const offset = axis.offsetMinutes[step] as number;
        const clock = new Date(startOf(axis, step) + offset * 60_000).toISOString().slice(0, 11);
        const part = (value: number) => String(value).padStart(2, "0");
        const sign = offset < 0 ? "-" : "+";
        expect(`${clock}${part(axis.hour[step] as number)}:${part(axis.minute[step] as number)}${sign}${part(Math.floor(Math.abs(offset) / 60))}:${part(Math.abs(offset) % 60)}`).toBe(local);
      }
    }
  });
});

const zones = [
  "America/New_York", "America/Los_Angeles", "America/Phoenix", "America/St_Johns", "America/Sao_Paulo", "America/Santiago", "America/Havana", "America/Nuuk", "Europe/Berlin",
  "Europe/London", "Europe/Dublin", "Africa/Casablanca", "Africa/Cairo", "Asia/Kolkata", "Asia/Kathmandu", "Asia/Tehran", "Asia/Amman", "Asia/Beirut", "Asia/Pyongyang", "Asia/Almaty",
  "Australia/Adelaide", "Australia/Lord_Howe", "Australia/Eucla", "Pacific/Chatham", "Pacific/Apia", "Pacific/Kiritimati", "Antarctica/Troll", "Etc/GMT+8", "UTC",
];
const anyAxis = fc.record({
  start: fc.integer({ min: 0, max: 20_088 }).map((day) => Temporal.PlainDate.from("1975-01-01").add({ days: day }).toString()),
  timeZone: fc.constantFrom(...zones), stepMinutes: fc.constantFrom(...stepChoices), days: fc.integer({ min: 1, max: 500 }), clock: fc.constant("civil" as const),
});

test("every step shows the clock that Temporal shows, in any zone, from any day", () => {
  fc.assert(fc.property(anyAxis, fc.array(fc.nat(), { minLength: 20, maxLength: 20 }), (given, picks) => {
    const axis = makeAxis(given);
    const near = axis.zone.transitions.flatMap(({ atMs }) => [-1, 0, 1].map((by) => Math.ceil((atMs - axis.startMs) / (given.stepMinutes * 60_000)) + by));
    for (const step of [0, axis.length - 1, ...near, ...picks.map((pick) => pick % axis.length)].filter((i) => i >= 0 && i < axis.length)) {
      const clock = Temporal.Instant.fromEpochMilliseconds(startOf(axis, step)).toZonedDateTimeISO(given.timeZone);
      expect([axis.hour[step], axis.minute[step], axis.offsetMinutes[step]], `${given.timeZone} ${clock.toString()}`).toEqual([clock.hour, clock.minute, clock.offsetNanoseconds / 6e10]);
      // A clock set back just after midnight returns to a day that is over: the axis stays in the new one (one zone does so).
      const backToYesterday = given.timeZone === "America/St_Johns" && clock.hour === 23 ? 1 : 0;
      const day = Temporal.PlainDate.from(given.start).until(clock.toPlainDate()).days;
      expect([0, backToYesterday]).toContain((axis.day[step] as number) - day);
      const shown = clock.add({ days: (axis.day[step] as number) - day });
      expect([axis.month[step], axis.weekday[step]]).toEqual([shown.month - 1, shown.dayOfWeek - 1]);
    }
  }), { numRuns: 400 });
}, 120_000);

test("the axis begins and ends where Temporal's days do", () => {
  fc.assert(fc.property(anyAxis, (given) => {
    const axis = makeAxis(given);
    const date = Temporal.PlainDate.from(given.start);
    const startMs = date.toZonedDateTime(given.timeZone).epochMilliseconds;
    const endMs = date.add({ days: given.days }).toZonedDateTime(given.timeZone).epochMilliseconds;
    expect(axis.startMs).toBe(startMs);
    expect(axis.length).toBe(Math.ceil((endMs - startMs) / (given.stepMinutes * 60_000)));
  }), { numRuns: 400 });
}, 120_000);

test.each([["Africa/Cairo", "2024-04-26"], ["America/Sao_Paulo", "2018-11-04"], ["America/Havana", "2024-03-10"]])("%s has no midnight on %s: the run begins at one", (timeZone, start) => {
  const axis = makeAxis(inputs({ timeZone, start, days: 2 }));
  expect(axis.startMs).toBe(Temporal.PlainDate.from(start).toZonedDateTime(timeZone).epochMilliseconds);
  expect(axis.hour[0]).toBe(1);
  expect(counts(axis.dayStart)).toEqual([92, 96]);
});

test("days and billing months cut the axis into pieces without gap or overlap", () => {
  fc.assert(fc.property(anyAxis, (given) => {
    const axis = makeAxis(given);
    for (const [starts, column] of [[axis.dayStart, axis.day], [axis.monthStart, axis.billingMonth]] as const) {
      expect(starts[0]).toBe(0);
      expect(starts.at(-1)).toBe(axis.length);
      for (let i = 0; i + 1 < starts.length; i++) {
        expect(starts[i]).toBeLessThanOrEqual(starts[i + 1] as number);
        expect(new Set(column.subarray(starts[i], starts[i + 1])).size).toBeLessThanOrEqual(1);
      }
    }
    expect(axis.monthLabels[0]).toEqual({ year: Number(given.start.slice(0, 4)), month: Number(given.start.slice(5, 7)) });
    expect(axis.dayStart.length).toBe(given.days + 1);
  }), { numRuns: 200 });
});

test("the standard clock has no daylight saving: every day has 24 hours", () => {
  const axis = makeAxis(inputs({ clock: "standard", stepMinutes: 60 }));
  expect(axis.zone).toEqual({ timeZone: "America/New_York", firstOffsetMinutes: -300, transitions: [] });
  expect(new Set(counts(axis.dayStart))).toEqual(new Set([24]));
  expect(makeAxis(inputs({ clock: "standard", timeZone: "Australia/Lord_Howe" })).offsetMinutes[0]).toBe(630);
  expect(makeAxis(inputs({ clock: "standard", timeZone: "Europe/Dublin", start: "2025-06-01", days: 1 })).offsetMinutes[0]).toBe(0);
});

test("Etc/GMT+8 is eight hours west, and an offset in figures is a clock too", () => {
  expect(makeAxis(inputs({ timeZone: "Etc/GMT+8" })).offsetMinutes[0]).toBe(-480);
  expect(makeAxis(inputs({ timeZone: "+05:45" })).offsetMinutes[0]).toBe(345);
});

test("Samoa's skipped 30 December 2011 is a day without steps, and no run begins in it", () => {
  const axis = makeAxis(inputs({ timeZone: "Pacific/Apia", start: "2011-12-29", days: 4, stepMinutes: 60 }));
  expect(counts(axis.dayStart)).toEqual([24, 0, 24, 24]);
  expect(() => makeAxis(inputs({ timeZone: "Pacific/Apia", start: "2011-12-30", days: 1 }))).toThrow(InputError);
});

test.each([
  [{ timeZone: "Mars/Olympus" }, "site.timeZone"], [{ timeZone: "" }, "site.timeZone"], [{ start: "2025-02-29" }, "time.start"], [{ start: "1.1.2025" }, "time.start"],
  [{ days: 0 }, "time.days"], [{ days: 3661 }, "time.days"], [{ days: 1.5 }, "time.days"], [{ stepMinutes: 7 as 5 }, "time.stepMinutes"],
])("%j is refused at its path", (more, path) => {
  expect(() => makeAxis(inputs(more))).toThrow(expect.objectContaining({ name: "InputError", issues: [expect.objectContaining({ where: { path } })] }));
});

test("an hour and a clock that moves by half of one: the last step reaches beyond the span", () => {
  const axis = makeAxis(inputs({ timeZone: "Australia/Lord_Howe", start: "2023-01-01", days: 180, stepMinutes: 60 }));
  expect(axis.length).toBe(180 * 24 + 1);
  expect(axis.day.at(-1)).toBe(179);
});
