import { expect, test } from "vitest";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright";
import { build, type Rolldown } from "vite";
import { chromiumLaunchOptions } from "../support/chromium.ts";
import { digestRuns } from "../support/digestRuns.ts";

test("the examples give the same bytes in Chromium as in this Node", async () => {
  const built = await build({
    configFile: false, logLevel: "warn",
    build: { write: false, minify: false, lib: { entry: fileURLToPath(new URL("../support/digestRuns.ts", import.meta.url)), formats: ["iife"], name: "digests" } },
  });
  const [{ output: [{ code }] }] = built as [Rolldown.RolldownOutput];
  const browser = await chromium.launch(chromiumLaunchOptions());
  try {
    const page = await browser.newPage();
    await page.addScriptTag({ content: code });
    const inChromium = await page.evaluate<Record<string, string>>("digests.digestRuns()");
    expect(Object.keys(inChromium).length).toBe(6);
    expect(inChromium).toEqual(digestRuns());
  } finally {
    await browser.close();
  }
}, 120_000);
