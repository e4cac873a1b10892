import { readFileSync } from "node:fs";
import { csvParse } from "d3";
import type { Page } from "playwright";
import { expect, test } from "vitest";
import { dataText, testWithData } from "../support/data.ts";
import { dropFile, eventually, figureOf, openHourly, openPage } from "../support/openPage.ts";

const battery = (page: Page, name: string) => page.getByRole("textbox", { name, exact: true });
const undo = (page: Page) => page.locator(".bar-tools button").first();

test("opens on the Virginia site with its year computed, in words and figures that agree; a theme that is chosen by hand is kept", async () => {
  const page = await openPage();
  expect(await page.locator(".bar-scenario").innerText()).toContain("Ashburn");
  const finding = await page.getByRole("heading", { level: 1 }).innerText();
  const saving = /saves (\$[\d.]+[kM])/.exec(finding)?.[1];
  expect(saving).toBeDefined();
  expect(await page.locator("[data-figure=bill] .figure-note").innerText()).toContain(`\u2212${saving}`);
  expect(await page.locator("meta[http-equiv=Content-Security-Policy]").getAttribute("content")).toContain("default-src 'none'");
  expect(await page.locator("canvas").first().getAttribute("aria-label")).toContain("Highest grid import");

  const ground = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const light = await ground();
  await page.getByRole("button", { name: "Theme" }).click();
  await page.getByRole("menuitemradio", { name: "Dark" }).click();
  await eventually(ground).not.toBe(light);
  await page.reload();
  await page.locator("[data-figure=bill]").waitFor();
  expect(await ground()).not.toBe(light);
});

test("a drag of a slider is one step: the bill follows it, and one undo takes it back", async () => {
  const page = await openPage();
  const before = await figureOf(page, "bill");
  const slider = page.getByRole("slider", { name: "Battery Energy" });
  const box = (await slider.boundingBox())!;
  await page.mouse.move(box.x + box.width * 0.2, box.y + box.height / 2);
  await page.mouse.down();
  for (const share of [0.3, 0.4, 0.5, 0.6]) await page.mouse.move(box.x + box.width * share, box.y + box.height / 2, { steps: 4 });
  await eventually(() => figureOf(page, "bill")).not.toBe(before);
  await page.mouse.up();
  expect(await page.locator(".tune-foot").innerText()).toContain("1\u00a0changed");
  await undo(page).click();
  await eventually(() => figureOf(page, "bill")).toBe(before);
  expect(await undo(page).isDisabled()).toBe(true);
  expect(await page.locator(".tune-foot").innerText()).toContain("0\u00a0changed");
});

test("a typed number reads 1,5 and 1.5 alike, refuses what is out of range, and says what is allowed; the keyboard reaches inputs, undo and the chart's cursor", async () => {
  const page = await openPage();
  const field = battery(page, "Charging efficiency");
  await field.fill("90,5");
  await field.press("Enter");
  expect(await field.inputValue()).toBe("90.5");
  await field.fill("91.5");
  await field.press("Enter");
  expect(await field.inputValue()).toBe("91.5");
  await field.fill("400");
  expect(await page.getByRole("alert").innerText()).toMatch(/30 to 100/);
  await field.press("Escape");
  expect(await field.inputValue()).toBe("91.5");
  await field.blur();
  await page.keyboard.press("Control+z");
  await page.keyboard.press("Control+z");
  await eventually(() => page.locator(".tune-foot").innerText()).toContain("0\u00a0changed");

  await page.keyboard.press("/");
  await page.keyboard.type("energy battery");
  await eventually(() => page.locator(".panel-title", { hasText: /^Battery$/ }).count()).toBe(1);
  expect(await page.locator(".panel-title", { hasText: /^(Site|Weather|Solar)$/ }).count()).toBe(0);
  await page.keyboard.press("Escape");
  await battery(page, "Power").focus();
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Enter");
  await eventually(() => page.locator(".tune-foot").innerText()).toContain("1\u00a0changed");
  await page.keyboard.press("Control+z");
  await eventually(() => page.locator(".tune-foot").innerText()).toContain("0\u00a0changed");
  await page.locator(".chart-host [tabindex='0']").first().focus();
  const head = page.locator(".readout-head h2");
  await page.keyboard.press("ArrowRight");
  const at = await head.innerText();
  await page.keyboard.press("Shift+ArrowRight");
  await eventually(() => head.innerText()).not.toBe(at);
  await page.keyboard.press("Enter");
  await eventually(() => page.getByRole("button", { name: "Free the cursor" }).count()).toBe(1);
  await page.keyboard.press("Escape");
  await eventually(() => page.getByRole("button", { name: "Hold the cursor here" }).count()).toBe(1);
  expect(await page.locator(".readout-row").count()).toBeGreaterThan(6);
});

