import { expect, test } from "vitest";
import type { Io } from "../../../src/cli/command.ts";
import { survival } from "../../../src/cli/commands/survival.ts";
import { gridflex } from "../../../src/cli/gridflex.ts";

const site = JSON.stringify({
  version: 1, name: "Two days", time: { start: "2025-07-01", days: 2, stepMinutes: 60 }, site: { timeZone: "UTC" }, load: { itDesignKw: 100, demand: { kind: "shape", idleFraction: 1 } },
  facility: { cooling: { kind: "constant", pue: 1.5 } }, battery: { powerKw: 200, energyKwh: 500, socMinFraction: 0, initialSocFraction: 1, dischargeEfficiencyFraction: 1, selfDischargePerHourFraction: 0, auxiliaryKwPerKwh: 0 },
});

async function call(...words: string[]) {
  let [stdout, stderr] = ["", ""];
  const io: Io = {
    stdout: (text) => { stdout += text; }, stderr: (text) => { stderr += text; },
    readFile: () => Promise.resolve(new TextEncoder().encode(site)), writeFile: () => Promise.resolve(),
  };
  return { code: await gridflex(["survival", "site.json", ...words], io, [survival]), stdout, stderr };
}

test("500 kWh carry 150 kW for three hours from every start, as JSON", async () => {
  const { code, stdout } = await call("--max-hours", "5", "--json");
  expect(code).toBe(0);
  const printed = JSON.parse(stdout) as Record<string, unknown>;
  expect(printed).toMatchObject({ hours: [1, 2, 3, 4, 5], seed: "1", scenarioHash: expect.stringMatching(/^[0-9a-f]{64}$/) as unknown });
  expect((printed["meanFraction"] as number[]).map((p) => Math.round(p * 1e6) / 1e6)).toEqual([1, 1, 1, 0, 0]);
  expect(printed["meanHours"]).toBeCloseTo(3, 6);
  expect(printed["worstStart"]).toMatch(/^2025-07-0[12]T\d\d:00:00Z$/);
});

test("half of the load is carried twice as long, in words", async () => {
  const { code, stdout } = await call("--max-hours", "8", "--critical", "0.5");
  expect(code).toBe(0);
  expect(stdout).toContain("4 h    100.00 %");
  expect(stdout).toContain("Mean 6.0 h of 8");
});

test("a duration out of range is refused by name", async () => {
  const { code, stderr } = await call("--max-hours", "0");
  expect(code).toBe(2);
  expect(stderr).toContain("--max-hours");
});
