import { expect, test } from "vitest";
import { eventually, openHourly } from "../support/openPage.ts";

test("the Emissions figure leads to its accounts: scope 1 and location-based make it, each says its rule, Esc leads back", async () => {
  const page = await openHourly();
  const figure = page.locator("[data-figure=emissions] .figure-value");
  const shown = (await figure.getAttribute("title"))?.split(" CO")[0];
  await figure.click();
  const dialog = page.getByRole("dialog", { name: /Carbon of this run/ });
  await dialog.waitFor();
  const kg = async (id: string) => Number((await dialog.locator(`[data-account=${id}] dd`).getAttribute("title"))?.replaceAll(/[^\d.]/g, ""));
  expect(Math.abs(await kg("scope1") + await kg("location") - await kg("emissions"))).toBeLessThan(1);
  expect(await dialog.locator("[data-account=emissions] dd").getAttribute("title")).toBe(shown);
  for (const id of ["market", "avoided", "exportAvoided", "hourly", "annual"]) expect(await dialog.locator(`[data-account=${id}] .carbon-rule`).innerText()).not.toBe("");
  expect(await dialog.locator("[data-account=hourly] dd").innerText()).toMatch(/^[\d.]+\u202f%$/);
  await page.keyboard.press("Escape");
  await eventually(() => dialog.count()).toBe(0);
  expect(await figure.evaluate((element) => element === document.activeElement)).toBe(true);
});
