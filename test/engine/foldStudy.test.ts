import { expect, test } from "vitest";
import type { Outcome, Run } from "../../src/core/studies/study.ts";
import type { RunFigures } from "../../src/core/studies/runFigures.ts";
import { executeTogether } from "../../src/engine/executeFigures.ts";
import { foldStudy, planStudy } from "../../src/engine/foldStudy.ts";
import { ask, questionOf } from "../core/studies/manyRuns.ts";

const computed = async (runs: Iterable<Run>): Promise<Outcome<RunFigures>[]> => (await executeTogether([...runs], { data: new Map() })).map((answer, index) => ({ index, ...answer }));
async function* stream<Value>(values: Iterable<Value>): AsyncGenerator<Value> { yield* values; }

test("a study that is planned here, computed anywhere and added up batch by batch finds what it finds in one go", async () => {
  const inputs = { mostSeeds: 12, batchSeeds: 5, toleranceFraction: 1e-9 };
  const question = questionOf("monteCarlo", inputs).question as Parameters<typeof planStudy<"monteCarlo">>[1];
  const outcomes = await computed(planStudy("monteCarlo", question));
  expect(outcomes.length).toBe(10);
  for (let batch = 1; ; batch++) {
    const { finding, next } = await foldStudy("monteCarlo", question, stream(outcomes));
    const more = await computed(next);
    if (more.length === 0) {
      expect(batch).toBe(3);
      expect(finding).toEqual(await ask("monteCarlo", inputs));
      return;
    }
    expect(finding.ended).toBe("early");
    for (const outcome of more) outcomes.push({ ...outcome, index: outcomes.length });
  }
});

test("outcomes that end within a batch leave the rest of it to do", async () => {
  const question = questionOf("sweep", { values: [{ path: "solar.dcKw", values: [100, 200, 300] }] }).question as Parameters<typeof planStudy<"sweep">>[1];
  const all = await computed(planStudy("sweep", question));
  const { finding, next } = await foldStudy("sweep", question, stream(all.slice(0, 1)));
  expect(finding.rows).toBe(1);
  expect([...next].map(({ scenario }) => scenario.solar.dcKw)).toEqual([200, 300]);
});
