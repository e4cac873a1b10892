import { afterAll, describe, expect, test } from "vitest";
import { readFileSync } from "node:fs";
import { InputError } from "../../src/core/errors.ts";
import { checkScenario } from "../../src/core/scenario.ts";
import { simulate } from "../../src/core/simulate.ts";
import { checkStudies } from "../../src/core/studies/index.ts";
import { lifetime } from "../../src/core/studies/lifetime.ts";
import { parseScenario } from "../../src/document/parse.ts";
import { createEngine } from "../../src/engine/createEngine.node.ts";
import type { Outcome, Run } from "../../src/engine/engine.ts";
import { inline } from "../../src/engine/inline.ts";
import { runStudy } from "../../src/engine/runStudy.ts";
import { dataBytes, testWithData } from "../support/data.ts";

const engine = createEngine({ workers: 2 });
afterAll(() => { engine.dispose(); });

const site = (dcKw: number) => checkScenario({ version: 1, time: { days: 3, stepMinutes: 60 }, solar: { dcKw }, battery: { powerKw: 300, energyKwh: 1200 } });

describe("the engine over worker threads", () => {
  test("gives the bytes that the core gives in this thread", async () => {
    const scenario = parseScenario(readFileSync(new URL("../../scenarios/ashburn-hyperscale.json", import.meta.url), "utf8"));
    expect(await engine.run({ scenario, seed: "1", keep: "frame" })).toEqual(simulate(scenario, { seed: "1", data: new Map() }));
  });

  test("gives a study's outcomes as the inline executor does", async () => {
    const runs: readonly Run[] = Array.from({ length: 40 }, (_, n) => ({ scenario: site(n * 10), seed: String(n % 3), keep: "summary" }));
    const collect = async (outcomes: AsyncIterable<Outcome>) => {
      const all: Outcome[] = [];
      for await (const outcome of outcomes) all.push(outcome);
      return all.sort((a, b) => a.index - b.index);
    };
    expect(await collect(engine.execute(runs, { data: new Map() }))).toEqual(await collect(inline.execute(runs, { data: new Map() })));
  });

  test("tells its progress, rising, before the answer", async () => {
    const told: number[] = [];
    await engine.run({ scenario: site(5), seed: "1", keep: "summary" }, { onProgress: (fraction) => { told.push(fraction); } });
    expect(told.length).toBeGreaterThan(0);
    expect(told).toEqual([...told].sort((a, b) => a - b));
    expect(told.every((fraction) => fraction > 0 && fraction < 1)).toBe(true);
  });

  test("answers a study in a worker as in this thread, with its progress", async () => {
    const question = { scenario: checkScenario({ time: { days: 365, stepMinutes: 60 }, battery: { powerKw: 300, energyKwh: 1200 } }), inputs: checkStudies({ lifetime: { projectYears: 2 } }).lifetime, seed: "1", data: new Map() };
    const told: number[] = [];
    const found = await engine.study("lifetime", question, { onProgress: (fraction) => { told.push(fraction); } });
    expect(found).toEqual(await runStudy(lifetime, question, inline));
    expect(told.length).toBeGreaterThan(0);
    const placement = await engine.study("placement", { ...question, inputs: checkStudies({}).placement });
    expect(placement.best?.assignments.length).toBeGreaterThan(0);
  });

  test("refuses a file that no reader knows, with the readers that were tried", async () => {
    const refused: unknown = await engine.readFile(new TextEncoder().encode("no file of ours"), "x.txt").catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(InputError);
    expect((refused as InputError).issues.length).toBeGreaterThan(1);
  });

  testWithData("reads a real weather file in a worker, with the hash of its bytes", async () => {
    const { imported, sha256 } = await engine.readFile(dataBytes("weather/USA_VA_Leesburg.Exec.epw"), "USA_VA_Leesburg.Exec.epw");
    expect([imported.kind, imported.rows]).toEqual(["weather", 8760]);
    expect(imported.weather?.columns.ghi?.values.length).toBe(8760);
    expect(sha256).toMatch(/^[0-9a-f]{64}$/);
  });
});
