import type { Page } from "playwright";
import { expect, test } from "vitest";
import { checkScenario, type Scenario } from "../../src/core/scenario.ts";
import { withParameter } from "../../src/core/studies/parameters.ts";
import type { Tuner } from "../../src/core/studies/tuner.ts";
import { smallSite } from "../core/studies/manyRuns.ts";
import { axeFindings } from "../support/axe.ts";
import { eventually } from "../support/openPage.ts";
import { exported, finding, openStudy, printed, runButton, runWhole } from "../support/studyPage.ts";

/** Ten days in hours with a load that differs from seed to seed; nothing gains half a unit of money a kWh here, so that the battery rests until it is tuned. */
const site: Scenario = checkScenario(withParameter({ ...smallSite, name: "Small site", time: { ...smallSite.time, days: 10 } }, "strategy.battery.minGainPerKwh", 0.5));
const few = { candidates: 20, trainingSeeds: 2, heldBackSeeds: 6 };
const least = (scenario: string): unknown => (JSON.parse(scenario) as { readonly strategy: { readonly battery: { readonly minGainPerKwh: unknown } } }).strategy.battery.minGainPerKwh;

test("what tuning is worth on held-back seeds is, byte for byte, that of the command line, and its values are put to use as one step", async () => {
  const page = await openStudy("Tuner", site, { tuner: few });
  await runWhole(page);
  expect(await finding(page)).toMatch(/Tuned, least gain .*, cost, all counted is \$[\d,]+ better on 6\sseeds held back \(95/);
  const file = await exported(page, "Export", "Scenario, JSON");
  const result = await exported(page, "Save the result", "Result, JSON");
  expect(result).toBe(await printed(file, "tune", "site.json", "--json"));
  const { candidates, best, heldBack } = JSON.parse(result) as Tuner;
  expect(heldBack!.gainInterval![0]).toBeGreaterThan(0);
  expect(await page.getByRole("img", { name: /on the training seeds; .* on seeds held back \(6\sseeds\), 95 % interval/ }).count()).toBe(1);

  await page.getByRole("button", { name: "Use these values" }).click();
  await page.getByText("These values are in use.").waitFor();
  expect(least(await exported(page, "Export", "Scenario, JSON"))).toBe(candidates[best!]!.values![0]);
  await page.getByRole("button", { name: /^Undo/ }).first().click();
  await page.getByRole("button", { name: "Use these values" }).waitFor();
  expect(least(await exported(page, "Export", "Scenario, JSON"))).toBe(0.5);
});

test("it is open to all, and a larger budget goes on where the search stood", async () => {
  const page = await openStudy("Tuner", site, { tuner: few });
  await runWhole(page);
  await expectOpen(page, 1440);
  const table = () => exported(page, "Save the result", "Table, CSV");
  const before = (await table()).trimEnd().split(/\r?\n/);
  const budget = page.getByRole("textbox", { name: "Candidates" });
  await budget.fill("40");
  await budget.press("Enter");
  await eventually(() => page.locator(".study-run").innerText()).toContain("other inputs");
  await runWhole(page);
  await eventually(async () => (await page.getByRole("img", { name: /40\scandidates/ }).count())).toBe(1);
  const after = (await table()).trimEnd().split(/\r?\n/);
  expect(after.slice(0, before.length)).toEqual(before);
  expect(after).toHaveLength(before.length + 20);
});

test("a search that is stopped keeps the best so far, and a candidate opens as a scenario", async () => {
  const page = await openStudy("Tuner", { ...site, time: { ...site.time, start: "2025-01-01", days: 365 } }, { tuner: { ...few, candidates: 5000 } });
  await runButton(page).click();
  await page.getByRole("group", { name: "Candidates" }).getByRole("button", { name: /^Open candidate/ }).first().waitFor();
  await page.getByRole("button", { name: "Cancel", exact: true }).click();
  await eventually(() => page.locator(".study-run").innerText()).toContain("Stopped");
  expect(await finding(page)).toMatch(/Best so far of .*held back have not run/);
  const open = page.getByRole("group", { name: "Candidates" }).getByRole("button", { name: /^Open candidate/ }).first();
  const place = /\d+/.exec((await open.getAttribute("aria-label"))!)![0];
  await open.click();
  await page.getByText(`Candidate ${place} opened`).waitFor();
  expect(least(await exported(page, "Export", "Scenario, JSON"))).not.toBe(0.5);
});

test("a strategy with nothing to choose is told, with the way out", async () => {
  const page = await openStudy("Tuner", checkScenario({ ...site, strategy: { battery: { policy: "idle" } } }), { tuner: few });
  await runButton(page).click();
  await eventually(() => page.getByRole("alert").innerText()).toContain("nothing to choose in idle, run-now");
});

/** It is open to all. */
async function expectOpen(page: Page, width: number): Promise<void> {
  await eventually(() => finding(page)).toMatch(/better on/);
  expect(await page.locator(".study-main canvas").count()).toBe(2);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  await eventually(() => axeFindings(page)).toEqual([]);
}

test("it is open to all, dark on a phone", async () => {
  const page = await openStudy("Tuner", site, { tuner: few }, { width: 390, height: 844, theme: "dark" });
  await runWhole(page);
  await expectOpen(page, 390);
});
