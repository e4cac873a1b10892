import { readFileSync, readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { simulate } from "../../src/core/simulate.ts";
import { column } from "../../src/core/time/frame.ts";
import { canonicalJson } from "../../src/document/hash.ts";
import { parseScenario } from "../../src/document/parse.ts";
import { firstPreset, presets } from "../../src/document/presets.ts";
import { fileReferences } from "../../src/files/loadData.ts";

const folder = new URL("../../scenarios/", import.meta.url);
const files = readdirSync(folder);
const text = (id: string) => readFileSync(new URL(`${id}.json`, folder), "utf8");
const ids = presets.map(({ id }) => [id] as const);

test("every file of the folder is a preset, by its name, and the other way round", () => {
  expect(presets.map(({ id }) => `${id}.json`).sort()).toEqual([...files].sort());
});

describe.each(ids)("%s", (id) => {
  const scenario = parseScenario(text(id), `${id}.json`);

  test("is a whole year of 2025 in 15-minute steps that needs no file, on the site's civil clock", () => {
    expect(scenario.time).toEqual({ start: "2025-01-01", days: 365, stepMinutes: 15, clock: "civil" });
    expect(fileReferences(scenario)).toEqual([]);
    expect(scenario.weather.kind).toBe("synthetic");
  });

  test("names its sources, its assumptions and what is weak in it", () => {
    const kinds = new Set(scenario.notes.map(({ kind }) => kind));
    for (const kind of ["source", "assumption", "limit", "licence"] as const) expect(kinds).toContain(kind);
    expect(new Set(scenario.notes.map((note) => note.text)).size).toBe(scenario.notes.length);
  });

  test("is the same as the preset of the page", async () => {
    const preset = presets.find((one) => one.id === id);
    expect(await preset?.load()).toEqual(scenario);
    expect(preset?.title).toBe(scenario.name);
  });

  test("runs to the same bytes twice, balances, serves all of its load, and its strategy costs no more than doing nothing", () => {
    const [first, again] = [1, 2].map(() => simulate(scenario, { seed: "1", data: new Map() }));
    if (first === undefined || again === undefined) throw new Error("no run");
    expect(Buffer.from(again.frame.buffer).equals(Buffer.from(first.frame.buffer))).toBe(true);
    const { frame: _, ...summary } = first;
    const { frame: __, ...other } = again;
    expect(canonicalJson(JSON.parse(JSON.stringify(other)))).toBe(canonicalJson(JSON.parse(JSON.stringify(summary))));
    const { kpis, idle } = first;
    expect(kpis.worstResidualKw).toBeLessThan(1e-9 * kpis.peakImportKw);
    expect(kpis.unservedKwh).toBe(0);
    // Sums of a year leave dust.
    expect(kpis.missedKwh).toBe(0);
    expect(kpis.peakImportKw).toBeLessThanOrEqual((scenario.connection.importLimitKw ?? Infinity) * (1 + 1e-12));
    expect(kpis.totalCost + kpis.residualValueCost).toBeLessThan(idle.kpis.totalCost + idle.kpis.residualValueCost);
    expect(column(first.frame, "importKw")).toHaveLength(35_040);
  });
});

test("the page opens on Ashburn", () => {
  expect(firstPreset()).toEqual(parseScenario(text("ashburn-hyperscale")));
  expect(presets[0]?.id).toBe("ashburn-hyperscale");
});
