import { describe, expect, test } from "vitest";
import { withParameter } from "../../src/core/studies/parameters.ts";
import { Kept } from "../../src/engine/executeRun.ts";
import { inlineWith } from "../../src/engine/inline.ts";
import { KnownFigures } from "../../src/engine/knownFigures.ts";
import type { Executor, Run } from "../../src/engine/run.ts";
import { ask, smallSite } from "../core/studies/manyRuns.ts";

/** An executor, and the runs that reached it. */
function counting(): { readonly executor: Executor; readonly runs: Run[] } {
  const runs: Run[] = [];
  const inner = inlineWith(new Kept());
  const seen = function* seen(planned: Iterable<Run>): Generator<Run> {
    for (const run of planned) {
      runs.push(run);
      yield run;
    }
  };
  return { runs, executor: { execute: (planned, options) => inner.execute(seen(planned), options) } };
}

const base = smallSite;
const values = (...kwh: readonly number[]) => ({ values: [{ path: "battery.energyKwh", values: kwh }] });

describe("figures that are known", () => {
  test("are not computed again, and the answer is the same in the same order", async () => {
    const known = new KnownFigures();
    const { executor, runs } = counting();
    const around = known.around(base, new Map(), executor);
    const first = await ask("sweep", values(100, 200, 300), base, { executor: around });
    expect(runs).toHaveLength(3);
    const more = await ask("sweep", values(300, 50, 100, 400, 200), base, { executor: around });
    expect(runs.slice(3).map(({ scenario: { battery } }) => battery.energyKwh)).toEqual([50, 400]);
    expect(more).toEqual(await ask("sweep", values(300, 50, 100, 400, 200)));
    expect(await ask("sweep", values(100, 200, 300), base, { executor: around })).toEqual(first);
    expect(runs).toHaveLength(5);
  });

  test("carry a search on: with a larger budget only the new candidates run, and the seeds held back for a new best", async () => {
    const known = new KnownFigures();
    const { executor, runs } = counting();
    const resting = withParameter(base, "strategy.battery.minGainPerKwh", 0.5);
    const inputs = { ranges: [{ path: "strategy.battery.minGainPerKwh", low: 0, high: 0.5 }], trainingSeeds: 2, heldBackSeeds: 4 };
    const search = (candidates: number) => ask("tuner", { ...inputs, candidates }, resting, { executor: known.around(resting, new Map(), executor) });
    await search(16);
    const before = runs.length;
    const found = await search(32);
    expect(found).toEqual(await ask("tuner", { ...inputs, candidates: 32 }, resting));
    // 16 more under two seeds; of the held-back pairs the scenario as it stands is known.
    expect(runs.length - before).toBeLessThanOrEqual(16 * 2 + 4);
  });

  test("do not outlive their scenario, nor runs that are scored or of another seed", async () => {
    const known = new KnownFigures();
    const { executor, runs } = counting();
    await ask("sweep", values(100, 200), base, { executor: known.around(base, new Map(), executor) });
    await ask("sweep", { ...values(100, 200), score: true }, base, { executor: known.around(base, new Map(), executor) });
    expect(runs).toHaveLength(4);
    const other = withParameter(base, "solar.dcKw", 0);
    await ask("sweep", values(100, 200), other, { executor: known.around(other, new Map(), executor) });
    expect(runs).toHaveLength(6);
  });

  test("of a run that failed are none: it is tried again", async () => {
    const known = new KnownFigures();
    const { executor, runs } = counting();
    // A reserve above the window: each is possible by itself.
    const crossed = { values: [{ path: "battery.socMaxFraction", values: [0.6, 0.9] }, { path: "battery.reserveFraction", values: [0.2, 0.7] }] };
    const search = () => ask("sweep", crossed, base, { executor: known.around(base, new Map(), executor) });
    const first = await search();
    expect(first.failures.count).toBe(1);
    expect(await search()).toEqual(first);
    expect(runs).toHaveLength(4 + 1);
  });
});
