import { readFileSync } from "node:fs";
import type { Page } from "playwright";
import { expect, test } from "vitest";
import { exampleFile } from "../support/exampleFile.ts";
import { dropFile, eventually, figureOf, openPage } from "../support/openPage.ts";

const power = (page: Page) => page.getByRole("textbox", { name: "Power", exact: true });
const savedState = (page: Page) => page.locator(".bar-saved").innerText();
const undo = (page: Page) => page.locator(".bar-tools button").first();
const ready = (page: Page) => page.locator("[data-figure=bill] .figure-value").waitFor();

async function setPower(page: Page, kw: string): Promise<void> {
  await power(page).fill(kw);
  await power(page).press("Enter");
  await eventually(() => savedState(page)).toBe("Saved on this device");
}

test("work is saved by itself, and a reload brings back inputs, figures and every step of undo", async () => {
  const page = await openPage();
  const before = await figureOf(page, "bill");
  expect(await savedState(page)).not.toContain("Not saved");
  await setPower(page, "20000");
  await setPower(page, "30000");
  await eventually(() => page.locator(".tune-foot").innerText()).toContain("1\u00a0changed");
  const changed = await figureOf(page, "bill");
  await undo(page).click();
  await eventually(() => savedState(page)).toBe("Saved on this device");
  await page.reload();
  await ready(page);
  await eventually(() => power(page).inputValue()).toBe("20,000");
  await page.locator(".bar-tools button").nth(1).click();
  await eventually(() => figureOf(page, "bill")).toBe(changed);
  await undo(page).click();
  await undo(page).click();
  await eventually(() => figureOf(page, "bill")).toBe(before);
  expect(await undo(page).isDisabled()).toBe(true);
});

test("two tabs keep their work apart, the second is told, and both are listed", async () => {
  const first = await openPage();
  await setPower(first, "21000");
  const second = await first.context().newPage();
  await second.goto(first.url());
  await ready(second);
  await eventually(() => second.locator(".toast").innerText()).toContain("another tab");
  await setPower(second, "22000");
  await first.reload();
  await ready(first);
  await eventually(() => power(first).inputValue()).toBe("21,000");
  await first.locator(".bar-saved").click();
  const list = first.getByRole("dialog");
  await eventually(() => list.locator("section").count()).toBe(2);
  expect(await list.innerText()).toContain("open in another tab");
});

test("an earlier version opens from the list as one step of undo, and can be saved as a file", async () => {
  const page = await openPage();
  await setPower(page, "23000");
  await page.locator(".bar-scenario").click();
  await page.getByRole("menuitemradio", { name: /Dallas/ }).click();
  await eventually(() => page.locator(".bar-scenario").innerText()).toContain("Dallas");
  await eventually(() => savedState(page)).not.toBe("Saving");
  await page.locator(".bar-saved").click();
  const rows = page.getByRole("dialog").locator(".stored-row");
  await eventually(() => rows.count()).toBe(2);
  const [download] = await Promise.all([page.waitForEvent("download"), rows.last().getByRole("button", { name: /^Save/ }).click()]);
  expect((JSON.parse(readFileSync(await download.path(), "utf8")) as { battery: { powerKw: number } }).battery.powerKw).toBe(23_000);
  await rows.last().getByRole("button", { name: /^Open/ }).click();
  await eventually(() => power(page).inputValue()).toBe("23,000");
  await undo(page).click();
  await eventually(() => page.locator(".bar-scenario").innerText()).toContain("Dallas");
});

test("a scenario that names a file runs when the file is dropped after it, and has it at hand again after a reload", async () => {
  const page = await openPage();
  const scenario = exampleFile("ashburn-hyperscale", { days: 1 });
  scenario.load.demand = { kind: "trace", measures: "facility", series: { file: "meter.csv", unit: "MW" } };
  await dropFile(page, "site.json", JSON.stringify(scenario));
  await eventually(() => page.locator(".failure").innerText()).toContain("meter.csv");
  const rows = Array.from({ length: 24 }, (_, hour) => `2025-01-01T${String(hour).padStart(2, "0")}:00-05:00,50`);
  await dropFile(page, "meter.csv", `time,load\n${rows.join("\n")}\n`);
  await eventually(() => page.locator(".failure").count()).toBe(0);
  await eventually(() => page.locator("[data-figure=bill] .figure-label").innerText()).toMatch(/1\u00a0day/);
  // The meter's 50 MW and the battery's own draw.
  await eventually(() => figureOf(page, "peak")).toMatch(/^50/);
  await eventually(() => savedState(page)).not.toBe("Saving");
  await page.reload();
  await ready(page);
  expect(await figureOf(page, "peak")).toMatch(/^50/);
  expect(await page.locator(".failure").count()).toBe(0);
});

test("inputs of studies in a file come back with it when it is saved again", async () => {
  const page = await openPage();
  const file = exampleFile("ashburn-hyperscale", { stepMinutes: 60 });
  await dropFile(page, "site.json", JSON.stringify({ ...file, name: "With studies", studies: { siteGrowth: {} } }));
  await eventually(() => page.locator(".bar-scenario").innerText()).toBe("With studies");
  await eventually(() => savedState(page)).not.toBe("Saving");
  await page.reload();
  await ready(page);
  const [download] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("Control+s")]);
  expect(Object.keys((JSON.parse(readFileSync(await download.path(), "utf8")) as { studies: object }).studies)).toContain("siteGrowth");
});

test("a browser that keeps nothing is told from the first, and the way out is a file", async () => {
  const page = await openPage({ script: () => { Object.defineProperty(globalThis, "indexedDB", { get: () => ({ open: () => { throw new DOMException("denied", "SecurityError"); } }) }); } });
  expect(await savedState(page)).toContain("no storage");
  await page.locator(".bar-saved").click();
  expect(await page.getByRole("dialog").getByRole("alert").innerText()).toContain("Save the scenario as a file");
});

test("a store that is full is told, and nothing is called saved", async () => {
  const page = await openPage();
  await page.evaluate(() => { IDBObjectStore.prototype.put = () => { throw new DOMException("full", "QuotaExceededError"); }; });
  await power(page).fill("24000");
  await power(page).press("Enter");
  await eventually(() => savedState(page)).toContain("storage is full");
  expect(await page.locator(".bar-saved").getAttribute("data-state")).toBe("warn");
});

test("a newer page takes the store over; the older one works on and says that it no longer saves", async () => {
  const page = await openPage();
  await setPower(page, "25000");
  await page.evaluate(() => new Promise<void>((resolve, reject) => {
    const asked = indexedDB.open("gridflex", 99);
    asked.addEventListener("success", () => { asked.result.close(); resolve(); });
    asked.addEventListener("error", () => { reject(asked.error ?? new Error("not opened")); });
  }));
  await eventually(() => savedState(page)).toContain("newer GridFlex");
  await page.reload();
  await ready(page);
  expect(await savedState(page)).toContain("newer GridFlex");
});
