import type { Page } from "playwright";
import { expect, test } from "vitest";
import { exampleFile } from "../support/exampleFile.ts";
import { dropFile, eventually, figureOf, openHourly } from "../support/openPage.ts";

const power = (page: Page) => page.getByRole("textbox", { name: "Power", exact: true });

async function linkOf(page: Page): Promise<string> {
  await page.getByRole("button", { name: "Share", exact: true }).click();
  const field = page.getByRole("textbox", { name: "Link" });
  await field.waitFor();
  const link = await field.inputValue();
  await page.keyboard.press("Escape");
  return link;
}

async function follow(page: Page, link: string): Promise<Page> {
  const other = await page.context().newPage();
  await other.goto(link);
  await other.locator("[data-figure=bill] .figure-value").waitFor();
  return other;
}

test("a link opens the changed site as a copy, with the same figures, and leaves the receiver's own work alone", async () => {
  const page = await openHourly();
  await power(page).fill("33000");
  await power(page).press("Enter");
  await eventually(() => page.locator(".bar-saved").innerText()).toBe("Saved on this device");
  const link = await linkOf(page);
  expect(link.length).toBeLessThan(500);
  const bill = await figureOf(page, "bill");
  await power(page).fill("11000");
  await power(page).press("Enter");
  await eventually(() => page.locator(".bar-saved").innerText()).toBe("Saved on this device");

  const copy = await follow(page, link);
  await eventually(() => power(copy).inputValue()).toBe("33,000");
  await eventually(() => figureOf(copy, "bill")).toBe(bill);
  expect(await copy.locator(".toast").innerText()).toContain("Opened a copy of");
  expect(copy.url()).toMatch(/#dispatch$/);
  await page.reload();
  await eventually(() => power(page).inputValue()).toBe("11,000");
});

test("a link names the file that it needs, asks for it, and takes no other of that name", async () => {
  const page = await openHourly();
  const scenario = exampleFile("ashburn-hyperscale", { days: 1 });
  scenario.load.demand = { kind: "trace", measures: "facility", series: { file: "meter.csv", unit: "MW" } };
  const meter = (megawatts: number) => `time,load\n${Array.from({ length: 24 }, (_, hour) => `2025-01-01T${String(hour).padStart(2, "0")}:00-05:00,${megawatts}`).join("\n")}\n`;
  await dropFile(page, "site.json", JSON.stringify(scenario));
  await eventually(() => page.locator(".failure").innerText()).toContain("meter.csv");
  await dropFile(page, "meter.csv", meter(50));
  await eventually(() => figureOf(page, "peak")).toMatch(/^50/);
  const link = await linkOf(page);

  // Another machine: nothing of the file is there.
  const other = await (await openHourly()).context().newPage();
  await other.goto(link);
  await eventually(() => other.locator(".failure").innerText()).toContain("meter.csv");
  await dropFile(other, "meter.csv", meter(60));
  await eventually(() => other.getByRole("dialog").innerText()).toContain("SHA-256");
  await other.keyboard.press("Escape");
  await dropFile(other, "meter.csv", meter(50));
  await eventually(() => figureOf(other, "peak")).toMatch(/^50/);
  expect(await other.locator(".failure").count()).toBe(0);
});

test("a hostile name in a link, and a link that is cut, do nothing but show as text", async () => {
  const page = await openHourly();
  const hostile = '<img src=x onerror="document.title=1">';
  await page.locator(".bar-scenario").click();
  await page.getByRole("menuitem", { name: "About this site" }).click();
  const name = page.getByRole("dialog").getByRole("textbox", { name: "Name" });
  await name.fill(hostile);
  await name.press("Enter");
  await page.keyboard.press("Escape");
  await eventually(() => page.locator(".bar-scenario").innerText()).toBe(hostile);
  const link = await linkOf(page);
  const copy = await follow(page, link);
  await eventually(() => copy.locator(".bar-scenario").innerText()).toBe(hostile);
  expect(await copy.locator("img").count()).toBe(0);
  expect(await copy.title()).toBe("GridFlex");

  const cut = await follow(page, link.slice(0, -20));
  await eventually(() => cut.getByRole("dialog").innerText()).toContain("cut short");
  await cut.keyboard.press("Escape");
  expect(await cut.locator(".bar-scenario").innerText()).toContain("Ashburn");
});
