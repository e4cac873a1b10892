import { expect, test } from "vitest";
import { checkScenario } from "../../src/core/scenario.ts";
import { together } from "../../src/engine/together.ts";
import type { Run } from "../../src/engine/run.ts";
import { questionOf, smallSite } from "../core/studies/manyRuns.ts";

const enrolled = checkScenario({ ...smallSite, demandResponse: { programmes: [{ preset: "pjm-capacity-2023", ask: { firmKw: 300, committedKw: 100 }, baseline: { referenceKw: 400 } }] } });

test("strategies under one seed go to one worker, doing nothing with them, and other seeds and sites to others", () => {
  const { study, question } = questionOf("monteCarlo", { mostSeeds: 3, batchSeeds: 3, strategies: ["idle", "tou-arbitrage", "self-consumption"] }, enrolled);
  const groups = [...together(study.plan(question, study.start(question)))];
  expect(groups.map((group) => group.map(({ seed }) => seed))).toEqual(["1.1", "1.2", "1.3"].map((seed) => [seed, seed, seed]));
  const [own] = groups[0]!;
  const larger: Run = { ...own!, scenario: { ...own!.scenario, battery: { ...own!.scenario.battery, energyKwh: 1 } } };
  expect([...together([own!, larger])]).toHaveLength(2);
});
