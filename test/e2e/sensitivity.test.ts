import type { Page } from "playwright";
import { expect, test } from "vitest";
import { withParameter } from "../../src/core/studies/parameters.ts";
import { figureIndex } from "../../src/core/studies/runFigures.ts";
import { simulate } from "../../src/core/simulate.ts";
import { money } from "../../src/text/numbers.ts";
import { ask, smallSite } from "../core/studies/manyRuns.ts";
import { axeFindings } from "../support/axe.ts";
import { eventually } from "../support/openPage.ts";
import { exported, finding, openStudy, runWhole } from "../support/studyPage.ts";

const site = { ...smallSite, name: "Small site" };
const ranges = [{ path: "load.itDesignKw", low: 300, high: 700 }, { path: "battery.energyKwh", low: 0, high: 800 }, { path: "solar.dcKw", low: 100, high: 900 }];
const studies = { tornado: { ranges }, morris: { ranges, trajectories: 6 }, sobol: { ranges, rows: 64 } };

const openSensitivity = (inputs: object = studies) => openStudy("Sensitivity", site, inputs);
const rowNames = (page: Page, table: string) => page.getByRole("group", { name: table }).locator("tbody th").allInnerTexts();

test("inputs are sorted by their swing of whatever figure is in view, and each end opens as a scenario that can be undone", async () => {
  const page = await openSensitivity();
  await runWhole(page);
  const { base, inputs } = await ask("tornado", { ranges });
  const swingOrder = (figure: string) => {
    const k = figureIndex(figure);
    const swing = (values: readonly (number | null | undefined)[]) => Math.max(...values.map(Number)) - Math.min(...values.map(Number));
    return inputs.map(({ title, atLow, atHigh }) => ({ title, size: swing([base?.[k], atLow?.[k], atHigh?.[k]]) })).toSorted((a, b) => b.size - a.size).map(({ title }) => title);
  };
  const shown = async () => (await rowNames(page, "Each input")).map((name) => name.replace(/^Battery e/, "E"));
  expect(await shown()).toEqual(swingOrder("fullCost"));
  expect(await finding(page)).toMatch(/^IT design power moves cost, all counted most: −\$\S+ at 300\skW, \+\$\S+ at 700\skW/);
  await page.locator(".sensitivity-tools").getByRole("combobox").selectOption({ label: "Solar energy" });
  await eventually(shown).toEqual(swingOrder("pvKwh"));
  await page.locator(".sensitivity-tools").getByRole("combobox").selectOption({ label: "Total cost" });

  const there = simulate(withParameter(smallSite, "load.itDesignKw", 700), { seed: "1", data: new Map() }).kpis.totalCost;
  await eventually(() => page.getByRole("group", { name: "Each input" }).getByRole("row", { name: /^IT design power/ }).innerText()).toContain(money(there, "USD"));
  await page.getByRole("button", { name: "Open the site with IT design power 700\u00a0kW" }).click();
  await page.evaluate(() => { location.hash = "dispatch"; });
  await eventually(() => page.locator("[data-figure=bill] .figure-value").innerText()).toBe(money(there, "USD").replace(/[kM]$/, ""));
  await page.getByRole("button", { name: /^Undo/ }).first().click();
  await eventually(() => page.locator("[data-figure=bill] .figure-value").innerText()).not.toBe(money(there, "USD").replace(/[kM]$/, ""));
});

test("screening and shares of the variance tell what the core finds, with their intervals, and leave as files", async () => {
  const page = await openSensitivity();
  const chosen = (name: string) => page.getByRole("group", { name: "Method" }).getByRole("button", { name }).click();
  await chosen("Screening");
  await runWhole(page);
  const screened = await ask("morris", studies.morris);
  expect(await finding(page)).toContain(`${screened.inputs[0]!.title} matters most`);
  await chosen("Shares of variance");
  await page.getByRole("combobox", { name: "Rows" }).selectOption("32");
  await runWhole(page);
  const shares = await ask("sobol", { ...studies.sobol, rows: 32 });
  expect(await finding(page)).toContain(`${screened.inputs[0]!.title} explains`);
  const first = shares.inputs[0]!;
  const index = first.first["fullCost"]!;
  const row = await page.getByRole("group", { name: "Indices" }).getByRole("row", { name: new RegExp(`^${first.title}`) }).innerText();
  expect(row.replaceAll(/\s/g, " ")).toContain(`(${(100 * index.low).toFixed(0)} % – ${(100 * index.high).toFixed(0)} %)`);
  expect(JSON.parse(await exported(page, "Save the result", "Result, JSON"))).toMatchObject({ study: "sobol", seed: "1", inputs: JSON.parse(JSON.stringify(shares.inputs)) });
  expect(await axeFindings(page)).toEqual([]);
});

test("without a choice of one's own the page moves what the site has, and an input is found by its words", async () => {
  const page = await openSensitivity({});
  await page.getByText("a fifth down and up").waitFor();
  await page.getByRole("searchbox", { name: /Add one of/ }).fill("no such thing");
  await page.getByText('No number of this site is called "no such thing".').waitFor();
  await page.getByRole("searchbox", { name: /Add one of/ }).fill("battery efficiency");
  await page.getByRole("button", { name: /^Discharging efficiency/ }).click();
  const count = await page.locator(".ranges-row").count();
  await page.getByRole("button", { name: "Remove Solar: DC rating" }).click();
  await eventually(() => page.locator(".ranges-row").count()).toBe(count - 1);
  await runWhole(page);
  expect(await rowNames(page, "Each input")).toHaveLength(count - 1);
  expect(await rowNames(page, "Each input")).toContain("Discharging efficiency");
  // The choice stands in the file: one step of undo each.
  await page.getByRole("button", { name: "Back to the page's choice" }).click();
  await page.getByText("a fifth down and up").waitFor();
  expect(await axeFindings(page)).toEqual([]);
});
