import { expect, test } from "vitest";
import { eventually, linkTo, openPage } from "../support/openPage.ts";

/** A flat load under a dear evening charge: a battery pays, and nothing else may be built. */
const evening = Array.from({ length: 12 }, () => Array.from({ length: 24 }, (_, hour) => (hour >= 17 && hour < 20 ? 1 : 0)));
const site = {
  version: 1, name: "Evening", time: { start: "2025-01-01", days: 365, stepMinutes: 60 }, site: { timeZone: "Etc/UTC" }, load: { itDesignKw: 1000, demand: { kind: "shape", shape: "flat" } }, solar: { dcKw: 0 },
  tariff: { urdb: { energyratestructure: [[{ rate: 0.1 }]], demandratestructure: [[{ rate: 0 }], [{ rate: 40 }]], demandweekdayschedule: evening, demandweekendschedule: evening } },
  studies: { sizing: { mostSolarKw: 0, mostWindKw: 0 } },
};

test("sizing builds what pays within its budget, shows the cost around it, and opens it as a scenario in one step of undo", async () => {
  const page = await openPage({ hash: await linkTo(site) });
  await eventually(() => page.locator("header").first().innerText()).toContain("Evening");
  await page.getByRole("link", { name: "Study", exact: true }).click();
  await page.getByText("Sizing", { exact: true }).click();
  const run = page.getByRole("button", { name: "Run", exact: true }).first();
  await run.click();
  // It is computed apart: the page answers, and what is cancelled can be asked again.
  await page.getByRole("button", { name: "Cancel", exact: true }).click();
  const budget = page.getByRole("textbox", { name: "Budget" });
  await budget.fill("100000");
  await budget.press("Enter");
  await run.click();
  const finding = () => page.getByRole("heading", { level: 1 }).innerText();
  await expect.poll(finding, { timeout: 120_000 }).toMatch(/of battery saves \$[\d.]+\w? over 25.years/);
  const facts = page.locator(".sizing-facts");
  expect(await facts.innerText()).toMatch(/\$(99\.\d|100(\.0)?)k \/ \$100k/);
  expect(await facts.innerText()).toContain("proven the least");
  expect(await facts.innerText()).toContain("the same to a millionth");
  const sizes = page.getByRole("group", { name: "Sizes", exact: true });
  const power = await sizes.locator("tbody tr").first().locator("td").nth(1).innerText();
  expect(await page.getByRole("img", { name: /Cost around the chosen battery/ }).getAttribute("aria-label")).toMatch(/no battery \+\$/);
  await page.getByRole("button", { name: "Open as a scenario" }).click();
  await eventually(() => page.getByRole("status").filter({ hasText: "Undo" }).count()).toBe(1);
  // The scenario in view is the one that was sized; one undo brings back what was there.
  await eventually(() => page.getByText("Shown is the answer to other inputs").count()).toBeGreaterThan(0);
  await page.getByRole("button", { name: "Undo" }).first().click();
  await eventually(() => page.getByText("Shown is the answer to other inputs").count()).toBe(0);
  expect(power).toMatch(/kW/);
}, 240_000);
