import { expect, test } from "vitest";
import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { InputError } from "../../../src/core/errors.ts";
import { fixedZone, instantsOf, isTimeZone, makeZone, offsetMinutesAt, resolveLocalTimes, standardOffsetMinutes, startOfDayMs } from "../../../src/core/time/zone.ts";

const day = 86_400_000;
const local = (text: string) => Date.parse(`${text}Z`);
const zoneOf = (timeZone: string, year: number) => makeZone(timeZone, Date.UTC(year, 0, 1) - 2 * day, Date.UTC(year + 1, 0, 1) + 2 * day);
const zones = ["America/New_York", "America/St_Johns", "America/Sao_Paulo", "America/Havana", "Europe/Berlin", "Africa/Casablanca", "Africa/Cairo", "Asia/Tehran", "Asia/Kathmandu",
  "Australia/Lord_Howe", "Pacific/Chatham", "Pacific/Apia", "Antarctica/Troll", "America/Nuuk", "Asia/Gaza"];

test("offsets are Temporal's, at any instant of fifty years", () => {
  fc.assert(fc.property(fc.constantFrom(...zones), fc.integer({ min: 1975, max: 2030 }), fc.array(fc.integer({ min: 0, max: 365 * 1440 }), { minLength: 30, maxLength: 30 }), (timeZone, year, minutes) => {
    const zone = zoneOf(timeZone, year);
    for (const minute of minutes) {
      const ms = Date.UTC(year, 0, 1) + minute * 60_000;
      expect(offsetMinutesAt(zone, ms), `${timeZone} ${new Date(ms).toISOString()}`).toBe(Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(timeZone).offsetNanoseconds / 6e10);
    }
  }), { numRuns: 200 });
}, 120_000);

test("a local time is resolved as Temporal does: once, in the gap (later), or twice (earlier and later)", () => {
  const near = fc.integer({ min: -240, max: 240 });
  fc.assert(fc.property(fc.constantFrom(...zones), fc.integer({ min: 1975, max: 2030 }), fc.nat(), near, (timeZone, year, pick, minutes) => {
    const zone = zoneOf(timeZone, year);
    const transition = zone.transitions[pick % Math.max(1, zone.transitions.length)];
    const localMs = (transition === undefined ? Date.UTC(year, 5, 1) : transition.atMs + transition.offsetMinutes * 60_000) + minutes * 60_000;
    const clock = Temporal.PlainDateTime.from(new Date(localMs).toISOString().slice(0, -1));
    const as = (disambiguation: "earlier" | "later" | "compatible") => clock.toZonedDateTime(timeZone, { disambiguation }).epochMilliseconds;
    const found = instantsOf(zone, localMs);
    expect(found.utcMs).toBe(as("compatible"));
    const showsIt = as("compatible") + offsetMinutesAt(zone, as("compatible")) * 60_000 === localMs;
    expect(found.kind).toBe(!showsIt ? "gap" : as("earlier") === as("later") ? "once" : "twice");
    expect(found.secondUtcMs).toBe(found.kind === "twice" ? as("later") : as("compatible"));
  }), { numRuns: 1500 });
}, 120_000);

test("days begin where Temporal's do, midnight swallowed by a gap included", () => {
  // Cairo goes from 00:00 to 01:00 on the last Friday of April; Apia had no 30 December 2011.
  for (const [timeZone, date] of [["Africa/Cairo", "2024-04-26"], ["America/Sao_Paulo", "2018-11-04"], ["Pacific/Apia", "2011-12-31"], ["America/Havana", "2024-03-10"], ["Asia/Beirut", "2024-03-31"]] as const) {
    const expected = Temporal.PlainDate.from(date).toZonedDateTime(timeZone).epochMilliseconds;
    expect(startOfDayMs(zoneOf(timeZone, Number(date.slice(0, 4))), Date.parse(`${date}T00:00Z`) / day)).toBe(expected);
  }
});

