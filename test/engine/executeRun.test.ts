import { describe, expect, test } from "vitest";
import fc from "fast-check";
import { pieces } from "../../src/core/prepare.ts";
import { checkScenario, type Scenario } from "../../src/core/scenario.ts";
import { simulate } from "../../src/core/simulate.ts";
import type { DataFiles } from "../../src/core/time/series.ts";
import { seedHolding } from "../../src/core/time/streams.ts";
import { Kept, executeRun } from "../../src/engine/executeRun.ts";
import { inline } from "../../src/engine/inline.ts";
import type { Outcome, Run } from "../../src/engine/run.ts";

const none: DataFiles = new Map();
const site = (over: object = {}): Scenario => checkScenario({
  version: 1, time: { days: 3, stepMinutes: 60 }, battery: { powerKw: 300, energyKwh: 1200 }, solar: { dcKw: 800 },
  strategy: { battery: { policy: "self-consumption" }, work: { policy: "run-now" } }, ...over,
});
const run = (scenario: Scenario, seed = "1"): Run => ({ scenario, seed, keep: "frame" });

/** What a user moves, one input of each room. */
const anyMove = fc.constantFrom<object>(
  {}, { battery: { powerKw: 500, energyKwh: 1200 } }, { battery: { powerKw: 500, energyKwh: 0 } }, { battery: { powerKw: 0, energyKwh: 1200 } },
  { demandResponse: { programmes: [{ id: "p", name: "p", events: { kind: "seeded", by: "random", perYear: 366, durationHours: 2 } }] } }, { connection: { importLimitKw: 900 }, demandResponse: { nonFirm: { flexibleKw: 500, calls: { kind: "seeded", by: "random", perYear: 366 } } } },
  { solar: { dcKw: 100 } }, { solar: { dcKw: 800, ageYears: 4 } }, { solar: { dcKw: 800, mount: "oneAxis" } }, { load: { demand: { kind: "shape", noiseSdFraction: 0.1 } } }, { site: { latitude: 10, longitude: 5 } }, { time: { days: 3, stepMinutes: 30 } }, { time: { days: 2, stepMinutes: 60 } },
  { load: { itDesignKw: 400 } }, { facility: { capacityKw: 0 } }, { connection: { importLimitKw: 700 } }, { site: { timeZone: "Asia/Kolkata" } }, { name: "another" },
  { strategy: { battery: { policy: "idle" }, work: { policy: "run-now" } } }, { strategy: { battery: { policy: "tou-arbitrage" }, work: { policy: "run-now" } } },
);
const valid = (over: object): Scenario | null => { try { return site(over); } catch { return null; } };

