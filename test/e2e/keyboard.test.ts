import type { Page } from "playwright";
import { expect, test } from "vitest";
import { eventually, openHourly } from "../support/openPage.ts";

/** The element that has the focus: its name, whether its ring is drawn, and whether all of it, or of what it stands in, is in sight. */
function focused(page: Page): Promise<{ readonly name: string; readonly hasRing: boolean; readonly isInSight: boolean }> {
  return page.evaluate(() => {
    const element = document.activeElement ?? document.body;
    // A slider shows its ring on the thumb, a field on the box around it.
    const ringed = [element, element.parentElement ?? element].some((one) => getComputedStyle(one).outlineStyle !== "none" && Number.parseFloat(getComputedStyle(one).outlineWidth) > 0)
      || element.matches("input[type=range]:focus-visible");
    const { left, top, right, bottom } = element.getBoundingClientRect();
    const middle = document.elementFromPoint((Math.max(0, left) + Math.min(innerWidth, right)) / 2, (Math.max(0, top) + Math.min(innerHeight, bottom)) / 2);
    const isInSight = middle !== null && (element.contains(middle) || middle.contains(element) || middle.closest("label, figure, .slider, .select, .number-input")?.contains(element) === true);
    return { name: element.getAttribute("aria-label") ?? element.textContent?.trim() ?? "", hasRing: ringed, isInSight };
  });
}

/** Presses Tab until the focus is on what is looked for; every stop on the way must show itself. */
async function tabTo(page: Page, isThere: () => Promise<boolean>): Promise<readonly string[]> {
  const way: string[] = [];
  for (let press = 0; press < 120; press++) {
    await page.keyboard.press("Tab");
    const now = await focused(page);
    way.push(now.name);
    expect(now.hasRing, `a ring around "${now.name}"`).toBe(true);
    expect(now.isInSight, `"${now.name}" in sight`).toBe(true);
    if (await isThere()) return way;
  }
  throw new Error(`not reached: ${way.join(" > ")}`);
}

const isFocused = (page: Page, selector: string) => () => page.evaluate((wanted) => document.activeElement?.matches(wanted) === true, selector);

test("without a mouse: change an input, compare, export; the focus is always seen and never lost", async () => {
  const page = await openHourly();
  const way = await tabTo(page, isFocused(page, "#field-battery-energyKwh"));
  expect(way[0]).toBe("Skip to the view");
  await page.keyboard.type("40000");
  await page.keyboard.press("Enter");
  await eventually(() => page.locator(".tune-foot").innerText()).toContain("1\u00a0changed");

  // The slider beneath takes the arrows.
  await page.keyboard.press("Tab");
  await page.keyboard.press("ArrowRight");
  await eventually(() => page.locator("#field-battery-energyKwh").inputValue()).not.toBe("40,000");

  // Back to the top and by the tabs to Compare.
  await page.keyboard.press("Control+k");
  await page.locator(".palette-field").waitFor();
  await page.keyboard.press("Escape");
  await eventually(() => focused(page).then(({ name }) => name)).toBe("Battery Energy");
  await page.evaluate(() => { (document.activeElement as HTMLElement).blur(); scrollTo(0, 0); });
  await page.locator(".skip").focus();
  await tabTo(page, isFocused(page, 'a[href="#compare"]'));
  await page.keyboard.press("Enter");
  await page.locator(".run-head-value").first().waitFor();

  await tabTo(page, isFocused(page, 'button[aria-label="Export"]'));
  await page.keyboard.press("Enter");
  await page.getByRole("menu").waitFor();
  const items = page.getByRole("menuitem");
  for (let press = 0; await items.getByText("Bill, CSV").evaluate((element) => element.closest("button") !== document.activeElement); press++) {
    expect(press).toBeLessThan(12);
    await page.keyboard.press("ArrowDown");
  }
  const [download] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("Enter")]);
  expect(download.suggestedFilename()).toMatch(/bill\.csv$/);
  await eventually(() => focused(page).then(({ name }) => name)).toBe("Export");
});

test.each([["Share", "Share"], ["Stored versions", "Saved state and stored versions"]])("the focus comes back to where it was when %s closes", async (_, name) => {
  const page = await openHourly();
  const opener = page.getByRole("button", { name, exact: true }).or(page.getByTitle(name)).first();
  await opener.focus();
  await page.keyboard.press("Enter");
  const dialog = page.locator("dialog[open]");
  await dialog.waitFor();
  for (let press = 0; press < 12; press++) {
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement === document.body || document.activeElement?.closest("dialog") !== null), "focus stays inside").toBe(true);
  }
  await page.keyboard.press("Escape");
  await eventually(() => dialog.count()).toBe(0);
  expect(await opener.evaluate((element) => element === document.activeElement)).toBe(true);
});

test("the drawer of inputs opens and closes by key, and gives the focus back", async () => {
  const page = await openHourly({ width: 1100, height: 800 });
  const rail = page.getByRole("button", { name: /^Tune/ });
  await rail.focus();
  await page.keyboard.press("[");
  await page.locator(".tune-drawer .tune").waitFor();
  await page.locator("#tune-search").focus();
  await page.keyboard.press("Escape");
  await eventually(() => page.locator(".tune-drawer").count()).toBe(0);
  await eventually(() => rail.evaluate((element) => element === document.activeElement)).toBe(true);
});
