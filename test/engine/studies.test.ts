import { describe, expect, test } from "vitest";
import { canonicalJson } from "../../src/document/hash.ts";
import { CancelledError } from "../../src/core/errors.ts";
import type { StudyFinding, StudyId } from "../../src/core/studies/index.ts";
import { createEngine } from "../../src/engine/createEngine.node.ts";
import { inline } from "../../src/engine/inline.ts";
import type { Run } from "../../src/engine/run.ts";
import { together } from "../../src/engine/together.ts";
import { ask, questionOf, smallSite } from "../core/studies/manyRuns.ts";

const cases: readonly (readonly [StudyId, object])[] = [
  ["monteCarlo", { mostSeeds: 30, batchSeeds: 10, toleranceFraction: 0.02, strategies: ["idle", "tou-arbitrage", "self-consumption"], ranges: [{ path: "battery.socMinFraction", low: 0.1, high: 0.45 }, { path: "battery.initialSocFraction", low: 0.2, high: 0.8 }] }],
  ["monteCarlo", { mostSeeds: 12, batchSeeds: 12, toleranceFraction: 0, held: ["weather"], strategies: ["idle", "tou-arbitrage"] }],
  ["sobol", { rows: 32, ranges: [{ path: "solar.dcKw", low: 100, high: 500 }, { path: "battery.energyKwh", low: 100, high: 500 }] }],
  ["tuner", { candidates: 10, trainingSeeds: 2, heldBackSeeds: 2 }],
];

test.each(cases)("%s gives the same bytes on 1, 2 and 8 workers as in one thread", async (id, inputs) => {
  const alone = canonicalJson(await ask(id, inputs));
  for (const workers of [1, 2, 8]) {
    const engine = createEngine({ workers });
    try {
      expect(canonicalJson(await ask(id, inputs, smallSite, { executor: engine }))).toBe(alone);
    } finally {
      engine.dispose();
    }
  }
}, 120_000);

describe("a study that is cancelled", () => {
  test("rejects with runs still under way and has its part of the answer; the engine goes on", async () => {
    const engine = createEngine({ workers: 2 });
    const controller = new AbortController();
    const { question } = questionOf("monteCarlo", { mostSeeds: 100_000, batchSeeds: 10_000, toleranceFraction: 0 });
    let partial: StudyFinding<"monteCarlo"> | undefined;
    const asked = engine.study("monteCarlo", question as never, {
      signal: controller.signal, onPartial: (finding) => { partial = finding; },
      onProgress: (_, progress) => {
        if (progress === undefined || progress.done < 400 || controller.signal.aborted) return;
        expect(progress.expected).toBe(200_000);
        expect(progress.secondsLeft).toBeGreaterThan(0);
        controller.abort();
      },
    });
    await expect(asked).rejects.toThrow(CancelledError);
    expect(partial).toMatchObject({ ended: "early" });
    expect(partial!.seeds).toBeGreaterThan(5);
    expect(await engine.study("tornado", questionOf("tornado").question as never)).toEqual(await ask("tornado"));
    engine.dispose();
  }, 60_000);
});

describe("runs that stay together", () => {
  const run = (scenario: Run["scenario"], seed: string): Run => ({ scenario, seed, keep: "figures" });
  const other = { ...smallSite, strategy: { ...smallSite.strategy, battery: { policy: "idle" } } };

  test("share seed and site, and are at most four", () => {
    const runs = [run(smallSite, "1"), run(other, "1"), run({ ...smallSite, solar: { ...smallSite.solar, dcKw: 1 } }, "1"), ...Array.from({ length: 6 }, () => run(structuredClone(smallSite), "2"))];
    expect([...together(runs)].map(({ length }) => length)).toEqual([2, 1, 4, 2]);
  });

  test("and in one thread they come out as alone", async () => {
    const outcomes = async (runs: readonly Run[]) => {
      const found = [];
      for await (const outcome of inline.execute(runs, { data: new Map() })) found.push(outcome.ok ? outcome.result : outcome.error);
      return found;
    };
    const [pair, alone] = [await outcomes([run(other, "1"), run(smallSite, "1")]), await outcomes([run(smallSite, "1")])];
    expect(pair[1]).toEqual(alone[0]);
  });
});
