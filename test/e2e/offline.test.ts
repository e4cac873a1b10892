import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { eventually, figureOf, openPage } from "../support/openPage.ts";

const built = (name: string) => readFileSync(fileURLToPath(new URL(`../../dist/web/${name}`, import.meta.url)), "utf8");

test("after the first visit the page opens and computes without a network, the parts too that were never looked at", async () => {
  const page = await openPage();
  const bill = await figureOf(page, "bill");
  await eventually(() => page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.active?.state)).toBe("activated");
  await page.context().setOffline(true);
  await page.reload();
  await eventually(() => figureOf(page, "bill")).toBe(bill);
  await page.getByRole("link", { name: "Bill", exact: true }).click();
  await page.locator(".hour-map").first().waitFor();
  await page.locator(".bar-scenario").click();
  await page.getByRole("menuitemradio", { name: /Dallas/ }).click();
  await eventually(() => page.locator(".bar-scenario").innerText()).toContain("Dallas");
  await eventually(() => figureOf(page, "bill")).not.toBe(bill);
  expect(await page.locator(".failure").count()).toBe(0);
});

test("the page can be installed: a manifest with a name, a start and icons of its own", () => {
  const manifest = JSON.parse(built("manifest.webmanifest")) as { name: string; start_url: string; display: string; icons: { src: string; sizes: string }[] };
  expect(manifest).toMatchObject({ name: "GridFlex", start_url: "./", display: "standalone" });
  expect(manifest.icons.map(({ sizes }) => sizes)).toEqual(expect.arrayContaining(["192x192", "512x512"]) as string[]);
  for (const { src } of manifest.icons) expect(built(src.slice(2)).length).toBeGreaterThan(100);
  expect(built("index.html")).toContain('rel="manifest"');
});

test("what is kept is every built file, and nothing else", () => {
  const worker = built("sw.js");
  const files = JSON.parse(/const FILES = (\[.*\]);/.exec(worker)![1]!) as string[];
  expect(files).toContain("./");
  expect(files.some((name) => name.endsWith(".wasm"))).toBe(true);
  expect(files.filter((name) => !name.startsWith("./") || name.includes(".vite/") || name.endsWith("schema.json"))).toEqual([]);
  const manifest = JSON.parse(built(".vite/manifest.json")) as Record<string, { file: string }>;
  expect(Object.values(manifest).filter(({ file }) => file !== "index.html" && !files.includes(`./${file}`))).toEqual([]);
});
