import type { Page } from "playwright";
import { expect, test } from "vitest";
import { eventually, openHourly } from "../support/openPage.ts";

const field = (page: Page) => page.getByRole("combobox", { name: "Find a command, a view, a scenario or an input" });
const chosen = (page: Page) => page.locator(".palette-entry[aria-selected=true]").innerText();

async function find(page: Page, text: string): Promise<void> {
  await page.keyboard.press("Control+k");
  await field(page).waitFor();
  await page.keyboard.type(text);
}

test("one field finds views, examples, commands and inputs, and runs them by keyboard alone", async () => {
  const page = await openHourly();
  await find(page, "compare");
  await eventually(() => chosen(page)).toContain("Compare");
  await page.keyboard.press("Enter");
  await eventually(() => page.url()).toMatch(/#compare$/);

  await find(page, "self discharge");
  await page.keyboard.press("Enter");
  await eventually(() => page.evaluate(() => document.activeElement?.id)).toBe("field-battery-selfDischargePerHourFraction");

  await find(page, "frankfurt");
  await page.keyboard.press("Enter");
  await eventually(() => page.locator(".bar-scenario").innerText()).toContain("Frankfurt");

  await find(page, "theme dark");
  await page.keyboard.press("Enter");
  await eventually(() => page.locator("html").getAttribute("data-theme")).toBe("dark");
});

test("what is not there is said, Esc gives the focus back, and what cannot be done now is not offered", async () => {
  const page = await openHourly();
  const share = page.getByRole("button", { name: "Share" });
  await share.focus();
  await find(page, "no such thing");
  await eventually(() => page.getByRole("dialog").innerText()).toContain('Nothing is called "no such thing"');
  expect(await page.getByRole("dialog").getByRole("status").textContent()).toBe("Nothing is called so.");
  await page.keyboard.press("Escape");
  await eventually(() => share.evaluate((element) => element === document.activeElement)).toBe(true);
  await find(page, "undo");
  await eventually(() => page.locator(".palette-entry").allInnerTexts()).not.toContain("Undo");
});

test("the list of shortcuts holds what the commands declare, and single keys can be turned off", async () => {
  const page = await openHourly();
  await page.keyboard.press("?");
  const dialog = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await eventually(() => dialog.innerText()).toContain("Ctrl+K");
  expect(await dialog.innerText()).toContain("Cursor by one day");
  await dialog.getByRole("switch").press("Space");
  await page.keyboard.press("Escape");
  await eventually(() => dialog.count()).toBe(0);
  await page.reload();
  await page.locator("[data-figure=bill]").waitFor();
  await page.keyboard.press("?");
  await find(page, "keyboard shortcuts");
  expect(await page.getByRole("dialog").count()).toBe(1);
  await page.keyboard.press("Enter");
  await eventually(() => dialog.getByRole("switch").isChecked()).toBe(false);
});

test("each edit but a drag says what it did, and its Undo takes back that step and no other", async () => {
  const page = await openHourly();
  const toast = page.locator(".toast");
  const power = page.getByRole("textbox", { name: "Power", exact: true });
  await power.fill("20000");
  await power.press("Enter");
  await eventually(() => toast.innerText()).toMatch(/^Battery: Power, 50,000\skW to 20,000\skW\./);
  await toast.getByRole("button", { name: "Undo" }).click();
  await eventually(() => power.inputValue()).toBe("50,000");
  expect(await toast.count()).toBe(0);

  await page.getByLabel("Battery strategy").selectOption("idle");
  await eventually(() => toast.innerText()).toContain("Battery strategy");
  // A later step, made by hand on the slider: the note of the one before it no longer offers to undo.
  await page.getByRole("slider", { name: "Battery Energy" }).press("ArrowRight");
  await eventually(() => toast.count()).toBe(0);
});

test("on a phone the note of an edit stands in sight above the sheet", async () => {
  const page = await openHourly({ width: 390, height: 844 });
  await page.locator(".bar-scenario").click();
  await page.getByRole("menuitemradio", { name: /Dallas/ }).click();
  const toast = (await page.locator(".toast").boundingBox())!;
  const handle = (await page.locator(".tune-handle").boundingBox())!;
  expect(toast.y).toBeGreaterThan(100);
  expect(toast.y + toast.height).toBeLessThanOrEqual(handle.y);
});
