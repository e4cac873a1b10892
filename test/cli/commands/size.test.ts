import { expect, test } from "vitest";
import { size } from "../../../src/cli/commands/size.ts";
import type { Io } from "../../../src/cli/command.ts";
import { gridflex } from "../../../src/cli/gridflex.ts";

async function call(words: readonly string[], file: string) {
  let stdout = "";
  let stderr = "";
  const io: Io = { stdout: (text) => { stdout += text; }, stderr: (text) => { stderr += text; }, readFile: () => Promise.resolve(new TextEncoder().encode(file)), writeFile: () => Promise.resolve() };
  return { code: await gridflex(["size", ...words], io, [size]), stdout, stderr };
}

/** A flat load under a dear evening charge: a battery pays, and nothing else may be built. */
const evening = Array.from({ length: 12 }, () => Array.from({ length: 24 }, (_, hour) => (hour >= 17 && hour < 20 ? 1 : 0)));
const site = (over: object = {}) => JSON.stringify({
  time: { start: "2025-01-01", days: 365, stepMinutes: 60 }, site: { timeZone: "Etc/UTC" }, load: { itDesignKw: 1000, demand: { kind: "shape", shape: "flat" } }, solar: { dcKw: 0 },
  tariff: { urdb: { energyratestructure: [[{ rate: 0.1 }]], demandratestructure: [[{ rate: 0 }], [{ rate: 40 }]], demandweekdayschedule: evening, demandweekendschedule: evening } },
  studies: { sizing: { mostSolarKw: 0, mostWindKw: 0, surface: false } }, ...over,
});

test("size prints one documented object: sizes that pay within the budget, proven, run through the plant, made again by seed, version and hash", async () => {
  const { code, stdout, stderr } = await call(["s.json", "--json"], site({ studies: { sizing: { mostSolarKw: 0, mostWindKw: 0, surface: false, budgetCost: 100_000 } } }));
  expect([code, stderr]).toEqual([0, ""]);
  const printed = JSON.parse(stdout) as Record<string, number> & { sizes: Record<string, number>; replay: { status: string; gap: number } };
  for (const key of ["sizes", "status", "capitalCost", "operationCost", "equipmentCostPerYear", "totalCostPerYear", "withoutCostPerYear", "lifeCycleCost", "withoutLifeCycleCost", "replay", "replayRelativeDifference", "surface", "currency", "stepMinutes", "seed", "version", "scenarioHash"]) {
    expect(Object.keys(printed)).toContain(key);
    expect(size.details).toContain(`"${key}"`);
  }
  expect(printed.sizes["batteryKw"]).toBeGreaterThan(10);
  expect(printed["capitalCost"]).toBeGreaterThan(99_000);
  expect(printed["capitalCost"]).toBeLessThan(100_000 * (1 + 1e-9));
  expect(printed["totalCostPerYear"]).toBeLessThan(printed["withoutCostPerYear"] as number);
  expect(Math.abs(printed["replayRelativeDifference"] as number)).toBeLessThan(1e-6);
  expect(printed.replay.status).toBe("optimal");
}, 120_000);

test("size says in words what it built, and what that saves", async () => {
  const { code, stdout } = await call(["s.json"], site());
  expect(code).toBe(0);
  expect(stdout).toMatch(/Battery +\d+ kW, \d+ kWh/);
  expect(stdout).toMatch(/with nothing built/);
}, 120_000);

test("size ends with 2 where the year is not whole or a bound is none, naming the field", async () => {
  const short = await call(["s.json"], site({ time: { start: "2025-01-01", days: 30, stepMinutes: 60 } }));
  expect([short.code, short.stderr]).toEqual([2, expect.stringContaining("time.days") as string]);
  const wrong = await call(["s.json"], site({ studies: { sizing: { mostSolarKw: -1 } } }));
  expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining("mostSolarKw") as string]);
});

test("size ends with 1 where no sizes keep the connection's limit, and says by how much it is short", async () => {
  const { code, stderr } = await call(["s.json"], site({ connection: { importLimitKw: 200 } }));
  expect(code).toBe(1);
  expect(stderr).toMatch(/short|limit/i);
}, 120_000);
