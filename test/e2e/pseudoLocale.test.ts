import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { fileURLToPath } from "node:url";
import { preview, type PreviewServer } from "vite";
import { afterAll, beforeAll, expect, test } from "vitest";
import { metrics } from "../../src/core/measures/metrics/index.ts";
import { simulate } from "../../src/core/simulate.ts";
import { usHistory, usOutlooks } from "../../src/core/studies/growth.ts";
import { firstPreset, presets } from "../../src/document/presets.ts";
import { eventually, openPage } from "../support/openPage.ts";
import { textAmiss } from "../support/pseudo/amiss.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const out = mkdtempSync(`${tmpdir()}/gridflex-pseudo-`);
let server: PreviewServer;
let url: string;

beforeAll(async () => {
  execFileSync(process.execPath, [`${root}/node_modules/vite/bin/vite.js`, "build", "-c", "test/support/pseudo/vite.config.ts", "--outDir", out, "--emptyOutDir", "--logLevel", "warn"], { cwd: root, env: { ...process.env, NODE_ENV: "production" }, stdio: "inherit" });
  server = await preview({ root, build: { outDir: out }, preview: { port: 0, host: "127.0.0.1" }, logLevel: "warn" });
  url = server.resolvedUrls!.local[0]!;
}, 180_000);
afterAll(async () => {
  await server.close();
  rmSync(out, { recursive: true });
});

/** What the user's data and the model's own lists name: figures, bill lines, published outlooks, the scenario. */
function named(): string {
  const result = simulate(firstPreset(), { seed: "1", data: new Map() });
  const lists = [metrics.map(({ label }) => label), result.bill, result.warnings, usHistory, usOutlooks, presets.map(({ title }) => title)];
  return `${JSON.stringify(lists)} ${readFileSync(`${root}/scenarios/ashburn-hyperscale.json`, "utf8")} GridFlex kWh/month`.toLowerCase();
}
const known = new Set(named().match(/\p{L}+/gu));

/** Its words without an accent that no data and no list of the model names. */
const uncatalogued = (text: string): readonly string[] => (text.match(/(?<!\p{L})[A-Za-z]{3,}(?!\p{L})/gu) ?? []).filter((word) => /[aeiou]/i.test(word) && !known.has(word.toLowerCase()));

test.each([{ width: 1440, height: 900 }, { width: 390, height: 844 }])("words that are 40 % longer fit every view at $width px, and all of them come from the catalogue", async (size) => {
  const page = await openPage({ ...size, url });
  for (const view of ["dispatch", "bill", "compare", "flexibility", "study", "growth", "metrics", "deployment", "method"]) {
    await page.evaluate((hash) => { location.hash = hash; }, view);
    await eventually(() => page.locator("#view").innerText()).toMatch(/[áéíóú]/);
    await eventually(() => page.locator("#view > .view[aria-busy=true]").count()).toBe(0);
    const { clipped, overlapping, plain } = await textAmiss(page);
    expect.soft(clipped, `${view}: cut`).toEqual([]);
    expect.soft(overlapping, `${view}: over each other`).toEqual([]);
    expect.soft(plain.filter((text) => uncatalogued(text).length > 0), `${view}: not in the catalogue`).toEqual([]);
    expect.soft(await page.evaluate(() => document.documentElement.scrollWidth), `${view}: wider than the page`).toBeLessThanOrEqual(size.width);
  }
}, 180_000);
