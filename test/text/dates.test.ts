import { describe, expect, test } from "vitest";
import { civilOf, midnightMs, offsetText, periodText, spanText, stepAt, stepText, zoneText } from "../../src/text/dates.ts";
import type { ClockAxis } from "../../src/text/dates.ts";

const hour = 3_600_000;
/** Los Angeles 2025: daylight saving from 9 March 10:00 UTC to 2 November 09:00 UTC (IANA tzdata). */
const losAngeles: ClockAxis = {
  startMs: Date.UTC(2025, 0, 1, 8), stepMinutes: 15, length: 35_040, timeZone: "America/Los_Angeles", firstOffsetMinutes: -480,
  transitions: [{ atMs: Date.UTC(2025, 2, 9, 10), offsetMinutes: -420 }, { atMs: Date.UTC(2025, 10, 2, 9), offsetMinutes: -480 }],
};
const at = (ms: number) => stepAt(losAngeles, ms);

describe("a step is said on the site's clock", () => {
  test("in summer time", () => expect(stepText(losAngeles, at(Date.UTC(2025, 7, 7, 0, 30)))).toBe("Wed 6 Aug, 17:30"));
  test("on the first step", () => expect(stepText(losAngeles, 0)).toBe("Wed 1 Jan, 00:00"));
  test("the skipped hour is not there", () => expect([0, 1].map((i) => stepText(losAngeles, at(Date.UTC(2025, 2, 9, 9, 45)) + i))).toEqual(["Sun 9 Mar, 01:45", "Sun 9 Mar, 03:00"]));
  test("the repeated hour names its offset, both times", () => {
    expect(stepText(losAngeles, at(Date.UTC(2025, 10, 2, 8, 30)))).toBe("Sun 2 Nov, 01:30 (UTC−7)");
    expect(stepText(losAngeles, at(Date.UTC(2025, 10, 2, 9, 30)))).toBe("Sun 2 Nov, 01:30 (UTC−8)");
    expect(stepText(losAngeles, at(Date.UTC(2025, 10, 2, 10)))).toBe("Sun 2 Nov, 02:00");
  });
  test("as Intl says it, on every 7th hour of the year", () => {
    const format = new Intl.DateTimeFormat("en-GB", { timeZone: "America/Los_Angeles", year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric", hourCycle: "h23", weekday: "short" });
    for (let ms = losAngeles.startMs; ms < losAngeles.startMs + 8760 * hour; ms += 7 * hour) {
      const parts = Object.fromEntries(format.formatToParts(ms).map(({ type, value }) => [type, value]));
      const { year, month, day, hour: h, minute, weekday } = civilOf(losAngeles, at(ms));
      expect([year, month, day, h, minute, ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"][weekday]])
        .toEqual([Number(parts["year"]), Number(parts["month"]), Number(parts["day"]), Number(parts["hour"]), Number(parts["minute"]), parts["weekday"]]);
    }
  });
});

test("midnight is found on the days that the clock changes", () => {
  for (const [month, day, ms] of [[3, 9, Date.UTC(2025, 2, 9, 8)], [3, 10, Date.UTC(2025, 2, 10, 7)], [11, 2, Date.UTC(2025, 10, 2, 7)], [11, 3, Date.UTC(2025, 10, 3, 8)]] as const) {
    expect(midnightMs(losAngeles, 2025, month, day)).toBe(ms);
  }
});

describe("a window is said by its days", () => {
  const day = (month: number, date: number) => at(midnightMs(losAngeles, 2025, month, date));
  test.each([
    [day(8, 4), day(8, 11), "4 Aug to 10 Aug 2025"], [day(8, 6), day(8, 7), "Wed 6 Aug 2025"], [day(12, 1), 35_040, "Dec 2025"], [0, 35_040, "year 2025"], [day(3, 1), day(5, 1), "1 Mar to 30 Apr 2025"], [5, 5, "Wed 1 Jan 2025"],
  ])("[%d, %d) is %s", (from, to, text) => expect(periodText(losAngeles, from, to)).toBe(text));
  test("hours within a day", () => expect(spanText(losAngeles, day(8, 12) + 56, day(8, 12) + 74)).toBe("Tue 12 Aug, 14:00–18:30"));
  test("hours to midnight", () => expect(spanText(losAngeles, day(8, 12) + 80, day(8, 13))).toBe("Tue 12 Aug, 20:00–24:00"));
  test("hours over midnight", () => expect(spanText(losAngeles, day(8, 12) + 88, day(8, 13) + 8)).toBe("Tue 12 Aug, 22:00 to Wed 13 Aug, 02:00"));
});

test.each([["America/Los_Angeles", "Los Angeles time"], ["Etc/GMT+8", "UTC−8"], ["UTC", "UTC"], ["America/Argentina/Buenos_Aires", "Buenos Aires time"]])("%s is %s", (zone, text) => expect(zoneText(zone)).toBe(text));
test("half-hour offsets keep their minutes", () => expect([offsetText(330), offsetText(-210), offsetText(0)]).toEqual(["UTC+5:30", "UTC−3:30", "UTC"]));
