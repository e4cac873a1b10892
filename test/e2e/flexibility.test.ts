import type { Page } from "playwright";
import { expect, test } from "vitest";
import { dropFile, eventually, figureOf, openHourly, openPage, type PageOptions } from "../support/openPage.ts";

async function flexibilityOf(page: Page): Promise<Page> {
  await page.getByRole("link", { name: "Flexibility", exact: true }).click();
  await page.locator(".score-number").waitFor();
  return page;
}

const openFlexibility = async (options: PageOptions = {}) => flexibilityOf(await openPage(options));
/** What takes many runs is there sooner by the hour. */
const openQuick = async (days = 365) => flexibilityOf(await openHourly({ days }));

const number = (text: string): number => Number(/-?[\d.,]+/.exec(text.replace("\u2212", "-"))?.[0].replaceAll(",", ""));
const sidewaysScroll = (page: Page) => page.locator(".study-scroll").first().evaluate((element) => element.scrollWidth - element.clientWidth);
const part = async (page: Page, name: string): Promise<number> => number(await page.locator(".score-line", { hasText: name }).locator("strong").innerText());

test("two bars, times the uptime factor, add up to the score, the same score stands among the figures, and the four axes multiply to the promise", async () => {
  const page = await openFlexibility();
  const score = number(await page.locator(".score-number").innerText());
  const [price, rules, uptime] = [await part(page, "Price adaptability"), await part(page, "Rules"), await part(page, "Uptime factor")];
  expect(Math.abs((price + rules) * uptime - score)).toBeLessThan(0.7);
  expect(await page.getByRole("heading", { level: 1 }).innerText()).toContain(`scores ${score}`);
  const rows = page.locator("section[aria-labelledby=score-promise] dd");
  const [magnitude, duration, response, frequency, promise] = (await rows.allInnerTexts()).map(number);
  expect(Math.abs(magnitude! * duration! * response! * frequency! - promise!)).toBeLessThan(0.02);
  await page.getByRole("link", { name: "Dispatch", exact: true }).click();
  expect(await figureOf(page, "score")).toMatch(new RegExp(`^${score}\\b`));
});

test("each call has a row that needs no sideways scroll; the chosen one is drawn with its two rebounds under names of their own, and leads to its steps; a preset shows all events", async () => {
  const page = await openFlexibility();
  const rows = page.locator(".flex-requests tbody tr");
  await eventually(() => rows.count()).toBe(4);
  for (const [width, height] of [[1440, 900], [1024, 768]] as const) {
    await page.setViewportSize({ width, height });
    await eventually(() => sidewaysScroll(page)).toBeLessThanOrEqual(0);
  }
  await rows.nth(2).getByRole("button").click();
  const day = await rows.nth(2).locator("th").innerText();
  await eventually(() => page.locator("#chart-event").innerText()).toContain(day);
  const facts = await page.locator(".event-facts").innerText();
  expect(facts).toContain("Rebound 4 h, against baseline");
  expect(facts).toContain("Rebound 2 h, against do nothing");
  await page.getByRole("link", { name: "Show in Dispatch" }).click();
  await eventually(() => page.locator(".readout-head h2").innerText()).toContain(day);
  await page.getByRole("button", { name: "Year", exact: true }).click();
  await eventually(() => page.locator(".chart-head p").first().innerText()).toContain("year 2025");
  await page.getByRole("button", { name: "Events", exact: true }).click();
  await eventually(() => page.locator(".chart-head p").first().innerText()).toMatch(/Jul/);
});

test("what would raise the score is told as gains, the largest first, and the programme that pays best stands first; one is joined from its record, which says what of it is assumed", async () => {
  const page = await openQuick();
  const gains = page.locator("section[aria-labelledby=score-levers] dd");
  await eventually(() => gains.count()).toBeGreaterThan(2);
  const points = (await gains.allInnerTexts()).map((text) => number(text.replace("+", "")));
  expect(points).toEqual(points.toSorted((a, b) => b - a));

  await page.getByRole("button", { name: "Programmes", exact: true }).click();
  const nets = page.locator(".study-table tbody tr:not([data-quiet]) td:last-child");
  // Twenty runs, behind those of the other studies of the view.
  await expect.poll(() => nets.count(), { timeout: 45_000 }).toBeGreaterThan(5);
  const worth = (await nets.allInnerTexts()).map((text) => number(text.replace("$", ""))).filter(Number.isFinite);
  expect(worth).toEqual(worth.toSorted((a, b) => b - a));
  await eventually(() => page.locator(".flex-net").innerText()).toMatch(/Net of taking part \$[\d,]+ a year/);

  await page.getByRole("button", { name: "Con Edison Distribution Load Relief, contingency" }).click();
  const record = await page.getByRole("dialog").innerText();
  expect(record).toMatch(/18\sUSD\/kW-month/);
  expect(record).toContain("(?) These figures are assumed");
  await page.getByRole("button", { name: /^Join with/ }).click();
  await page.getByRole("button", { name: "Requests", exact: true }).click();
  await eventually(() => page.locator(".flex-requests tbody").innerText()).toContain("Con Edison");
  await eventually(() => page.locator(".flex-lists").innerText()).toContain("call at the same time");
});

