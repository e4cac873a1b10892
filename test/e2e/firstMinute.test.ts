import { expect, test } from "vitest";
import { eventually, openPage } from "../support/openPage.ts";

test("the first visit gets three notes that can be skipped, says once that everything stays here, and is not asked again", async () => {
  const page = await openPage({ isFirstVisit: true });
  const tour = page.getByRole("region", { name: "First steps" });
  await eventually(() => tour.innerText()).toContain("1 of 3");
  expect(await tour.innerText()).toContain("Everything stays on this machine.");
  await tour.getByRole("button", { name: "Next" }).click();
  await tour.getByRole("button", { name: "Next" }).click();
  expect(await tour.innerText()).toContain("3 of 3");
  await tour.getByRole("button", { name: "Done" }).click();
  expect(await tour.count()).toBe(0);
  await page.reload();
  await page.locator("[data-figure=bill] .figure-value").waitFor();
  expect(await tour.count()).toBe(0);
});

test("the notes go with Esc, and on a phone they stay within the page", async () => {
  const page = await openPage({ isFirstVisit: true, width: 390, height: 844 });
  const tour = page.getByRole("region", { name: "First steps" });
  for (let step = 0; step < 3; step++) {
    await tour.waitFor();
    const box = (await tour.boundingBox())!;
    expect(box.x).toBeGreaterThanOrEqual(0);
    expect(box.x + box.width).toBeLessThanOrEqual(390);
    expect(box.y + box.height).toBeLessThanOrEqual(844);
    if (step < 2) await tour.getByRole("button", { name: "Next" }).click();
  }
  await page.keyboard.press("Escape");
  await eventually(() => tour.count()).toBe(0);
});

test("New offers five sites, each with a week of its own run, and opens the one that is chosen", async () => {
  const page = await openPage();
  await page.locator(".bar-scenario").click();
  await page.getByRole("menuitem", { name: /^New from an example/ }).click();
  const dialog = page.getByRole("dialog");
  await eventually(() => dialog.locator("img.new-week").count()).toBe(5);
  const weeks = await dialog.locator("img.new-week").evaluateAll((images) => images.map((image) => (image as HTMLImageElement).src));
  expect(new Set(weeks).size).toBe(5);
  expect(await dialog.locator(".new-peak").allInnerTexts()).toEqual(Array.from({ length: 5 }, () => expect.stringMatching(/^Peak import [\d.,]+\s[kM]W$/) as string));
  await dialog.getByRole("button", { name: /Dallas/ }).click();
  await eventually(() => page.locator(".bar-scenario").innerText()).toContain("Dallas");
});
