import { describe, expect, test } from "vitest";
import { InputError } from "../../../src/core/errors.ts";
import { bill } from "../../../src/cli/commands/bill.ts";
import type { Io } from "../../../src/cli/command.ts";
import { gridflex } from "../../../src/cli/gridflex.ts";
import { dataText, testWithData } from "../../support/data.ts";
import { reference } from "../../support/reference.ts";

type Sums = Record<"total" | "energy" | "exportCredit" | "demandTou" | "demandFlat" | "fixed" | "importKwh" | "exportKwh" | "peakKw", number>;
type Printed = Sums & { readonly currency: string; readonly months: readonly (Sums & { readonly month: number; readonly year: number; readonly lines: readonly { readonly amountCost: number }[] })[]; readonly notes: readonly string[] };
type Case = { readonly id: string; readonly expected: { readonly annual: Sums; readonly monthly: Record<string, readonly number[]> } };

const { cases, rates } = reference<Case>("tariff.json") as ReturnType<typeof reference<Case>> & { readonly rates: Record<string, object> };

async function call(files: Record<string, string>, ...words: string[]) {
  let stdout = "";
  let stderr = "";
  const io: Io = {
    stdout: (text) => { stdout += text; }, stderr: (text) => { stderr += text; },
    readFile: (path) => {
      const text = files[path];
      return text === undefined ? Promise.reject(new InputError([{ where: { file: path }, found: "no such file", allowed: "a file that can be read" }])) : Promise.resolve(new TextEncoder().encode(text));
    },
    writeFile: () => Promise.reject(new Error("it writes nothing")),
  };
  return { code: await gridflex(["bill", ...words], io, [bill]), stdout, stderr };
}

/** A table with UTC stamps, of equal intervals. */
function table(startUtc: string, stepMinutes: number, values: readonly number[], header = "time,load_kw"): string {
  const start = Date.parse(startUtc);
  return [header, ...values.map((value, i) => `${new Date(start + i * stepMinutes * 60_000).toISOString().slice(0, 19)}Z,${value}`), ""].join("\n");
}

const flatYear = (kw: number) => table("2023-01-01T08:00:00Z", 60, Array.from({ length: 8760 }, () => kw));
const sce = JSON.stringify({ items: [rates["SCE-TOU-8-D"]] });