test("on a phone the requests need no sideways scroll, and an event opens over the whole screen", async () => {
  const page = await openFlexibility({ width: 390, height: 844 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await eventually(() => sidewaysScroll(page)).toBeLessThanOrEqual(0);
  await page.locator(".flex-requests tbody tr").first().getByRole("button").click();
  await eventually(() => page.getByRole("dialog").innerText()).toContain("Rebound 2 h, against do nothing");
  await page.keyboard.press("Escape");
  await eventually(() => page.getByRole("dialog").count()).toBe(0);
});

test("a power log is dropped and its call judged without a simulation; the shipped one agrees with what was published", async () => {
  const page = await openQuick();
  await page.getByRole("button", { name: "Measured", exact: true }).click();
  await page.getByRole("button", { name: "Phoenix, 256 GPUs" }).click();
  const rows = page.locator(".meter .study-table tbody tr");
  await eventually(() => rows.count()).toBe(10);
  const published = (await rows.allInnerTexts()).map((text) => text.split("\t")).filter(([, , theirs]) => theirs !== "–");
  expect(published.length).toBe(9);
  for (const [name, ours, theirs] of published) expect(ours, name).toBe(theirs);

  const log = ["time,load_kw", ...Array.from({ length: 10 * 96 }, (_, i) => `${new Date(Date.UTC(2025, 6, 7) + i * 900_000).toISOString()},${i >= 9 * 96 + 64 && i < 9 * 96 + 72 ? 600 : 1000}`)].join("\n");
  await page.locator(".meter input[type=file]").first().setInputFiles({ name: "log.csv", mimeType: "text/csv", buffer: Buffer.from(log) });
  await eventually(() => page.locator(".meter").innerText()).toContain("log.csv");
  await page.locator(".meter input[type=file]").last().setInputFiles({ name: "events.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify([{ start: "2025-07-16T16:00Z", end: "2025-07-16T18:00Z", reduceKw: 400 }])) });
  await eventually(() => page.locator(".meter-finding").innerText()).toMatch(/^Cut 40.0\s% of 1\sMW: 100.0\s% of what was asked/);
  await page.getByRole("combobox", { name: "Settled by" }).selectOption("ca-elrp-dayof");
  // 400 kW for two hours against the days before, at 2 a kWh.
  await eventually(() => page.locator(".meter .flex-net").innerText()).toContain("$1,600");
});

test("of a run of two years the score, its levers and its calls are told of the one that is chosen", async () => {
  const page = await openQuick(730);
  const years = page.getByRole("combobox", { name: "Year of the run" });
  await eventually(() => years.locator("option").allInnerTexts()).toEqual([expect.stringContaining("Year 1 of 2"), expect.stringContaining("Year 2 of 2")]);
  await years.selectOption("1");
  await eventually(() => page.locator(".score-head").innerText()).toContain("2026");
});

test("OpenADR events that are dropped become the programme's events, with what is not applied told", async () => {
  const page = await openQuick();
  const events = { programID: "p", eventName: "e", intervalPeriod: { start: "2025-07-16T20:00:00Z", duration: "PT3H" }, targets: [{ type: "GROUP", values: ["north"] }], intervals: [{ id: 0, payloads: [{ type: "IMPORT_CAPACITY_LIMIT", values: [75_000] }, { type: "CURVE", values: [{ x: 1, y: 2 }] }] }] };
  await dropFile(page, "events.json", JSON.stringify(events));
  const report = page.getByRole("dialog");
  await eventually(() => report.innerText()).toContain("Not applied: CURVE.");
  await report.getByRole("combobox", { name: /Signals/ }).selectOption("keep");
  await report.getByRole("button", { name: /^Import/ }).click();
  await eventually(() => page.locator(".flex-requests tbody tr").allInnerTexts()).toEqual([expect.stringMatching(/Wed 16 Jul.*16–19/s)]);
});
