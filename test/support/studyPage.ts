import { readFileSync } from "node:fs";
import type { Page } from "playwright";
import { expect } from "vitest";
import { commands } from "../../src/cli/commands/index.ts";
import { gridflex } from "../../src/cli/gridflex.ts";
import type { Scenario } from "../../src/core/scenario.ts";
import { eventually, linkTo, openPage, type PageOptions } from "./openPage.ts";

/** The Study view with a question of many runs: how tests open it, run it and take out what it found. */

/** @param title the question, as its switch has it @param studies inputs by study, as they stand in a file */
export async function openStudy(title: string, scenario: Scenario, studies: object, options: PageOptions = {}): Promise<Page> {
  const page = await openPage({ ...options, hash: await linkTo({ ...scenario, studies }) });
  await eventually(() => page.locator(".bar-scenario").innerText()).toContain(scenario.name);
  await askedView(page, title);
  return page;
}

export async function askedView(page: Page, title: string): Promise<void> {
  await page.evaluate(() => { location.hash = "study"; });
  const menu = page.getByRole("combobox", { name: "Question" });
  const button = page.getByRole("button", { name: title, exact: true });
  await menu.or(button).first().waitFor();
  if (await menu.count() > 0) await menu.selectOption({ label: title });
  else await button.click();
  await runButton(page).waitFor();
}

export const runButton = (page: Page) => page.locator(".study-run").getByRole("button", { name: /^Run/ });
export const finding = (page: Page) => page.getByRole("heading", { level: 1 }).innerText();

/** Runs the question to its end. */
export async function runWhole(page: Page): Promise<void> {
  await runButton(page).click();
  await eventually(() => page.locator("[role=status]", { hasText: "Computed" }).count()).toBe(1);
}

/** What a press saves. */
export async function saved(page: Page, press: () => Promise<unknown>): Promise<string> {
  const [download] = await Promise.all([page.waitForEvent("download"), press()]);
  return readFileSync(await download.path(), "utf8");
}

/** What an item of a menu saves. */
export async function exported(page: Page, menu: string, item: string): Promise<string> {
  await page.getByRole("button", { name: menu, exact: true }).click();
  return saved(page, () => page.getByRole("menuitem", { name: item }).click());
}

/** What the command line prints for a scenario file. */
export async function printed(file: string, ...words: readonly string[]): Promise<string> {
  let [out, told] = ["", ""];
  const code = await gridflex(words, { stdout: (text) => { out += text; }, stderr: (text) => { told += text; }, readFile: async () => new TextEncoder().encode(file), writeFile: async () => {} }, commands);
  expect([code, code === 0 ? "" : told]).toEqual([0, ""]);
  return out;
}
