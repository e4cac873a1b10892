import type { Page } from "playwright";
import { expect, test } from "vitest";
import { eventually, figureOf, openPage } from "../support/openPage.ts";

async function openFlexibility(size: { width?: number; height?: number } = {}): Promise<Page> {
  const page = await openPage(size);
  await page.getByRole("link", { name: "Flexibility", exact: true }).click();
  await page.locator(".score-number").waitFor();
  return page;
}

const number = (text: string): number => Number(/-?[\d.,]+/.exec(text.replace("\u2212", "-"))?.[0].replaceAll(",", ""));
const part = async (page: Page, name: string): Promise<number> => number(await page.locator(".score-line", { hasText: name }).locator("strong").innerText());

test("two bars, times the uptime factor, add up to the score, and the same score stands among the figures", async () => {
  const page = await openFlexibility();
  const score = number(await page.locator(".score-number").innerText());
  const [price, rules, uptime] = [await part(page, "Price adaptability"), await part(page, "Rules"), await part(page, "Uptime factor")];
  expect(Math.abs((price + rules) * uptime - score)).toBeLessThan(0.7);
  expect(await page.getByRole("heading", { level: 1 }).innerText()).toContain(`scores ${score}`);
  await page.getByRole("link", { name: "Dispatch", exact: true }).click();
  expect(await figureOf(page, "score")).toMatch(new RegExp(`^${score}\\b`));
});

test("the four axes multiply to the promise", async () => {
  const page = await openFlexibility();
  const rows = page.locator("section[aria-labelledby=score-promise] dd");
  const [magnitude, duration, response, frequency, promise] = (await rows.allInnerTexts()).map(number);
  expect(Math.abs(magnitude! * duration! * response! * frequency! - promise!)).toBeLessThan(0.02);
});

test("each call has a row; the chosen one is drawn with its two rebounds under names of their own, and leads to its steps", async () => {
  const page = await openFlexibility();
  const rows = page.locator(".flex-requests tbody tr");
  await eventually(() => rows.count()).toBe(4);
  await rows.nth(2).getByRole("button").click();
  const day = await rows.nth(2).locator("th").innerText();
  await eventually(() => page.locator("#chart-event").innerText()).toContain(day);
  const facts = await page.locator(".event-facts").innerText();
  expect(facts).toContain("Rebound 4 h, against baseline");
  expect(facts).toContain("Rebound 2 h, against do nothing");
  await page.getByRole("link", { name: "Show in Dispatch" }).click();
  await eventually(() => page.locator(".readout-head h2").innerText()).toContain(day);
});

test("the programme that pays best stands first, and what taking part is worth under it", async () => {
  const page = await openFlexibility();
  await page.getByRole("button", { name: "Programmes", exact: true }).click();
  const nets = page.locator(".study-table tbody tr:not([data-quiet]) td:last-child");
  await eventually(() => nets.count()).toBeGreaterThan(5);
  const worth = (await nets.allInnerTexts()).map((text) => number(text.replace("$", ""))).filter(Number.isFinite);
  expect(worth).toEqual(worth.toSorted((a, b) => b - a));
  await eventually(() => page.locator(".flex-net").innerText()).toMatch(/Net of taking part \$[\d,]+ a year/);
});

test("what would raise the score is told as gains, the largest first", async () => {
  const page = await openFlexibility();
  const gains = page.locator("section[aria-labelledby=score-levers] dd");
  await eventually(() => gains.count()).toBeGreaterThan(2);
  const points = (await gains.allInnerTexts()).map((text) => number(text.replace("+", "")));
  expect(points).toEqual(points.toSorted((a, b) => b - a));
});

test("events stand on Dispatch, and a preset leads to them", async () => {
  const page = await openPage();
  await page.getByRole("button", { name: "Events", exact: true }).click();
  await eventually(() => page.locator(".chart-head p").first().innerText()).toMatch(/Jul/);
});

test("on a phone an event opens over the whole screen", async () => {
  const page = await openFlexibility({ width: 390, height: 844 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await page.locator(".flex-requests tbody tr").first().getByRole("button").click();
  await eventually(() => page.getByRole("dialog").innerText()).toContain("Rebound 2 h, against do nothing");
  await page.keyboard.press("Escape");
  await eventually(() => page.getByRole("dialog").count()).toBe(0);
});
