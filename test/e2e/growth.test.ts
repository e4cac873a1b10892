import type { Page } from "playwright";
import { expect, test } from "vitest";
import { dataText, testWithData } from "../support/data.ts";
import { dropFile, eventually, openHourly } from "../support/openPage.ts";

const finding = (page: Page) => page.getByRole("heading", { level: 1 }).innerText();
const row = (page: Page, table: string, name: string) => page.getByRole("group", { name: table }).locator("tr").filter({ hasText: name }).first();

async function openGrowth(part: "Region" | "Site" | "Headroom"): Promise<Page> {
  const page = await openHourly();
  await page.getByRole("link", { name: "Growth", exact: true }).click();
  await page.getByRole("button", { name: part, exact: true }).click();
  return page;
}

test("the region's fan says when data centres pass the share line, with every published figure and its source", async () => {
  const page = await openGrowth("Region");
  await eventually(() => finding(page)).toMatch(/pass 8\s%.*between 2025 and 2029/);
  // LBNL 2024, EPRI 2024 and IEA 2025 as published: 325 and 580 TWh in 2028; 196, 296 and 426 in 2030.
  for (const [name, twh] of [["LBNL, December 2024, low", "325"], ["LBNL, December 2024, high", "580"], ["EPRI, May 2024, low", "196"], ["EPRI, May 2024, high", "296"], ["IEA, April 2025", "426"]] as const) {
    expect(await row(page, "Anchors and outlooks", name).locator("td").allInnerTexts()).toEqual(expect.arrayContaining([twh]));
  }
  await eventually(async () => (await page.locator(".study-main canvas").first().getAttribute("aria-label")) ?? "").toMatch(/58.TWh in 2014, 176.TWh in 2023/);
  expect(await page.locator(".study-note").first().innerText()).toContain("107");
});

test("a scenario control moves the fan, and is one step of undo", async () => {
  const page = await openGrowth("Region");
  await eventually(() => finding(page)).toContain("2025");
  const until = page.getByRole("textbox", { name: "Until" });
  await until.fill("2050");
  await until.press("Enter");
  await eventually(() => finding(page)).toContain("2050");
  await page.getByRole("button", { name: "Share", exact: true }).nth(1).click();
  await eventually(() => page.locator(".study-main .chart-head p").first().innerText()).toContain("% of all electricity");
  await page.keyboard.press("Control+z");
  await eventually(() => finding(page)).toContain("2040");
  expect(await until.inputValue()).toBe("2040");
});

test("the site's build-out is told by the month in which each part of the connection is used up", async () => {
  const page = await openGrowth("Site");
  // Four phases of 10 MW a year, six months to 75 %, PUE 1.25, 20 MW firm and 15 flexible: months 24.8 and 40.4, 2.5 MW beyond.
  await eventually(() => finding(page)).toMatch(/used up in Jan 2028; .*15\.6.months.*2\.5.MW stay beyond/);
  expect(await page.locator(".study-facts").innerText()).toMatch(/month 24\.8[\s\S]*month 40\.4/);
  const firm = page.getByRole("textbox", { name: "Firm connection" });
  await firm.fill("40");
  await firm.press("Enter");
  await eventually(() => finding(page)).toMatch(/firm connection carries the whole plan/);
});

testWithData("a dropped load of a balancing area is asked how much new load it has room for", async () => {
  const page = await openGrowth("Headroom");
  await dropFile(page, "DOM_hourly.csv", dataText("load/DOM_hourly.csv"));
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Unit", { exact: true }).selectOption("MW");
  expect(await dialog.getByLabel("Use it as").inputValue()).toBe("areaLoad");
  const choices = dialog.locator(".import-oddities select");
  // The unit is given, and so no longer odd: a clock change and four gaps are.
  await eventually(() => dialog.locator(".import-oddities th").allInnerTexts()).not.toEqual(expect.arrayContaining([expect.stringMatching(/^Unit/)]));
  await eventually(() => choices.count()).toBeGreaterThan(1);
  for (const choice of await choices.all()) {
    const values = await choice.locator("option").evaluateAll((options) => options.map((option) => (option as HTMLOptionElement).value));
    await choice.selectOption(values.includes("interpolate") ? "interpolate" : "keep");
  }
  await dialog.getByRole("button", { name: /^Import .* rows/ }).click();
  await eventually(() => finding(page)).toMatch(/GW of new load fit.*0\.5\s%/);
  const rows = page.getByRole("group", { name: "How the curtailment is spread" }).locator("tbody tr");
  expect(await rows.count()).toBe(4);
  const sizes = (await rows.locator("td:nth-child(2)").allInnerTexts()).map(Number);
  expect(sizes.toSorted((a, b) => a - b)).toEqual(sizes);
  await page.getByRole("switch", { name: "Replay this site" }).click();
  await eventually(() => page.getByRole("group", { name: "This site under it" }).locator("tbody tr").count()).toBe(4);
});
