import { describe, expect, test } from "vitest";
import { textWidth } from "../../src/charts/textWidth.ts";
import { timeTicks } from "../../src/charts/timeAxis.ts";
import { syntheticYear } from "./syntheticYear.ts";

const { axis } = syntheticYear();
const ticks = (from: number, to: number, width: number) => timeTicks(axis, from, to, (step) => ((step - from) / (to - from)) * width, 16);
const texts = (from: number, to: number, width: number) => ticks(from, to, width).labels.map(({ text }) => text);
/** First step of 4 August 2025, a Monday. */
const august4 = 215 * 96 - 4;

describe("a time axis names what its width has room for", () => {
  test("months of a year", () => expect(texts(0, 35_040, 760)).toEqual(["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]));
  test("their initials on a phone", () => expect(texts(0, 35_040, 330).join("")).toBe("JFMAMJJASOND"));
  test("days of a week, in the middle of each", () => {
    const { labels } = ticks(august4, august4 + 672, 760);
    expect(labels[0]!.text).toBe("Mon 4 Aug");
    expect(labels[0]!.x).toBeCloseTo(760 / 14, 6);
  });
  test("dates of a week on a phone", () => expect(texts(august4, august4 + 672, 330)[0]).toBe("4 Aug"));
  test("hours of a day to 24:00", () => {
    expect(texts(august4, august4 + 96, 760)).toContain("06:00");
    expect(texts(august4, august4 + 96, 760).at(-1)).toBe("24:00");
  });
  test("quarters of an hour", () => expect(texts(august4 + 40, august4 + 44, 760)).toEqual(["10:00", "10:15", "10:30", "10:45", "11:00"]));
  test("the hour that the clock skips is not named, the repeated one is", () => {
    const march9 = 67 * 96;
    expect(texts(march9, march9 + 92, 1400).slice(0, 4)).toEqual(["00:00", "01:00", "03:00", "04:00"]);
    const november2 = 305 * 96 - 4;
    expect(texts(november2, november2 + 100, 1600).slice(0, 4)).toEqual(["00:00", "01:00", "01:00", "02:00"]);
  });
});

test("no name touches its neighbour, whatever the window and the width", () => {
  expect.hasAssertions();
  for (const width of [120, 330, 760, 1500]) {
    for (const span of [1, 4, 40, 96, 192, 400, 672, 1500, 3000, 9000, 35_040]) {
      const { labels } = ticks(100, Math.min(35_040, 100 + span), width);
      labels.forEach(({ x, text }, i) => {
        const next = labels[i + 1];
        if (next !== undefined) expect(x + textWidth(text, 11) / 2, `${width} ${span} ${text} ${next.text}`).toBeLessThanOrEqual(next.x - textWidth(next.text, 11) / 2);
      });
    }
  }
});
