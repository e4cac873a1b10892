import { readFileSync } from "node:fs";
import type { Page } from "playwright";
import { expect, test } from "vitest";
import { dataText, testWithData } from "../support/data.ts";
import { dropFile, eventually, figureOf, openHourly, openPage } from "../support/openPage.ts";

const cell = (page: Page, month: number, hour: number) => page.locator(".hour-map").first().locator(`[data-cell="${month} ${hour}"]`);
const undo = (page: Page) => page.locator(".bar-tools button").first();

test("a stroke over hours puts them under the chosen period, the bill beside it follows, and one undo takes it back", async () => {
  const page = await openPage({ hash: "#bill" });
  const before = await page.locator("[data-figure=bill] .figure-value").getAttribute("title");
  await page.getByRole("radio", { name: /^2 Period 2|Period 2/ }).click();
  const [from, to] = [(await cell(page, 0, 0).boundingBox())!, (await cell(page, 11, 6).boundingBox())!];
  await page.mouse.move(from.x + 5, from.y + 5);
  await page.mouse.down();
  await page.mouse.move(to.x + 5, from.y + 5, { steps: 20 });
  await page.mouse.move(to.x + 5, to.y + 5, { steps: 30 });
  await page.mouse.up();
  expect(await cell(page, 0, 3).innerText()).toBe("2");
  expect(await cell(page, 5, 6).innerText()).toBe("2");
  await eventually(() => page.locator("[data-figure=bill] .figure-value").getAttribute("title")).not.toBe(before);
  await undo(page).click();
  await eventually(() => page.locator("[data-figure=bill] .figure-value").getAttribute("title")).toBe(before);
  expect(await cell(page, 0, 3).innerText()).toBe("1");
  expect(await undo(page).isDisabled()).toBe(true);
});

test("the keyboard paints too: arrows move, a digit chooses the period, Enter paints", async () => {
  const page = await openHourly({ hash: "#bill" });
  await cell(page, 0, 0).focus();
  await page.keyboard.press("2");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  await eventually(() => cell(page, 0, 1).innerText()).toBe("2");
  expect(await cell(page, 0, 0).innerText()).toBe("1");
  await page.getByRole("button", { name: "Paint all of Jan with Period 2" }).first().click();
  await eventually(() => cell(page, 0, 0).innerText()).toBe("2");
});

test("a price is typed and billed: what a period's energy costs doubles with its rate", async () => {
  const page = await openHourly({ hash: "#bill" });
  const yearOf = async (row: string) => Number((await page.locator(".bill-table").first().locator("tr", { hasText: row }).locator("td").last().innerText()).replaceAll(",", ""));
  const before = await yearOf("Energy, period 2");
  const [rate, adder] = [page.getByLabel("Rate of period 2"), page.getByLabel("Adder of period 2")];
  await rate.fill("0,0071");
  await rate.press("Enter");
  await adder.fill("0.068504");
  await adder.press("Enter");
  await eventually(async () => (await yearOf("Energy, period 2")) / before).toBeGreaterThan(1.9);
  expect((await yearOf("Energy, period 2")) / before).toBeLessThan(2.1);
  await rate.fill("abc");
  expect(await rate.getAttribute("aria-invalid")).toBe("true");
});

testWithData("a published rate comes in as URDB and goes out as URDB, with every key that it had", async () => {
  const page = await openHourly({ hash: "#bill" });
  const text = dataText("tariffs/SCE_TOU-8_ Option-D_Under-2-kV.json");
  const before = await figureOf(page, "bill");
  await dropFile(page, "sce.json", text);
  await page.getByRole("dialog").getByRole("button", { name: "Use this tariff" }).click();
  await eventually(() => figureOf(page, "bill")).not.toBe(before);
  await page.getByRole("button", { name: "Time-of-use demand" }).click();
  expect(await page.locator(".tariff-periods tbody tr").count()).toBeGreaterThan(1);
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Save as URDB, JSON" }).click()]);
  const saved = JSON.parse(readFileSync(await download.path(), "utf8")) as object;
  const published = JSON.parse(text) as Record<string, unknown>;
  const bare = Array.isArray(published["items"]) ? (published["items"] as object[])[0]! : published;
  expect(Object.keys(saved).toSorted()).toEqual(Object.keys(bare).toSorted());
});

test("a ratchet, a minimum and a demand charge of any time are rules of the same record", async () => {
  const page = await openHourly({ hash: "#bill" });
  await page.getByRole("button", { name: "Any-time demand" }).click();
  await page.getByRole("button", { name: "Add a demand charge on each month's peak" }).click();
  await eventually(() => page.locator(".bill-table").first().innerText()).toMatch(/[Dd]emand, any time|Any-time|[Ff]lat/);
  const ratchet = page.getByLabel("Ratchet", { exact: true });
  await ratchet.fill("80");
  await ratchet.press("Enter");
  await eventually(() => page.getByLabel("Months looked back").inputValue()).toBe("11");
  expect(await ratchet.inputValue()).toBe("80");
});

test("hours said in words are painted as by hand, over midnight too", async () => {
  const page = await openHourly({ hash: "#bill", width: 390, height: 844 });
  await page.getByText("Paint a range of hours").click();
  await page.getByRole("radio", { name: /Period 2/ }).click();
  await page.getByLabel("First month").selectOption("Jan");
  await page.getByLabel("Last month").selectOption("Feb");
  await page.getByLabel("From", { exact: true }).selectOption("22:00");
  await page.getByLabel("Until").selectOption("2:00");
  await page.getByRole("button", { name: "Paint with Period 2" }).click();
  await eventually(() => cell(page, 1, 23).innerText()).toBe("2");
  expect(await cell(page, 0, 1).innerText()).toBe("2");
  expect(await cell(page, 0, 2).innerText()).toBe("1");
  expect(await cell(page, 2, 23).innerText()).toBe("1");
});

test("what set a month's peak stands beside the rate and leads to its step", async () => {
  const page = await openHourly({ hash: "#bill" });
  const peaks = page.locator(".tariff-peaks");
  await peaks.locator("li a").first().waitFor();
  const [first] = await peaks.locator("li a").allInnerTexts();
  await peaks.locator("li a").first().click();
  await page.locator(".view.dispatch").waitFor();
  expect(first).toContain(await page.locator(".readout-head").locator("h2, strong").first().innerText());
});

test("exports get prices of their own by block, and demand the unit that the rate bills in", async () => {
  const page = await openHourly({ hash: "#bill" });
  await page.getByRole("button", { name: "Price exports by block" }).click();
  const credit = page.getByLabel("Export credit of period 2", { exact: true });
  await credit.fill("0.021");
  await credit.press("Enter");
  await eventually(() => credit.inputValue()).toBe("0.021");
  await page.getByRole("button", { name: "Time-of-use demand" }).click();
  const before = await figureOf(page, "bill");
  await page.getByLabel("Billed in").selectOption("kW a day");
  await eventually(() => figureOf(page, "bill")).not.toBe(before);
});