describe("gridflex bill", () => {
  test("a flat year on the civil clock of the tariff's utility, to the cent, month by month", async () => {
    const { expected } = cases.find(({ id }) => id === "SCE-TOU-8-D|flat10MW|nopv|2023-civil") as Case;
    const { code, stdout } = await call({ "load.csv": flatYear(10_000), "sce.json": sce }, "--load", "load.csv", "--tariff", "sce.json", "--json");
    const printed = JSON.parse(stdout) as Printed;
    expect(code).toBe(0);
    expect(printed.currency).toBe("USD");
    for (const [key, value] of Object.entries(expected.annual)) expect(Math.abs(printed[key as keyof Sums] - value)).toBeLessThan(0.005 + 1e-8 * value);
    expect(printed.months.map(({ month }) => month)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    expected.monthly["total"]?.forEach((total, m) => { expect(printed.months[m]?.total).toBeCloseTo(total, 1); });
    for (const { lines, total } of printed.months) expect(lines.reduce((sum, { amountCost }) => sum + amountCost, 0)).toBeCloseTo(total, 6);
  });

  test("a fixed zone is a standard clock", async () => {
    const { stdout } = await call({ "load.csv": flatYear(10_000), "sce.json": sce }, "--load", "load.csv", "--tariff", "sce.json", "--time-zone", "Etc/GMT+8", "--json");
    const { expected } = cases.find(({ id }) => id === "SCE-TOU-8-D|flat10MW|nopv|2023-standard") as Case;
    expect((JSON.parse(stdout) as Printed).energy).toBeCloseTo(expected.annual.energy, 0);
  });

  const day = "2025-06-02T07:00:00Z";
  const plain = JSON.stringify({ utility: "Southern California Edison Co", energyratestructure: [[{ rate: 0.1 }]] });
  const generation = table(day, 60, Array.from({ length: 24 }, (_, hour) => (hour >= 12 ? 3 : 0)), "time,generation_kw");
  const files = { "load.csv": table(day, 60, Array.from({ length: 24 }, () => 2)), "net.csv": table(day, 60, Array.from({ length: 24 }, (_, hour) => (hour >= 12 ? -1 : 2))), "generation.csv": generation, "rate.json": plain };
  const sums = async (...words: string[]) => {
    const { stdout } = await call(files, "--tariff", "rate.json", "--json", ...words);
    const { energy, exportCredit, importKwh, exportKwh } = JSON.parse(stdout) as Printed;
    return [energy, exportCredit, importKwh, exportKwh].map((value) => Math.round(value * 1e6) / 1e6);
  };

  test("negative load, or generation in a file of its own, is export", async () => {
    expect(await sums("--load", "net.csv", "--metering", "net-billing", "--sell-rate", "0.05")).toEqual([2.4, 0.6, 24, 12]);
    expect(await sums("--load", "load.csv", "--generation", "generation.csv", "--metering", "net-billing", "--sell-rate", "0.05")).toEqual([2.4, 0.6, 24, 12]);
    expect(await sums("--load", "load.csv", "--generation", "generation.csv", "--metering", "net-metering")).toEqual([1.2, 0, 24, 12]);
    expect(await sums("--load", "load.csv", "--generation", "generation.csv", "--metering", "buy-all-sell-all", "--sell-rate", "0.05")).toEqual([4.8, 1.8, 48, 36]);
    // A price without a rule is net billing; without both, nothing is paid.
    expect(await sums("--load", "net.csv", "--sell-rate", "0.05")).toEqual([2.4, 0.6, 24, 12]);
    expect(await sums("--load", "net.csv")).toEqual([2.4, 0, 24, 12]);
  });

  test("energy per interval and power in other units are billed alike", async () => {
    const quarters = table(day, 15, Array.from({ length: 96 }, () => 500), "time,load");
    const energies = await Promise.all(["W", "kWh"].map(async (unit) => JSON.parse((await call({ "q.csv": quarters, "rate.json": plain }, "--tariff", "rate.json", "--load", "q.csv", "--unit", unit, "--json")).stdout) as Printed));
    expect(energies.map(({ importKwh }) => importKwh)).toEqual([12, 48_000]);
    expect(energies.map(({ peakKw }) => peakKw)).toEqual([0.5, 2000]);
  });

  test("a day that the load does not fill is said", async () => {
    const { stdout } = await call({ "load.csv": table("2025-06-02T19:00:00Z", 60, Array.from({ length: 10 }, () => 1)), "rate.json": plain }, "--tariff", "rate.json", "--load", "load.csv", "--json");
    expect((JSON.parse(stdout) as Printed).notes).toContain("The load does not fill its first or last civil day: 14 steps of 60 min without a reading count as 0 kW.");
  });

  test.each([
    ["a zone that nobody names", { "rate.json": JSON.stringify({ energyratestructure: [[{ rate: 1 }]] }) }, [], /--time-zone/],
    ["a record that cannot be billed, by its path", { "rate.json": JSON.stringify({ energyratestructure: [[{ rate: 1, unit: "therm" }]] }) }, [], /rate\.json, energyratestructure\[0\]\[0\]\.unit: found "therm"/],
    ["a record that is no JSON", { "rate.json": "{" }, [], /rate\.json/],
    ["two meters and one reading", {}, ["--metering", "buy-all-sell-all"], /--generation/],
    ["generation that does not cover the load", { "generation.csv": generation.split("\n").slice(0, 20).join("\n") }, ["--generation", "generation.csv"], /generation\.csv.*all of the load's time/],
    ["eleven peaks", {}, ["--prior-peaks", "1,2,3,4,5,6,7,8,9,10,11"], /--prior-peaks/],
    ["negative peaks", {}, ["--prior-peaks", "1,2,3,4,5,6,7,8,9,10,11,-12"], /--prior-peaks/],
    ["a holiday that is no date", {}, ["--holidays", "2025-02-30"], /--holidays/],
    ["a column that is not there", {}, ["--column", "demand"], /demand/],
    ["a load without stamps", { "load.csv": ["load_kw", ...Array.from({ length: 8760 }, () => "5"), ""].join("\n") }, [], /time stamps/],
    ["a load with an instant that stands twice", { "load.csv": files["load.csv"].replace(/^(.*T09:00:00Z),2$/m, "$1,2\n$1,9") }, [], /1 row on an instant that has one already, first at line 5.*--duplicates drop/],
    ["a load with a gap", { "load.csv": files["load.csv"].split("\n").filter((_, line) => line !== 7).join("\n") }, [], /no value in 1 of 24/],
  ])("%s is refused with exit code 2", async (_, changed, words, message) => {
    const { code, stdout, stderr } = await call({ ...files, ...changed }, "--tariff", "rate.json", "--load", "load.csv", "--json", ...words);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(message);
  });

  test("of instants that stand twice the first counts, and gaps are filled, where that is what is asked", async () => {
    const rows = files["load.csv"].split("\n");
    const odd = [...rows.slice(0, 4), rows[3]!.replace(",2", ",9"), ...rows.slice(4, 10), ...rows.slice(12)].join("\n");
    const { code, stdout, stderr } = await call({ ...files, "load.csv": odd }, "--tariff", "rate.json", "--load", "load.csv", "--duplicates", "drop", "--gaps", "interpolate", "--json");
    expect(code).toBe(0);
    expect((JSON.parse(stdout) as Printed).importKwh).toBeCloseTo(48, 9);
    expect(stderr).toContain("the first copy is kept");
    expect(stderr).toMatch(/2\svalues of class gap filled/);
  });

  testWithData("a measured year under a published rate: what is odd in the file is told, not mended", async () => {
    const { stdout, stderr } = await call(
      { "load.csv": dataText("load/UCam_Building_b91_electricity_2021.csv"), "sce.json": dataText("tariffs/SCE_TOU-8_ Option-D_Under-2-kV.json") },
      "--load", "load.csv", "--tariff", "sce.json", "--time-zone", "Etc/GMT+8", "--json",
    );
    const printed = JSON.parse(stdout) as Printed;
    expect(printed.importKwh).toBeCloseTo(5_613_591.5, 3);
    expect(printed.peakKw).toBe(5016.7);
    expect(stderr).toMatch(/clipped/);
  });
});
