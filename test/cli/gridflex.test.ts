import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { commands } from "../../src/cli/commands/index.ts";
import { gridflex as called } from "../../src/cli/gridflex.ts";
import { nodeIo } from "../../src/cli/nodeIo.ts";
import type { RunResult } from "../../src/core/result.ts";
import { simulate } from "../../src/core/simulate.ts";
import { scenarioHash } from "../../src/document/hash.ts";
import { parseScenario } from "../../src/document/parse.ts";
import { jsonSchemaText } from "../../src/document/schema.ts";
import { version } from "../../src/document/version.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const program = join(root, "dist/cli/gridflex.js");
const newYork = join(root, "scenarios/new-york-inference-edge.json");
let folder = "";

beforeAll(() => { folder = mkdtempSync(join(tmpdir(), "gridflex-cli-")); });
afterAll(() => { rmSync(folder, { recursive: true, force: true }); });

/** The Node of the system, which the tests' own is often not: users run the command with theirs. */
const node = (process.env["PATH"] ?? "").split(":").filter((path) => !path.includes("node_modules")).map((path) => join(path, "node")).find((path) => spawnSync(path, ["--version"]).status === 0) ?? process.execPath;

function gridflex(...words: string[]) {
  const { status, stdout, stderr } = spawnSync(node, [program, ...words], { encoding: "utf8", maxBuffer: 1e9, cwd: folder });
  return { status, stdout, stderr };
}

/** The same in this process: what is only said takes no start of its own. */
async function say(...words: string[]) {
  let [stdout, stderr] = ["", ""];
  const status = await called(words, { ...nodeIo, stdout: (text) => { stdout += text; }, stderr: (text) => { stderr += text; } }, commands);
  return { status, stdout, stderr };
}

function file(name: string, content: string | object): string {
  const path = join(folder, name);
  writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
  return path;
}

type Printed = { readonly kpis: RunResult["kpis"]; readonly bill: RunResult["bill"]; readonly strategy: string; readonly seed: string; readonly version: string; readonly scenarioHash: string };

/** A week keeps these runs short. */
const week = { time: { start: "2025-07-07", days: 7, stepMinutes: 60 }, battery: { powerKw: 200, energyKwh: 400 }, solar: { dcKw: 300 } };

describe("help", () => {
  test("names every command", () => {
    const { status, stdout } = gridflex("--help");
    expect(status).toBe(0);
    for (const { name } of commands) expect(stdout).toContain(`\n  ${name} `);
  });

  test.each(commands.map(({ name }) => [name]))("of %s tells its options, on standard output alone", async (name) => {
    const { status, stdout, stderr } = await say(name, "--help");
    expect([status, stderr]).toEqual([0, ""]);
    for (const option of commands.find((command) => command.name === name)?.options ?? []) expect(stdout).toContain(`--${option.name}`);
  });
});

