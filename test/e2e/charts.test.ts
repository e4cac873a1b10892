import { readFileSync } from "node:fs";
import { csvParse } from "d3";
import type { Page } from "playwright";
import { expect, test } from "vitest";
import { axeFindings } from "../support/axe.ts";
import { eventually as expectSoon, openHourly } from "../support/openPage.ts";

async function choose(page: Page, title: string): Promise<void> {
  await page.getByRole("button", { name: "Another chart of this window" }).click();
  await page.getByRole("menuitemradio", { name: title }).click();
  await expectSoon(() => page.getByRole("heading", { level: 2, name: title }).count()).toBe(1);
}

const head = (page: Page) => page.locator(".readout-head h2");
const downloadBy = async (page: Page, item: string) => {
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("menuitem", { name: item }).click()]);
  return { name: download.suggestedFilename(), text: readFileSync(await download.path(), "utf8") };
};

test("each chart shows its window with title, unit, sentence and table, and leaves the page as drawing and table, the stack too", async () => {
  const page = await openHourly();
  const stackMenu = page.getByRole("button", { name: "What the chart shows" });
  await stackMenu.click();
  const stack = await downloadBy(page, "Drawing, SVG");
  expect(stack.name).toMatch(/-dispatch\.svg$/);
  expect(stack.text).toMatch(/Supply against demand[\s\S]*New York time[\s\S]*[0-9a-f]{64}/);
  await stackMenu.click();
  const rows = await downloadBy(page, "Table, CSV");
  expect(rows.text.split("\r\n")[0]).toMatch(/^"?Time \(New York time\)"?,.*\(kW\)/);
  await page.getByRole("button", { name: "Year", exact: true }).click();
  for (const { title, says } of [
    { title: "Load duration", says: /^Load duration, .*Highest import [\d.]+\sMW.*With nothing done/ },
    { title: "Hour by day", says: /^Grid import by hour and day/ },
    { title: "Mean day by month", says: /^Mean day by month\. Highest mean demand/ },
    { title: "Where the energy goes", says: /^Where the energy goes, .*From Grid import [\d.]+\sGWh.* to IT load/ },
  ]) {
    await choose(page, title);
    await expectSoon(() => page.locator(".other-chart canvas").first().getAttribute("aria-label")).toMatch(says);
    expect(await page.locator(".other-chart .chart-head p").innerText()).toMatch(/[MG]W/);
    const menu = page.getByRole("button", { name: `${title}: table and export` });
    await menu.click();
    const csv = csvParse((await downloadBy(page, "Table, CSV")).text);
    expect(csv.length, title).toBeGreaterThan(2);
    await menu.click();
    const svg = await downloadBy(page, "Drawing, SVG");
    expect(svg.text).toMatch(/<svg[\s\S]*Ashburn[\s\S]*seed 1/);
    await menu.click();
    await page.getByRole("menuitem", { name: "Show as a table" }).click();
    await expectSoon(() => page.locator(".other-chart tbody tr").count()).toBeGreaterThan(2);
  }
});

test("any quantity is mapped, and its cursor is that of the readout: pointer, keys and lock", async () => {
  const page = await openHourly();
  await page.getByRole("button", { name: "Year", exact: true }).click();
  await choose(page, "Hour by day");
  await page.getByLabel("Quantity").selectOption("soc");
  const figure = page.locator(".other-chart figure");
  await expectSoon(() => figure.locator("canvas").first().getAttribute("aria-label")).toMatch(/^State of charge by hour and day/);
  const box = (await figure.boundingBox())!;
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await expectSoon(() => head(page).innerText()).toMatch(/^\w{3} \d+ (?:Jun|Jul), \d\d:00$/);
  await figure.focus();
  const before = await head(page).innerText();
  await page.keyboard.press("ArrowDown");
  await expectSoon(() => head(page).innerText()).not.toBe(before);
  await page.keyboard.press("Enter");
  await expectSoon(() => page.getByRole("button", { name: "Free the cursor" }).count()).toBe(1);
  const locked = await head(page).innerText();
  await choose(page, "Supply against demand");
  expect(await head(page).innerText()).toBe(locked);
});

test.each([{ width: 1440, height: 900, theme: "dark" }, { width: 390, height: 844, theme: "light" }] as const)("axe finds nothing on the other charts at $width px, $theme", async (where) => {
  const page = await openHourly(where);
  for (const title of ["Load duration", "Hour by day", "Mean day by month", "Where the energy goes"]) {
    await choose(page, title);
    await expectSoon(() => page.locator(".other-chart canvas").count()).toBeGreaterThan(0);
    expect(await axeFindings(page), title).toEqual([]);
  }
});
