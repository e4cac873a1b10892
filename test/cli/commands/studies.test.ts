import { expect, test } from "vitest";
import { InputError } from "../../../src/core/errors.ts";
import type { Command, Io } from "../../../src/cli/command.ts";
import { deploy } from "../../../src/cli/commands/deploy.ts";
import { growth } from "../../../src/cli/commands/growth.ts";
import { headroom } from "../../../src/cli/commands/headroom.ts";
import { metrics } from "../../../src/cli/commands/metrics.ts";
import { place } from "../../../src/cli/commands/place.ts";
import { gridflex } from "../../../src/cli/gridflex.ts";
import { dataText, testWithData } from "../../support/data.ts";

async function call(command: Command, words: readonly string[], files: Readonly<Record<string, string>> = {}) {
  let stdout = "";
  let stderr = "";
  const written = new Map<string, string>();
  const io: Io = {
    stdout: (text) => { stdout += text; }, stderr: (text) => { stderr += text; },
    readFile: (path) => {
      const text = files[path];
      return text === undefined ? Promise.reject(new InputError([{ where: { file: path }, found: "no such file", allowed: "a file that can be read" }])) : Promise.resolve(new TextEncoder().encode(text));
    },
    writeFile: (path, content) => { written.set(path, typeof content === "string" ? content : new TextDecoder().decode(content)); return Promise.resolve(); },
  };
  return { code: await gridflex([command.name, ...words], io, [command]), stdout, stderr, written };
}

/** Three days of a plain site, and few draws. */
const site = JSON.stringify({
  time: { start: "2025-06-02", days: 3, stepMinutes: 60 }, site: { timeZone: "Etc/UTC" }, battery: { energyKwh: 0, powerKw: 0 }, solar: { dcKw: 0 },
  tariff: { urdb: { energyratestructure: [[{ rate: 0.1 }]] } }, studies: { deployment: { draws: 100 }, growth: { draws: 200 } },
});

testWithData("headroom finds in Dominion's file what a plain computation does, and prints the keys of its contract", async () => {
  const { code, stdout, stderr } = await call(headroom, ["--load", "DOM_hourly.csv", "--column", "y", "--unit", "MW", "--time-zone", "America/New_York", "--curtailment", "0.0025,0.005,0.01,0.05", "--json"], { "DOM_hourly.csv": dataText("load/DOM_hourly.csv") });
  expect(code).toBe(0);
  const printed = JSON.parse(stdout) as { summerPeakMw: number; winterPeakMw: number; years: number; results: Record<string, number>[] };
  expect(printed).toMatchObject({ summerPeakMw: 19_395, winterPeakMw: 18_097, years: 2, missingHours: 0, outlierHours: 0 });
  expect(printed.results.map(({ headroomMw }) => Math.round((headroomMw ?? 0) * 100) / 100)).toEqual([2052.69, 2759.28, 3597.62, 6190.09]);
  expect(printed.results.map(({ longestEventHours }) => longestEventHours)).toEqual([11, 12, 14, 141]);
  for (const row of printed.results) expect(Object.keys(row)).toEqual(expect.arrayContaining(["curtailmentFraction", "headroomMw", "hoursPerYear", "events", "meanEventHours", "longestEventHours", "keptHalfFraction"]));
  expect(stderr).toContain("read as ends of their intervals");
});

test("headroom refuses a share that is none, and a column whose unit nobody says", async () => {
  const csv = ["time,load", ...Array.from({ length: 48 }, (_, h) => `2025-06-0${1 + Math.floor(h / 24)}T${String(h % 24).padStart(2, "0")}:00,${100 + h}`)].join("\n");
  const wrongShare = await call(headroom, ["--load", "l.csv", "--unit", "MW", "--time-zone", "Etc/UTC", "--curtailment", "0.005,5"], { "l.csv": csv });
  expect([wrongShare.code, wrongShare.stderr]).toEqual([2, expect.stringContaining("--curtailment") as string]);
  const shortFile = await call(headroom, ["--load", "l.csv", "--unit", "MW", "--time-zone", "Etc/UTC"], { "l.csv": csv });
  expect([shortFile.code, shortFile.stderr]).toEqual([2, expect.stringContaining("8,760") as string]);
});