describe("run", () => {
  test("prints one JSON object whose figures are those of the library", () => {
    const { status, stdout, stderr } = gridflex("run", newYork, "--json");
    expect(status).toBe(0);
    expect(stderr).toContain("with each month's load known ahead");
    const printed = JSON.parse(stdout) as Printed;
    const scenario = parseScenario(readFileSync(newYork));
    const result = simulate(scenario, { seed: "1", data: new Map() });
    expect(printed).toMatchObject({ strategy: "peak-shaving+event-shed", seed: "1", version, scenarioHash: scenarioHash(scenario) });
    expect(printed.kpis).toEqual(result.kpis);
    expect(printed.bill).toEqual(JSON.parse(JSON.stringify(result.bill)));
    for (const key of [
      "totalCost", "importKwh", "exportKwh", "peakImportKw", "loadFactorFraction", "pvKwh", "curtailedKwh", "selfConsumptionFraction", "dischargeKwh", "equivalentFullCycles",
      "emissionsKg", "unservedKwh", "missedKwh", "lostWorkKwh", "worstResidualKw", "residualValueCost",
    ]) expect(printed.kpis).toHaveProperty(key);
  });

  test("the same scenario and seed print the same bytes; another seed does not", () => {
    const path = file("week.json", week);
    const [first, again, other] = [gridflex("run", path, "--json"), gridflex("run", path, "--json", "--seed", "1"), gridflex("run", path, "--json", "--seed", "two")];
    expect(again.stdout).toBe(first.stdout);
    expect((JSON.parse(other.stdout) as Printed).kpis.pvKwh).not.toBe((JSON.parse(first.stdout) as Printed).kpis.pvKwh);
    expect((JSON.parse(other.stdout) as Printed).scenarioHash).toBe((JSON.parse(first.stdout) as Printed).scenarioHash);
  });

  test("--strategy takes the place of the scenario's own, and is part of what the hash names", () => {
    const path = file("week.json", week);
    const named = JSON.parse(gridflex("run", path, "--strategy", "self-consumption+price-defer", "--json").stdout) as Printed;
    const own = JSON.parse(gridflex("run", path, "--json").stdout) as Printed;
    expect([named.strategy, own.strategy]).toEqual(["self-consumption+price-defer", "idle"]);
    expect(named.scenarioHash).not.toBe(own.scenarioHash);
  });

  test("--out writes the series with UTC and local time and columns named by unit, bill, metrics and result, each with what made it", () => {
    const out = join(folder, "made/out");
    const printed = JSON.parse(gridflex("run", file("week.json", week), "--strategy", "self-consumption", "--out", out, "--json").stdout) as Printed;
    expect(readdirSync(out).sort()).toEqual(["bill.csv", "bill.csv.json", "focus.csv", "focus.csv.json", "metrics.csv", "metrics.csv.json", "result.json", "timeseries.csv", "timeseries.csv.json"]);
    const [header = [], ...rows] = readFileSync(join(out, "timeseries.csv"), "utf8").trimEnd().split("\r\n").map((line) => line.split(","));
    expect(header.slice(0, 4)).toEqual(["time_utc", "time_local", "utc_offset", "importKw"]);
    expect(rows).toHaveLength(7 * 24);
    expect(rows[0]?.slice(0, 3)).toEqual(["2025-07-07T04:00:00Z", "2025-07-07T00:00:00", "-04:00"]);
    const importKwh = rows.reduce((sum, row) => sum + Number(row[header.indexOf("importKw")]), 0);
    expect(importKwh).toBeCloseTo(printed.kpis.importKwh, 6);
    const { strategy, seed, version: by, scenarioHash: hash } = printed;
    for (const name of ["timeseries.csv.json", "bill.csv.json", "metrics.csv.json", "result.json"]) {
      const made = JSON.parse(readFileSync(join(out, name), "utf8")) as Readonly<Record<string, unknown>>;
      expect(made).toMatchObject(name === "result.json" ? { seed, version: by, scenarioHash: hash, kpis: printed.kpis } : { strategy, seed, version: by, scenarioHash: hash });
    }
  });

  test("--decimal comma writes what spreadsheets of most of Europe read", () => {
    const out = join(folder, "made/comma");
    gridflex("run", file("week.json", week), "--out", out, "--decimal", "comma");
    expect(readFileSync(join(out, "timeseries.csv"), "utf8").split("\r\n")[1]).toMatch(/^2025-07-07T04:00:00Z;2025-07-07T00:00:00;-04:00;\d+,\d+;/);
  });

  test("a place that cannot be written is told", () => {
    const { status, stderr } = gridflex("run", file("week.json", week), "--out", file("a-file", "x"));
    expect(status).toBe(2);
    expect(stderr).toMatch(/a-file.*: found a file where a folder/);
  });

  test("without --json it tells the figures with their units", () => {
    const { status, stdout } = gridflex("run", file("week.json", week));
    expect(status).toBe(0);
    expect(stdout).toMatch(/Total cost\s+.*\d/);
    expect(stdout).toMatch(/Grid import\s+[\d,]+\skWh/);
  });

  test("a data file is found beside the scenario, and its bytes are part of the hash", () => {
    const hours = (kw: number) => ["time,kW", ...Array.from({ length: 24 * 7 }, (_, hour) => `${new Date(Date.UTC(2025, 6, 7, 4 + hour)).toISOString()},${kw}`)].join("\n");
    const path = file("trace.json", { ...week, load: { itDesignKw: 500, demand: { kind: "trace", measures: "it", series: { file: "load.csv", unit: "kW" } }, classes: [] } });
    file("load.csv", hours(100));
    const first = gridflex("run", path, "--json");
    expect(first.status).toBe(0);
    file("load.csv", hours(200));
    const second = JSON.parse(gridflex("run", path, "--json").stdout) as Printed;
    expect(second.kpis.importKwh).toBeGreaterThan((JSON.parse(first.stdout) as Printed).kpis.importKwh);
    expect(second.scenarioHash).not.toBe((JSON.parse(first.stdout) as Printed).scenarioHash);
  });
});