test("presets move the window, Back leads to the one before, and a peak in the bill leads to the step that set it", async () => {
  const page = await openPage();
  const subtitle = page.locator(".chart-head p").first();
  const week = await subtitle.innerText();
  await page.getByRole("button", { name: "Peak day", exact: true }).click();
  await eventually(() => subtitle.innerText()).not.toBe(week);
  await page.getByRole("button", { name: "Year", exact: true }).click();
  await eventually(() => subtitle.innerText()).toContain("year 2025");
  const back = page.getByRole("button", { name: "Back to the window before" });
  await back.click();
  await back.click();
  await eventually(() => subtitle.innerText()).toBe(week);
  expect(await back.isDisabled()).toBe(true);

  await page.getByRole("link", { name: "Bill", exact: true }).click();
  const link = page.locator(".bill-table a").first();
  const where = /step (.*)$/.exec((await link.getAttribute("aria-label")) ?? "")?.[1];
  expect(where).toMatch(/\d\d:\d\d/);
  await link.click();
  await eventually(() => page.locator(".readout-head h2").innerText()).toBe(where);
});

test("another strategy changes finding and bill, and the table states each one's difference from doing nothing", async () => {
  const page = await openPage();
  await page.getByLabel("Battery strategy").first().selectOption("idle");
  await eventually(() => page.getByRole("heading", { level: 1 }).innerText()).toMatch(/costs/);
  const idleBill = await figureOf(page, "bill");
  await page.getByRole("link", { name: "Bill", exact: true }).click();
  const rows = page.locator(".strategy-table tbody tr");
  await eventually(async () => rows.count()).toBeGreaterThan(4);
  const shaving = rows.filter({ hasText: "Peak shaving" });
  await eventually(() => shaving.innerText()).toMatch(/\u2212[\d,.]+\s+\u2212[\d.]+\u202f%/);
  await shaving.getByRole("button").click();
  await eventually(() => figureOf(page, "bill")).not.toBe(idleBill);
  await eventually(() => shaving.getAttribute("aria-selected")).toBe("true");
  expect(await rows.filter({ hasText: "Do nothing" }).locator("[data-side]").count()).toBe(0);
});

test("a scenario is saved and opens again as the same", async () => {
  const page = await openPage();
  await battery(page, "Power").fill("40000");
  await battery(page, "Power").press("Enter");
  const saved = await downloadBy(page, () => page.keyboard.press("Control+s"));
  const scenario = JSON.parse(saved.text) as { battery: { powerKw: number } };
  expect(scenario.battery.powerKw).toBe(40_000);
  await battery(page, "Power").fill("10000");
  await battery(page, "Power").press("Enter");
  await dropFile(page, saved.name, saved.text);
  await eventually(() => battery(page, "Power").inputValue()).toBe("40,000");
  expect(await page.locator(".tune-foot").innerText()).toContain("0\u00a0changed");
});

test("time series and bill leave the page as CSV with a unit in every column, and the bill adds up; the result has version, seed and scenario hash", async () => {
  const page = await openPage();
  const total = await page.locator("[data-figure=bill] .figure-value").getAttribute("title");
  await page.getByRole("button", { name: "Export" }).click();
  const series = await downloadBy(page, () => page.getByRole("menuitem", { name: /^Time series, CSV/ }).click());
  const rows = series.text.trimEnd().split(/\r?\n/);
  expect(series.name).toMatch(/^ashburn-virginia.*-timeseries\.csv$/);
  expect(rows[0]).toMatch(/^time_utc,time_local,.*importKw/);
  expect(rows.length).toBe(1 + 365 * 96);
  await page.getByRole("button", { name: "Export" }).click();
  const bill = await downloadBy(page, () => page.getByRole("menuitem", { name: /^Bill, CSV/ }).click());
  const lines = csvParse(bill.text).filter(({ kind }) => kind !== "total");
  const sum = lines.reduce((all, line) => all + Number(line["amount_USD"]), 0);
  expect(`$${sum.toLocaleString("en-GB", { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`).toBe(total);

  await page.getByRole("button", { name: "Export" }).click();
  const { text } = await downloadBy(page, () => page.getByRole("menuitem", { name: /^Result, JSON/ }).click());
  const result = JSON.parse(text) as Record<string, unknown>;
  expect(result).toMatchObject({ seed: "1", version: expect.stringMatching(/^\d+\.\d+\.\d+$/) as unknown, scenarioHash: expect.stringMatching(/^[0-9a-f]{64}$/) as unknown });
  expect(result["kpis"]).toHaveProperty("totalCost");
});

