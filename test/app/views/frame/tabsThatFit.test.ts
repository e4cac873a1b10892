import fc from "fast-check";
import { expect, test } from "vitest";
import { tabsThatFit } from "../../../../src/app/views/frame/tabsThatFit.ts";

const titles = ["Dispatch", "Bill", "Compare", "Flexibility", "Study", "Growth", "Metrics", "Deployment", "Method"];

test("all views stand in the bar where there is room, and none where there is none", () => {
  expect(tabsThatFit(titles, 700, 16)).toBe(titles.length);
  expect(tabsThatFit(titles, 40, 16)).toBe(0);
});

test("the longest title must fit under More beside those that are shown", () => {
  // Nine tabs take some 650 px; what does not fit leaves room for "Deployment" with its arrow.
  const fit = tabsThatFit(titles, 500, 16);
  expect(fit).toBeGreaterThan(3);
  expect(fit).toBeLessThan(titles.length - 1);
});

test("more room never shows fewer views, larger type or longer words never more", () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 1200 }), fc.integer({ min: 0, max: 400 }), fc.constantFrom(16, 20, 24, 32), (room, more, font) => {
    const fit = tabsThatFit(titles, room, font);
    expect(tabsThatFit(titles, room + more, font)).toBeGreaterThanOrEqual(fit);
    expect(tabsThatFit(titles, room, font + 4)).toBeLessThanOrEqual(fit);
    expect(tabsThatFit(titles.map((title) => `${title}en`), room, font)).toBeLessThanOrEqual(fit);
  }));
});