test("growth tells paths, fan, claims and the site; the same seed the same bytes", async () => {
  const [first, second] = [await call(growth, ["s.json", "--json"], { "s.json": site }), await call(growth, ["s.json", "--json"], { "s.json": site })];
  expect(first.code).toBe(0);
  expect(first.stdout).toBe(second.stdout);
  const printed = JSON.parse(first.stdout) as { fan: { draws: number }; claims: { id: string; reproducedTwh: number }[]; site: { monthOverFirm: number; monthOverWhole: number } };
  expect(printed.fan.draws).toBe(200);
  expect(Math.round(printed.claims.find(({ id }) => id === "epri-high")?.reproducedTwh ?? 0)).toBe(296);
  expect([printed.site.monthOverFirm, printed.site.monthOverWhole]).toEqual([expect.closeTo(24.8, 6), expect.closeTo(40.4, 6)]);
});

test("deploy and place answer with their defaults where no file is given", async () => {
  const deployed = JSON.parse((await call(deploy, ["--json"])).stdout) as { plans: { leadTimeDays: number }[] };
  expect(deployed.plans.map(({ leadTimeDays }) => leadTimeDays)).toEqual([1474, 899, 1474, 380]);
  const placed = JSON.parse((await call(place, ["--json"])).stdout) as { best: { costPerHour: number } };
  expect(placed.best.costPerHour).toBeCloseTo(410.5, 6);
});

test("place moves work between sites by their own runs: nothing where they are alike, all that may where one is dear", async () => {
  const dear = site.replace('"rate":0.1', '"rate":0.3');
  const alike = JSON.parse((await call(place, ["a.json", "--shift", "b.json", "--json"], { "a.json": site, "b.json": site })).stdout) as { shift: { movedKwh: number } };
  expect(alike.shift.movedKwh).toBe(0);
  const apart = JSON.parse((await call(place, ["a.json", "--shift", "b.json", "--transfer-cost", "0.01", "--json"], { "a.json": dear, "b.json": site })).stdout) as { shift: { movedKwh: number; costDifference: number; sites: { sentKwh: number; takenKwh: number }[] } };
  expect(apart.shift.movedKwh).toBeGreaterThan(0);
  expect(apart.shift.costDifference).toBeLessThan(0);
  expect(apart.shift.sites[0]).toMatchObject({ takenKwh: 0, sentKwh: apart.shift.movedKwh });
});

test("metrics prints records for three places, and writes costs in FOCUS columns that add up to the bill, with decisions", async () => {
  const { code, stdout, written } = await call(metrics, ["s.json", "--out", "out", "--json"], { "s.json": site });
  expect(code).toBe(0);
  const printed = JSON.parse(stdout) as { records: { id: string; place: string; value: number | null }[]; served: { billCost: number }; decisions: number };
  expect(printed.records.filter(({ id }) => id === "energyPerDecision").map(({ place: at }) => at)).toEqual(["cloud", "onPremises", "edge"]);
  const [header = "", ...rows] = (written.get("out/focus.csv") ?? "").trim().split("\r\n");
  const at = (name: string) => header.split(",").indexOf(name);
  const sum = (name: string) => rows.reduce((total, row) => total + Number(row.split(",")[at(name)]), 0);
  expect(sum("BilledCost")).toBeCloseTo(printed.served.billCost, 6);
  const table = (written.get("out/seven-metrics.csv") ?? "").trim().split("\r\n");
  expect(table).toHaveLength(printed.records.length + 1);
  expect(table.find((row) => row.includes("flexibilityScore") && row.includes("cloud"))).toContain("notSimulated");
  expect(sum("x_Decisions") / printed.decisions).toBeCloseTo(1, 9);
});

test("metrics takes requests in, and refuses a table that holds none", async () => {
  const requests = "TIMESTAMP,ContextTokens,GeneratedTokens\n2023-11-16 18:15:46.6805900,374,44\n2023-11-16 18:15:50.9951690,396,109\n2023-11-16 18:17:51.2224670,879,55\n2023-11-16 18:17:53.1,10,20\n2023-11-16 18:17:58.9,30,40\n";
  const { stdout, written } = await call(metrics, ["s.json", "--requests", "r.csv", "--out", "out", "--json"], { "s.json": site, "r.csv": requests });
  expect((JSON.parse(stdout) as { requests: { requests: number[]; total: { outputTokens: number } } }).requests).toMatchObject({ requests: [2, 0, 3], total: { outputTokens: 268 } });
  expect(written.get("out/requests.csv")?.split("\r\n")[1]).toMatch(/^2023-11-16T18:15:00Z,2,770,153,/);
  const none = await call(metrics, ["s.json", "--requests", "r.csv"], { "s.json": site, "r.csv": "a,b\n1,2\n3,4\n" });
  expect([none.code, none.stderr]).toEqual([2, expect.stringContaining("ContextTokens") as string]);
});
