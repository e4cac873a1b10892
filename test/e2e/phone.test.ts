import type { Page } from "playwright";
import { expect, test } from "vitest";
import { eventually, figureOf, openPage } from "../support/openPage.ts";

const phone = { width: 390, height: 844, isTouch: true } as const;

/** Controls in sight whose target, as a finger meets it, is under 44 px in width or height. */
function smallTargets(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const reach = 21;
    const controls = [...document.querySelectorAll<HTMLElement>("button:enabled, a[href], input, select, textarea, summary")].filter((one) => one.checkVisibility() && one.closest(".visually-hidden, .skip") === null);
    return controls.flatMap((one) => {
      const { left, top, width, height } = one.getBoundingClientRect();
      const [x, y] = [left + width / 2, top + height / 2];
      if (width === 0 || x < reach || y < reach || x > innerWidth - reach || y > innerHeight - reach || document.elementFromPoint(x, y)?.closest("button, a, input, select, textarea, label") !== one.closest("button, a, input, select, textarea, label")) return [];
      const meets = (atX: number, atY: number): boolean => {
        const hit = document.elementFromPoint(atX, atY);
        return hit !== null && (one.contains(hit) || hit.contains(one) && hit.matches(".number-input, .select, .slider, label, .tune-search"));
      };
      // A little room is left for rounding, and for a list that scrolls under its edge.
      const wide = width >= 2 * reach || meets(x - reach, y) && meets(x + reach, y);
      const high = height >= 2 * reach || meets(x, y - reach) && meets(x, y + reach);
      return wide && high ? [] : [`${one.getAttribute("aria-label") ?? one.textContent ?? one.tagName} ${Math.round(width)} × ${Math.round(height)}`];
    });
  });
}

test("the sheet of inputs opens to 55 % with the chart in sight above it, its sliders move the bill, and the bar of views is 56 px", async () => {
  const page = await openPage(phone);
  const handle = page.getByRole("button", { name: /^Tune/ });
  await handle.tap();
  await page.locator(".tune-drawer .tune").waitFor();
  const box = async (selector: string) => (await page.locator(selector).first().boundingBox())!;
  await eventually(async () => (await box(".frame-tune")).height / phone.height).toBeCloseTo(0.55, 1);
  const [chart, sheet, tabs] = [await box(".chart-host canvas"), await box(".frame-tune"), await box(".tabs-foot")];
  expect(tabs.height).toBeGreaterThanOrEqual(56);
  expect(chart.y).toBeGreaterThanOrEqual(48);
  expect(sheet.y - chart.y).toBeGreaterThan(150);
  expect(await smallTargets(page)).toEqual([]);
  const before = await figureOf(page, "bill");
  const slider = page.getByRole("slider", { name: "Battery Energy" });
  await slider.scrollIntoViewIfNeeded();
  expect((await box(".chart-host canvas")).y).toBe(chart.y);
  await slider.focus();
  await page.keyboard.press("PageUp");
  await page.keyboard.press("PageUp");
  await eventually(() => figureOf(page, "bill")).not.toBe(before);
  await handle.tap();
  await eventually(() => page.locator(".tune-drawer").count()).toBe(0);
});

test("what a finger can press is 44 px wide and high, on the page, in menus and in dialogs", async () => {
  const page = await openPage(phone);
  expect(await smallTargets(page)).toEqual([]);
  await page.locator(".bar-scenario").tap();
  await page.getByRole("menu").waitFor();
  expect(await smallTargets(page)).toEqual([]);
  await page.getByRole("menuitem", { name: "Keyboard shortcuts" }).tap();
  await page.locator("dialog[open]").waitFor();
  expect(await smallTargets(page)).toEqual([]);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Share", exact: true }).tap();
  await page.getByRole("textbox", { name: "Link" }).waitFor();
  expect(await smallTargets(page)).toEqual([]);
});
