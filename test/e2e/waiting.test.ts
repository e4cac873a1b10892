import type { Page } from "playwright";
import { expect, test } from "vitest";
import { eventually, openHourly } from "../support/openPage.ts";

type Gate = { isShut: boolean; held: (() => void)[] };

/** Before the page: a gate behind which its workers' answers wait, so that what stands before the first answer can be looked at. */
function withGate(): void {
  const gate: Gate = { isShut: false, held: [] };
  Object.assign(globalThis, { gate });
  for (const target of [Worker, MessagePort]) {
    target.prototype.addEventListener = function addEventListener(this: EventTarget, type: string, heard: EventListenerOrEventListenerObject, how?: boolean | AddEventListenerOptions): void {
      const hear = (event: Event) => { if (typeof heard === "function") heard.call(this, event); else heard.handleEvent(event); };
      EventTarget.prototype.addEventListener.call(this, type, type === "message" ? (event: Event) => { if (gate.isShut) gate.held.push(() => { hear(event); }); else hear(event); } : heard, how);
    };
  }
}

const shut = (page: Page) => page.evaluate(() => { (globalThis as unknown as { gate: Gate }).gate.isShut = true; });
const release = (page: Page) => page.evaluate(() => {
  const { gate } = globalThis as unknown as { gate: Gate };
  gate.isShut = false;
  for (const hear of gate.held.splice(0)) hear();
});

/** Where the parts of the view begin and how high the first of them is. */
const places = (page: Page) => page.evaluate(() => {
  const heads = [...document.querySelectorAll(".study-main h2")].slice(0, 1);
  const plot = document.querySelector(".study-main :is(.waiting-plot, .chart-host, .matrix, .study-table)");
  return [...heads, ...(plot === null ? [] : [plot])].map((part) => Math.round(part.getBoundingClientRect().top)).concat(Math.round(plot?.getBoundingClientRect().height ?? 0));
});

test.each(["Growth", "Deployment"])("%s shows its frame until its study answers, and nothing in it moves then", async (name) => {
  const page = await openHourly({ script: withGate });
  await shut(page);
  await page.getByRole("link", { name, exact: true }).click();
  const main = page.locator(".study-main");
  await eventually(() => page.locator(".waiting-bar > span").count()).toBe(1);
  expect(await main.getAttribute("aria-busy")).toBe("true");
  expect(await page.getByRole("heading", { level: 1 }).innerText()).toBe("Computing");
  const before = await places(page);
  expect(before.at(-1)).toBeGreaterThan(150);
  await release(page);
  await eventually(() => main.getAttribute("aria-busy")).toBe("false");
  await eventually(() => places(page)).toEqual(before);
  expect(await page.locator(".waiting-bar").count()).toBe(0);
});

test("who asked for less motion sees the bar without any", async () => {
  const page = await openHourly({ script: withGate, reducedMotion: "reduce" });
  await shut(page);
  await page.getByRole("link", { name: "Growth", exact: true }).click();
  const bar = page.locator(".waiting-bar > span");
  await bar.waitFor();
  expect(await bar.evaluate((element) => getComputedStyle(element).transitionDuration)).toBe("0s");
  await release(page);
  await eventually(() => page.locator(".waiting-bar").count()).toBe(0);
});
