import type { Page } from "playwright";
import { expect, test } from "vitest";
import { eventually, openHourly, type PageOptions } from "../support/openPage.ts";

async function openMethod(options: PageOptions = {}): Promise<Page> {
  const page = await openHourly(options);
  await page.evaluate(() => { location.hash = "#method"; });
  await page.locator(".method-check").first().waitFor();
  return page;
}

test("the model proves itself before the reader's eyes: every figure beside its reference, its difference and its source", async () => {
  const page = await openMethod();
  const count = await page.locator(".method-check").count();
  expect(count).toBeGreaterThan(40);
  expect(await page.locator(".method-check[data-pass=true]").count()).toBe(count);
  expect(await page.getByRole("heading", { level: 1 }).innerText()).toBe(`All ${count} figures computed here agree with their references.`);
  const bill = page.locator(".method-check", { hasText: "Its total" }).locator("td");
  expect((await bill.allInnerTexts()).slice(0, 2)).toEqual(["519,938.14", "519,938.14"]);
  expect((await page.locator(".method-from").allInnerTexts()).every((source) => source !== "")).toBe(true);
});

test("the contents lead to a chapter, and assumptions and sources are drawn from the inputs", async () => {
  const page = await openMethod();
  const contents = page.getByRole("navigation", { name: "Contents" });
  await contents.getByRole("button", { name: "Assumptions" }).click();
  expect(await page.locator("#method-assumptions").evaluate((element) => element === document.activeElement)).toBe(true);
  await eventually(() => contents.locator("[aria-current]").innerText()).toBe("Assumptions");
  expect(await page.locator("#method-assumptions tbody tr").count()).toBeGreaterThan(20);
  expect(await page.locator(".method-sources").innerText()).toMatch(/Reda & Andreas 2004[^]*REopt/);
  expect(await page.locator(".frame-tune").count()).toBe(0);
});

test("on the phone the contents are a menu", async () => {
  const page = await openMethod({ width: 390, height: 844 });
  await page.getByRole("combobox", { name: "Go to" }).selectOption("checks");
  await eventually(() => page.locator("#method-checks").evaluate((element) => Math.round(element.getBoundingClientRect().top))).toBeLessThan(200);
});
