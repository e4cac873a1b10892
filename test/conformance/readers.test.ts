import { describe, expect, test } from "vitest";
import { readFile, readers } from "../../src/files/read/index.ts";
import { headOf } from "../../src/files/read/text.ts";
import { bytesOf, issuesOf, summary } from "../support/imports.ts";
import { samples } from "../support/samples.ts";

const kinds = ["weather", "production", "load", "price", "carbon", "tariff", "events", "requests", "other"];
const classes = ["gap", "duplicate", "order", "daylightSaving", "leapDay", "zone", "unit", "negative", "zeroRun", "constantRun", "spike", "clipped", "footer", "columns", "mixedYears", "signals"];
const units = ["kW", "kWh", "C", "m/s", "W/m2", "$/kWh", "g/kWh", "fraction", "Pa", "%", "degrees", ""];

describe("every reader", () => {
  test("has a sample, and every sample a reader", () => {
    expect(Object.keys(samples).sort()).toEqual(readers.map(({ id }) => id).sort());
  });

  test.each(readers)("$id claims its own sample and no other's", ({ id, mismatch }) => {
    const claimed = Object.entries(samples).filter(([, text]) => mismatch(headOf(text)) === null).map(([sample]) => sample);
    expect(claimed).toEqual([id]);
  });

  test.each(readers)("$id reads its sample: a kind, canonical units, oddities by class with a count and a sentence", ({ id }) => {
    const file = readFile(bytesOf(samples[id]!), `sample of ${id}`);
    expect(file.format).toBe(id);
    expect(kinds).toContain(file.kind);
    expect(file.rows).toBeGreaterThan(0);
    for (const series of file.series) {
      expect(units).toContain(series.unit);
      expect(Number.isFinite(summary(series).mean)).toBe(true);
      expect(series.stepMinutes).toBe(file.stepMinutes);
    }
    for (const issue of file.issues) {
      expect(classes).toContain(issue.class);
      expect(issue.count).toBeGreaterThan(0);
      expect(issue.message).toMatch(/^[A-Z0-9].*[.?]$/s);
    }
    if (file.primary !== undefined) expect(file.series.map(({ name }) => name)).toContain(file.primary);
  });

  test.each(readers)("$id reads the same bytes the same way twice", ({ id }) => {
    expect(readFile(bytesOf(samples[id]!), "a")).toEqual(readFile(bytesOf(samples[id]!), "a"));
  });

  test.each(readers.filter(({ id }) => !["avert", "srw", "pvwatts"].includes(id)))("$id answers a sample cut off in its middle with a file or with what is wrong, never with a crash", ({ id }) => {
    const text = samples[id]!;
    for (const share of [0.35, 0.5, 0.61, 0.83, 0.97]) {
      try {
        const file = readFile(bytesOf(text.slice(0, Math.floor(text.length * share))), "cut");
        expect(file.rows).toBeGreaterThan(0);
      } catch (error) {
        expect((error as Error).name, `${share}: ${(error as Error).stack}`).toBe("InputError");
      }
    }
  });

  test("a text of no format is answered with each reader and its first reason", () => {
    const issues = issuesOf(() => readFile(bytesOf("nothing\nto see\nhere\n"), "tale.txt"));
    expect(issues.map(({ allowed }) => allowed)).toEqual(readers.map(({ title }) => title));
    expect(issues.every(({ found }) => found.length > 5)).toBe(true);
  });

  test("a format that is asked for by name is taken, and an unknown one refused with the list", () => {
    expect(readFile(bytesOf(samples["csv"]!), "a.csv", { format: "csv" }).format).toBe("csv");
    expect(issuesOf(() => readFile(bytesOf(samples["csv"]!), "a.csv", { format: "xls" }))[0]).toMatchObject({ where: { path: "format" }, found: "xls" });
    expect(issuesOf(() => readFile(bytesOf(samples["csv"]!), "a.csv", { format: "epw" })).length).toBeGreaterThan(0);
  });
});