describe("what is kept from run to run", () => {
  test("never shows in a result: any moves in any order give the bytes of a run made anew", () => {
    fc.assert(fc.property(fc.array(fc.record({ move: anyMove, seed: fc.constantFrom("1", "2", seedHolding("2", ["weather"], "1")) }), { minLength: 2, maxLength: 8 }), (moves) => {
      const kept = new Kept();
      for (const { move, seed } of moves) {
        const scenario = valid(move);
        if (scenario === null) continue;
        expect(executeRun(run(scenario, seed), { data: none, kept })).toEqual(simulate(scenario, { seed, data: none }));
      }
    }), { numRuns: 25 });
  }, 120_000);

  const idsOf = (kept: Kept, scenario: Scenario, seed = "1"): string[] => Object.keys(kept.pieces(scenario, seed)).sort();
  const idsBut = (...gone: string[]): string[] => pieces.map(({ id }) => id).filter((id) => !gone.includes(id)).sort();

  test("is what a change does not touch: a battery moves no piece, a panel its own alone, a year of age what comes after the light", () => {
    const kept = new Kept();
    executeRun(run(site()), { data: none, kept });
    expect(idsOf(kept, site())).toEqual(idsBut());
    expect(kept.pieces(site({ battery: { powerKw: 500, energyKwh: 1200 } }), "1")).toEqual(kept.pieces(site(), "1"));
    expect(idsOf(kept, site({ solar: { dcKw: 100 } }))).toEqual(idsBut("pv"));
    expect(idsOf(kept, site({ solar: { dcKw: 800, ageYears: 7 } }))).toEqual(idsBut("pv"));
    expect(idsOf(kept, site({ solar: { dcKw: 800, albedo: 0.6 } }))).toEqual(idsBut("pv", "lightInCells"));
    expect(idsOf(kept, site({ load: { itDesignKw: 1234 } }))).toEqual(idsBut("facility", "load", "bus", "throttling"));
  });

  test("is under another seed all that it does not draw: sun and clear sky stay, and the weather of a seed that holds it", () => {
    const kept = new Kept();
    const noisy = site({ load: { demand: { kind: "shape", shape: "web", noiseSdFraction: 0.05 } } });
    executeRun(run(noisy), { data: none, kept });
    const underWeather = ["weather", "lightInCells", "pv", "wind", "facility", "bus", "throttling"];
    expect(idsOf(kept, noisy, "2")).toEqual(idsBut(...underWeather, "demand", "load"));
    expect(idsOf(kept, noisy, seedHolding("2", ["weather"], "1"))).toEqual(idsBut("demand", "load", "throttling"));
    expect(idsOf(kept, noisy, seedHolding("2", ["load"], "1"))).toEqual(idsBut(...underWeather));
  });

  test("outlives a change of strategy, name, notes, a battery's power or a programme as the do-nothing run, and no other", () => {
    const kept = new Kept();
    executeRun(run(site()), { data: none, kept });
    const renamed = site({ name: "another", strategy: { battery: { policy: "idle" }, work: { policy: "run-now" } } });
    expect(kept.reference(renamed, "1")).toBeDefined();
    expect(kept.reference(renamed, "2")).toBeUndefined();
    for (const alike of [{ battery: { powerKw: 500, energyKwh: 1200 } }, { demandResponse: { programmes: [{ id: "p", name: "p" }] } }]) expect(kept.reference(site(alike), "1")).toBeDefined();
    for (const other of [{ battery: { powerKw: 0, energyKwh: 1200 } }, { battery: { powerKw: 300, energyKwh: 1300 } }, { solar: { dcKw: 900 } }]) expect(kept.reference(site(other), "1")).toBeUndefined();
  });

  test("goes when a data file changes", () => {
    const kept = new Kept();
    const files = (sha256: string): DataFiles => new Map([["load.csv", { sha256 }]]);
    executeRun(run(site()), { data: files("a"), kept });
    kept.turnTo(files("a"));
    expect(idsOf(kept, site())).toEqual(idsBut());
    kept.turnTo(files("b"));
    expect(idsOf(kept, site())).toEqual([]);
  });

  test("spares the check of what the last scenario had too, and lets nothing else pass", () => {
    const anyPart = fc.constantFrom<object>({ battery: { powerKw: -1 } }, { battery: { powerKw: 10, energyKwh: 20 } }, { solar: { dcKw: 5 } }, { solar: { dcWk: 5 } }, { unknown: 1 }, { name: 3 }, { battery: undefined }, { connection: { importLimitKw: 0 } });
    const told = (check: () => Scenario): unknown => { try { return check(); } catch (error) { return error; } };
    fc.assert(fc.property(fc.array(anyPart, { minLength: 1, maxLength: 6 }), (moves) => {
      const kept = new Kept();
      for (const move of moves) {
        // As it arrives: parts equal, none the same object.
        const scenario = { ...structuredClone(site()), ...move } as Scenario;
        expect(told(() => kept.check(scenario))).toEqual(told(() => checkScenario(scenario)));
      }
    }));
  });

  test("stays whole when a result's buffer is taken away", () => {
    const kept = new Kept();
    const idle = run(site({ strategy: { battery: { policy: "idle" }, work: { policy: "run-now" } } }));
    const first = executeRun(idle, { data: none, kept });
    const copy = structuredClone(first, { transfer: [first.frame.buffer] });
    expect(executeRun(idle, { data: none, kept })).toEqual(copy);
  });
});

test("the inline executor gives outcomes in order, failed ones among them, and stops when it is told to", async () => {
  const broken = site({ load: { demand: { kind: "trace", series: { file: "missing.csv" } } } });
  const outcomes: Outcome[] = [];
  for await (const outcome of inline.execute([run(site()), run(broken), run(site(), "2")], { data: none })) outcomes.push(outcome);
  expect(outcomes.map((outcome) => [outcome.index, outcome.ok ? "done" : outcome.error.name])).toEqual([[0, "done"], [1, "InputError"], [2, "done"]]);
  const controller = new AbortController();
  const seen: number[] = [];
  await expect((async () => {
    for await (const { index } of inline.execute([run(site()), run(site()), run(site())], { data: none, signal: controller.signal })) {
      seen.push(index);
      controller.abort();
    }
  })()).rejects.toThrow("cancelled");
  expect(seen).toEqual([0]);
});
