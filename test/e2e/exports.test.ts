import { readFileSync } from "node:fs";
import type { Page } from "playwright";
import { expect, test } from "vitest";
import { simulate } from "../../src/core/simulate.ts";
import { strategyName, withStrategy } from "../../src/core/scenario.ts";
import { scenarioHash } from "../../src/document/hash.ts";
import { firstPreset } from "../../src/document/presets.ts";
import { version } from "../../src/document/version.ts";
import { writers } from "../../src/files/write/index.ts";
import { dropFile, eventually as expectSoon, linkTo, openPage } from "../support/openPage.ts";

/** Four weeks by the hour have every part that the year has. */
const scenario = { ...firstPreset(), time: { ...firstPreset().time, start: "2025-07-01", days: 28, stepMinutes: 60 } } as const;
const { score = [], ...result } = simulate(scenario, { seed: "1", data: new Map(), score: true });
const beside = { idle: simulate(withStrategy(scenario, "idle"), { seed: "1", data: new Map() }), score };
const run = { scenario, result, provenance: { strategy: strategyName(result.strategy), seed: "1", version, scenarioHash: scenarioHash(scenario) }, beside };

async function exported(page: Page, title: RegExp): Promise<{ readonly name: string; readonly bytes: Uint8Array }> {
  await page.getByRole("button", { name: /^(?:Export|Menu)$/ }).click();
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("menuitem", { name: title }).click()]);
  return { name: download.suggestedFilename(), bytes: new Uint8Array(readFileSync(await download.path())) };
}

test("Parquet, workbook, report and metrics leave the page with the bytes that the command line writes; a decimal comma is a choice that holds for every table", async () => {
  const page = await openPage({ hash: await linkTo(scenario) });
  for (const { id, title, end } of [
    { id: "parquet", title: /^Time series, Parquet/, end: "timeseries.parquet" },
    { id: "xlsx", title: /^Workbook, XLSX/, end: "run.xlsx" },
    { id: "report", title: /^Report, HTML/, end: "report.html" },
    { id: "metrics-csv", title: /^Metrics, CSV/, end: "metrics.csv" },
  ]) {
    const { name, bytes } = await exported(page, title);
    expect(name).toMatch(new RegExp(`^ashburn.*-${end.replace(".", "\\.")}$`));
    const own = await writers.find((writer) => writer.id === id)!.write(run);
    expect(Buffer.from(bytes).equals(Buffer.from(own as Uint8Array)), id).toBe(true);
  }
  await page.getByRole("button", { name: "Export" }).click();
  await page.getByRole("menuitemradio", { name: /^1,5/ }).click();
  const { bytes } = await exported(page, /^Bill, CSV/);
  expect(new TextDecoder().decode(bytes).split("\r\n")[1]).toMatch(/^2025;7;energy;[^.]*\d,\d/);
});

test("a scenario that would be a formula or markup is a text in report and page", async () => {
  const page = await openPage();
  const hostile = { ...scenario, name: `=cmd|' /C calc'!A0<img src=x onerror="document.title='owned'">`, time: { ...scenario.time, days: 9 } };
  await dropFile(page, "site.json", JSON.stringify(hostile));
  await expectSoon(() => page.locator(".bar-scenario").innerText()).toContain("=cmd");
  await expectSoon(() => page.locator("[data-figure=bill] .figure-label").innerText()).toContain("9\u00a0days");
  expect(await page.locator("img").count()).toBe(0);
  const { bytes } = await exported(page, /^Report, HTML/);
  const report = await page.context().newPage();
  await report.setContent(new TextDecoder().decode(bytes));
  expect(await report.title()).toContain("=cmd|' /C calc'!A0<img src=x");
  expect(await report.locator("img, script").count()).toBe(0);
  expect(await report.locator("figure svg").count()).toBeGreaterThan(5);
});