test("a scenario with a wrong key is refused by its path and the nearest name, and what is nothing we know with what each reader missed; nothing is lost", async () => {
  const page = await openPage();
  const before = await figureOf(page, "bill");
  const text = readFileSync(new URL("../../scenarios/ashburn-hyperscale.json", import.meta.url), "utf8").replace('"powerKw"', '"powerKW"');
  await dropFile(page, "site.json", text);
  const dialog = page.getByRole("dialog");
  await eventually(() => dialog.innerText()).toMatch(/battery\.powerKW/);
  expect(await dialog.innerText()).toContain("powerKw");
  await page.keyboard.press("Escape");
  await eventually(() => dialog.count()).toBe(0);

  await dropFile(page, "<img src=x onerror=alert(1)>.bin", new Uint8Array([0, 1, 2, 3, 255, 254, 253]));
  await eventually(() => dialog.innerText()).toContain("was not imported");
  expect(await dialog.innerText()).toContain("<img src=x onerror=alert(1)>.bin");
  expect(await dialog.locator("img").count()).toBe(0);
  expect(await dialog.innerText()).toContain("The scenario is as it was.");
  expect(await figureOf(page, "bill")).toBe(before);
});

testWithData("weather dropped onto the page is shown before it is used, then carries the run; a tariff is billed at once", async () => {
  const page = await openPage();
  const before = await figureOf(page, "pv");
  await dropFile(page, "leesburg.epw", dataText("weather/USA_VA_Leesburg.Exec.epw"));
  const dialog = page.getByRole("dialog");
  await eventually(() => dialog.innerText()).toContain("8,760");
  await decideAll(page);
  await dialog.getByRole("button", { name: /^Import 8,760 rows as weather/ }).click();
  await eventually(() => dialog.count()).toBe(0);
  await eventually(() => figureOf(page, "pv")).not.toBe(before);
  await undo(page).click();
  await eventually(() => figureOf(page, "pv")).toBe(before);

  const bill = await figureOf(page, "bill");
  await dropFile(page, "sce.json", dataText("tariffs/SCE_TOU-8_ Option-D_Under-2-kV.json"));
  await page.getByRole("dialog").getByRole("button", { name: "Use this tariff" }).click();
  await eventually(() => figureOf(page, "bill")).not.toBe(bill);
  expect(await page.locator(".panel-head", { hasText: "Tariff" }).innerText()).toContain("TOU");
});

test("a table without a unit is not taken before its unit is told and every oddity answered", async () => {
  const page = await openHourly();
  // A day more at either end: the year of the site's clock is not that of UTC.
  const hour = (i: number) => new Date(Date.UTC(2024, 11, 31) + i * 3_600_000).toISOString();
  const rows = Array.from({ length: 367 * 24 }, (_, i) => `${hour(i)},${i === 100 ? "" : 4 + (i % 24) / 10}`);
  await dropFile(page, "meter.csv", `time,value\n${rows.join("\n")}\n`);
  const dialog = page.getByRole("dialog");
  const go = dialog.getByRole("button", { name: /^Import/ });
  await eventually(() => dialog.innerText()).toContain("8,808");
  expect(await go.isDisabled()).toBe(true);
  await dialog.getByLabel("Use it as").selectOption("load");
  await dialog.getByLabel("Unit", { exact: true }).selectOption("MW");
  await eventually(() => dialog.innerText()).toMatch(/Highest\s+6,300/);
  expect(await dialog.innerText()).toContain("Gaps");
  expect(await dialog.locator(".series-changed").count()).toBe(0);
  await decideAll(page);
  await eventually(() => dialog.innerText()).toMatch(/1\s+value is not as in the file/);
  expect(await dialog.locator(".series-changed").count()).toBe(1);
  await go.click();
  await eventually(() => dialog.count()).toBe(0);
  await eventually(() => page.locator("[data-figure=energy] .figure-value").getAttribute("title")).toMatch(/^4\d,\d{3},\d{3}/);
  expect(await page.locator(".panel-head", { hasText: "IT load" }).getByText("changed").count()).toBe(1);
});

