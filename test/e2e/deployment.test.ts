import { expect, test } from "vitest";
import { eventually, openHourly } from "../support/openPage.ts";

test("factory and flexible connection multiply, and the wait of a finished building for power is told", async () => {
  const page = await openHourly();
  await page.getByRole("link", { name: "Deployment", exact: true }).click();
  const finding = () => page.getByRole("heading", { level: 1 }).innerText();
  // 380 and 899 days flexible, 1,474 firm in either form: the factory saves nothing while the grid is the critical path.
  await eventually(finding).toMatch(/380.days, conventional after 899.days; under a firm one the factory saves nothing/);
  const tasks = page.locator(".deployment-chart canvas").first();
  await eventually(async () => (await tasks.getAttribute("aria-label")) ?? "").toMatch(/Factory-built: 380.days to service, critical configuration, factory, shipping, installation, commissioning, energising/);
  await page.getByRole("button", { name: "Firm", exact: true }).click();
  await eventually(async () => (await tasks.getAttribute("aria-label")) ?? "").toMatch(/Factory-built: 1,474.days.*the building waits 1,094.days for power.*Conventional: 1,474.days.*waits 575.days/);
  const rows = page.getByRole("group", { name: "The four ways" }).locator("tbody tr");
  expect((await rows.locator("td:last-child").allInnerTexts()).toSorted()).toEqual(["0.83", "0.83", "1.35", "3.20"]);
  // 468 M$ at once, 63.18 M$ idle, 433.8 and 388.6 M$ in phases.
  expect((await page.locator(".study-facts").innerText()).replaceAll(/\s+/g, " ")).toMatch(/\$468M .*\$63\.2M .*\$434M .*\$389M/);
});

test("a longer energising delays service by as many days, and is one step of undo", async () => {
  const page = await openHourly();
  await page.getByRole("link", { name: "Deployment", exact: true }).click();
  const days = () => page.getByRole("group", { name: "The four ways" }).locator("tr", { hasText: "Conventional, flexible" }).locator("td").first().innerText();
  await eventually(days).toBe("899");
  const energise = page.getByRole("textbox", { name: "Energising" });
  await energise.fill("24");
  await energise.press("Enter");
  await eventually(days).toBe("909");
  await page.keyboard.press("Control+z");
  await eventually(days).toBe("899");
  expect(await energise.inputValue()).toBe("14");
});
