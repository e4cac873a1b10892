import { readFileSync } from "node:fs";
import type { Page } from "playwright";
import { expect, test } from "vitest";
import { dropFile, eventually, openHourly, openPage } from "../support/openPage.ts";

const markup = '<img src=x onerror="document.title=\'owned\'">';

/** Nothing ran, nothing was drawn of it; `openPage` holds that nothing was asked of another host. */
async function expectOnlyText(page: Page): Promise<void> {
  expect(await page.locator('img[src="x"], img[onerror]').count()).toBe(0);
  expect(await page.title()).toBe("GridFlex");
}

test("column names and cells of a dropped table show as text", async () => {
  const page = await openHourly();
  const rows = Array.from({ length: 48 }, (_, hour) => `2025-01-0${1 + Math.floor(hour / 24)} ${String(hour % 24).padStart(2, "0")}:00,${50 + hour},${hour === 5 ? "=cmd|' /C calc'!A0" : "1"}`);
  await dropFile(page, `${markup}.csv`, `time,${markup.replaceAll('"', "'")} kW,=HYPERLINK("x") kW\n${rows.join("\n")}\n`);
  const dialog = page.getByRole("dialog");
  await eventually(() => dialog.innerText()).toContain("<img src=x");
  await expectOnlyText(page);
});

test("a tariff whose name is markup, and whose description is a formula, does nothing on the page and in the exported bill", async () => {
  const page = await openHourly();
  await dropFile(page, "rate.json", JSON.stringify({
    name: markup, utility: "=cmd|' /C calc'!A0", energyratestructure: [[{ rate: 0.1, unit: "kWh" }]],
    energyweekdayschedule: Array.from({ length: 12 }, () => Array.from({ length: 24 }, () => 0)), energyweekendschedule: Array.from({ length: 12 }, () => Array.from({ length: 24 }, () => 0)),
  }));
  const dialog = page.getByRole("dialog");
  await dialog.waitFor();
  await eventually(() => dialog.innerText()).toContain("URDB");
  for (const choice of await dialog.getByLabel(/^What to do/).all()) await choice.selectOption({ index: 1 });
  await dialog.getByRole("button", { name: "Use this tariff" }).click();
  await eventually(() => dialog.count()).toBe(0);
  await page.evaluate(() => { location.hash = "bill"; });
  await eventually(() => page.locator("#view").innerText()).toContain("<img src=x");
  await expectOnlyText(page);
  await page.getByRole("button", { name: "Export", exact: true }).click();
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("menuitem", { name: /^Bill, CSV/ }).click()]);
  const cells = readFileSync(await download.path(), "utf8").split(/[\r\n,]+/);
  expect(cells.filter((cell) => /^"?[=+@]/.test(cell))).toEqual([]);
});

test("an address that is no scenario and no view opens the page as it is", async () => {
  const page = await openPage({ hash: `#${encodeURIComponent(markup)}` });
  await expectOnlyText(page);
  await page.evaluate(() => { location.hash = "s=not-a-link<script>"; });
  await eventually(() => page.getByRole("dialog").count()).toBe(1);
  await page.keyboard.press("Escape");
  await expectOnlyText(page);
  expect(await page.locator(".bar-scenario").innerText()).toContain("Ashburn");
});
