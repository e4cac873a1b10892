import type { Page } from "playwright";
import { expect, test } from "vitest";
import { axeFindings } from "../support/axe.ts";
import { dropFile, eventually, openHourly, openPage, type PageOptions } from "../support/openPage.ts";

const views = ["dispatch", "bill", "compare", "flexibility", "study", "growth", "metrics", "deployment", "method"] as const;
/** Both themes and both widths; `palette.test.ts` holds every pair of colours in each theme to its contrast. */
const looks: readonly (readonly [string, PageOptions & { readonly width: number }])[] = [["light", { width: 1440 }], ["dark on a phone", { theme: "dark", width: 390, height: 844 }]];

/** Goes to a view by its address and waits until it has drawn something to look at. */
async function show(page: Page, view: string): Promise<void> {
  await page.evaluate((hash) => { location.hash = hash; }, view);
  await page.locator("#view .finding, #view h1, #view canvas, #view table").first().waitFor();
  await eventually(() => page.locator("#view > .view[aria-busy=true]").count()).toBe(0);
}

test.each(looks)("axe finds nothing on any view, and none is wider than the page, %s (WCAG 2.2 AA)", async (_, look) => {
  const page = await openHourly(look);
  for (const view of views) {
    await show(page, view);
    expect(await axeFindings(page), view).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth), view).toBeLessThanOrEqual(look.width);
  }
}, 180_000);

/** Each dialog and menu by the way that a user takes to it. */
const opened: readonly (readonly [string, (page: Page) => Promise<unknown>])[] = [
  ["palette", (page) => page.keyboard.press("Control+k")],
  ["shortcuts", (page) => page.keyboard.press("?")],
  ["new", (page) => byPalette(page, "new from an example")],
  ["share", (page) => byPalette(page, "share")],
  ["stored versions", (page) => byPalette(page, "stored versions")],
  ["about", (page) => byPalette(page, "about this site")],
  ["carbon", (page) => page.locator("[data-figure=emissions] button").click()],
  ["import", (page) => dropFile(page, "meter.csv", `time,load kW\n${Array.from({ length: 48 }, (__, hour) => `2025-01-0${1 + Math.floor(hour / 24)} ${String(hour % 24).padStart(2, "0")}:00,${hour === 7 ? "" : hour === 9 ? -5 : 50 + hour}`).join("\n")}\n`)],
  ["refused import", (page) => dropFile(page, "nothing.bin", "nothing that any reader knows")],
];

async function byPalette(page: Page, text: string): Promise<void> {
  await page.keyboard.press("Control+k");
  await page.locator(".palette-field").waitFor();
  await page.keyboard.type(text);
  await page.keyboard.press("Enter");
}

test.each(looks)("axe finds nothing in any open dialog, menu or note, %s", async (_, look) => {
  const page = await openPage(look);
  for (const [name, open] of opened) {
    await open(page);
    await page.locator("dialog[open]").waitFor();
    await eventually(() => page.locator("dialog[open] [role=status]", { hasText: /^Reading/ }).count()).toBe(0);
    expect(await axeFindings(page, "dialog[open]"), name).toEqual([]);
    await page.keyboard.press("Escape");
    await eventually(() => page.locator("dialog").count()).toBe(0);
  }
  for (const button of await page.locator(".bar [aria-haspopup=menu]:visible, .tabs-foot [aria-haspopup=menu]").all()) {
    await button.click();
    await page.getByRole("menu").waitFor();
    expect(await axeFindings(page, "[role=menu]"), await button.innerText()).toEqual([]);
    await page.keyboard.press("Escape");
  }
  await byPalette(page, "show the first steps");
  await page.getByRole("region", { name: "First steps" }).waitFor();
  expect(await axeFindings(page, "[aria-label='First steps']"), "first steps").toEqual([]);
}, 180_000);

test("a chart that is not drawn yet is no image without a name", async () => {
  const page = await openHourly({ hash: "#compare" });
  const nameless = await page.evaluate(() => document.querySelectorAll("canvas[role=img]:not([aria-label])").length);
  expect(nameless).toBe(0);
});

test("who wants less motion gets none: nothing on the page takes time to move", async () => {
  const page = await openHourly({ reducedMotion: "reduce", width: 1024, height: 768 });
  await page.getByRole("button", { name: /^Tune/ }).click();
  await page.locator(".tune-drawer .tune").waitFor();
  const moving = await page.evaluate(() => [...document.querySelectorAll("*")].flatMap((element) => ["", "::before", "::after"].flatMap((part) => {
    const { transitionDuration, animationName } = getComputedStyle(element, part);
    return transitionDuration.split(", ").some((time) => Number.parseFloat(time) > 0) || animationName !== "none" ? [`${element.className} ${part}`] : [];
  })));
  expect(moving).toEqual([]);
});

test("where the system forces its colours, what is current and what is chosen is told apart by more than colour", async () => {
  const page = await openHourly({ forcedColors: "active" });
  const border = (name: string) => page.getByRole("link", { name, exact: true }).evaluate((element) => getComputedStyle(element).borderBottomColor);
  expect(await border("Dispatch")).not.toBe(await border("Bill"));
  const weight = (name: string) => page.getByRole("button", { name, exact: true }).evaluate((element) => getComputedStyle(element).fontWeight);
  expect([await weight("Peak week"), await weight("Peak day")]).toEqual(["600", "400"]);
});
