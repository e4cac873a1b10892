import { expect, test } from "vitest";
import type { Io } from "../../../src/cli/command.ts";
import { score } from "../../../src/cli/commands/score.ts";
import { settle } from "../../../src/cli/commands/settle.ts";
import { gridflex } from "../../../src/cli/gridflex.ts";
import { InputError } from "../../../src/core/errors.ts";
import { reference } from "../../support/reference.ts";
import { workedSite } from "../../core/market/demandResponse/workedEvent.ts";

async function call(files: Readonly<Record<string, string>>, ...words: string[]) {
  let stdout = "";
  let stderr = "";
  const written: Record<string, string> = {};
  const io: Io = {
    stdout: (text) => { stdout += text; }, stderr: (text) => { stderr += text; },
    readFile: (path) => {
      const text = files[path];
      return text === undefined ? Promise.reject(new InputError([{ where: { file: path }, found: "no such file", allowed: "a file that can be read" }])) : Promise.resolve(new TextEncoder().encode(text));
    },
    writeFile: (path, content) => { written[path] = String(content); return Promise.resolve(); },
  };
  return { code: await gridflex(words, io, [settle, score]), stdout, stderr, written };
}

/** The worked event as a meter file on local clock, from 20 June on. */
const { site } = workedSite();
const metered = ["timestamp,load_kw", ...Array.from(site.importKw, (kw, i) => `${new Date(Date.UTC(2025, 5, 20) + i * 3_600_000).toISOString().slice(0, 19)},${kw}`)].join("\n");
const flat = JSON.stringify({ committedKw: 3600, baseline: "10-of-10", capacityPerKwMonth: 18, energyPerKwh: 1, penaltyPerKwh: 2 });
const grouped = JSON.stringify({ ask: { kind: "reduceBy", committedKw: 3600 }, baseline: { method: "high 5-of-10" }, pay: { capacityPerKwMonth: 18, energyPerKwh: 1 }, penalty: { perKwh: 2 } });
const openAdr = JSON.stringify({ eventName: "peak", programID: "x", intervalPeriod: { start: "2025-07-16T20:00:00Z", duration: "PT3H" }, intervals: [{ id: 0, payloads: [{ type: "SIMPLE", values: [3] }] }] });
const files = {
  "meter.csv": metered, "flat.json": flat, "grouped.json": grouped, "openadr.json": openAdr,
  "events.json": JSON.stringify([{ start: "2025-07-16T16:00", end: "2025-07-16T19:00" }]), "events.csv": "start,end\n2025-07-16T16:00,2025-07-16T19:00\n",
};

type Printed = { readonly total: number; readonly events: readonly { readonly start: string; readonly baselineKw: readonly number[]; readonly meteredKw: readonly number[]; readonly deliveredKwh: number; readonly capacityRevenue: number; readonly energyRevenue: number; readonly penaltyCost: number; readonly performanceFraction: number; readonly reboundKwh: number }[] };

test.each([
  ["flat record, JSON list", "flat.json", "events.json", 70_836], ["flat record, table", "flat.json", "events.csv", 70_836], ["record in groups, OpenADR", "grouped.json", "openadr.json", 73_984],
])("a measured load is settled to the cent of the worked event: %s", async (_, programme, events, total) => {
  const { code, stdout } = await call(files, "settle", "--metered", "meter.csv", "--events", events, "--programme", programme, "--time-zone", "America/New_York", "--exclude", "2025-07-09", "--json");
  expect(code).toBe(0);
  const printed = JSON.parse(stdout) as Printed;
  expect(printed.total).toBeCloseTo(total, 2);
  const [event] = printed.events;
  expect(event?.meteredKw).toEqual([8000, 7600, 8400]);
  expect((event?.capacityRevenue ?? 0) + (event?.energyRevenue ?? 0) - (event?.penaltyCost ?? 0)).toBeCloseTo(total, 2);
});

test("what was delivered goes out as OpenADR 3 reports, kWh by interval", async () => {
  const { written } = await call(files, "settle", "--metered", "meter.csv", "--events", "events.json", "--programme", "flat.json", "--time-zone", "America/New_York", "--exclude", "2025-07-09", "--report", "report.json");
  const [report] = JSON.parse(written["report.json"] ?? "[]") as { readonly resources: readonly { readonly intervals: readonly { readonly intervalPeriod: object; readonly payloads: readonly { readonly type: string; readonly values: readonly number[] }[] }[] }[] }[];
  const intervals = report?.resources[0]?.intervals ?? [];
  expect(intervals[0]?.intervalPeriod).toEqual({ start: "2025-07-16T20:00:00Z", duration: "PT60M" });
  expect(intervals.map(({ payloads }) => payloads.find(({ type }) => type === "USAGE")?.values[0])).toEqual([8000, 7600, 8400]);
  expect(intervals.map(({ payloads }) => payloads.find(({ type }) => type === "DELTA_USAGE")?.values[0])).toEqual([-3520, -4076, -3000]);
});

test("an unknown key, an unknown preset and an event beyond the meter are refused with file and place", async () => {
  const settleWith = (programme: object, events: object = [{ start: "2025-07-16T16:00", durationHours: 3 }]) =>
    call({ ...files, "p.json": JSON.stringify(programme), "e.json": JSON.stringify(events) }, "settle", "--metered", "meter.csv", "--events", "e.json", "--programme", "p.json");
  for (const [programme, place] of [[{ comittedKw: 1 }, "comittedKw"], [{ preset: "nowhere" }, "preset"]] as const) {
    const { code, stderr } = await settleWith(programme);
    expect(code).toBe(2);
    expect(stderr).toContain(place);
  }
  const { code, stderr } = await settleWith({ committedKw: 1 }, [{ start: "2026-01-01T16:00", durationHours: 3 }]);
  expect(code).toBe(2);
  expect(stderr).toContain("2026-01-01T16:00");
});

type ScoreCase = { readonly name: string; readonly input: unknown; readonly expected: Readonly<Record<string, unknown>> };
const { cases } = reference<ScoreCase>("score.json");

test.each(cases)("score --case prints every part of $name by the names of its expectation", async ({ name, expected }) => {
  const { code, stdout } = await call({ "cases.json": JSON.stringify(reference("score.json")) }, "score", "--case", "cases.json", "--name", name, "--json");
  expect(code).toBe(0);
  const printed = JSON.parse(stdout) as Record<string, unknown>;
  expect(Object.keys(printed)).toEqual(expect.arrayContaining(Object.keys(expected)));
  expect(Math.abs((printed["score"] as number) - (expected["score"] as number))).toBeLessThan(1e-6);
  expect(printed["detail"]).toMatchObject(Object.fromEntries(Object.keys(expected["detail"] as object).map((hours) => [hours, expect.anything() as unknown])));
});
