import { expect, test } from "vitest";
import { checkScenario, type Scenario } from "../../src/core/scenario.ts";
import type { MonteCarlo } from "../../src/core/studies/monteCarlo.ts";
import { smallSite } from "../core/studies/manyRuns.ts";
import { axeFindings } from "../support/axe.ts";
import { eventually, type PageOptions } from "../support/openPage.ts";
import { askedView, exported, finding, openStudy, printed, runButton, runWhole, saved } from "../support/studyPage.ts";

/** Ten days in hours, with a load that differs from seed to seed; quick enough for many runs. */
const site = checkScenario({ ...smallSite, name: "Small site", time: { ...smallSite.time, days: 10 }, load: { itDesignKw: 500, demand: { kind: "shape", meanUtilisationFraction: 0.5, noiseSdFraction: 0.1 } } });
const few = { mostSeeds: 24, batchSeeds: 8, toleranceFraction: 0 };

const openUncertainty = (inputs: object, options: PageOptions = {}, scenario: Scenario = site) => openStudy("Uncertainty", scenario, { monteCarlo: inputs }, options);

test("the page's answer is, byte for byte, that of the command line for the scenario that the page saves, and of whoever follows its link", async () => {
  const page = await openUncertainty(few);
  // Settings of the view stand in the scenario's file.
  await page.getByRole("checkbox", { name: "Self-consumption" }).check();
  await page.getByRole("checkbox", { name: "Weather" }).uncheck();
  await runWhole(page);
  const file = await exported(page, "Export", "Scenario, JSON");
  expect(JSON.parse(file)).toMatchObject({ studies: { monteCarlo: { ...few, strategies: ["idle", "tou-arbitrage", "self-consumption"], held: ["weather"] } } });
  const result = await exported(page, "Save the result", "Result, JSON");
  expect(result).toBe(await printed(file, "montecarlo", "site.json", "--json"));

  // What the screen shows is what was found.
  const { strategies } = JSON.parse(result) as MonteCarlo;
  const p50 = strategies[1]?.figures["totalCost"]?.p50 ?? NaN;
  const row = page.getByRole("group", { name: "Every figure" }).getByRole("row", { name: /^Total cost/ });
  expect(await row.getByRole("cell").nth(1).innerText()).toContain(new Intl.NumberFormat("en", { minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(p50 / 1000));
  await page.getByRole("combobox", { name: "Strategy in view" }).selectOption({ label: "Self-consumption" });
  await eventually(() => finding(page)).toMatch(/self-consumption is .* doing nothing/);
  const csv = await exported(page, "Save the result", "Table, CSV");
  expect(csv).toContain("Self-consumption,Do nothing,Total cost");

  await page.getByRole("button", { name: "Share", exact: true }).click();
  const link = await page.getByRole("textbox", { name: "Link" }).inputValue();
  const other = await page.context().newPage();
  await other.goto(link);
  await eventually(() => other.locator(".bar-scenario").innerText()).toContain("Small site");
  await askedView(other, "Uncertainty");
  await runWhole(other);
  expect(await exported(other, "Save the result", "Result, JSON")).toBe(result);
});

test("every picture is drawn, told and leaves the page; an answer to other inputs stays in view and says so, and what cannot be asked is told", async () => {
  const page = await openUncertainty(few);
  await runWhole(page);
  for (const [choice, title] of [["Hour of day", "Grid import by hour of day"], ["Exceedance", "How often cost, all counted, is exceeded"], ["Convergence", "How well cost, all counted, is known"], ["Monthly bill", "Monthly bill"]] as const) {
    await page.getByRole("group", { name: "Chart" }).getByRole("button", { name: choice }).click();
    await page.getByRole("heading", { level: 2, name: title }).waitFor();
    expect(await page.locator(".study-chart canvas").first().getAttribute("aria-label")).toMatch(/\d.*\.$/);
  }
  const menu = page.locator(".study-chart").first().getByRole("button", { name: /Monthly bill/ });
  await menu.click();
  const svg = await saved(page, () => page.getByRole("menuitem", { name: /SVG/ }).click());
  expect(svg).toMatch(/Small site · Uncertainty · [0-9a-f]{64}/);
  await menu.click();
  await page.getByRole("menuitem", { name: "Show as a table" }).click();
  await page.getByRole("columnheader", { name: "P90" }).first().waitFor();

  const before = await finding(page);
  const seeds = page.getByRole("textbox", { name: "Most seeds" });
  await seeds.fill("30");
  await seeds.press("Enter");
  await eventually(() => page.locator(".study-run").innerText()).toContain("other inputs");
  expect(await finding(page)).toBe(before);
  await page.getByRole("searchbox", { name: /Add one of/ }).fill("battery energy");
  await page.getByRole("button", { name: /^Energy/ }).click();
  const low = page.getByRole("textbox", { name: "Battery: Energy, low end" });
  await low.fill("900");
  await low.press("Enter");
  await page.getByText("The low end must be below the high one.").waitFor();
  await runButton(page).click();
  await eventually(() => page.getByRole("alert").filter({ hasText: "studies.monteCarlo.ranges[0].high" }).count()).toBe(1);
});

test("answers grow while runs come in, the page goes on answering, and Cancel keeps what is known", async () => {
  // Enough to be at it for as long as the test looks.
  const page = await openUncertainty({ mostSeeds: 100_000, batchSeeds: 50, toleranceFraction: 0 }, {}, { ...site, time: { ...site.time, start: "2025-01-01", days: 365 } });
  await runButton(page).click();
  const seeds = async () => Number(/over ([\d,]+)\sseeds/.exec(await page.locator("#uncertainty-figures").innerText().catch(() => ""))?.[1]?.replaceAll(",", "") ?? 0);
  await eventually(seeds).toBeGreaterThan(0);
  const early = await seeds();
  await page.getByRole("group", { name: "Chart" }).getByRole("button", { name: "Exceedance" }).click();
  await page.getByRole("heading", { level: 2, name: /How often/ }).waitFor();
  await eventually(seeds).toBeGreaterThan(early);
  expect(await page.locator(".study-run").innerText()).toMatch(/[\d,]+ of 200,000\sruns/);
  await page.getByRole("button", { name: "Cancel", exact: true }).click();
  await runButton(page).waitFor();
  await eventually(() => page.locator(".study-run").innerText()).toContain("Stopped");
  expect(await seeds()).toBeGreaterThanOrEqual(early);
  expect(await finding(page)).toMatch(/in 8 of 10 years/);
  // A stopped answer says so where it leaves the page.
  expect(JSON.parse(await exported(page, "Save the result", "Result, JSON"))).toMatchObject({ partial: true, ended: "early" });
});

test.each([["light", {}], ["dark on a phone", { width: 390, height: 844, theme: "dark" }]] as const)("it is a sheet of inputs and a list on the phone, and open to all, %s", async (_, options) => {
  const page = await openUncertainty(few, options);
  if ("width" in options) {
    await page.getByRole("button", { name: /^Inputs/ }).click();
    await page.getByRole("dialog").getByRole("checkbox", { name: "Arbitrage" }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await page.getByRole("dialog").getByRole("button", { name: /^Run/ }).click();
  } else await runButton(page).click();
  await eventually(() => finding(page)).toMatch(/8 of 10 runs/);
  expect(await page.locator(".study-main canvas").count()).toBe(2);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual("width" in options ? 390 : 1440);
  // Cancel has just become Run: its colours are still on their way.
  await eventually(() => axeFindings(page)).toEqual([]);
});