describe("compare", () => {
  test("prints each strategy with its difference from doing nothing, in the order asked for", () => {
    const { status, stdout } = gridflex("compare", file("week.json", week), "--strategies", "idle,self-consumption,tou-arbitrage+price-defer", "--json");
    expect(status).toBe(0);
    const { runs } = JSON.parse(stdout) as { readonly runs: readonly (Printed & { readonly differenceFromIdle: RunResult["kpis"] })[] };
    expect(runs.map(({ strategy }) => strategy)).toEqual(["idle", "self-consumption", "tou-arbitrage+price-defer"]);
    expect(Object.values(runs[0]?.differenceFromIdle ?? {}).every((value) => value === 0)).toBe(true);
    const [idle, own] = runs as [Printed, Printed & { readonly differenceFromIdle: RunResult["kpis"] }];
    expect(own.differenceFromIdle.totalCost).toBeCloseTo(own.kpis.totalCost - idle.kpis.totalCost, 9);
    expect(Object.keys(own.differenceFromIdle)).toEqual(Object.keys(own.kpis));
  });

  test("each of its runs is the one that run prints", () => {
    const path = file("week.json", week);
    const { runs } = JSON.parse(gridflex("compare", path, "--strategies", "self-consumption", "--json").stdout) as { readonly runs: readonly Printed[] };
    const alone = JSON.parse(gridflex("run", path, "--strategy", "self-consumption", "--json").stdout) as Printed;
    expect(runs[0]).toMatchObject({ kpis: alone.kpis, bill: alone.bill, scenarioHash: alone.scenarioHash });
  });
});

describe("validate", () => {
  test("a valid scenario", () => {
    expect(gridflex("validate", newYork, "--json")).toMatchObject({ status: 0, stdout: '{"valid":true,"issues":[]}\n', stderr: "" });
  });

  test("every issue with path, line, found and allowed", () => {
    const path = file("wrong.json", '{\n  "battery": {\n    "powerKw": -5,\n    "powerMw": 5\n  },\n  "time": { "stepMinutes": 7 }\n}');
    const { status, stdout, stderr } = gridflex("validate", path, "--json");
    expect(status).toBe(2);
    const { valid, issues } = JSON.parse(stdout) as { readonly valid: boolean; readonly issues: readonly Readonly<Record<string, unknown>>[] };
    expect(valid).toBe(false);
    expect(issues.map(({ path: where, line, found, allowed }) => [where, line, found, allowed])).toEqual([
      ["battery.powerKw", 3, "-5", "a number, 0 … 10000000 kW"],
      ["battery.powerMw", 4, "unknown key", "powerKw (nearest name)"],
      ["time.stepMinutes", 6, "7", "5, 10, 15, 20, 30, 60"],
    ]);
    for (const { found } of issues) expect(stderr).toContain(String(found));
  });

  test("what only shows on the axis of the run has its line as well", () => {
    const path = file("short.json", '{"time": {"days": 7},\n"price": {"index": {"kind": "series",\n"series": {"values": [1, 2], "stepMinutes": 60}}}}');
    const { status, stderr } = gridflex("validate", path);
    expect(status).toBe(2);
    expect(stderr).toMatch(/short\.json, line 3, price\.index\.series: found .* allowed: a series that covers the run/);
    expect(gridflex("run", path).stderr).toBe(stderr);
  });

  test("a data file that is not there", () => {
    const path = file("nofile.json", { ...week, weather: { kind: "file", data: { file: "absent.epw" } } });
    const { status, stdout } = gridflex("validate", path, "--json");
    expect(status).toBe(2);
    expect(stdout).toContain("absent.epw");
  });
});

