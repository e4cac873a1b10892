import { expect, test } from "vitest";
import type { Io } from "../../../src/cli/command.ts";
import { score } from "../../../src/cli/commands/score.ts";
import { gridflex } from "../../../src/cli/gridflex.ts";
import { dataText, testWithData } from "../../support/data.ts";

async function call(log: string, ...words: string[]) {
  let [stdout, stderr] = ["", ""];
  const io: Io = {
    stdout: (text) => { stdout += text; }, stderr: (text) => { stderr += text; },
    readFile: () => Promise.resolve(new TextEncoder().encode(log)), writeFile: () => Promise.resolve(),
  };
  return { code: await gridflex(["score", "--log", "log.csv", ...words], io, [score]), stdout, stderr };
}

/** 256 GPUs in Phoenix asked for −25 % over 16:15–19:15 by the cluster's clock (Colangelo et al. 2025, arXiv 2507.00909, and the log in its repository). */
testWithData("the measured Phoenix response is read from its log as published", async () => {
  const { code, stdout } = await call(dataText("load/SRP_total_power.csv"), "--unit", "W", "--from", "2025-05-04T16:15", "--to", "2025-05-04T19:15", "--asked", "0.25", "--json");
  expect(code).toBe(0);
  const event = JSON.parse(stdout) as Record<string, number>;
  expect(event["baseKw"]).toBeCloseTo(93.104, 3);
  expect(event["magnitudeFraction"]).toBeCloseTo(0.3098, 4);
  expect(event["deliveredFraction"]).toBeCloseTo(0.9993, 4);
  expect(event).toMatchObject({ onsetMinutes: -5, goalMinutes: -1, responseMinutes: 4, durationMinutes: 197, recoveryMinutes: 28, reboundFraction: 0 });
});

test("the Phoenix log that comes with the program agrees with what was published, figure by figure", async () => {
  const { code, stdout } = await call("", "--phoenix", "--json");
  expect(code).toBe(0);
  const { published } = JSON.parse(stdout) as { readonly published: readonly { readonly key: string; readonly passes: boolean }[] };
  expect(published.map(({ key }) => key)).toEqual(expect.arrayContaining(["magnitudeFraction", "responseMinutes", "durationMinutes", "recoveryMinutes"]));
  expect(published.every(({ passes }) => passes)).toBe(true);
});

/** A flat load that falls to 60 kW for an hour; its clock is UTC. */
const flat = ["timestamp,load_kw", ...Array.from({ length: 48 }, (_, i) => `2025-05-04T${String(10 + Math.floor(i / 12)).padStart(2, "0")}:${String((i % 12) * 5).padStart(2, "0")}:00Z,${i >= 24 && i < 36 ? 60 : 100}`)].join("\n");

test("a call is laid on the log: base of the hour before, the cut of its own samples", async () => {
  const { code, stdout } = await call(flat, "--from", "2025-05-04T12:00Z", "--to", "2025-05-04T13:00Z", "--asked", "0.4", "--json");
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ baseKw: 100, meanKw: 60, magnitudeFraction: 0.4, deliveredFraction: 1, responseMinutes: 0, durationMinutes: 60, recoveryMinutes: 0, reboundFraction: 0 });
});

test.each([
  ["a call without an hour before it", "2025-05-04T10:30Z", "2025-05-04T12:00Z", "whole clock hour"], ["a call that outlasts the log", "2025-05-04T12:00Z", "2025-05-04T20:00Z", "within the log"], ["a call that ends before it begins", "2025-05-04T12:30Z", "2025-05-04T12:00Z", "after"],
])("%s is refused with what the log holds", async (_, from, to, said) => {
  const { code, stderr } = await call(flat, "--from", from, "--to", to, "--asked", "0.25");
  expect(code).toBe(2);
  expect(stderr).toContain(said);
});