const stamps = (...texts: string[]) => Float64Array.from(texts, (text) => local(text));
const newYork = zoneOf("America/New_York", 2023);

test("the second copy of a repeated hour begins where the stamps fall back, and is counted", () => {
  const found = resolveLocalTimes(newYork, stamps("2023-11-05T00:30", "2023-11-05T01:00", "2023-11-05T01:30", "2023-11-05T01:00", "2023-11-05T01:30", "2023-11-05T02:00"));
  expect(Array.from(found.utcMs, (ms) => new Date(ms).toISOString().slice(11, 16))).toEqual(["04:30", "05:00", "05:30", "06:00", "06:30", "07:00"]);
  expect(found).toMatchObject({ gapRows: 0, firstGapRow: -1, repeatedRows: 2, firstRepeatedRow: 3 });
});

test("a file that shows the hour once is not given a second copy", () => {
  const found = resolveLocalTimes(newYork, stamps("2023-11-05T00:00", "2023-11-05T01:00", "2023-11-05T02:00"));
  expect(Array.from(found.utcMs, (ms) => new Date(ms).toISOString().slice(11, 16))).toEqual(["04:00", "05:00", "07:00"]);
  expect(found.repeatedRows).toBe(0);
});

test("a daylight-saving flag decides against the order of rows", () => {
  const found = resolveLocalTimes(newYork, stamps("2023-11-05T01:00", "2023-11-05T01:30", "2023-11-05T01:00", "2023-11-05T01:30"), Uint8Array.of(0, 0, 1, 1));
  expect(Array.from(found.utcMs, (ms) => new Date(ms).toISOString().slice(11, 16))).toEqual(["06:00", "06:30", "05:00", "05:30"]);
});

test("a stamp in the gap is taken an hour later, as the clock before it would have it, and is counted", () => {
  const found = resolveLocalTimes(newYork, stamps("2023-03-12T01:30", "2023-03-12T02:00", "2023-03-12T02:30", "2023-03-12T03:00"));
  expect(found).toMatchObject({ gapRows: 2, firstGapRow: 1, repeatedRows: 0 });
  expect(new Date(found.utcMs[2] as number).toISOString()).toBe("2023-03-12T07:30:00.000Z");
});

test("a year of local stamps, made from UTC, comes back exactly", () => {
  for (const timeZone of zones) {
    const zone = zoneOf(timeZone, 2023);
    const utcMs = Float64Array.from({ length: 35_040 }, (_, i) => Date.UTC(2023, 0, 1) + i * 900_000);
    const found = resolveLocalTimes(zone, utcMs.map((ms) => ms + offsetMinutesAt(zone, ms) * 60_000));
    expect([timeZone, found.utcMs]).toEqual([timeZone, utcMs]);
    expect(found.gapRows).toBe(0);
  }
});

test("the standard offset is that of winter, in both hemispheres", () => {
  const at = Date.UTC(2024, 6, 1);
  expect(standardOffsetMinutes("America/Los_Angeles", at)).toBe(-480);
  expect(standardOffsetMinutes("Australia/Sydney", at)).toBe(600);
  expect(standardOffsetMinutes("Asia/Kathmandu", at)).toBe(345);
  expect(fixedZone("x", 330).transitions).toEqual([]);
});

test("an unknown zone is refused at the path that asked for it", () => {
  expect(isTimeZone("Europe/Berlin") && isTimeZone("+05:30") && isTimeZone("Etc/GMT+8")).toBe(true);
  expect(isTimeZone("Europe/Atlantis") || isTimeZone("") || isTimeZone("+25:00")).toBe(false);
  expect(() => makeZone("Europe/Atlantis", 0, day, "load.timeZone")).toThrow(new InputError([{ where: { path: "load.timeZone" }, found: '"Europe/Atlantis"', allowed: 'an IANA time zone, such as "America/New_York", "Etc/GMT+8" or "UTC"' }]));
});