describe("schema", () => {
  test("prints the published schema, or writes it", () => {
    expect(gridflex("schema").stdout).toBe(jsonSchemaText());
    const out = join(folder, "made/on/the/way/schema.json");
    expect(gridflex("schema", "--out", out)).toMatchObject({ status: 0, stdout: "" });
    expect(readFileSync(out, "utf8")).toBe(jsonSchemaText());
  });
});

describe("what is wrong ends in 2, is told on standard error with where, found and allowed, and prints nothing else", () => {
  test.each<[string, () => string[], RegExp]>([
    ["a folder for a file", () => ["run", folder], /found a folder/],
    ["a scenario cut off", () => ["run", file("cut.json", readFileSync(newYork, "utf8").slice(0, 5000))], /cut\.json, line \d+: found the end of the text; allowed/],
    ["NaN", () => ["run", file("nan.json", '{"battery":\n{"powerKw": NaN}}')], /nan\.json, line 2: found "NaN"/],
    ["an unknown key", () => ["run", file("key.json", '{"batery": {}}')], /key\.json, line 1, batery: found unknown key; allowed: battery \(nearest name\)/],
    ["a number with a unit", () => ["run", file("unit.json", '{"battery": {"powerKw": "50 MW"}}')], /battery\.powerKw: found "50 MW"; allowed: a number, 0 … 10000000 kW/],
    ["the wrong unit in a key", () => ["run", file("mw.json", '{"battery": {"powerMw": 50}}')], /battery\.powerMw: found unknown key; allowed: powerKw/],
    ["a strategy that is none", () => ["run", newYork, "--strategy", "magic"], /--strategy: found "magic"; allowed: idle, self-consumption/],
    ["an option that is none", () => ["run", newYork, "--sede", "1"], /--sede: found unknown option; allowed: --seed \(nearest\)/],
    ["no scenario", () => ["run"], /SCENARIO\.json: found nothing/],
    ["no strategies", () => ["compare", newYork], /--strategies: found nothing/],
    ["a command that is none", () => ["rnu", newYork], /"rnu"; allowed: run \(nearest\)/],
    ["an empty file", () => ["run", file("empty.json", "")], /empty\.json, line 1: found the end of the text/],
    ["not JSON at all", () => ["run", file("binary.json", "\u0000\u0001PK")], /binary\.json, line 1/],
    ["more than a megabyte", () => ["run", file("large.json", JSON.stringify({ description: "x".repeat(1_000_001) }))], /large\.json: found 1\.00 MB; at most 1 MB/],
    ["the prototype of every object", () => ["run", file("proto.json", '{"__proto__": {"x": 1}}')], /proto\.json, line 1: found the key "__proto__"/],
  ])("%s", async (_, words, message) => {
    const { status, stdout, stderr } = await say(...words());
    expect(stderr).toMatch(message);
    expect([status, stdout]).toEqual([2, ""]);
  });

  test.each<[string, () => string[], RegExp]>([
    ["a file that is not there", () => ["run", "absent.json"], /absent\.json: found no such file/],
  ])("%s, where the program is started", (_, words, message) => {
    const { status, stdout, stderr } = gridflex(...words());
    expect(stderr).toMatch(message);
    expect([status, stdout]).toEqual([2, ""]);
  });
});
