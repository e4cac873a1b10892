import { expect, test } from "vitest";
import fc from "fast-check";
import { civilDate, dateText, dayNumber, daysInMonth, isLeapYear, parseDate, utcText, weekday } from "../../../src/core/time/civil.ts";

test("every day of 1600 to 2400 is the calendar's, and comes back", () => {
  fc.assert(fc.property(fc.integer({ min: -135_140, max: 157_000 }), (dayNo) => {
    const date = new Date(dayNo * 86_400_000);
    expect(civilDate(dayNo)).toEqual({ year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() });
    const { year, month, day } = civilDate(dayNo);
    expect(dayNumber(year, month, day)).toBe(dayNo);
    expect(weekday(dayNo)).toBe((date.getUTCDay() + 6) % 7);
    expect(parseDate(dateText(dayNo))).toBe(dayNo);
    expect(daysInMonth(year, month)).toBe(new Date(Date.UTC(year, month, 0)).getUTCDate());
    expect(isLeapYear(year)).toBe(new Date(Date.UTC(year, 1, 29)).getUTCMonth() === 1);
  }), { numRuns: 3000 });
});

test.each(["2025-02-29", "2025-13-01", "2025-00-10", "2025-1-1", "", "2025-04-31", "2025-01-01T00:00"])("%j is no date", (text) => {
  expect(parseDate(text)).toBeNull();
});

test("an instant is written in UTC to the second", () => {
  expect(utcText(Date.UTC(2024, 1, 29, 23, 59, 58))).toBe("2024-02-29T23:59:58Z");
  expect(utcText(-1000)).toBe("1969-12-31T23:59:59Z");
});
