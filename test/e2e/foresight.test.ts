import { expect, test } from "vitest";
import { exampleFile } from "../support/exampleFile.ts";
import { eventually, linkTo, openPage } from "../support/openPage.ts";

/** Los Angeles in July by the hour: a month is planned in a second. */
const july = () => linkTo({ ...exampleFile("los-angeles-colocation", { start: "2025-07-01", days: 31, stepMinutes: 60 }), studies: { foresight: { horizonHours: [12, 48], errorSdFraction: [0.05] } } });

test("the value of foresight stands between doing nothing and the optimum, a row a look-ahead, and each opens as a scenario", async () => {
  const page = await openPage({ hash: await july() });
  await eventually(() => page.locator("header").first().innerText()).toContain("Los Angeles");
  await page.getByRole("link", { name: "Study", exact: true }).click();
  await page.getByText("Foresight", { exact: true }).click();
  // Numbers are a list that is typed.
  const horizons = page.getByRole("textbox", { name: "Horizons" });
  expect(await horizons.inputValue()).toBe("12; 48");
  await horizons.fill("6 24; 48");
  await horizons.press("Enter");
  await page.getByRole("button", { name: "Run 8 runs" }).first().click();
  const rows = page.getByRole("group", { name: "Each look-ahead" }).locator("tbody tr");
  await expect.poll(() => rows.count(), { timeout: 120_000 }).toBe(9);
  await eventually(() => page.getByRole("button", { name: "Run 8 runs" }).count()).toBeGreaterThan(0);
  const cells = (await rows.allInnerTexts()).map((row) => row.split("\t").map((cell) => cell.trim()));
  expect(cells.map(([name]) => name?.replace(/ \(.*/, ""))).toEqual(["Do nothing", expect.stringMatching(/Optimum|Best plan found/), ...Array.from({ length: 3 }, () => "Perfect forecast"), ...Array.from({ length: 3 }, () => "Last week repeated"), "Error ±5\u202f%"]);
  // Nothing undercuts the plan that knew the month.
  for (const [, , , above] of cells.slice(2)) expect(above).toMatch(/^\+\$/);
  expect(await page.getByRole("heading", { level: 1 }).innerText()).toMatch(/A perfect forecast of \d+\sh takes \d+\s%/);
  await rows.nth(3).getByRole("button").click();
  await page.getByRole("link", { name: "Dispatch", exact: true }).click();
  await eventually(() => page.locator("body").innerText()).toContain("Look-ahead");
}, 240_000);

test("Compare sets every strategy against the optimum, charge by charge, and says who comes nearest", async () => {
  const page = await openPage({ hash: await july() });
  await eventually(() => page.locator("header").first().innerText()).toContain("Los Angeles");
  await page.getByRole("link", { name: "Compare", exact: true }).click();
  await page.getByRole("button", { name: /^Run \d+ strategies$/ }).click();
  const table = page.locator(".regret-table");
  await expect.poll(() => table.count(), { timeout: 120_000 }).toBe(1);
  await expect.poll(() => page.getByRole("button", { name: "Run again" }).count(), { timeout: 120_000 }).toBe(1);
  const heads = (await table.locator("thead th").allInnerTexts()).map((text) => text.replace(/\s.*/s, ""));
  expect(heads).toEqual(expect.arrayContaining(["Strategy", "Cost", "Above", "Energy", "Demand", "Wear", "Attained"]));
  const number = (text: string | undefined) => Number((text ?? "").replaceAll(",", "").replace("−", "-").replace("+", ""));
  const rows = (await table.locator("tbody tr:not([data-total])").allInnerTexts()).map((row) => row.split("\t").map((cell) => cell.trim()));
  const at = (name: string) => heads.indexOf(name);
  for (const row of rows) {
    expect(number(row[at("Above")])).toBeGreaterThan(-0.05);
    // The charges add up to what lies above, to the tenth that is shown.
    const parts = heads.slice(at("Above") + 1, at("Attained")).map((_, k) => number(row[at("Above") + 1 + k]));
    expect(Math.abs(parts.reduce((sum, part) => sum + part, 0) - number(row[at("Above")]))).toBeLessThan(0.4);
  }
  // The optimum wears the battery to save demand: doing nothing pays less there.
  const idle = rows.find(([name]) => name === "Do nothing") ?? [];
  expect(number(idle[at("Wear")])).toBeLessThan(0);
  expect(number(idle[at("Demand")])).toBeGreaterThan(0);
  expect(idle[at("Attained")]).toMatch(/^0\s%$/);
  expect(await page.locator(".regret-told").innerText()).toMatch(/comes nearest: \$[\d.,]+\w? above the/);
}, 240_000);
