import { readFileSync } from "node:fs";
import type { Page } from "playwright";
import { expect, test } from "vitest";
import { axeFindings } from "../support/axe.ts";
import { eventually, openHourly, type PageOptions } from "../support/openPage.ts";

async function openLife(options: PageOptions = {}): Promise<Page> {
  const page = await openHourly({ hash: "#bill", ...options });
  await page.getByRole("button", { name: "Life", exact: true }).click();
  await page.locator("[data-figure=life-npv]").waitFor();
  return page;
}
const value = (page: Page, id: string) => page.locator(`[data-figure=life-${id}] .figure-value`).innerText();
const undo = (page: Page) => page.locator(".bar-tools button").first();

test("the life of the Virginia site: one sentence, its worth, and lines that add up to it", async () => {
  const page = await openLife();
  const worth = await value(page, "npv");
  expect(await page.getByRole("heading", { level: 1 }).innerText()).toContain(worth.replace("\u2212", ""));
  const facts = page.getByRole("region", { name: /What it is worth today/ }).locator("dd");
  // Whole amounts stand in the titles.
  const amounts = (await facts.locator("[title]").evaluateAll((cells) => cells.map((cell) => cell.getAttribute("title") ?? ""))).map((text) => Number(text.replace("\u2212", "-").replaceAll(/[^\d.-]/g, "")));
  const total = amounts.pop() as number;
  expect(Math.abs(amounts.reduce((sum, amount) => sum + amount, 0) - total)).toBeLessThan(0.1);
  expect(await page.locator("canvas").first().getAttribute("aria-label")).toMatch(/over 25.years: net present value .+ The battery ends at/);
  expect(await page.locator(".life-years tbody tr").count()).toBe(26);
  expect(await page.getByText("prices are escalated after the run").count()).toBe(1);
});

test("a price is typed, the worth follows, and undo takes both back; what is there already costs nothing, assumed values are marked, and the cash flow leaves as a file", async () => {
  const page = await openLife();
  const before = await value(page, "npv");
  await page.locator(".life-group > summary", { hasText: "Battery" }).click();
  const price = page.getByRole("textbox", { name: "Capital by energy", exact: true });
  await price.fill("100");
  await price.press("Enter");
  await eventually(() => value(page, "npv")).not.toBe(before);
  await undo(page).click();
  await eventually(() => value(page, "npv")).toBe(before);
  expect(await price.inputValue()).toBe("253");

  const group = page.locator(".life-group", { hasText: "Solar" });
  await group.locator("summary").click();
  expect(await group.locator(".field-assumed").count()).toBeGreaterThan(2);
  await group.getByRole("switch", { name: "It is bought" }).or(group.getByRole("checkbox", { name: "It is bought" })).click();
  await eventually(() => group.locator(".life-group-note").innerText()).toBe("there already");

  const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Cash flow, CSV" }).click()]);
  expect(file.suggestedFilename()).toMatch(/-lifetime\.csv$/);
  const lines = readFileSync(await file.path(), "utf8").trim().split(/\r?\n/);
  expect(lines.filter((line) => line.startsWith("#")).join("\n")).toMatch(/scenarioHash [0-9a-f]{64}\n# studyHash [0-9a-f]{64}\n(.*\n)*# seed 1/);
  const rows = lines.filter((line) => !line.startsWith("#"));
  expect(rows).toHaveLength(27);
  expect(rows[0]).toContain("cumulativeDiscountedRevenue (USD)");
});

test.each([{ width: 1440, height: 900 }, { width: 390, height: 844, theme: "dark" as const }])("nothing is amiss for who does not see it: $width px", async (options) => {
  const page = await openLife(options);
  await page.locator(".life-group > summary", { hasText: "Battery" }).click();
  expect(await axeFindings(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(options.width);
});