test("what is said of a file is kept in the scenario: format and order of dates too", async () => {
  const page = await openHourly();
  const day = (i: number) => new Date(Date.UTC(2024, 11, 31) + i * 3_600_000);
  const stamp = (date: Date) => `${String(date.getUTCDate()).padStart(2, "0")}/${String(date.getUTCMonth() + 1).padStart(2, "0")}/${date.getUTCFullYear()} ${String(date.getUTCHours()).padStart(2, "0")}:00`;
  const rows = Array.from({ length: 367 * 24 }, (_, i) => `${stamp(day(i))},${4 + (i % 24) / 10}`);
  await dropFile(page, "meter.csv", `time,load MW\n${rows.join("\n")}\n`);
  const dialog = page.getByRole("dialog");
  await eventually(() => dialog.innerText()).toContain("8,808");
  await dialog.getByLabel("Dates").selectOption("day");
  await dialog.getByLabel("Unit", { exact: true }).selectOption("MW");
  await dialog.getByLabel("Use it as").selectOption("load");
  await dialog.getByLabel("Time zone", { exact: true }).pressSequentially("Etc/UTC");
  await page.keyboard.press("Tab");
  await eventually(() => dialog.innerText()).toContain("2024-12-31 00:00");
  await decideAll(page);
  await dialog.getByRole("button", { name: /^Import/ }).click();
  await eventually(() => dialog.count()).toBe(0);
  const saved = await downloadBy(page, () => page.keyboard.press("Control+s"));
  expect((JSON.parse(saved.text) as { load: { demand: { series: object } } }).load.demand.series).toMatchObject({ file: "meter.csv", dayFirst: true, unit: "MW", timeZone: "Etc/UTC" });
});

test("every example opens with its own year and money; where one demand charge or none is billed, the share of the attainable saving stands beside the bill once the inputs rest", async () => {
  const page = await openPage();
  for (const [title, currency] of [["Dallas", "$"], ["Los Angeles", "$"], ["New York", "$"], ["Frankfurt", "€"]] as const) {
    const before = await figureOf(page, "bill");
    await page.locator(".bar-scenario").click();
    await page.getByRole("menuitemradio", { name: new RegExp(title) }).click();
    await eventually(() => figureOf(page, "bill")).not.toBe(before);
    expect(await figureOf(page, "bill")).toContain(currency);
    expect(await page.locator(".tune-foot").innerText()).toContain("0\u00a0changed");
  }
  // The last of them, Frankfurt, is such a one.
  await eventually(() => page.locator("[data-figure=attained]").innerText()).toMatch(/^Attainable saving\s+\d+\s% taken\s+optimum €/);
  expect(await page.locator(".finding h1").innerText()).toContain("of what was attainable");
});

test("no view is wider than the page, from 390 to 1920 px, in both themes", async () => {
  const page = await openHourly({ width: 390, height: 844 });
  for (const [width, height] of [[390, 844], [768, 1024], [1024, 768], [1440, 900], [1920, 1080]] as const) {
    await page.setViewportSize({ width, height });
    await page.emulateMedia({ colorScheme: width === 768 ? "dark" : "light" });
    for (const view of ["dispatch", "bill"]) {
      await page.evaluate((hash) => { location.hash = hash; }, view);
      await page.locator(`.view.${view}`).waitFor();
      await eventually(() => page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    }
  }
});

/** Answers every class of oddity with the first choice that uses the data. */
async function decideAll(page: Page): Promise<void> {
  const choices = page.getByRole("dialog").getByLabel(/^What to do/);
  for (let index = 0; index < await choices.count(); index++) await choices.nth(index).selectOption({ index: 1 });
}

async function downloadBy(page: Page, act: () => Promise<unknown>): Promise<{ readonly name: string; readonly text: string }> {
  const [download] = await Promise.all([page.waitForEvent("download"), act()]);
  return { name: download.suggestedFilename(), text: readFileSync(await download.path(), "utf8") };
}

