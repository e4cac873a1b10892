import type { Page } from "playwright";
import { expect, test } from "vitest";
import { eventually, openHourly } from "../support/openPage.ts";

const finding = (page: Page) => page.getByRole("heading", { level: 1 }).innerText();
const cells = (page: Page, metric: number) => page.locator(`[data-metric="${metric}"] td`).allInnerTexts();

async function openMetrics(part: "Metrics" | "Placement"): Promise<Page> {
  const page = await openHourly();
  await page.getByRole("link", { name: "Metrics", exact: true }).click();
  await page.getByRole("button", { name: part, exact: true }).click();
  return page;
}

test("seven metrics stand side by side, and a row opens to formula, steps and the input behind a step", async () => {
  const page = await openMetrics("Metrics");
  await eventually(() => page.locator(".matrix-value").count()).toBeGreaterThan(0);
  // The worked example: 8-GPU server at 40 % use, PUE 1.15 and 8.5 ct in the cloud, 1.05 and 16 ct at the edge; 271.8 and 334.1 g/kWh.
  const [cloud, , edge] = await cells(page, 1);
  expect(cloud).toContain("$7.76");
  expect(edge).toContain("$13.34");
  expect((await cells(page, 2)).map((text) => text.split(/\s/)[0])).toEqual(["24.8", expect.stringMatching(/^\d/), "27.9"]);
  // A place without a run of its own has no score, and says why.
  expect(await cells(page, 5)).toEqual(["no run of this place", expect.stringMatching(/^\d/), "no run of this place"]);
  await page.getByRole("button", { name: /^Energy cost of a decision/ }).click();
  const parts = page.getByRole("group", { name: "Energy cost of a decision" });
  expect(await parts.innerText()).toContain("0.0913");
  await page.getByRole("button", { name: "1.15", exact: true }).click();
  await eventually(() => page.evaluate(() => document.activeElement?.id)).toBe("field-studies-metrics-cloud-pue");
});

test("another price of a place changes its row alone", async () => {
  const page = await openMetrics("Metrics");
  await eventually(() => page.locator(".matrix-value").count()).toBeGreaterThan(0);
  const [, own, edge] = await cells(page, 1);
  const price = page.locator("#field-studies-metrics-cloud-pricePerKwh");
  await price.fill("0.17");
  await price.press("Enter");
  await eventually(async () => (await cells(page, 1))[0]).toContain("$15.52");
  expect((await cells(page, 1)).slice(1)).toEqual([own, edge]);
});

test("a budget is watched month by month, with its thresholds and the alert that told most", async () => {
  const page = await openMetrics("Metrics");
  await page.getByRole("button", { name: "Watch the monthly bill" }).click();
  await eventually(() => page.locator(".budget-period").count()).toBe(12);
  const shares = (await page.locator(".budget-period strong").allInnerTexts()).map((text) => Number.parseInt(text, 10));
  // A twelfth of the year's bill: the months lie about it.
  expect(Math.min(...shares)).toBeLessThanOrEqual(100);
  expect(Math.max(...shares)).toBeGreaterThanOrEqual(100);
  expect(await page.locator(".budget-period").first().innerText()).toMatch(/(spent|forecast) \d+\s% on day \d+/);
});

test("placement says what decided, what each constraint costs, and what serves on when the cloud is out", async () => {
  const page = await openMetrics("Placement");
  // Fraud on the edge, chat and batch on premises to its 70 units, 90 units of batch in the cloud: $410.50 an hour, bounds $16.
  await eventually(() => finding(page)).toMatch(/costs \$410\.50 an hour, 12\s% below all in the cloud; its bounds cost \$16\.00 an hour, most of it latency of Fraud check/);
  const row = (table: string, name: string) => page.getByRole("group", { name: table }).locator("tr", { hasText: name }).first().innerText();
  expect(await row("Least-cost placement", "Fraud check")).toMatch(/20.*latency of On premises, EU, 12 over 10.ms/s);
  expect(await row("Price of each constraint", "One more unit of capacity, On premises")).toContain("$1.05 an hour");
  expect(await row("Outage drill", "cloud")).toMatch(/50\s%/);
  const bound = page.locator("#field-studies-placement-workloads-0-latencyMs");
  await bound.fill("15");
  await bound.press("Enter");
  await eventually(() => finding(page)).toContain("its bounds cost nothing");
});
