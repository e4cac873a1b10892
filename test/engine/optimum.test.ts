import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CancelledError } from "../../src/core/errors.ts";
import { withStrategy, type Scenario } from "../../src/core/scenario.ts";
import { simulate } from "../../src/core/simulate.ts";
import { presets } from "../../src/document/presets.ts";
import { createEngine } from "../../src/engine/createEngine.node.ts";
import type { Engine } from "../../src/engine/engine.ts";
import { loadSolver } from "../../src/engine/solver.ts";

describe("the optimum in the pool", () => {
  let engine: Engine;
  let scenario: Scenario;
  beforeAll(async () => {
    engine = createEngine({ workers: 2 });
    const whole = await (presets.find(({ id }) => id === "new-york-inference-edge") as (typeof presets)[number]).load();
    scenario = withStrategy({ ...whole, time: { ...whole.time, days: 120, stepMinutes: 60 } }, "optimal");
  });
  afterAll(() => { engine.dispose(); });

  test("has the bytes of one thread, and tells how far it is", async () => {
    const shares: number[] = [];
    const run = { scenario, seed: "1", keep: "frame" as const };
    const inPool = await engine.run(run, { onProgress: (share) => { shares.push(share); } });
    const alone = simulate(scenario, { seed: "1", data: new Map(), solve: await loadSolver() });
    const { seconds, ...optimum } = inPool.optimum ?? {};
    expect(optimum).toEqual(alone.optimum);
    expect(seconds).toBeGreaterThan(0);
    expect(new Uint8Array(inPool.frame.buffer)).toEqual(new Uint8Array(alone.frame.buffer));
    expect(shares.length).toBeGreaterThan(4);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
  });

  test("has a live form beside it: no solver, a plan that the plant pays no less for", async () => {
    const live = await engine.live("optimum", { scenario: withStrategy(scenario, "optimal+run-now"), seed: "1", keep: "summary" });
    const exact = await engine.run({ scenario: withStrategy(scenario, "optimal+run-now"), seed: "1", keep: "summary" });
    expect(live.optimum?.live).toBe("feasible");
    expect(live.optimum?.replayedCost).toBeGreaterThan((exact.optimum?.objective ?? NaN) * (1 - 1e-6));
    expect(live.optimum?.replayedCost).toBeLessThan((exact.optimum?.objective ?? NaN) * 1.02);
  });

  test("is given up at once when nobody wants it any more, and the next one is answered", async () => {
    const controller = new AbortController();
    const cancelled = engine.run({ scenario: { ...scenario, time: { ...scenario.time, days: 365, stepMinutes: 15 } }, seed: "1", keep: "summary" }, { signal: controller.signal, onProgress: () => { controller.abort(); } });
    await expect(cancelled).rejects.toThrow(CancelledError);
    const next = await engine.run({ scenario: withStrategy(scenario, "idle"), seed: "1", keep: "summary" });
    expect(next.kpis).toEqual(next.idle.kpis);
  });
});
