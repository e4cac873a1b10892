import { csvParseRows, dsvFormat } from "d3";
import { describe, expect, test } from "vitest";
import { InputError } from "../../../src/core/errors.ts";
import type { Lifetime } from "../../../src/core/studies/lifetime.ts";
import { finance } from "../../../src/cli/commands/finance.ts";
import type { Io } from "../../../src/cli/command.ts";
import { gridflex } from "../../../src/cli/gridflex.ts";

const scenario = {
  name: "Site", time: { days: 365, stepMinutes: 60 }, solar: { dcKw: 500 }, battery: { powerKw: 200, energyKwh: 800 },
  strategy: { battery: { policy: "peak-shaving" } }, studies: { lifetime: { projectYears: 3, finance: { discountFraction: 0.05 } } },
};

async function call(given: object, ...words: string[]) {
  let [stdout, stderr] = ["", ""];
  const written: Record<string, string> = {};
  const io: Io = {
    stdout: (text) => { stdout += text; }, stderr: (text) => { stderr += text; },
    readFile: (path) => (path === "site.json" ? Promise.resolve(new TextEncoder().encode(JSON.stringify(given))) : Promise.reject(new InputError([{ where: { file: path }, found: "no such file", allowed: "a file that can be read" }]))),
    writeFile: (path, content) => { written[path] = String(content); return Promise.resolve(); },
  };
  return { code: await gridflex(["finance", "site.json", ...words], io, [finance]), stdout, stderr, written };
}

describe("gridflex finance", () => {
  test("--json prints the cash flows, what they are worth and what made them; the words of the file hold", async () => {
    const { code, stdout } = await call(scenario, "--json");
    const found = JSON.parse(stdout) as Lifetime & { scenarioHash: string; studyHash: string; strategy: string };
    expect(code).toBe(0);
    expect(found.years.map(({ year }) => year)).toEqual([0, 1, 2, 3]);
    // By hand, from the table: what is discounted at the file's 5 % adds up to the net present value.
    const byHand = found.years.reduce((sum, { netRevenue, year }) => sum + netRevenue / 1.05 ** year, 0);
    expect(found.netPresentValue).toBeCloseTo(byHand, 4);
    expect(found.years.at(-1)?.cumulativeDiscountedRevenue).toBeCloseTo(byHand, 4);
    expect(found.years[2]?.capacityAtStartFraction).toBe(found.years[1]?.capacityAtEndFraction);
    expect(found.strategy).toBe("peak-shaving");
    expect([found.scenarioHash, found.studyHash].every((hash) => /^[0-9a-f]{64}$/.test(hash))).toBe(true);
  });

  test("a word of the call wins over the file, and what the figures rest on is told beside them", async () => {
    const { stdout, stderr } = await call(scenario, "--json", "--years", "2", "--form", "singleYear", "--strategy", "idle");
    const found = JSON.parse(stdout) as Lifetime;
    expect([found.years.length, found.form, found.runs]).toEqual([3, "singleYear", 2]);
    expect(stderr).toContain("One year stands for all 2");
  });

  test("--out writes the table with its provenance, with points or commas", async () => {
    const { written } = await call(scenario, "--out", "out");
    const rows = csvParseRows(written["out/lifetime.csv"] as string);
    expect(rows.length).toBe(5);
    expect(rows[0]).toContain("netRevenue (USD)");
    expect(Number(rows[1]?.[rows[0]?.indexOf("capitalCost (USD)") ?? -1])).toBe(500 * 1920 + 200 * 968 + 800 * 253 + 222_115);
    expect(JSON.parse(written["out/lifetime.csv.json"] as string)).toMatchObject({ file: "lifetime.csv", strategy: "peak-shaving", currency: "USD" });
    expect(JSON.parse(written["out/lifetime.json"] as string)).toMatchObject({ schema: "gridflex-lifetime-1", inputs: { projectYears: 3 } });
    const comma = await call(scenario, "--out", "out", "--decimal", "comma");
    const parts = dsvFormat(";").parseRows(comma.written["out/lifetime.csv"] as string);
    expect(parts.every((row) => row.length === rows[0]?.length)).toBe(true);
    expect(parts[2]?.[15]).toMatch(/^-?\d+,\d+$/);
  });

  test("without --json it prints the same figures to be read", async () => {
    const { stdout } = await call(scenario);
    expect(stdout).toContain("Net present value");
    expect(stdout.split("\n").filter((line) => /^ {2}20\d\d/.test(line)).length).toBe(4);
  });

  test("a run that is no year, and a wrong input of the study, are wrong input, with their line", async () => {
    const short = await call({ ...scenario, time: { days: 30 } });
    expect([short.code, short.stderr]).toEqual([2, expect.stringContaining("time.days")]);
    const wrong = await call({ ...scenario, studies: { lifetime: { yeers: 3 } } });
    expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining("studies.lifetime.yeers")]);
  });
});
