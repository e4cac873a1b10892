import { expect, test } from "vitest";
import { eventually, openHourly } from "../support/openPage.ts";

test("survival is told by duration and by start, follows its inputs, and a cancelled question can be asked again", async () => {
  const page = await openHourly();
  await page.getByRole("link", { name: "Study", exact: true }).click();
  const finding = () => page.getByRole("heading", { level: 1 }).innerText();
  await eventually(finding).toMatch(/rides through/);
  const rows = page.getByRole("group", { name: "By duration" }).locator("tbody tr");
  expect(await rows.last().innerText()).toContain("48");
  expect(await page.locator(".study-main canvas").count()).toBe(2);
  const longest = page.getByRole("textbox", { name: "Longest outage" });
  await longest.fill("12");
  await longest.press("Enter");
  await eventually(() => rows.last().innerText()).toContain("12");
  // Fewer sets are at hand: no outage is more likely to be ridden through.
  const availability = page.getByRole("textbox", { name: "Availability of sets" });
  await availability.fill("20");
  await availability.press("Enter");
  await eventually(finding).toMatch(/hardly any outage|rides through [\d.]+\s%/);
  await longest.fill("336");
  await longest.press("Enter");
  await page.getByRole("button", { name: "Cancel", exact: true }).click();
  await page.getByRole("button", { name: "Run", exact: true }).click();
  await eventually(() => rows.last().innerText()).toContain("336");
});
