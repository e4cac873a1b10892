import type { Page } from "playwright";
import { expect, test } from "vitest";
import { axeFindings } from "../support/axe.ts";
import { eventually, openHourly, openPage } from "../support/openPage.ts";

/** What stands behind a switch of a view, by the name on it. */
const subViews: readonly (readonly [view: string, ...names: string[]])[] = [
  ["bill", "Life", "Ledger", "Year"], ["flexibility", "Worst hours", "Programmes", "Measured"],
  ["study", "Survival", "Uncertainty", "Sensitivity", "Trade-offs", "Sizing", "Foresight", "Tuner"], ["growth", "Site", "Headroom"], ["metrics", "Placement"],
];

const answered = (page: Page) => eventually(() => page.locator("[aria-busy=true]").count()).toBe(0);

test("axe finds nothing behind the switches of the views, in the parts of the tariff and in what opens", async () => {
  const page = await openHourly();
  for (const [view, ...names] of subViews) {
    await page.evaluate((hash) => { location.hash = hash; }, view);
    for (const name of names) {
      await page.locator("#view").getByRole("button", { name, exact: true }).click();
      await answered(page);
      const closed = page.locator("#view details:not([open]) > summary");
      while (await closed.count() > 0) await closed.first().click();
      expect(await axeFindings(page, "#view"), `${view}, ${name}`).toEqual([]);
    }
    if (view !== "bill") continue;
    for (const part of ["Time-of-use demand", "Any-time demand"]) {
      await page.getByRole("button", { name: part, exact: true }).click();
      expect(await axeFindings(page, "#view"), part).toEqual([]);
    }
  }
}, 180_000);

test("where the system forces its colours, charts write in them and keep those of their quantities", async () => {
  const page = await openPage({ theme: "dark", forcedColors: "active" });
  const found = await page.locator("#view canvas").first().evaluate((canvas: HTMLCanvasElement) => {
    const { data } = canvas.getContext("2d")!.getImageData(0, 0, canvas.width, canvas.height);
    const seen = new Set<number>();
    for (let i = 0; i < data.length; i += 4) if (data[i + 3] === 255) seen.add(data[i]! * 65_536 + data[i + 1]! * 256 + data[i + 2]!);
    return { text: seen.has(0xffffff), ink: seen.has(0xeef1f5), import: seen.has(0x5f7da5) };
  });
  expect(found).toEqual({ text: true, ink: false, import: true });
});
