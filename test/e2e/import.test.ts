import { expect, test } from "vitest";
import { dropFile, eventually, openHourly } from "../support/openPage.ts";

const hourly = (rows: number) => `load_kw\n${Array.from({ length: rows }, (_, hour) => 900 + (hour % 24)).join("\n")}\n`;

test("rows without a date that are as many as a leap year has ask for their year, and are read once it is given", async () => {
  const page = await openHourly();
  await dropFile(page, "meter.csv", hourly(8784));
  const dialog = page.getByRole("dialog");
  await eventually(() => dialog.innerText()).toContain("as many as a leap year has");
  const year = dialog.getByLabel("Year of its rows");
  await year.fill("2024");
  await year.press("Enter");
  await eventually(() => dialog.innerText()).toContain("2024-01-01");
  expect(await dialog.innerText()).toContain("8,784");
});

test("a year that the page cannot take is not taken, and the typical year stays", async () => {
  const page = await openHourly();
  await dropFile(page, "meter.csv", hourly(8760));
  const dialog = page.getByRole("dialog");
  await eventually(() => dialog.innerText()).toContain("typical year");
  const year = dialog.getByLabel("Year of its rows");
  await year.fill("25");
  await year.press("Enter");
  await eventually(() => year.inputValue()).toBe("");
  expect(await dialog.innerText()).toContain("typical year");
});

test("what is no known format can be read as one that the user names, and stays refused where it is none", async () => {
  const page = await openHourly();
  await dropFile(page, "notes.txt", "not a table of anything\njust words\n");
  const dialog = page.getByRole("dialog");
  await eventually(() => dialog.innerText()).toContain("was not imported");
  await dialog.getByLabel("Format").selectOption({ label: "EnergyPlus weather (EPW)" });
  await eventually(() => dialog.innerText()).toMatch(/notes\.txt.*line 1|EPW|LOCATION/);
  expect(await dialog.innerText()).toContain("The scenario is as it was.");
});
