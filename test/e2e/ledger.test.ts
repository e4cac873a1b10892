import type { Page } from "playwright";
import { expect, test } from "vitest";
import { axeFindings } from "../support/axe.ts";
import { eventually as expectSoon, openPage, type PageOptions } from "../support/openPage.ts";

const amount = (text: string) => Number(text.replaceAll(",", "").replace("\u2212", "-"));
const table = (page: Page, index: number) => page.locator(".ledger-table").nth(index);

async function openLedger(where: Omit<PageOptions, "hash"> = {}): Promise<Page> {
  const page = await openPage({ ...where, hash: "#bill" });
  await page.locator(".finding").getByRole("button", { name: "Ledger", exact: true }).click();
  await table(page, 0).waitFor();
  return page;
}

test("the days and what no day made add up to the bill of the month, and the difference is shown; a day opens its hours, and an hour leads to its step", async () => {
  const page = await openLedger();
  const days = await table(page, 0).locator("tbody tr[data-day] > td:last-child").allInnerTexts();
  const ofMonth = await table(page, 0).locator("tbody tr:not([data-day]):not(.ledger-sum) > td:last-child").allInnerTexts();
  const sum = [...days, ...ofMonth].reduce((total, text) => total + amount(text), 0);
  const totals = page.locator(".ledger-totals tr > td:last-child");
  expect(days.length).toBe(31);
  // Each day is rounded to the cent.
  expect(Math.abs(sum - amount(await totals.first().innerText()))).toBeLessThan(0.2);
  expect(await totals.nth(1).innerText()).toBe(await totals.first().innerText());
  expect(await page.locator(".ledger-totals").innerText()).toContain("differs from the bill by $0.00");

  const day = table(page, 0).locator("tr[data-day='17']");
  await day.getByRole("button").first().click();
  await expectSoon(() => page.locator("#ledger-hours").innerText()).toContain("Hours of Thu 17 Jul");
  const hours = await page.locator(".ledger-hours tbody tr > td:nth-child(4)").allInnerTexts();
  expect(hours.length).toBe(24);
  const energy = amount(await day.locator("td").nth(1).innerText());
  expect(Math.abs(hours.reduce((all, text) => all + amount(text), 0) - energy)).toBeLessThan(0.2);
  await page.locator(".ledger-hours tr[data-hour='14:00'] a").first().click();
  await expectSoon(() => page.locator(".readout-head h2").innerText()).toBe("Thu 17 Jul, 14:00");
});

test("the readout leads to the ledger of its day, and a peak in it back to its step", async () => {
  const page = await openPage();
  await page.getByRole("link", { name: "Open the ledger for this day" }).click();
  await expectSoon(() => page.locator("#ledger-hours").innerText()).toContain("Hours of Tue 1 Jul");
  const mark = page.locator("tr[data-day] .ledger-mark").first();
  const where = /Show (.*) in Dispatch$/.exec((await mark.getAttribute("aria-label")) ?? "")?.[1];
  await mark.click();
  await expectSoon(() => page.locator(".readout-head h2").innerText()).toBe(where);
});

test("another month is chosen, and a line of the month leads to the bill", async () => {
  const page = await openLedger();
  await page.getByLabel("Month", { exact: true }).selectOption({ label: "February 2025" });
  await expectSoon(() => table(page, 0).locator("tbody tr[data-day]").count()).toBe(28);
  await table(page, 0).locator("tbody tr:not([data-day]):not(.ledger-sum) button").first().click();
  await expectSoon(() => page.locator(".bill-table").count()).toBeGreaterThan(0);
});

test.each([{ width: 1440, height: 900, theme: "light" }, { width: 390, height: 844, theme: "dark" }] as const)("axe finds nothing on the ledger at $width px, $theme", async (where) => {
  const page = await openLedger(where);
  expect(await axeFindings(page)).toEqual([]);
});
