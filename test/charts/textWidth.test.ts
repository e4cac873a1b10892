import { expect, test } from "vitest";
import { fittedText, textWidth } from "../../src/charts/textWidth.ts";

// Chromium 153, canvas measureText of Open Sans at 1,000 px, kerning off: sums of advances.
test.each([["0123456789", false, 62.92], ["Mon 4 Aug", false, 54.95], ["Battery discharge, 8.99 MW", false, 140.02], ["Mon 4 Aug", true, 57.45], ["Battery discharge, 8.99 MW", true, 149.09]] as const)("%s (bold %s) is %d px wide at 11 px", (text, isBold, width) => {
  expect(textWidth(text, 11, isBold)).toBeCloseTo(width, 1);
});
test("digits are equally wide", () => expect(new Set(Array.from("0123456789", (digit) => textWidth(digit, 11))).size).toBe(1));
test("an accent adds nothing", () => expect(textWidth("é", 11)).toBe(textWidth("e", 11)));
test("what does not fit is cut with an ellipsis, or left out", () => {
  expect(fittedText("Battery discharge", 200, 11)).toBe("Battery discharge");
  const cut = fittedText("Battery discharge", 60, 11);
  expect(cut).toMatch(/^Batt.*…$/);
  expect(textWidth(cut, 11)).toBeLessThanOrEqual(60);
  expect(fittedText("Battery", 5, 11)).toBe("");
});
