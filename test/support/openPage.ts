import { chromium, type Browser, type Page } from "playwright";
import { expect, inject, onTestFinished } from "vitest";
import { canonicalJson, sha256Hex } from "../../src/document/hash.ts";
import { fileValue, parseFile } from "../../src/document/parse.ts";
import { writeFragment } from "../../src/document/shareLink.ts";
import { version } from "../../src/document/version.ts";
import { chromiumLaunchOptions } from "./chromium.ts";
import { exampleFile } from "./exampleFile.ts";

export type PageOptions = { readonly width?: number; readonly height?: number; readonly theme?: "light" | "dark"; readonly hash?: string; readonly isFirstVisit?: boolean; /** Another build of the page than the one that ships. */ readonly url?: string; /** A phone or tablet: the pointer is a finger. */ readonly isTouch?: boolean; readonly forcedColors?: "active"; readonly reducedMotion?: "reduce"; /** Runs in the page before its own program does. */ readonly script?: () => void };

let browser: Promise<Browser> | undefined;

/**
 * The built page in a real Chromium with its first result in view. When the test ends, nothing may stand in the console
 * and no request may have gone to another host.
 */
export async function openPage({ width = 1440, height = 900, theme = "light", hash = "", isFirstVisit = false, url = inject("pageUrl"), isTouch = false, script, ...emulated }: PageOptions = {}): Promise<Page> {
  browser ??= chromium.launch(chromiumLaunchOptions());
  const context = await (await browser).newContext({ viewport: { width, height }, colorScheme: theme, acceptDownloads: true, hasTouch: isTouch, isMobile: isTouch, ...emulated });
  // The first steps are shown to who has never been here; all other tests have.
  if (!isFirstVisit) await context.addInitScript(() => { localStorage.setItem("gridflex.tour", "seen"); });
  if (script !== undefined) await context.addInitScript(script);
  const page = await context.newPage();
  const said: string[] = [];
  const foreign: string[] = [];
  page.on("console", (message) => { if (["error", "warning"].includes(message.type())) said.push(message.text()); });
  page.on("pageerror", (error) => { said.push(error.stack ?? error.message); });
  page.on("request", (request) => { if (!request.url().startsWith(url) && !/^(data|blob):/.test(request.url())) foreign.push(request.url()); });
  onTestFinished(async () => {
    await context.close();
    expect(said, "the console stays empty").toEqual([]);
    expect(foreign, "nothing is asked of another host").toEqual([]);
  });
  await page.goto(`${url}${hash}`);
  await page.locator("[data-figure=bill], .run-head-value, .score-number, .study-main canvas, .matrix-value").first().waitFor();
  return page;
}

/**
 * The address that opens a scenario, with the inputs of its studies, from the start: the year that the page else opens on is then never run.
 * @param site as it stands in a file
 */
export async function linkTo(site: object): Promise<string> {
  const defaults = fileValue(parseFile({}));
  const digest = sha256Hex(new TextEncoder().encode(canonicalJson(defaults))).slice(0, 10);
  return `#${await writeFragment(fileValue(parseFile(site)), [{ id: "defaults", value: defaults, digest }], version)}`;
}

/** The first example by the hour, for all that is not about its figures: the page is the same, and what it computes is a quarter. */
export async function openHourly({ hash = "", days = 365, ...options }: PageOptions & { readonly days?: number } = {}): Promise<Page> {
  const page = await openPage({ ...options, hash: await linkTo(exampleFile("ashburn-hyperscale", { stepMinutes: 60, days })) });
  if (hash !== "") await page.evaluate((view) => { location.hash = view; }, hash);
  return page;
}

/** Waits until a reading of the page is as it should be; the machine may be busy, so it waits long. */
export function eventually<Value>(read: () => Value | Promise<Value>) {
  return expect.poll(read, { timeout: 40_000, interval: 50 });
}

/** The figure as the page shows it, without its unit: "$51.4M". */
export async function figureOf(page: Page, id: string): Promise<string> {
  return page.locator(`[data-figure=${id}] .figure-value`).innerText();
}

/** Drops files onto the page as a hand would. */
export async function dropFile(page: Page, name: string, content: string | Uint8Array): Promise<void> {
  const base64 = Buffer.from(content).toString("base64");
  const transfer = await page.evaluateHandle(async ({ name: fileName, base64: body }) => {
    const bytes = Uint8Array.from(atob(body), (char) => char.charCodeAt(0));
    const data = new DataTransfer();
    data.items.add(new File([bytes], fileName));
    return data;
  }, { name, base64 });
  await page.dispatchEvent("body", "dragover", { dataTransfer: transfer });
  await page.dispatchEvent("body", "drop", { dataTransfer: transfer });
}
