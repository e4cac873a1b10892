import type { Page } from "playwright";
import { expect, test } from "vitest";
import { checkScenario, type Scenario } from "../../src/core/scenario.ts";
import type { Pareto } from "../../src/core/studies/pareto.ts";
import type { Sweep } from "../../src/core/studies/sweep.ts";
import { smallSite } from "../core/studies/manyRuns.ts";
import { axeFindings } from "../support/axe.ts";
import { eventually } from "../support/openPage.ts";
import { askedView, exported, finding, openStudy, printed, runButton, runWhole, saved } from "../support/studyPage.ts";

/** Ten days in hours, cheap and dirty by night: quick enough for many runs, and what is clean costs more. */
const site: Scenario = checkScenario({
  ...smallSite, name: "Small site", time: { ...smallSite.time, days: 10 },
  tariff: { urdb: { ...smallSite.tariff.urdb, energyratestructure: [[{ rate: 0.02 }], [{ rate: 0.04 }]] } },
  carbon: { average: { kind: "table", gPerKwh: Array.from({ length: 12 }, () => Array.from({ length: 24 }, (_, hour) => (hour >= 8 && hour < 16 ? 150 : 600))) } },
});
const sizes = { ranges: [{ path: "solar.dcKw", low: 0, high: 1200 }, { path: "battery.energyKwh", low: 0, high: 1200 }], points: 24 };
const grid = { values: [{ path: "solar.dcKw", values: [0, 400, 800] }, { path: "battery.energyKwh", values: [100, 400, 800, 1600] }] };
const sweepSwitch = "Rows for";

test("the front with its knee is, byte for byte, that of the command line for the scenario that the page saves, and of whoever follows its link", async () => {
  const page = await openStudy("Trade-offs", site, { pareto: sizes });
  await runWhole(page);
  expect(await finding(page)).toMatch(/The knee, solar DC rating .*, battery energy .*, has .* CO₂e less for \$/);
  const file = await exported(page, "Export", "Scenario, JSON");
  const result = await exported(page, "Save the result", "Result, JSON");
  expect(result).toBe(await printed(file, "pareto", "site.json", "--json"));
  const { front, knee } = JSON.parse(result) as Pareto;
  expect(front.length).toBeGreaterThan(2);
  expect(await page.getByRole("group", { name: "Rows" }).getByRole("row").count()).toBe(front.length + 1);
  await page.getByRole("rowheader", { name: `${knee! + 1} knee` }).waitFor();

  await page.getByRole("button", { name: "Share", exact: true }).click();
  const link = await page.getByRole("textbox", { name: "Link" }).inputValue();
  const copy = await page.context().newPage();
  await copy.goto(link);
  await copy.locator("[data-figure=bill] .figure-value").waitFor();
  await askedView(copy, "Trade-offs");
  await runWhole(copy);
  expect(await exported(copy, "Save the result", "Result, JSON")).toBe(result);
});

test("a full factorial fills a map and a table, and is that of the command line", async () => {
  const page = await openStudy("Trade-offs", site, {});
  await page.getByRole("group", { name: sweepSwitch }).getByRole("button", { name: "Sweep" }).click();
  // Lists are typed: an input, then its values.
  await page.getByRole("searchbox", { name: "Add a list of values" }).fill("solar dc rating");
  await page.getByRole("button", { name: /^DC rating/ }).click();
  const values = page.getByRole("textbox", { name: /^DC rating/ });
  await values.fill("0; 400; 800");
  await values.press("Enter");
  await page.getByRole("button", { name: "Compare strategies" }).click();
  const strategies = page.getByRole("textbox", { name: "Strategy" });
  await strategies.fill("idle\ntou-arbitrage");
  await strategies.press("Tab");
  await eventually(() => runButton(page).innerText()).toMatch(/Run 6\sruns/);
  await runWhole(page);
  const file = await exported(page, "Export", "Scenario, JSON");
  expect(JSON.parse(file)).toMatchObject({ studies: { sweep: { values: [{ path: "solar.dcKw", values: [0, 400, 800] }, { path: "strategy", values: ["idle", "tou-arbitrage"] }] } } });
  const result = await exported(page, "Save the result", "Result, JSON");
  expect(result).toBe(await printed(file, "sweep", "site.json", "--json"));
  const { best } = JSON.parse(result) as Sweep;
  expect(await page.getByRole("img", { name: /Solar DC rating across, Strategy up/ }).count()).toBe(1);
  // The table begins with the best row of the figure that it is in the order of.
  const rows = page.getByRole("group", { name: "Rows" }).getByRole("row");
  expect(await rows.nth(1).getByRole("rowheader").innerText()).toBe(String(best["costWithEquipment"]!.row + 1));
  await page.getByRole("columnheader", { name: /^Emissions/ }).getByRole("button").click();
  await eventually(() => rows.nth(1).getByRole("rowheader").innerText()).toBe(String(best["emissionsKg"]!.row + 1));
});

test("a row opens as a scenario, as one step that is undone", async () => {
  const page = await openStudy("Trade-offs", site, { sweep: grid });
  await page.getByRole("group", { name: sweepSwitch }).getByRole("button", { name: "Sweep" }).click();
  await runWhole(page);
  const row = page.getByRole("group", { name: "Rows" }).getByRole("row").nth(1);
  const [number, sun, store] = await row.getByRole("rowheader").or(row.getByRole("cell")).allInnerTexts();
  await row.getByRole("button", { name: `Open row ${number} as a scenario` }).click();
  await page.getByText(`Row ${number} opened`).waitFor();
  const opened = JSON.parse(await exported(page, "Export", "Scenario, JSON")) as Scenario;
  expect([opened.solar.dcKw, opened.battery.energyKwh]).toEqual([Number(sun), store!.includes(".") ? Number(store) * 1000 : Number(store!.replace(",", ""))]);
  expect(await page.locator(".study-run").innerText()).toContain("other inputs");
  await page.getByRole("button", { name: /^Undo/ }).first().click();
  const before = JSON.parse(await exported(page, "Export", "Scenario, JSON")) as Scenario;
  expect([before.solar.dcKw, before.battery.energyKwh]).toEqual([400, 400]);
});

