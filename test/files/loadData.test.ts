import { describe, expect, test } from "vitest";
import { dataKey, type SeriesFile } from "../../src/core/time/series.ts";
import { sha256Hex } from "../../src/document/hash.ts";
import { dataFile, fileReferences, loadData } from "../../src/files/loadData.ts";
import { bytesOf, issuesOf } from "../support/imports.ts";
import { samples } from "../support/samples.ts";

const rows = (cells: readonly string[]): string => cells.map((cell, i) => `${new Date(Date.UTC(2025, 0, 1) + i * 3_600_000).toISOString().slice(0, 16)},${cell}`).join("\n");
const steady = Array.from({ length: 400 }, (_, i) => (500 + (i % 17) + (i % 5) / 10).toFixed(1));
const table = (cells: readonly string[], header = "time (UTC),load (kW)"): Uint8Array => bytesOf(`${header}\n${rows(cells)}\n`);
const reference = (more: Partial<SeriesFile> = {}): SeriesFile => ({ file: "load.csv", ...more });

describe("what a run takes from a file", () => {
  test("every file that a scenario names is read once for each way in which it asks for it, wherever it stands", async () => {
    const scenario = { site: { timeZone: "Europe/Berlin" }, load: { demand: { series: reference() } }, price: [{ index: reference({ column: "load (kW)" }) }], battery: { file: 3 }, again: reference() };
    expect(fileReferences(scenario)).toEqual([reference(), reference({ column: "load (kW)" }), reference()]);
    const asked: string[] = [];
    const data = await loadData(scenario, async (file) => { asked.push(file); return table(steady); });
    expect(asked).toEqual(["load.csv"]);
    expect([...data.keys()]).toEqual([dataKey(reference()), dataKey(reference({ column: "load (kW)" }))]);
    expect(data.get(dataKey(reference()))!.sha256).toBe(sha256Hex(table(steady)));
  });

  test("the issues of all files come together", async () => {
    const scenario = { a: reference({ column: "x" }), b: reference({ file: "other.csv", unit: "furlong" }) };
    await expect(loadData(scenario, async () => table(steady))).rejects.toMatchObject({ name: "InputError", issues: [{ where: { file: "load.csv" } }, { found: "furlong" }] });
  });

  test("weather comes as weather, a column of it as a series", () => {
    const bytes = bytesOf(samples["epw"]!);
    expect(dataFile(bytes, reference()).weather!.columns.ghi!.unit).toBe("W/m2");
    expect(dataFile(bytes, reference({ column: "temperatureC" })).series!.unit).toBe("C");
  });

  test("the site's zone stands in where the file and the reference say none", () => {
    const local = table(steady, "time,load (kW)");
    expect(new Date(dataFile(local, reference(), "Europe/Berlin").series!.startMs).toISOString()).toBe("2024-12-31T23:00:00.000Z");
    expect(new Date(dataFile(local, reference({ timeZone: "UTC" }), "Europe/Berlin").series!.startMs).toISOString()).toBe("2025-01-01T00:00:00.000Z");
  });

  test("several columns and none named, and a unit that nobody states, are asked for", () => {
    const wide = table(steady.map((cell) => `${cell},${cell}`), "time (UTC),a (kW),b (kW)");
    expect(issuesOf(() => dataFile(wide, reference()))).toEqual([{ where: { file: "load.csv", path: "column" }, found: "2 columns and none named", allowed: "a (kW), b (kW)" }]);
    expect(issuesOf(() => dataFile(table(steady, "time (UTC),y"), reference()))[0]).toMatchObject({ where: { path: "unit" } });
    expect(dataFile(table(steady, "time (UTC),y"), reference({ unit: "MW" })).series!.values[0]).toBe(500_000);
  });

  test("a tariff or a table of requests is no series", () => {
    expect(issuesOf(() => dataFile(bytesOf(samples["urdb"]!), reference()))[0]!.found).toContain("kind tariff");
    expect(issuesOf(() => dataFile(bytesOf("cap (kW),x\n100,1\n200,2\n300,3\n"), reference()))[0]!.found).toContain("no common step");
  });
});

describe("choices", () => {
  const values = (cells: readonly string[], choices: SeriesFile["choices"]): number[] => Array.from(dataFile(table(cells), reference({ choices })).series!.values);
  const gapped = steady.with(10, "").with(11, "").with(399, "");

  test("gaps stay gaps until they are filled by choice, on a straight line, at an end with the nearest value; the run is told how many", () => {
    expect(values(gapped, undefined).filter(Number.isNaN).length).toBe(3);
    const file = dataFile(table(gapped), reference({ choices: { gap: "interpolate" } }));
    const [before, after] = [Number(steady[9]), Number(steady[12])];
    expect(file.series!.values[10]).toBeCloseTo(before + (after - before) / 3, 12);
    expect(file.series!.values[11]).toBeCloseTo(before + (2 * (after - before)) / 3, 12);
    expect(file.series!.values[399]).toBe(Number(steady[398]));
    expect(file.warnings).toEqual([{ code: "valuesFilled", values: { file: "load.csv", series: "load (kW)", class: "gap", values: 3 } }]);
    expect(issuesOf(() => values(gapped, { gap: "refuse" }))[0]).toMatchObject({ where: { path: "choices.gap" }, found: "3 missing values in load (kW)" });
  });

  test("doubled instants are refused until they are dropped", () => {
    const bytes = bytesOf(`time (UTC),load (kW)\n${rows(steady)}\n2025-01-01T05:00,999\n`);
    expect(issuesOf(() => dataFile(bytes, reference()))[0]).toMatchObject({ where: { path: "choices.duplicate" }, allowed: "none, or the choice drop" });
    expect(dataFile(bytes, reference({ choices: { duplicate: "drop" } })).series!.values[5]).toBe(Number(steady[5]));
  });

  test("a spike, a run of zeros or a clipped top is kept, refused, taken out or filled, as chosen", () => {
    const spiked = steady.with(100, "9000");
    expect(values(spiked, undefined)[100]).toBe(9000);
    expect(values(spiked, { spike: "drop" })[100]).toBeNaN();
    expect(values(spiked, { spike: "interpolate" })[100]).toBeCloseTo((Number(steady[99]) + Number(steady[101])) / 2, 9);
    expect(issuesOf(() => values(spiked, { spike: "refuse" }))[0]).toMatchObject({ where: { path: "choices.spike" } });
    const zeroed = steady.with(50, "0").with(51, "0");
    expect(values(zeroed, { zeroRun: "drop", gap: "interpolate" })[50]).toBeGreaterThan(400);
  });

  test("equal references give one key, other choices another", () => {
    expect(dataKey(reference({ choices: { gap: "interpolate", spike: "keep" } }))).toBe(dataKey(reference({ choices: { spike: "keep", gap: "interpolate" } })));
    expect(dataKey(reference({ choices: { gap: "interpolate" } }))).not.toBe(dataKey(reference()));
    expect(dataKey(reference({ dayFirst: true }))).not.toBe(dataKey(reference({ dayFirst: false })));
  });
});