test("the optimiser draws a front for weights of carbon, and what cannot be asked is told", async () => {
  const page = await openStudy("Trade-offs", site, { pareto: { figures: ["fullCost", "emissionsKg"] } });
  await page.getByRole("combobox", { name: "Rows by" }).selectOption({ label: "Optimiser" });
  const weights = page.getByRole("textbox", { name: "Weights of carbon" });
  await weights.fill("0; 0.2; much");
  await weights.press("Enter");
  await page.getByText("Numbers from 0 to 100").waitFor();
  await weights.fill("0; 0.2; 0.5; 2");
  await weights.press("Enter");
  await eventually(() => runButton(page).innerText()).toMatch(/Run 4\sruns/);
  await runWhole(page);
  expect(await finding(page)).toMatch(/CO₂e less for \$/);
  const file = await exported(page, "Export", "Scenario, JSON");
  const result = JSON.parse(await exported(page, "Save the result", "Result, JSON")) as Pareto;
  expect(result).toEqual(JSON.parse(await printed(file, "pareto", "site.json", "--json")));
  const cost = result.front.map((row) => result.table.figures["fullCost"]![row]!);
  const carbon = result.front.map((row) => result.table.figures["emissionsKg"]![row]!);
  expect([cost, carbon]).toEqual([cost.toSorted((a, b) => a - b), carbon.toSorted((a, b) => b - a)]);
  expect(result.front.length).toBeGreaterThan(1);
});

/** Every picture is told, leaves the page, and is open to all. */
async function expectPictures(page: Page, width: number): Promise<void> {
  for (const [picture, title] of [["All inputs", "All inputs and figures"], ["Map", "Map of two inputs"], ["Front", "Front"]] as const) {
    await page.getByRole("group", { name: "Picture" }).getByRole("button", { name: picture }).click();
    await page.getByRole("heading", { level: 2, name: title, exact: true }).waitFor();
    await eventually(() => page.locator(".study-chart canvas").first().getAttribute("aria-label").then(String)).toMatch(/\d.*\.$/);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    await eventually(() => axeFindings(page)).toEqual([]);
  }
  await page.locator(".study-chart").getByRole("button", { name: /Front/ }).click();
  const svg = await saved(page, () => page.getByRole("menuitem", { name: /SVG/ }).click());
  expect(svg).toMatch(/Small site · Trade-offs · [0-9a-f]{64}/);
}

test("rows are found, picked and kept without a pointer, and every picture is told, leaves the page, and is open to all", async () => {
  const page = await openStudy("Trade-offs", site, { pareto: sizes });
  await runWhole(page);
  const chart = page.locator(".study-chart .chart-figure");
  await chart.focus();
  await page.keyboard.press("ArrowRight");
  await eventually(() => page.locator(".row-strip").innerText()).toContain("knee");
  await page.keyboard.press("Shift+ArrowRight");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Open as scenario" }).waitFor();
  const picked = await page.locator(".row-strip").innerText();
  expect(picked).toContain("front");
  await page.keyboard.press("Escape");
  await eventually(() => page.locator(".row-strip").innerText()).toContain("Point at a row");

  await page.getByRole("group", { name: "Picture" }).getByRole("button", { name: "All inputs" }).click();
  await page.getByRole("group", { name: "Rows shown" }).getByRole("button", { name: "All" }).click();
  const rows = page.getByRole("group", { name: "Rows" }).getByRole("row");
  expect(await rows.count()).toBe(24 + 1);
  const from = page.getByRole("slider", { name: "Battery energy, keep from" });
  await from.focus();
  for (let press = 0; press < 10; press++) await page.keyboard.press("ArrowUp");
  await eventually(() => from.getAttribute("aria-valuenow")).toBe("50");
  // A Latin hypercube of 24 has twelve rows in the upper half of a range.
  await eventually(() => rows.count()).toBe(12 + 1);
  expect(await page.locator(".chart-head p").first().innerText()).toMatch(/12 of 24\srows/);
  // The other handle under the pointer: down along its axis by a quarter.
  const to = page.getByRole("slider", { name: "Solar DC rating, keep to" });
  const handle = (await to.boundingBox())!;
  await page.mouse.move(handle.x + handle.width / 2, handle.y + handle.height - 3);
  await page.mouse.down();
  await page.mouse.move(handle.x + handle.width / 2, handle.y + handle.height + 120, { steps: 4 });
  await page.mouse.up();
  await eventually(async () => Number(await to.getAttribute("aria-valuenow"))).toBeLessThan(80);
  await eventually(() => rows.count()).toBeLessThan(12 + 1);
  await page.getByRole("button", { name: "Keep all rows" }).click();
  await eventually(() => rows.count()).toBe(24 + 1);
  await expectPictures(page, 1440);
});

test("on a phone, in the dark, every picture is told, leaves the page, and is open to all", async () => {
  const page = await openStudy("Trade-offs", site, { pareto: sizes }, { width: 390, height: 844, theme: "dark" });
  await runWhole(page);
  await expectPictures(page, 390);
});
